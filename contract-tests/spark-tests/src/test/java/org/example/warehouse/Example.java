package org.example.warehouse;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What docs/spark.md shows. */
final class Example {
    private Example() {}

    static Dataset<Row> events(SparkSession spark) {
        Dataset<Row> events = spark.read()
                .format("flaskdata")
                .option("environment", "staging")
                .option("email", "warehouse@example.org")
                .option("password-file", "/run/secrets/flaskdata")
                .option("edc", "demo")
                .option("table", "cc_event_data")
                .option("zone", "Asia/Jerusalem")
                .option("slice-column", "site")
                .option("slice-values", "001,002,003")
                .option("expected-rows", "count")
                .load();
        return events;
    }
}
