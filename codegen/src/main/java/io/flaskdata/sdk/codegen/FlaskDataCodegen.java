package io.flaskdata.sdk.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.languages.JavaClientCodegen;
import org.openapitools.codegen.model.ModelsMap;

/**
 * The stock Java generator with every template replaced by ours: Retrofit interfaces, Gson models, one metadata
 * resource, and what shrinkers and GraalVM must keep. What core must know of an operation at run time ({@code x-retry},
 * {@code x-stream}, {@code x-auth}) goes into the resource {@code META-INF/flaskdata/<module>.json}.
 */
public final class FlaskDataCodegen extends JavaClientCodegen {
    private static final Set<String> OF_EVERY_OBJECT =
            Set.of("getClass", "hashCode", "toString", "clone", "finalize", "notify", "notifyAll", "wait");

    private static final Pattern NEEDED_IMPORT = Pattern.compile("io\\.flaskdata\\..*|java\\.(math|time)\\..*");

    /** A generated model's own methods, as {@link #fromModel} compares names. */
    private static final Set<String> OWN_METHODS = Set.of(
            "Of", "Equals", "HashCode", "ToString", "Class", "Put", "AdditionalProperties", "AdditionalProperty");

    private final Map<String, String> classes = new HashMap<>();

    @Override
    public String getName() {
        return "flaskdata-java";
    }

    @Override
    public void processOpts() {
        setLibrary(RETROFIT_2);
        additionalProperties.put("serializationLibrary", "gson");
        additionalProperties.put("hideGenerationTimestamp", true);
        additionalProperties.put("openApiNullable", false);
        super.processOpts();
        setTemplateDir("flaskdata");
        embeddedTemplateDir = "flaskdata";
        typeMapping.put("DateTime", "Instant");
        importMapping.put("Instant", "java.time.Instant");
        // A text of any other format stays the text that was sent: it would fail a whole answer, or come back changed.
        for (String text : List.of("URI", "UUID", "date", "ByteArray", "decimal", "char")) {
            typeMapping.put(text, "String");
        }
        // A list without duplicates is still a list, in its order.
        typeMapping.put("set", "List");
        // Any other number would lose digits.
        typeMapping.put("number", "BigDecimal");
        typeMapping.put("double", "BigDecimal");
        typeMapping.put("float", "BigDecimal");
        nameMapping.put("_id", "documentId");
        nameMapping.put("CRFs", "crfs");
        Object module = additionalProperties.get("flaskdataModule");
        if (module == null) {
            throw new IllegalArgumentException("The generator needs the additional property flaskdataModule.");
        }
        additionalProperties.put("flaskdataSha256", sha256(getInputSpec()));
        supportingFiles.clear();
        supportingFiles.add(new SupportingFile(
                "operations.mustache", projectFolder + "/resources/META-INF/flaskdata", module + ".json"));
        supportingFiles.add(
                new SupportingFile("package-info.mustache", sourceFolder + "/" + apiFolder(), "package-info.java"));
        supportingFiles.add(new SupportingFile("module-info.mustache", projectFolder + "/module", "module-info.java"));
        String metaInf = projectFolder + "/resources/META-INF/";
        String artifact = "flaskdata-" + module;
        supportingFiles.add(new SupportingFile("proguard.mustache", metaInf + "proguard", artifact + ".pro"));
        supportingFiles.add(new SupportingFile(
                "reachability-metadata.mustache",
                metaInf + "native-image/io.flaskdata/" + artifact,
                "reachability-metadata.json"));
    }

    /** Without the generator's request for donations, which each module would print. */
    @Override
    public void postProcess() {}

