package io.flaskdata.sdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The EDC's tables and views as specs/edc-tables.yaml lists them: names, and the types of columns. */
final class Tables {
    /** What FlaskData's documentation and public clients name besides. */
    private static final List<String> FURTHER = List.of(
            "cross_event_crf_data",
            "subject",
            "item",
            "item_data",
            "item_form_metadata",
            "crf_version",
            "item_data_type",
            "item_group",
            "item_group_metadata",
            "user_account",
            "response_set");

    private static final Pattern READS = Pattern.compile("Reads (?:the table|FlaskData's view) \\{@code (\\w+)\\}");

    private final Map<String, Map<String, String>> byTable;

    private Tables(Map<String, Map<String, String>> byTable) {
        this.byTable = byTable;
    }

    static Tables known() {
        try (InputStream in = Objects.requireNonNull(
                Tables.class.getResourceAsStream("/flaskdata-specs/edc-tables.yaml"), "edc-tables.yaml")) {
            Map<String, Map<String, String>> byTable = new LinkedHashMap<>();
            for (JsonNode table :
                    new ObjectMapper(new YAMLFactory()).readTree(in).get("tables")) {
                Matcher reads = READS.matcher(table.path("doc").asText());
                if (!reads.find()) {
                    throw new IllegalStateException("edc-tables.yaml doesn't say which table "
                            + table.path("class").asText() + " reads");
                }
                byTable.put(reads.group(1), columns(table));
            }
            return new Tables(byTable);
        } catch (IOException e) {
            throw new UncheckedIOException("edc-tables.yaml can't be read", e);
        }
    }

    private static Map<String, String> columns(JsonNode table) {
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonNode accessor : table.path("accessors")) {
            if (accessor.hasNonNull("column")) {
                types.put(accessor.get("column").asText(), accessor.get("type").asText());
            }
        }
        if (table.path("implements").asText().equals("EdcRecord")) {
            types.put("status_id", "code Status");
            types.put("date_created", "instant");
            types.put("date_updated", "instant");
        }
        return types;
    }

    List<String> names() {
        List<String> names = new ArrayList<>(byTable.keySet());
        FURTHER.stream().filter(each -> !byTable.containsKey(each)).forEach(names::add);
        return names;
    }

    /** The type of a column: id, text, integer, flag, instant, date, item, or {@code code NAME}; null when it isn't known. */
    @Nullable
    String type(String table, String column) {
        return byTable.getOrDefault(table, Map.of()).get(column);
    }
}
