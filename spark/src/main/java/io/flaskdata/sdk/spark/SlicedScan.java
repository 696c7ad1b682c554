package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowStream;
import io.flaskdata.sdk.spark.ReadOptions.ExpectedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One read, on the driver: its slices, and how many rows they must have. */
final class SlicedScan implements Scan, Batch {
    private static final int PARTITIONS = 200;
    private static final int PARTITIONS_WITHOUT_PLUGIN = 4;

    private final EdcTable table;
    private final ReadOptions options;
    private final StructType read;
    private final Pushed pushed;
    private final String id = UUID.randomUUID().toString();
    private @Nullable List<Slice> slices;

    SlicedScan(EdcTable table, StructType read, Pushed pushed) {
        this.table = table;
        this.options = table.options();
        this.read = read;
        this.pushed = pushed;
    }

    @Override
    public StructType readSchema() {
        return read;
    }

    /** Said here, because Spark would otherwise ask the readers' factory while it plans, and that counts. */
    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.UNSUPPORTED;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    /** Says no value of an option but these; filters are in the plan anyway. */
    @Override
    public String description() {
        List<Slice> kept = kept();
        return table.name() + " in " + kept.size() + " of " + slices().size() + " slices, "
                + partitions(kept.size()) + " partitions, ExpectedRows: "
                + options.expectedRows() + ", PushedFilters: "
                + Arrays.stream(pushed.filters()).map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private List<Slice> slices() {
        List<Slice> known = slices;
        if (known == null) {
            known = slicesOfOptions();
            slices = known;
        }
        return known;
    }

    private List<Slice> slicesOfOptions() {
        String column = options.text("slice-column");
        if (column != null) {
            List<String> values = options.list("slice-values");
            return (values.isEmpty() ? valuesFromTable() : values)
                    .stream()
                            .<Slice>map(value -> new Slices.Value(column, value))
                            .toList();
        }
        return options.boundaries().isEmpty() ? List.of(new Slices.Whole()) : Slices.byBoundaries(options.boundaries());
    }

    private List<String> valuesFromTable() {
        String[] from = String.valueOf(options.text("slice-values-from")).split("\\.");
        Set<String> values = new LinkedHashSet<>();
        try (Calls.Turn turn = Calls.take()) {
            options.database().extract(from[0]).forEach(row -> {
                String value = row.string(from[1]);
                if (value != null && !value.isEmpty()) {
                    values.add(value);
                }
            });
        }
        if (values.isEmpty()) {
            throw new IllegalStateException("slice-values-from has no value: the read would have no rows");
        }
        return List.copyOf(values);
    }

    private List<Slice> kept() {
        return slices().stream().filter(pushed::meets).toList();
    }

    private int partitions(int slices) {
        int most = options.partitions() != 0
                ? options.partitions()
                : Calls.areLimited() ? PARTITIONS : PARTITIONS_WITHOUT_PLUGIN;
        return Math.min(most, slices);
    }

    /** Each has slices that are next to each other, and reads one at a time. */
    @Override
    public InputPartition[] planInputPartitions() {
        List<Slice> kept = kept();
        int count = partitions(kept.size());
        if (options.expectedRows() == ExpectedRows.NUMBER && count > 1 && !Calls.areLimited()) {
            throw new IllegalStateException("expected-rows with a number needs spark.plugins="
                    + FlaskDataPlugin.class.getName() + ", by which the partitions' rows are added up");
        }
        InputPartition[] partitions = new InputPartition[count];
        for (int i = 0; i < count; i++) {
            int first = (int) ((long) i * kept.size() / count);
            int last = (int) ((i + 1L) * kept.size() / count);
            partitions[i] = new SlicePartition(id, i, count, new ArrayList<>(kept.subList(first, last)));
        }
        return partitions;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new SliceReaders(
                options,
                table.whole(),
                read,
                table.inferred(),
                pushed,
                options.expectedRows() == ExpectedRows.COUNT ? counted() : null);
    }

    /** Reads the whole extract, and keeps nothing but how many rows each slice has. */
    private HashMap<Slice, Long> counted() {
        HashMap<Slice, Long> counts = new HashMap<>();
        Map<String, Slice> byValue = new HashMap<>();
        for (Slice slice : slices()) {
            counts.put(slice, 0L);
            if (slice instanceof Slices.Value value) {
                byValue.put(value.value(), slice);
            }
        }
        String column = options.text("slice-column");
        Extract whole = pushed.narrow(options.extract(), column == null);
        long strangers = 0;
        try (Calls.Turn turn = Calls.take();
                RowStream rows = whole.open()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                Slice owner = column == null ? owner(row) : byValue.get(row.string(column));
                if (owner == null) {
                    strangers++;
                } else {
                    counts.merge(owner, 1L, Long::sum);
                }
            }
        }
        if (strangers > 0) {
            throw new IncompleteExtractException(
                    strangers + " rows are in no slice: the slices do not add up to the whole.",
                    Details.notSent("edc.extractData"));
        }
        return counts;
    }

    private @Nullable Slice owner(Row row) {
        for (Slice slice : slices()) {
            if (slice.owns(row)) {
                return slice;
            }
        }
        return null;
    }
}
