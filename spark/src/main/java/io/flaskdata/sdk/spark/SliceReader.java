package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowStream;
import io.flaskdata.sdk.spark.ReadOptions.ExpectedRows;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition's slices. Each is fetched whole before its first row is passed on, so that the server doesn't wait for
 * Spark, and a slice that broke off is asked for again without a row coming twice.
 */
final class SliceReader implements PartitionReader<InternalRow> {
    private static final int TRIES = 3;

    private final SliceReaders readers;
    private final SlicePartition partition;
    private final Iterator<Slice> slices;
    private final Extract extract;
    private final Cells cells;
    private final Set<String> names;
    private @Nullable List<String> columns;
    private @Nullable Slice slice;
    private @Nullable RowStream rows;
    private @Nullable Row row;
    private long ofSlice;
    private long ofPartition;

    SliceReader(SliceReaders readers, SlicePartition partition) {
        this.readers = readers;
        this.partition = partition;
        this.slices = partition.slices().iterator();
        this.extract = readers.pushed()
                .narrow(readers.options().extract(), readers.options().text("slice-boundaries") != null);
        this.cells = Cells.of(readers.read());
        this.names = Set.copyOf(
                Arrays.stream(readers.whole().fields()).map(StructField::name).toList());
    }

    @Override
    public boolean next() {
        while (true) {
            RowStream open = rows;
            if (open == null) {
                if (!slices.hasNext()) {
                    addUp();
                    return false;
                }
                slice = slices.next();
                ofSlice = 0;
                rows = fetched(slice.of(extract));
                continue;
            }
            while (open.hasNext()) {
                Row next = open.next();
                sameColumns(next);
                if (Objects.requireNonNull(slice).keeps(next)) {
                    ofSlice++;
                    row = next;
                    return true;
                }
            }
            asCounted();
            open.close();
            rows = null;
            ofPartition += ofSlice;
        }
    }

    private static RowStream fetched(Extract extract) {
        for (int attempt = 1; ; attempt++) {
            try (Calls.Turn turn = Calls.take()) {
                return extract.openFetched();
            } catch (ConnectionException | OutcomeUnknownException | ProtocolViolationException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** A column that came to the table since would otherwise be left out without a word. */
    private void sameColumns(Row next) {
        if (readers.inferred() && next.columns() != columns) {
            columns = next.columns();
            if (!names.equals(Set.copyOf(next.columns()))) {
                throw incomplete("the table's columns are not those that it had when it was loaded");
            }
        }
    }

    private void asCounted() {
        if (readers.counted() != null && ofSlice != readers.counted().getOrDefault(slice, 0L)) {
            throw incomplete("a slice has " + ofSlice + " rows, and the whole extract had "
                    + readers.counted().get(slice) + " of it, unless somebody edited meanwhile");
        }
    }

    private void addUp() {
        if (readers.options().expectedRows() == ExpectedRows.NUMBER) {
            long expected = readers.options().expectedNumber();
            long sum = partition.partitions() == 1 ? ofPartition : Calls.report(partition, ofPartition);
            if (sum >= 0 && sum != expected) {
                throw incomplete("the slices have " + sum + " rows, not " + expected);
            }
        }
    }

    private static FlaskDataException incomplete(String what) {
        return new IncompleteExtractException(what + ".", Details.notSent("edc.extractData"));
    }

    @Override
    public InternalRow get() {
        return cells.row(Objects.requireNonNull(row));
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
