package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of the EDC's columns and the labels of its codes, as lines of {@code edc-tables.yaml}: {@code column}, table,
 * column, type and what it is; {@code code}, list, code and label; with tabs between.
 */
final class TableColumns {
    private static final Pattern READS = Pattern.compile("Reads (?:the table|FlaskData's view) \\{@code (\\w+)\\}");
    private static final List<String> OF_RECORDS = List.of(
            "status_id\tcode Status\tthe status",
            "date_created\tinstant\twhen it was created",
            "date_updated\tinstant\twhen it was last updated");

    private TableColumns() {}

    static byte[] lines(Path list) {
        List<String> lines = new ArrayList<>();
        JsonNode yaml = Documents.read(list);
        for (JsonNode table : yaml.path("tables")) {
            Matcher reads = READS.matcher(table.path("doc").asText());
            if (!reads.find()) {
                throw new SpecException(
                        Documents.name(list),
                        "/tables",
                        table.path("class").asText() + " doesn't say which table it reads");
            }
            String head = "column\t" + reads.group(1) + "\t";
            for (JsonNode accessor : table.path("accessors")) {
                if (accessor.has("column")) {
                    String returns = accessor.path("returns").asText().replaceAll("\\{@code ([^}]*)}", "$1");
                    lines.add(head + accessor.path("column").asText() + "\t"
                            + accessor.path("type").asText() + "\t" + returns);
                }
            }
            if (table.path("implements").asText().equals("EdcRecord")) {
                OF_RECORDS.forEach(each -> lines.add(head + each));
            }
        }
        for (JsonNode codes : yaml.path("codes")) {
            codes.path("codes").fields().forEachRemaining(code -> {
                JsonNode named = code.getValue();
                String name = named.isObject() ? named.path("name").asText() : named.asText();
                lines.add("code\t" + codes.path("class").asText() + "\t" + code.getKey() + "\t"
                        + name.toLowerCase(Locale.ROOT).replace('_', ' '));
            });
        }
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }
}
