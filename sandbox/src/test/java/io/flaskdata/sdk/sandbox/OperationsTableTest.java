package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.internal.auth.IdpOperations;
import io.flaskdata.sdk.sandbox.internal.auth.Sessions;
import io.flaskdata.sdk.sandbox.internal.database.Cluster;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of docs/sandbox.md is made from the routes; a copy to take over is left in target/sandbox-operations.md. */
class OperationsTableTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static List<Route> api;
    private static List<Route> idp;

    @BeforeAll
    static void routes() throws Exception {
        Databases databases = new Databases(Cluster.OF_THIS_JVM, Seed.standard(), ZoneId.of("Asia/Jerusalem"), false);
        Sessions sessions = new Sessions(databases, () -> java.time.Instant.EPOCH, null);
        api = Sandbox.builder().apiRoutes(databases, sessions);
        idp = new IdpOperations(databases, sessions, false).routes();
    }

    private static Stream<String> lines(String address, List<Route> routes) {
        return routes.stream()
                .map(each -> "| " + address + " | `" + each.method() + " " + each.path() + "` | " + each.grade() + " | "
                        + (each.changes().isEmpty() ? "reads" : "changes " + each.changes()) + " | " + each.inferred()
                        + " |");
    }

    @Test
    void theTableInTheDocumentationIsTheRoutes() throws Exception {
        String table = Stream.of(
                        Stream.of("| address | operation | grade | state | inferred |", "|---|---|---|---|---|"),
                        lines("API", api),
                        lines("IDP", idp))
                .flatMap(each -> each)
                .collect(Collectors.joining("\n"));
        Files.writeString(Path.of("target", "sandbox-operations.md"), table + "\n");
        assertThat(Files.readString(DOCS.resolve("sandbox.md"))).contains(table);
    }

    @Test
    void everyKnownOperationIsServedAndSaysItsGrade() throws Exception {
        Set<String> known = Pattern.compile("`((?:GET|PUT|POST) /[^`]+)`")
                .matcher(Files.readString(DOCS.resolve("operations.md")))
                .results()
                .map(match -> plain(match.group(1)))
                .collect(Collectors.toSet());
        Set<String> served = Stream.of(api, idp)
                .flatMap(List::stream)
                .map(each -> plain(each.method() + " " + each.path()))
                .collect(Collectors.toSet());
        assertThat(known).hasSizeGreaterThan(30);
        assertThat(served).containsAll(known);
        assertThat(api).extracting(Route::grade).isSubsetOf("documented", "observed", "inferred", "sandbox");
    }

    private static String plain(String operation) {
        return operation.replaceAll("\\{[^}]*}", "{}");
    }

    @Test
    void anOperationThatIsInferredSaysWhat() {
        assertThat(Stream.of(api, idp)
                        .flatMap(List::stream)
                        .filter(each -> each.grade().equals("inferred")))
                .allSatisfy(each -> assertThat(each.inferred()).as(each.path()).isNotEmpty());
    }

    @Test
    void noOperationIsServedTwice() {
        Map<String, Long> times = api.stream()
                .collect(Collectors.groupingBy(each -> each.method() + " " + each.path(), Collectors.counting()));
        assertThat(times.values()).containsOnly(1L);
    }
}
