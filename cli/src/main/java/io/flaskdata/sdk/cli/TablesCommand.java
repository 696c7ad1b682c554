package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.rows.RowStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which tables and views an EDC database has, as far as their names are known. */
@Command(
        name = "tables",
        description =
                "Asks an EDC database for the first row of each table and view whose name is known, and lists their columns."
                        + " FlaskData has no list of its own: others may be there.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  flaskdata tables --profile staging --edc demo")
final class TablesCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Parameters(paramLabel = "TABLE", description = "Further names to ask for, such as a view of one CRF.")
    private List<String> further = new ArrayList<>();

    @Override
    public Integer call() {
        Tables tables = Tables.known();
        List<String> names = new ArrayList<>(tables.names());
        further.stream().filter(each -> !names.contains(each)).forEach(names::add);
        String edc = session.edc();
        try (FlaskDataClient client = session.client()) {
            EdcDatabase database = client.edc(edc);
            for (String name : names) {
                tell(tables, database, name);
            }
        }
        return Exit.OK.code();
    }

    private void tell(Tables tables, EdcDatabase database, String name) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("table", name);
        try (RowStream rows = database.extract(name).open()) {
            List<String> columns = rows.hasNext() ? rows.next().columns() : List.of();
            members.put("there", true);
            members.put("columns", columns);
            Map<String, String> types = new LinkedHashMap<>();
            for (String column : columns) {
                String type = tables.type(name, column);
                if (type != null) {
                    types.put(column, type);
                }
            }
            members.put("types", types);
            session.tell(name + ": " + (columns.isEmpty() ? "no rows" : String.join(", ", columns)), members);
        } catch (RejectedException e) {
            members.put("there", false);
            members.put("columns", List.of());
            members.put("types", Map.of());
            session.tell(name + ": refused", members);
        }
    }
}
