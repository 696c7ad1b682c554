package io.flaskdata.benchmarks;

import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * fastjson2, names by their hash codes. Its reader of a stream copies what came again and again as it grows, so the answer
 * is read into memory first, which is its quickest way.
 */
final class FastjsonCursor implements Cursor {
    private static final long[] HASHES =
            SampleRows.COLUMNS.stream().mapToLong(Fnv::hashCode64).toArray();

    private final JSONReader reader;

    FastjsonCursor(InputStream in) throws IOException {
        reader = JSONReader.of(in.readAllBytes());
        Cursor.require(reader.nextIfArrayStart());
    }

    @Override
    public boolean nextRow() throws IOException {
        if (reader.nextIfObjectStart()) {
            return true;
        }
        Cursor.require(reader.nextIfArrayEnd() && reader.isEnd());
        return false;
    }

    @Override
    public void column(int position) throws IOException {
        Cursor.require(reader.readFieldNameHashCode() == HASHES[position]);
    }

    @Override
    public void endRow() throws IOException {
        Cursor.require(reader.nextIfObjectEnd());
        reader.nextIfComma();
    }

    @Override
    public @Nullable String text() {
        return reader.readString();
    }

    @Override
    public int integer() {
        return reader.readInt32Value();
    }

    @Override
    public BigDecimal decimal() {
        return reader.readBigDecimal();
    }

    @Override
    public Instant instant() {
        return reader.readInstant();
    }

    @Override
    public boolean flag() {
        return reader.readBoolValue();
    }

    @Override
    public void skip() {
        reader.skipValue();
    }
}
