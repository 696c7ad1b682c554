package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.JsonScanner;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Decodes rows from the bytes of an answer. Most rows have the same names in the same order as the previous one, so
 * names are compared as bytes and decoded only when they differ.
 */
final class RowDecoder {
    private static final int SHAPES_REMEMBERED = 64;

    private final JsonScanner json;
    private final RowContext context;
    private final UnaryOperator<String> redaction;
    private final Map<List<String>, Columns> shapes = new HashMap<>();
    private Columns columns = new Columns(List.of(), UnaryOperator.identity());
    private int[] slices = new int[64];
    private boolean opened;

    /**
     * A decoder of one answer.
     *
     * @param redaction what a column's name loses before a message shows it
     */
    RowDecoder(BufferedSource source, RowContext context, UnaryOperator<String> redaction) {
        this.json = new JsonScanner(source);
        this.context = context;
        this.redaction = redaction;
    }

    /** Goes to the next row; false after the last, when the answer is complete. */
    boolean advance() throws IOException {
        boolean more = opened ? json.hasMore(']') : json.opens('[', ']');
        opened = true;
        if (!more) {
            json.expectEnd();
        }
        return more;
    }

    /** Reads a single row that is not in an array. */
    Row onlyRow() throws IOException {
        Row row = row();
        json.expectEnd();
        return row;
    }

    /** Reads the row to which {@link #advance} went. */
    Row row() throws IOException {
        boolean isRow = json.token() == '{';
        json.keep();
        if (!isRow) {
            json.value();
            throw new BrokenAnswerException("the answer holds something that is no row");
        }
        int size = 0;
        List<String> otherNames = null;
        while (true) {
            if (otherNames == null) {
                size = json.passes(columns.members(), size, slices);
            }
            boolean more = size == 0 ? json.opens('{', '}') : json.hasMore('}');
            if (!more) {
                break;
            }
            otherNames = readName(size, otherNames);
            readValue(size++);
        }
        if (otherNames != null || size < columns.size()) {
            columns = columns(otherNames == null ? columns.names().subList(0, size) : otherNames);
        }
        return new Row(columns, json.kept(), Arrays.copyOf(slices, 2 * size), context);
    }

    /** The names so far, unless they are those of the previous row. */
    private @Nullable List<String> readName(int position, @Nullable List<String> otherNames) throws IOException {
        if (otherNames != null) {
            otherNames.add(json.name());
            return otherNames;
        }
        boolean known = position < columns.size();
        if (known && passes(columns.key(position))) {
            return null;
        }
        String name = json.name();
        if (known && columns.names().get(position).equals(name)) {
            return null;
        }
        List<String> names = new ArrayList<>(columns.names().subList(0, position));
        names.add(name);
        return names;
    }

    /** White space before a name is rare, so it is checked last. */
    private boolean passes(byte[] key) throws IOException {
        if (json.passes(key)) {
            return true;
        }
        json.token();
        return json.passes(key);
    }

    private void readValue(int position) throws IOException {
        if (slices.length < 2 * position + 2) {
            slices = Arrays.copyOf(slices, 2 * slices.length);
        }
        boolean escaped = json.value();
        slices[2 * position] = escaped ? ~json.valueStart() : json.valueStart();
        slices[2 * position + 1] = json.offset();
    }

    private Columns columns(List<String> names) throws BrokenAnswerException {
        Columns known = shapes.get(names);
        if (known != null) {
            return known;
        }
        Columns made = new Columns(names, redaction);
        if (made.hasDuplicates()) {
            throw new BrokenAnswerException("the answer names a column twice in one row");
        }
        if (shapes.size() == SHAPES_REMEMBERED) {
            shapes.clear();
        }
        shapes.put(made.names(), made);
        return made;
    }
}
