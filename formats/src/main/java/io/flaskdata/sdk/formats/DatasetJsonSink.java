package io.flaskdata.sdk.formats;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CDISC Dataset-JSON 1.1, as one object or as lines. */
final class DatasetJsonSink implements Sink {
    private final List<Field> fields;
    private final Survey survey;
    private final boolean lines;
    private final Writer text;
    private JsonWriter json;

    DatasetJsonSink(OutputStream out, List<Field> fields, TypedFormat format, Survey survey) throws IOException {
        this.fields = fields;
        this.survey = survey;
        this.lines = format.kind() == TypedFormat.Kind.DATASET_NDJSON;
        // This encoder refuses an unpaired surrogate.
        this.text = new BufferedWriter(
                new OutputStreamWriter(new CountedStream(out), StandardCharsets.UTF_8.newEncoder()), 1 << 16);
        this.json = writer();
        head(format);
    }

    private JsonWriter writer() {
        JsonWriter writer = new JsonWriter(text);
        writer.setHtmlSafe(false);
        writer.setSerializeNulls(true);
        return writer;
    }

    private void head(TypedFormat format) throws IOException {
        json.beginObject();
        json.name("datasetJSONCreationDateTime")
                .value(format.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        json.name("datasetJSONVersion").value("1.1.0");
        json.name("itemGroupOID").value("IG." + format.name());
        json.name("records").value(survey.rows());
        json.name("name").value(format.name());
        json.name("label").value(format.label());
        json.name("columns").beginArray();
        for (Field field : fields) {
            column(format.name(), field);
        }
        json.endArray();
        if (lines) {
            json.endObject();
            text.write('\n');
        } else {
            json.name("rows").beginArray();
        }
    }

    private void column(String dataset, Field field) throws IOException {
        json.beginObject();
        json.name("itemOID").value("IT." + dataset + "." + field.name());
        json.name("name").value(field.name());
        json.name("label").value(field.label().isEmpty() ? field.name() : field.label());
        json.name("dataType").value(dataType(field.type()));
        if (field.type() == ColumnType.DECIMAL) {
            json.name("targetDataType").value("decimal");
        }
        int length = field.part() == Field.Part.VALUE && field.type() == ColumnType.TEXT
                ? Math.max(field.column().length(), survey.characters(field))
                : 0;
        if (length > 0) {
            json.name("length").value(length);
        }
        json.endObject();
    }

    private static String dataType(ColumnType type) {
        return switch (type) {
            case TEXT -> "string";
            case INTEGER -> "integer";
            case DECIMAL -> "decimal";
            case NUMBER -> "double";
            case FLAG -> "boolean";
            case DATE -> "date";
            case INSTANT -> "datetime";
        };
    }

    @Override
    public void write(long row, @Nullable Object[] values) throws IOException {
        if (lines) {
            json = writer();
        } else {
            text.write('\n');
        }
        json.beginArray();
        for (int i = 0; i < values.length; i++) {
            value(fields.get(i).type(), values[i]);
        }
        json.endArray();
        if (lines) {
            text.write('\n');
        }
    }

    private void value(ColumnType type, @Nullable Object value) throws IOException {
        if (value == null) {
            json.nullValue();
            return;
        }
        switch (type) {
            case INTEGER, NUMBER -> json.value((Number) value);
            case FLAG -> json.value((Boolean) value);
            case TEXT, DECIMAL, DATE, INSTANT -> json.value(value.toString());
        }
    }

    @Override
    public void finish() throws IOException {
        if (!lines) {
            text.write('\n');
            json.endArray();
            json.endObject();
            text.write('\n');
        }
        text.flush();
    }

    @Override
    public void close() {
        // What it has belongs to the stream, which the caller closes.
    }
}
