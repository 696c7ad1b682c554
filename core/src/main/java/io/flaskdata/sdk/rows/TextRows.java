package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.RowContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Rows whose values are texts, of a CSV file. */
final class TextRows {
    private final Columns columns;
    private final List<byte[]> keys;
    private final RowContext context;

    TextRows(Columns columns, RowContext context) {
        this.columns = columns;
        this.keys = columns.names().stream()
                .map(name -> (Json.GSON.toJson(name) + ':').getBytes(StandardCharsets.UTF_8))
                .toList();
        this.context = context;
    }

    Columns columns() {
        return columns;
    }

    Row row(@Nullable String[] texts) {
        Buffer json = new Buffer();
        int[] slices = new int[2 * texts.length];
        for (int i = 0; i < texts.length; i++) {
            json.writeByte(i == 0 ? '{' : ',').write(keys.get(i));
            String value = Json.GSON.toJson(texts[i]);
            int start = (int) json.size();
            slices[2 * i] = value.indexOf('\\') >= 0 ? ~start : start;
            json.writeUtf8(value);
            slices[2 * i + 1] = (int) json.size();
        }
        return new Row(columns, json.writeByte('}').readByteArray(), slices, context);
    }
}