    /** The document is a resource among the plugin's dependencies, or a file. */
    private static String sha256(String document) {
        try (InputStream resource = FlaskDataCodegen.class.getClassLoader().getResourceAsStream(document);
                InputStream in = resource == null ? Files.newInputStream(Path.of(document)) : resource) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("The document can't be read again", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private String apiFolder() {
        return apiPackage.replace('.', '/');
    }

    @Override
    public CodegenOperation fromOperation(
            String path, String httpMethod, Operation operation, @Nullable List<Server> servers) {
        CodegenOperation result = super.fromOperation(path, httpMethod, operation, servers);
        Map<String, Object> extensions = result.vendorExtensions;
        boolean head = httpMethod.equalsIgnoreCase("head");
        if (head) {
            // Retrofit's rule: there is no body.
            result.returnType = "Void";
        }
        String order = result.allParams.stream()
                .map(parameter -> parameter.isPathParam ? "p" : parameter.isQueryParam ? "q" : "")
                .collect(Collectors.joining());
        if (order.contains("qp")) {
            // Retrofit's rule: the path comes before the query.
            result.allParams.sort(Comparator.comparing(parameter -> !parameter.isPathParam));
        }
        Set<String> taken = new HashSet<>();
        for (CodegenParameter parameter : result.allParams) {
            if (!SourceVersion.isName(parameter.paramName) || !taken.add(StringUtils.capitalize(parameter.paramName))) {
                parameter.paramName = free(parameter.baseName, taken);
            }
            if (parameter.isBodyParam && (parameter.isFile || parameter.isBinary)) {
                parameter.dataType = "okhttp3.RequestBody";
            }
        }
        // Retrofit takes an empty path for none at all.
        String relative = path.equals("/") ? "." : path.substring(1);
        extensions.put("x-relative-path", relative);
        // In a comment: no end of it, and no escape.
        extensions.put("x-shown-path", relative.replace("*/", "*&#47;").replace("\\", "&#92;"));
        String method = httpMethod.toUpperCase(Locale.ROOT);
        boolean bodyIsUnusual =
                result.getHasBodyParam() && Set.of("DELETE", "OPTIONS").contains(method);
        String annotation = bodyIsUnusual
                ? "HTTP(method = \"" + method + "\", path = \"%s\", hasBody = true)"
                : method + "(\"%s\")";
        extensions.put("x-annotation", annotation.formatted(relative));
        extensions.put("x-retry-json", json(extensions.getOrDefault("x-retry", "never")));
        extensions.put("x-auth-json", json(extensions.getOrDefault("x-auth", "api")));
        extensions.putIfAbsent("x-provenance", "inferred");
        extensions.put("x-provenance-json", json(extensions.get("x-provenance")));
        extensions.put("x-streams", !head && (extensions.get("x-stream") != null || result.isResponseFile));
        extensions.put("x-typed", head || !result.isResponseFile);
        return result;
    }

    /** Classes whose names differ only in case are one file on some machines, and the stock generator renames the file alone. */
    @Override
    public String toModelName(String name) {
        String made = super.toModelName(name);
        if (!classes.containsValue(made)) {
            classes.computeIfAbsent(made, any -> {
                String free = made;
                for (int i = 2; classes.values().stream().anyMatch(free::equalsIgnoreCase); i++) {
                    free = made + i;
                }
                return free;
            });
        }
        return classes.getOrDefault(made, made);
    }

    @Override
    public String modelFilename(String templateName, String modelName) {
        return modelFileFolder() + File.separator + toModelName(modelName) + ".java";
    }

    /** No interface can redeclare what every object has. */
    @Override
    public String toOperationId(String operationId) {
        String name = super.toOperationId(operationId);
        return OF_EVERY_OBJECT.contains(name) || !SourceVersion.isName(name)
                ? "call" + StringUtils.capitalize(name)
                : name;
    }

    /** Members whose Java names would be equal keep their JSON names: crf_id beside crfId is crf_id. */
    @Override
    public CodegenModel fromModel(String name, Schema schema) {
        CodegenModel model = super.fromModel(name, schema);
        Map<String, Long> uses = model.vars.stream()
                .collect(Collectors.groupingBy(each -> StringUtils.capitalize(each.name), Collectors.counting()));
        Set<String> taken = new HashSet<>(OWN_METHODS);
        model.vars.forEach(each -> taken.add("Set" + StringUtils.capitalize(each.name)));
        Map<String, String> renamed = new HashMap<>();
        for (CodegenProperty property : model.vars) {
            boolean alone = uses.getOrDefault(StringUtils.capitalize(property.name), 0L) == 1;
            if (SourceVersion.isName(property.name)
                    && (alone || property.baseName.equals(property.name))
                    && taken.add(StringUtils.capitalize(property.name))) {
                renamed.put(property.baseName, property.name);
            }
        }
        for (CodegenProperty property : model.vars) {
            renamed.computeIfAbsent(property.baseName, baseName -> free(baseName, taken));
        }
        Stream.of(model.vars, model.requiredVars, model.allVars, model.optionalVars)
                .flatMap(List::stream)
                .filter(each -> renamed.containsKey(each.baseName))
                .forEach(each -> {
                    each.name = renamed.get(each.baseName);
                    each.getter = "get" + StringUtils.capitalize(each.name);
                    each.setter = "set" + StringUtils.capitalize(each.name);
                });
        return model;
    }

    private static String free(String baseName, Set<String> taken) {
        String plain = baseName.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[0-9])", "_");
        String name = SourceVersion.isName(plain) ? plain : plain + "_";
        for (int i = 2; !taken.add(StringUtils.capitalize(name)); i++) {
            name = plain + "_" + i;
        }
        return name;
    }

    /** The stock generator also imports what only its own templates use. */
    @Override
    public ModelsMap postProcessModels(ModelsMap models) {
        ModelsMap processed = super.postProcessModels(models);
        processed
                .getImports()
                .removeIf(line -> !NEEDED_IMPORT.matcher(line.get("import")).matches());
        return processed;
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An extension of an operation can't be written as JSON", e);
        }
    }
}
