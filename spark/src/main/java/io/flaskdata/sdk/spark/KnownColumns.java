package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.rows.RowStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The types of a table's columns as {@code specs/edc-tables.yaml} has them; {@code columns.tsv} is made of it. */
record KnownColumns(String table, Map<String, String> types) {
    private static final List<List<String>> ALL = read();

    private static List<List<String>> read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KnownColumns.class.getResourceAsStream("columns.tsv")),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(line -> List.of(line.split("\t"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownColumns of(String table) {
        Map<String, String> types = new LinkedHashMap<>();
        ALL.stream().filter(line -> line.get(0).equals(table)).forEach(line -> types.put(line.get(1), line.get(2)));
        return new KnownColumns(table, types);
    }

    /** Names as the first row has them, in its order; types only of the list. */
    StructType schema(ReadOptions options) {
        List<String> names;
        try (Calls.Turn turn = Calls.take();
                RowStream rows = options.extract().open()) {
            names = rows.hasNext() ? rows.next().columns() : List.copyOf(types.keySet());
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "Table " + table + " has no rows and its columns are not known: give a schema");
        }
        return new StructType(names.stream()
                .map(name -> DataTypes.createStructField(name, type(name, options), true))
                .toArray(StructField[]::new));
    }

    private DataType type(String column, ReadOptions options) {
        return switch (types.getOrDefault(column, "text")) {
            case "integer" -> DataTypes.IntegerType;
            case "flag" -> DataTypes.BooleanType;
            case "instant" -> DataTypes.TimestampType;
            // A day is sent as an instant, and which day that is depends on the server's zone.
            case "date" -> options.zone() == null ? DataTypes.StringType : DataTypes.DateType;
            default -> DataTypes.StringType;
        };
    }

    /** Whether equality of this column means the same to the server as to Spark, or lets through more. */
    boolean comparable(StructField field, ReadOptions options) {
        String type =
                options.list("filter-columns").contains(field.name()) ? "text" : types.getOrDefault(field.name(), "");
        return switch (type) {
            case "text" -> field.dataType().equals(DataTypes.StringType);
            case "integer" ->
                field.dataType().equals(DataTypes.IntegerType)
                        || field.dataType().equals(DataTypes.LongType);
            default -> false;
        };
    }
}
