package io.flaskdata.sdk.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A table or view as Spark sees it. */
record EdcTable(ReadOptions options, StructType whole, boolean inferred) implements SupportsRead {
    @Override
    public String name() {
        return "flaskdata " + options.edc() + "." + options.table();
    }

    @Override
    @SuppressWarnings("deprecation") // columns() is of it
    public StructType schema() {
        return whole;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap sameOptions) {
        return new Builder(this);
    }

    private static final class Builder
            implements ScanBuilder, SupportsPushDownFilters, SupportsPushDownRequiredColumns {
        private final EdcTable table;
        private StructType read;
        private Pushed pushed = Pushed.nothing();

        Builder(EdcTable table) {
            this.table = table;
            this.read = table.whole;
        }

        /** All of them are Spark's to apply, also those that the server is asked to apply. */
        @Override
        public Filter[] pushFilters(Filter[] filters) {
            pushed = Pushed.of(filters, table.whole, table.options);
            return filters;
        }

        @Override
        public Filter[] pushedFilters() {
            return pushed.filters();
        }

        @Override
        public void pruneColumns(StructType required) {
            read = required;
        }

        @Override
        public Scan build() {
            return new SlicedScan(table, read, pushed);
        }
    }
}
