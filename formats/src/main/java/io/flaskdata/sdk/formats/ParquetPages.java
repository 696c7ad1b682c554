package io.flaskdata.sdk.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The pages of a row group: compressed, with their headers, in memory until the group is written. */
final class ParquetPages implements PageWriteStore {
    /** Longer bounds of a column's values are left out. */
    private static final int LONGEST_BOUND = 64;

    private final Map<ColumnDescriptor, Chunk> chunks = new LinkedHashMap<>();

    @Override
    public PageWriter getPageWriter(ColumnDescriptor path) {
        return chunks.computeIfAbsent(path, Chunk::new);
    }

    long bytes() {
        return chunks.values().stream().mapToLong(Chunk::getMemSize).sum();
    }

    RowGroup writeTo(OutputStream out, long position, MessageType schema, long rows) throws IOException {
        List<ColumnChunk> written = new ArrayList<>();
        long at = position;
        long uncompressed = 0;
        for (ColumnDescriptor column : schema.getColumns()) {
            ColumnMetaData chunk = chunks.computeIfAbsent(column, Chunk::new).writeTo(out, at);
            written.add(new ColumnChunk(at).setMeta_data(chunk));
            at += chunk.getTotal_compressed_size();
            uncompressed += chunk.getTotal_uncompressed_size();
        }
        return new RowGroup(written, uncompressed, rows)
                .setFile_offset(position)
                .setTotal_compressed_size(at - position);
    }

    /** The pages of one column. */
    private static final class Chunk implements PageWriter {
        private final ColumnDescriptor column;
        private final List<byte[]> pages = new ArrayList<>();
        private byte[] dictionary = new byte[0];
        private final Set<org.apache.parquet.format.Encoding> encodings =
                EnumSet.noneOf(org.apache.parquet.format.Encoding.class);
        private @Nullable Statistics<?> bounds;
        private long values;
        private long uncompressed;
        private long compressed;

        Chunk(ColumnDescriptor column) {
            this.column = column;
        }

        @Override
        public void writePage(
                BytesInput bytes,
                int valueCount,
                int rowCount,
                Statistics<?> statistics,
                SizeStatistics sizes,
                GeospatialStatistics places,
                Encoding repetition,
                Encoding definition,
                Encoding encoding)
                throws IOException {
            PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0);
            header.setData_page_header(new DataPageHeader(valueCount, of(encoding), of(definition), of(repetition)));
            pages.add(page(header, bytes));
            values += valueCount;
            if (bounds == null) {
                bounds = statistics.copy();
            } else {
                bounds.mergeStatistics(statistics);
            }
        }

        @Override
        public void writePage(
                BytesInput bytes,
                int valueCount,
                int rowCount,
                Statistics<?> statistics,
                Encoding repetition,
                Encoding definition,
                Encoding encoding) {
            throw new UnsupportedOperationException("Parquet's encoders call the method above");
        }

        @Override
        public void writePage(
                BytesInput bytes,
                int valueCount,
                Statistics<?> statistics,
                Encoding repetition,
                Encoding definition,
                Encoding encoding) {
            throw new UnsupportedOperationException("Parquet's encoders call the method above");
        }

        @Override
        public void writePageV2(
                int rowCount,
                int nullCount,
                int valueCount,
                BytesInput repetition,
                BytesInput definition,
                Encoding encoding,
                BytesInput bytes,
                Statistics<?> statistics) {
            throw new UnsupportedOperationException("Pages are of version 1, which every reader knows");
        }

        @Override
        public void writeDictionaryPage(DictionaryPage page) throws IOException {
            PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
            header.setDictionary_page_header(
                    new DictionaryPageHeader(page.getDictionarySize(), of(page.getEncoding())));
            dictionary = page(header, page.getBytes());
        }

        /** A page as it stands in the file, after its header. */
        private byte[] page(PageHeader header, BytesInput bytes) throws IOException {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped, 1 << 13)) {
                bytes.writeAllTo(gzip);
            }
            byte[] content = zipped.toByteArray();
            CRC32 crc = new CRC32();
            crc.update(content);
            header.setUncompressed_page_size(Math.toIntExact(bytes.size()));
            header.setCompressed_page_size(content.length);
            header.setCrc((int) crc.getValue());
            ByteArrayOutputStream page = new ByteArrayOutputStream(content.length + 64);
            Util.writePageHeader(header, page);
            uncompressed += page.size() + bytes.size();
            page.write(content);
            compressed += page.size();
            return page.toByteArray();
        }

        private org.apache.parquet.format.Encoding of(Encoding encoding) {
            org.apache.parquet.format.Encoding same = org.apache.parquet.format.Encoding.valueOf(encoding.name());
            encodings.add(same);
            return same;
        }

        ColumnMetaData writeTo(OutputStream out, long position) throws IOException {
            out.write(dictionary);
            for (byte[] page : pages) {
                out.write(page);
            }
            ColumnMetaData chunk = new ColumnMetaData(
                    Type.valueOf(type()),
                    List.copyOf(encodings),
                    List.of(column.getPath()),
                    CompressionCodec.GZIP,
                    values,
                    uncompressed,
                    getMemSize(),
                    position + dictionary.length);
            if (dictionary.length > 0) {
                chunk.setDictionary_page_offset(position);
            }
            if (bounds != null) {
                chunk.setStatistics(statistics(bounds));
            }
            return chunk;
        }

        private String type() {
            return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
                case BINARY -> "BYTE_ARRAY";
                default -> column.getPrimitiveType().getPrimitiveTypeName().name();
            };
        }

        private static org.apache.parquet.format.Statistics statistics(Statistics<?> bounds) {
            org.apache.parquet.format.Statistics written = new org.apache.parquet.format.Statistics();
            written.setNull_count(bounds.getNumNulls());
            if (bounds.hasNonNullValue()
                    && bounds.getMinBytes().length <= LONGEST_BOUND
                    && bounds.getMaxBytes().length <= LONGEST_BOUND) {
                written.setMin_value(bounds.getMinBytes());
                written.setMax_value(bounds.getMaxBytes());
            }
            return written;
        }

        @Override
        public long getMemSize() {
            return compressed;
        }

        @Override
        public long allocatedSize() {
            return getMemSize();
        }

        @Override
        public String memUsageString(String prefix) {
            return prefix + " " + getMemSize();
        }
    }
}
