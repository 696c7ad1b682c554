package org.example.warehouse;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import java.net.URI;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The same rows by Spark and by the client alone, in one form. */
final class Reading {
    static final String ZONE = "Asia/Jerusalem";

    private Reading() {}

    static DataFrameReader reader(SparkSession spark, Server server) {
        return spark.read()
                .format("flaskdata")
                .option("api-url", server.url())
                .option("idp-url", server.url())
                .option("email", Server.EMAIL)
                .option("password-file", server.passwordFile.toString())
                .option("edc", "demo")
                .option("table", "cc_event_data")
                .option("zone", ZONE);
    }

    static List<String> sorted(List<Row> rows) {
        return rows.stream()
                .map(row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < row.length(); i++) {
                        values.add(text(row.get(i)));
                    }
                    return String.join("|", values);
                })
                .sorted()
                .toList();
    }

    private static String text(Object value) {
        return value instanceof Timestamp timestamp
                ? timestamp.toInstant().toString()
                : value instanceof Date date ? date.toLocalDate().toString() : String.valueOf(value);
    }

    /** One client, one call, on this machine. */
    static List<String> extract(Server server, String table, StructType schema) {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(URI.create(server.url()), URI.create(server.url())))
                .credentials(Server.EMAIL, Server.PASSWORD)
                .build()) {
            return flask
                    .edc("demo")
                    .zone(ZoneId.of(ZONE))
                    .extract(table)
                    .toList()
                    .stream()
                    .map(row -> java.util.Arrays.stream(schema.fields())
                            .map(field -> String.valueOf(typed(field).apply(row)))
                            .collect(Collectors.joining("|")))
                    .sorted()
                    .toList();
        }
    }

    private static Function<io.flaskdata.sdk.rows.Row, Object> typed(StructField field) {
        return switch (field.dataType().typeName()) {
            case "timestamp" -> row -> row.instant(field.name());
            case "date" -> row -> row.date(field.name());
            case "integer" -> row -> row.integer(field.name());
            case "boolean" -> row -> row.flag(field.name());
            default -> row -> row.string(field.name());
        };
    }
}
