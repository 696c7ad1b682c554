/** A source of EDC tables for Apache Spark: {@code spark.read().format("flaskdata")}. See {@code docs/spark.md}. */
@NullMarked
package io.flaskdata.sdk.spark;

import org.jspecify.annotations.NullMarked;
