package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.internal.SdkVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Parquet. Parquet's own classes encode columns into pages; the file around the pages is written here, because
 * parquet-hadoop, which does that, doesn't run without Hadoop's jars.
 */
final class ParquetSink implements Sink {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    /** After how many bytes of values the size of the group is looked at. */
    private static final long LOOK = 1 << 20;

    private static final int PAGE = 256 << 10;

    private final OutputStream out;
    private final List<Field> fields;
    private final long groupBytes;
    private final Notes notes;
    private final MessageType schema;
    private final ParquetProperties properties;
    private final List<RowGroup> groups = new ArrayList<>();
    private ParquetPages pages;
    private ColumnWriteStoreV1 store;
    private ColumnWriter[] writers;
    private long position;
    private long inGroup;
    private long unseen;
    private long rows;

    ParquetSink(OutputStream out, List<Field> fields, long groupBytes, Notes notes) throws IOException {
        this.out = out;
        this.fields = fields;
        this.groupBytes = groupBytes;
        this.notes = notes;
        this.schema = ParquetSchema.message(fields);
        this.properties = ParquetProperties.builder()
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .withPageSize(PAGE)
                .withDictionaryPageSize(PAGE)
                .build();
        this.pages = new ParquetPages();
        this.store = new ColumnWriteStoreV1(schema, pages, properties);
        this.writers = writers();
        out.write(MAGIC);
        position = MAGIC.length;
    }

    private ColumnWriter[] writers() {
        return schema.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    }

    @Override
    public void write(long row, @Nullable Object[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                writers[i].writeNull(0, 0);
            } else {
                write(writers[i], fields.get(i), value);
                unseen += value instanceof String text ? text.length() : Long.BYTES;
            }
        }
        store.endRecord();
        rows++;
        inGroup++;
        if (unseen > Math.min(LOOK, groupBytes)) {
            unseen = 0;
            if (store.getAllocatedSize() + pages.bytes() > groupBytes) {
                flush();
            }
        }
    }

    private void write(ColumnWriter writer, Field field, Object value) throws IOException {
        switch (field.type()) {
            case TEXT -> writer.write(Binary.fromConstantByteArray(Utf8.bytes((String) value)), 0, 1);
            case INTEGER -> writer.write((Long) value, 0, 1);
            case DECIMAL -> decimal(writer, field.column().length(), (BigDecimal) value);
            case NUMBER -> {
                notes.zeros(field, (BigDecimal) value);
                writer.write(((BigDecimal) value).doubleValue(), 0, 1);
            }
            case FLAG -> writer.write((Boolean) value, 0, 1);
            case DATE -> writer.write(Math.toIntExact(((LocalDate) value).toEpochDay()), 0, 1);
            case INSTANT -> writer.write(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value), 0, 1);
        }
    }

    private static void decimal(ColumnWriter writer, int digits, BigDecimal value) {
        if (digits <= ParquetSchema.DIGITS_OF_LONG) {
            writer.write(value.unscaledValue().longValueExact(), 0, 1);
        } else {
            writer.write(Binary.fromConstantByteArray(Values.twosComplement(value, ParquetSchema.DECIMAL_BYTES)), 0, 1);
        }
    }

    /** Ends a row group. */
    private void flush() throws IOException {
        store.flush();
        RowGroup group = pages.writeTo(out, position, schema, inGroup);
        position += group.getTotal_compressed_size();
        groups.add(group);
        store.close();
        inGroup = 0;
        pages = new ParquetPages();
        store = new ColumnWriteStoreV1(schema, pages, properties);
        writers = writers();
    }

    @Override
    public void finish() throws IOException {
        if (inGroup > 0) {
            flush();
        }
        FileMetaData footer = new FileMetaData(1, ParquetSchema.elements(fields), rows, groups);
        footer.setCreated_by("flaskdata-sdk version " + SdkVersion.TEXT);
        footer.setColumn_orders(fields.stream()
                .map(each -> ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()))
                .toList());
        List<KeyValue> labels = fields.stream()
                .filter(each -> !each.label().isEmpty())
                .map(each -> new KeyValue("label:" + each.name()).setValue(each.label()))
                .toList();
        if (!labels.isEmpty()) {
            footer.setKey_value_metadata(labels);
        }
        CountedStream counted = new CountedStream(out);
        Util.writeFileMetaData(footer, counted);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Math.toIntExact(counted.bytes()))
                .array());
        out.write(MAGIC);
    }

    @Override
    public void close() {
        store.close();
    }
}
