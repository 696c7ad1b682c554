package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.Reading;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.spectools.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The tables that the SDK has typed rows of: their columns, and how values come. */
final class TableProbes {
    /** The tables that the SDK has typed rows of, by the class of the row. */
    static final Map<String, String> TABLES = tables();

    private static final Map<String, Function<EdcDatabase, Reading<?>>> READINGS = Map.ofEntries(
            Map.entry("EventDataRow", EdcDatabase::eventData),
            Map.entry("EdcStudy", EdcDatabase::sites),
            Map.entry("EdcSubject", EdcDatabase::subjects),
            Map.entry("EdcEventDefinition", EdcDatabase::eventDefinitions),
            Map.entry("EdcEvent", EdcDatabase::events),
            Map.entry("EdcCrf", EdcDatabase::crfs),
            Map.entry("EdcCrfOfEvent", EdcDatabase::crfsOfEvents),
            Map.entry("EdcEventCrf", EdcDatabase::eventCrfs),
            Map.entry("EdcQuery", EdcDatabase::queries),
            Map.entry("EdcAuditEntry", EdcDatabase::auditLog));
    private static final Set<String> NO_ACCESSORS = Set.of("hashCode", "toString", "row", "getClass");
    private static final int TYPED_ROWS = 200;

    static final List<Probe> ALL = probes();

    private TableProbes() {}

    private static List<Probe> probes() {
        List<Probe> all = new ArrayList<>();
        TABLES.forEach((type, table) -> all.add(new Probe(
                "edc.table." + table,
                "reads the table and asks each typed row for every value",
                "as typed",
                EdcProbes.edc((lab, edc) -> typed(lab, edc, type, table)))));
        all.add(new Probe(
                "edc.int4",
                "looks at an id's JSON",
                "a number",
                EdcProbes.edc((lab, edc) -> json(lab, edc, "study", "study_id"))));
        all.add(new Probe(
                "edc.numeric",
                "looks for JSON numbers with a fraction in the tables",
                "none",
                EdcProbes.edc(TableProbes::fractions)));
        all.add(new Probe(
                "edc.timestamp",
                "looks at the texts of date_created",
                "instant",
                EdcProbes.edc((lab, edc) -> form(lab, edc, "cc_event_data", "date_created"))));
        all.add(new Probe(
                "edc.date",
                "looks at the texts of enrollment_date",
                "instant",
                EdcProbes.edc((lab, edc) -> form(lab, edc, "study_subject", "enrollment_date"))));
        all.add(new Probe(
                "edc.view-null",
                "looks whether date_updated is null where a row was never edited",
                "null or instant",
                EdcProbes.edc(TableProbes::nulls)));
        return List.copyOf(all);
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("EventDataRow", "cc_event_data");
        tables.put("EdcStudy", "study");
        tables.put("EdcSubject", "study_subject");
        tables.put("EdcEventDefinition", "study_event_definition");
        tables.put("EdcEvent", "study_event");
        tables.put("EdcCrf", "crf");
        tables.put("EdcCrfOfEvent", "event_definition_crf");
        tables.put("EdcEventCrf", "event_crf");
        tables.put("EdcQuery", "discrepancy_note");
        tables.put("EdcAuditEntry", "audit_log_event");
        return tables;
    }

    private static Found typed(Lab lab, EdcDatabase edc, String type, String table) {
        List<Row> rows = EdcProbes.table(lab, edc, table);
        if (rows.isEmpty()) {
            return Found.cantTell("the table is empty");
        }
        Map<String, String> columns = lab.session().documents.tables().getOrDefault(type, Map.of());
        List<String> missing = columns.keySet().stream()
                .filter(column -> !rows.get(0).has(column))
                .toList();
        if (!missing.isEmpty()) {
            return Found.of("without " + String.join(", ", missing));
        }
        List<String> others = new ArrayList<>();
        columns.forEach((column, columnType) -> {
            String expected = json(columnType);
            Set<String> came = new TreeSet<>();
            EdcProbes.values(rows, column).forEach(value -> came.add(Shape.typeOf(value)));
            came.remove(expected);
            if (!came.isEmpty()) {
                others.add(column + " is " + String.join(" or ", came));
            }
        });
        if (!others.isEmpty()) {
            return Found.of(String.join(", ", others));
        }
        Set<String> unreadable = new TreeSet<>();
        for (Object row :
                first(READINGS.getOrDefault(type, EdcDatabase::eventData).apply(edc))) {
            for (Method accessor : row.getClass().getDeclaredMethods()) {
                if (Modifier.isPublic(accessor.getModifiers())
                        && !Modifier.isStatic(accessor.getModifiers())
                        && accessor.getParameterCount() == 0
                        && !NO_ACCESSORS.contains(accessor.getName())
                        && !reads(accessor, row)) {
                    unreadable.add(accessor.getName());
                }
            }
        }
        return Found.of(unreadable.isEmpty() ? "as typed" : "unreadable " + String.join(", ", unreadable));
    }

    /** How a column of this type comes: node-postgres makes numbers of int4 and texts of what is longer. */
    private static String json(String type) {
        if (type.equals("id") || type.equals("integer") || type.startsWith("code ")) {
            return "integer";
        }
        return type.equals("flag") ? "boolean" : "string";
    }

    private static List<Object> first(Reading<?> reading) {
        List<Object> rows = new ArrayList<>();
        reading.forEach(row -> {
            if (rows.size() < TYPED_ROWS) {
                rows.add(row);
            }
        });
        return rows;
    }

    private static boolean reads(Method accessor, Object row) {
        try {
            accessor.invoke(row);
            return true;
        } catch (InvocationTargetException e) {
            return false;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("A public accessor can't be called", e);
        }
    }

    private static Found json(Lab lab, EdcDatabase edc, String table, String column) {
        List<JsonNode> values = EdcProbes.values(EdcProbes.table(lab, edc, table), column);
        return values.isEmpty()
                ? Found.cantTell("no value")
                : Found.of(values.stream().allMatch(JsonNode::isIntegralNumber) ? "a number" : "a text");
    }

    private static Found form(Lab lab, EdcDatabase edc, String table, String column) {
        List<JsonNode> values = EdcProbes.values(EdcProbes.table(lab, edc, table), column);
        if (values.isEmpty()) {
            return Found.cantTell("no value");
        }
        Shape shape = Shape.none();
        values.forEach(shape::learn);
        JsonNode form = shape.schema(Names::isWord).path("x-form");
        return Found.of(form.isMissingNode() ? "several forms" : form.asText());
    }

    private static Found fractions(Lab lab, EdcDatabase edc) {
        int values = 0;
        for (String table : TABLES.values()) {
            for (Row row : EdcProbes.table(lab, edc, table)) {
                for (String column : row.columns()) {
                    String json = row.json(column);
                    values++;
                    if (json.matches("-?\\d+\\.\\d+")) {
                        return Found.of("some");
                    }
                }
            }
        }
        return values == 0 ? Found.cantTell("no value") : Found.of("none");
    }

    private static Found nulls(Lab lab, EdcDatabase edc) {
        List<Row> rows = EdcProbes.table(lab, edc, "cc_event_data");
        if (rows.isEmpty() || !rows.get(0).has("date_updated")) {
            return Found.cantTell("no row, or no such column");
        }
        Shape shape = Shape.none();
        EdcProbes.values(rows, "date_updated").forEach(shape::learn);
        boolean instants = shape.seen() == 0
                || shape.schema(Names::isWord).path("x-form").asText().equals("instant");
        return Found.of(instants ? "null or instant" : "something else");
    }
}
