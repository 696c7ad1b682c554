package io.flaskdata.sdk.spark;

import java.util.HashMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the executors.
 *
 * @param whole the table's columns
 * @param read those that are asked for
 * @param inferred whether the table's columns are all that there are
 * @param counted how many rows each slice must have; null when that isn't known
 */
record SliceReaders(
        ReadOptions options,
        StructType whole,
        StructType read,
        boolean inferred,
        Pushed pushed,
        @Nullable HashMap<Slice, Long> counted)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new SliceReader(this, (SlicePartition) partition);
    }
}
