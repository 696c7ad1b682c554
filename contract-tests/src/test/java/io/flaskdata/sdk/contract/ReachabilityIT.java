package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flaskdata.sdk.json.JsonModel;
import io.flaskdata.sdk.rows.Manifest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars list for GraalVM, and keep from shrinkers, all that is made or asked for by reflection. */
class ReachabilityIT {
    private static final Set<String> OF_A_TYPE =
            Set.of("type", "allDeclaredConstructors", "allDeclaredFields", "allDeclaredMethods", "fields");

    @ParameterizedTest
    @ValueSource(strings = {"edc", "forms", "dataserver", "features"})
    void aGeneratedModuleListsItsInterfacesModelsAndResource(String module) throws Exception {
        try (JarFile jar = jar("flaskdata-" + module)) {
            Set<String> proxies = new TreeSet<>();
            Set<String> interfaces = new TreeSet<>();
            Set<String> models = new TreeSet<>();
            for (Class<?> each : classes(jar)) {
                if (each.isInterface()) {
                    proxies.add(each.getName());
                    interfaces.add(each.getName());
                } else {
                    assertThat(JsonModel.class).isAssignableFrom(each);
                    models.add(each.getName());
                }
            }
            assertThat(interfaces).isNotEmpty();
            assertThat(models).isNotEmpty();

            JsonNode metadata = metadata(jar, "flaskdata-" + module);
            assertThat(proxies(metadata)).containsExactlyInAnyOrderElementsOf(proxies);
            assertThat(types(metadata, "allDeclaredMethods")).containsExactlyInAnyOrderElementsOf(interfaces);
            assertThat(types(metadata, "allDeclaredFields")).containsExactlyInAnyOrderElementsOf(models);
            assertThat(types(metadata, "allDeclaredConstructors")).containsAll(models);
            assertThat(metadata.at("/resources").findValuesAsText("glob"))
                    .containsExactly("META-INF/flaskdata/" + module + ".json")
                    .allMatch(each -> jar.getEntry(each) != null);
        }
    }

    /** Gson reaches these from a manifest. */
    @Test
    void coreListsWhatAManifestIsMadeOfAndTheSignIn() throws Exception {
        try (JarFile jar = jar("flaskdata-core")) {
            Set<String> records = new TreeSet<>();
            Set<String> enums = new TreeSet<>();
            reach(Manifest.class, records, enums);
            assertThat(records).hasSizeGreaterThan(3);

            JsonNode metadata = metadata(jar, "flaskdata-core");
            for (String each : List.of("allDeclaredConstructors", "allDeclaredFields", "allDeclaredMethods")) {
                assertThat(types(metadata, each)).containsAll(records);
            }
            assertThat(types(metadata, "allDeclaredFields")).containsAll(enums);

            Set<String> services = new TreeSet<>();
            for (Class<?> each : classes(jar)) {
                if (each.isInterface()
                        && Stream.of(each.getMethods())
                                .flatMap(method -> Stream.of(method.getAnnotations()))
                                .anyMatch(annotation -> annotation
                                        .annotationType()
                                        .getPackageName()
                                        .equals("retrofit2.http"))) {
                    services.add(each.getName());
                    assertThat(types(metadata, "allDeclaredFields"))
                            .containsAll(Stream.of(each.getDeclaredClasses())
                                    .map(Class::getName)
                                    .toList());
                }
            }
            assertThat(services).isNotEmpty();
            assertThat(proxies(metadata)).containsExactlyInAnyOrderElementsOf(services);
            assertThat(metadata.at("/resources").findValuesAsText("glob"))
                    .allMatch(each -> jar.getEntry(each) != null)
                    .containsExactlyInAnyOrderElementsOf(resources(jar));
        }
    }

    /** With which JSON fails when a name is wrong: GraalVM skips a class that isn't there without a word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "flaskdata-core",
                "flaskdata-json",
                "flaskdata-edc",
                "flaskdata-forms",
                "flaskdata-dataserver",
                "flaskdata-features"
            })
    void allNamesAreThere(String artifact) throws Exception {
        try (JarFile jar = jar(artifact)) {
            assertThat(jar.getEntry("META-INF/proguard/" + artifact + ".pro")).isNotNull();
            JsonNode metadata = metadata(jar, artifact);
            assertThat(names(metadata)).containsExactlyInAnyOrder("reflection", "resources");
            for (JsonNode each : metadata.at("/reflection")) {
                assertThat(OF_A_TYPE).containsAll(names(each));
                JsonNode type = each.get("type");
                Class<?> found = Class.forName(
                        type.isTextual() ? type.asText() : type.at("/proxy/0").asText());
                for (JsonNode field : each.path("fields")) {
                    assertThat(found.getField(field.get("name").asText())).isNotNull();
                }
            }
        }
    }

    private static void reach(Class<?> type, Set<String> records, Set<String> enums) {
        if (type.isEnum()) {
            enums.add(type.getName());
        } else if (type.isRecord() && records.add(type.getName())) {
            for (RecordComponent each : type.getRecordComponents()) {
                reach(each.getType(), records, enums);
            }
        }
    }

    private static JarFile jar(String artifact) throws IOException {
        Pom module = Project.published().stream()
                .filter(each -> each.artifact().equals(artifact))
                .findFirst()
                .orElseThrow();
        return new JarFile(Project.jar(module).toFile());
    }

    private static List<Class<?>> classes(JarFile jar) throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String each : names(jar)) {
            if (each.startsWith("io/") && each.endsWith(".class") && !each.endsWith("-info.class")) {
                classes.add(Class.forName(
                        each.substring(0, each.length() - 6).replace('/', '.'),
                        false,
                        ReachabilityIT.class.getClassLoader()));
            }
        }
        return classes;
    }

    /** What a class may ask for: all that is no class and not under META-INF. */
    private static List<String> resources(JarFile jar) {
        return names(jar).stream()
                .filter(each -> !each.endsWith(".class") && !each.endsWith("/") && !each.startsWith("META-INF/"))
                .toList();
    }

    private static List<String> names(JarFile jar) {
        return jar.stream().map(each -> each.getName()).toList();
    }

    private static JsonNode metadata(JarFile jar, String artifact) throws IOException {
        String name = "META-INF/native-image/io.flaskdata/" + artifact + "/reachability-metadata.json";
        assertThat(jar.getEntry(name)).as(name).isNotNull();
        return new ObjectMapper().readTree(jar.getInputStream(jar.getEntry(name)));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> proxies(JsonNode metadata) {
        List<String> proxies = new ArrayList<>();
        metadata.at("/reflection").forEach(each -> each.at("/type/proxy").forEach(name -> proxies.add(name.asText())));
        return proxies;
    }

    private static List<String> types(JsonNode metadata, String declares) {
        List<String> types = new ArrayList<>();
        for (JsonNode each : metadata.at("/reflection")) {
            if (each.path(declares).asBoolean()) {
                types.add(each.get("type").asText());
            }
        }
        return types;
    }
}
