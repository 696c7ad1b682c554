package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The facade against the operations that the generated modules say there are. */
class OperationCoverageTest {
    private static final List<String> MODULES = List.of("edc", "forms", "dataserver", "features");

    private static final Pattern SAID = Pattern.compile("Operation \\{@code (\\w+ /\\S+)}[^;]*; contract: (\\w+)");

    private record Described(String id, String method, String call, String grade) {}

    @Test
    void everyOperationOfTheSpecsIsCalledByTheFacade() {
        Set<String> called = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("io.flaskdata.sdk")) {
            if (!each.getPackageName().startsWith("io.flaskdata.sdk.api")) {
                for (JavaMethodCall call : each.getMethodCallsFromSelf()) {
                    called.add(call.getTargetOwner().getName() + "#"
                            + call.getTarget().getName().replaceFirst("Streaming$", ""));
                }
            }
        }
        Set<String> raw = described()
                .filter(operation -> !called.contains(operation.method()))
                .map(Described::id)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(raw).isEmpty();
    }

    @Test
    void everyOperationOfTheFacadeIsNamedInItsJavadocWithItsGrade() throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/flaskdata/sdk"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String source = Files.readString(file).replaceAll("\\s+(\\* )?", " ");
                Matcher matcher = SAID.matcher(source);
                while (matcher.find()) {
                    said.add(matcher.group(1) + " " + matcher.group(2));
                }
            }
        }
        List<String> all = described()
                .map(operation -> operation.call() + " " + operation.grade())
                .toList();
        assertThat(said).containsAll(all);
        assertThat(said)
                .filteredOn(each -> !each.contains("/auth/"))
                .allSatisfy(each -> assertThat(all).contains(each));
    }

    private static Stream<Described> described() {
        List<Described> operations = new ArrayList<>();
        for (String module : MODULES) {
            try (InputStream in =
                    OperationCoverageTest.class.getResourceAsStream("/META-INF/flaskdata/" + module + ".json")) {
                assertThat(in).as(module).isNotNull();
                JsonObject document = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .getAsJsonObject();
                for (JsonElement each : document.getAsJsonArray("operations")) {
                    JsonObject operation = each.getAsJsonObject();
                    operations.add(new Described(
                            text(operation, "id"),
                            text(operation, "interface") + "#" + text(operation, "method"),
                            text(operation, "http") + " " + text(operation, "path"),
                            text(operation, "provenance")));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return operations.stream();
    }

    private static String text(JsonObject object, String member) {
        return object.get(member).getAsString();
    }
}
