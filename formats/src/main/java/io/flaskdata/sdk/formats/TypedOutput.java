package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows on their way into a file: their columns checked, their texts made values of the columns' types. */
final class TypedOutput implements RowFormat.Output {
    private final TypedFormat format;
    private final OutputStream out;
    private final boolean columnsGiven;
    private final Notes notes = new Notes();
    private List<String> names;
    private @Nullable List<String> checked;
    private @Nullable Target target;
    private @Nullable ZoneId zone;
    private long rows;

    TypedOutput(TypedFormat format, OutputStream out, List<String> columns) {
        this.format = format;
        this.out = out;
        this.columnsGiven = !columns.isEmpty();
        this.names = columns;
        this.zone = format.zone();
    }

    @Override
    public void write(Row row) throws IOException {
        List<String> columns = row.columns();
        if (names.isEmpty()) {
            if (columns.isEmpty()) {
                throw new IllegalStateException("The first row has no columns, so the file has none");
            }
            names = columns;
        }
        // Rows share their list of columns, so each list is checked once.
        if (columns != checked) {
            check(columns);
            checked = columns;
        }
        zone = row.zone() == null ? format.zone() : row.zone();
        @Nullable String[] texts = new String[names.size()];
        for (int i = 0; i < texts.length; i++) {
            String name = names.get(i);
            texts[i] = row.has(name) ? row.string(name) : null;
        }
        write(texts);
    }

    void write(@Nullable String[] texts) throws IOException {
        target().write(texts);
    }

    private void check(List<String> columns) {
        Set<String> known = new HashSet<>(names);
        List<String> unknown =
                columns.stream().filter(column -> !known.contains(column)).toList();
        boolean complete = columnsGiven || columns.size() == names.size();
        if (!unknown.isEmpty() || !complete) {
            throw new IllegalStateException("A row has other columns than the file"
                    + (unknown.isEmpty() ? "" : ", among them " + String.join(", ", unknown))
                    + ": set the file's columns with columns(...), or write JSON lines");
        }
    }

    @Override
    public @Nullable String finish() throws IOException {
        if (names.isEmpty()) {
            names = format.types().columns().stream().map(TypedColumn::name).toList();
            notes.say("there was no row, so the columns are those whose types are known");
        }
        if (names.isEmpty()) {
            throw new IllegalStateException(
                    "There is no row, so the columns are not known: set them with columns(...), or write JSON lines");
        }
        target().finish();
        return notes.text();
    }

    @Override
    public void close() throws IOException {
        if (target != null) {
            target.close();
        }
    }

    private Target target() throws IOException {
        if (target == null) {
            List<TypedColumn> columns =
                    names.stream().map(format.types()::column).toList();
            target = format.isSpooled() ? new Spooled(columns) : new Direct(columns, null);
        }
        return target;
    }

    private IllegalStateException misfit(long row, String column, Misfit e) {
        return new IllegalStateException("Row " + row + ", column " + column + ": the value " + e.reason());
    }

    /** Where checked rows go. */
    private interface Target extends java.io.Closeable {
        void write(@Nullable String[] texts) throws IOException;

        void finish() throws IOException;
    }

    /** Straight into the file. */
    private final class Direct implements Target {
        private final List<Field> fields;
        private final Sink sink;

        Direct(List<TypedColumn> columns, @Nullable Survey survey) throws IOException {
            this.fields = Field.of(columns);
            this.sink = Sinks.of(format, out, fields, survey, notes);
        }

        @Override
        public void write(@Nullable String[] texts) throws IOException {
            rows++;
            @Nullable Object[] values = new Object[fields.size()];
            for (int i = 0; i < values.length; i++) {
                Field field = fields.get(i);
                try {
                    values[i] = Values.of(field, texts[field.source()], zone, notes);
                } catch (Misfit e) {
                    throw misfit(rows, field.name(), e);
                }
            }
            sink.write(rows, values);
        }

        @Override
        public void finish() throws IOException {
            sink.finish();
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }

    /** Into a temporary file first: what is known of all rows decides what the file's columns are. */
    private final class Spooled implements Target {
        private final List<Field> fields;
        private final Survey survey;
        private final Spool spool;
        private final Notes passing = new Notes();

        Spooled(List<TypedColumn> columns) throws IOException {
            this.fields = Field.of(columns);
            this.survey = new Survey(columns, format.kind() == TypedFormat.Kind.XPORT);
            this.spool = Spool.create();
        }

        @Override
        public void write(@Nullable String[] texts) throws IOException {
            survey.row(texts);
            for (Field field : fields) {
                try {
                    survey.value(field, Values.of(field, texts[field.source()], zone, passing));
                } catch (Misfit e) {
                    if (!format.isLenient()) {
                        throw misfit(survey.rows(), field.name(), e);
                    }
                    survey.becomesText(field, e.reason());
                }
            }
            spool.write(texts);
        }

        @Override
        public void finish() throws IOException {
            try (Direct direct = new Direct(survey.columns(notes), survey)) {
                spool.read(survey.rows(), names.size(), direct::write);
                direct.finish();
            }
        }

        @Override
        public void close() throws IOException {
            spool.close();
        }
    }
}
