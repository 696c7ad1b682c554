package io.flaskdata.sdk.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A SAS transport file, version 5, of one dataset: records of 80 bytes, as SAS's technical note TS-140 describes them. */
final class XportSink implements Sink {
    static final int LONGEST_TEXT = 200;
    static final int MOST_COLUMNS = 9_999;
    static final String CUT = "texts cut at " + LONGEST_TEXT + " bytes";
    static final String SPACES = "texts whose spaces at the end are not kept";
    static final String EMPTY = "empty texts, which are missing values";
    static final String NOT_ASCII = "texts that are not ASCII, in UTF-8";
    private static final int RECORD = 80;
    private static final int NAMESTR = 140;
    private static final int LONGEST_LABEL = 40;
    private static final LocalDate FIRST_DAY = LocalDate.of(1960, 1, 1);
    private static final BigDecimal FIRST_SECOND =
            BigDecimal.valueOf(-FIRST_DAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("ddMMMuu:HH:mm:ss", Locale.ROOT);

    private final OutputStream out;
    private final List<Field> fields;
    private final boolean cutting;
    private final Notes notes;
    private final int[] widths;
    private final byte[] observation;
    private long written;
    private long blankRows;

    XportSink(OutputStream out, List<Field> fields, TypedFormat format, Survey survey, Notes notes) throws IOException {
        if (fields.size() > MOST_COLUMNS) {
            throw new IllegalStateException(
                    "XPORT has " + MOST_COLUMNS + " columns, the rows have " + fields.size() + ": write Dataset-JSON");
        }
        this.out = out;
        this.fields = fields;
        this.cutting = format.isCutting();
        this.notes = notes;
        this.widths = fields.stream().mapToInt(each -> width(each, survey)).toArray();
        this.observation = new byte[IntStream.of(widths).sum()];
        head(format);
    }

    private static int width(Field field, Survey survey) {
        int planned = field.part() == Field.Part.VALUE ? field.column().length() : 0;
        return field.type() == ColumnType.TEXT
                ? Math.min(LONGEST_TEXT, Math.max(1, Math.max(planned, survey.width(field))))
                : IbmDouble.BYTES;
    }

    private void head(TypedFormat format) throws IOException {
        String now = LocalDateTime.ofInstant(format.clock().instant(), ZoneOffset.UTC)
                .format(TIME)
                .toUpperCase(Locale.ROOT);
        String dataset = SasNames.of(format.name());
        if (!dataset.equals(format.name())) {
            notes.say("the dataset " + format.name() + " is named " + dataset);
        }
        String library =
                pad("SAS", 8) + pad("SAS", 8) + pad("SASLIB", 8) + pad("9.4", 8) + pad("Java", 8) + pad("", 24);
        String member =
                pad("SAS", 8) + pad(dataset, 8) + pad("SASDATA", 8) + pad("9.4", 8) + pad("Java", 8) + pad("", 24);
        header("LIBRARY", "0".repeat(30));
        text(library + now);
        text(now);
        header("MEMBER", "000000000000000001600000000140");
        header("DSCRPTR", "0".repeat(30));
        text(member + now);
        out(ByteBuffer.allocate(RECORD)
                .put(ascii(now))
                .put(ascii(pad("", 16)))
                .put(label(format.label(), "the dataset's label"))
                .put(ascii(pad("", 8)))
                .array());
        header("NAMESTR", "000000" + String.format(Locale.ROOT, "%04d", fields.size()) + "0".repeat(20));
        List<String> names = SasNames.of(fields.stream().map(Field::name).toList());
        said(names);
        int position = 0;
        for (int i = 0; i < widths.length; i++) {
            out(variable(i, names.get(i), position));
            position += widths[i];
        }
        padded();
        header("OBS", "0".repeat(30));
    }

    private void said(List<String> names) {
        String changed = IntStream.range(0, names.size())
                .filter(i -> !names.get(i).equals(fields.get(i).name()))
                .mapToObj(i -> fields.get(i).name() + "=" + names.get(i))
                .collect(Collectors.joining(", "));
        if (!changed.isEmpty()) {
            notes.say("names of at most 8 characters: " + changed);
        }
    }

    /** A NAMESTR. */
    private byte[] variable(int at, String name, int position) {
        Field field = fields.get(at);
        boolean text = field.type() == ColumnType.TEXT;
        String format = switch (field.type()) {
            case DATE -> "YYMMDD";
            case INSTANT -> "DATETIME";
            default -> "";
        };
        int formatWidth = field.type() == ColumnType.DATE ? 10 : field.type() == ColumnType.INSTANT ? 26 : 0;
        return ByteBuffer.allocate(NAMESTR)
                .putShort((short) (text ? 2 : 1))
                .putShort((short) 0)
                .putShort((short) widths[at])
                .putShort((short) (at + 1))
                .put(ascii(pad(name, SasNames.LONGEST)))
                .put(label(field.label().isEmpty() ? field.name() : field.label(), "the label of " + field.name()))
                .put(ascii(pad(format, 8)))
                .putShort((short) formatWidth)
                .putShort((short) (field.type() == ColumnType.INSTANT ? 6 : 0))
                .putShort((short) 0)
                .putShort((short) 0)
                .put(ascii(pad("", 8)))
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(position)
                .array();
    }

    private byte[] label(String label, String which) {
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_LABEL) {
            notes.say(which + " is cut at " + LONGEST_LABEL + " bytes");
        }
        byte[] padded = new byte[LONGEST_LABEL];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes, 0, padded, 0, cut(bytes, LONGEST_LABEL));
        return padded;
    }

    /** How many bytes of UTF-8 are at most this many, without a character in part. */
    private static int cut(byte[] utf8, int most) {
        if (utf8.length <= most) {
            return utf8.length;
        }
        int end = most;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private void header(String which, String numbers) throws IOException {
        text("HEADER RECORD*******" + pad(which, 8) + "HEADER RECORD!!!!!!!" + numbers + "  ");
    }

    private void text(String record) throws IOException {
        out(ascii(pad(record, RECORD)));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void out(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private void padded() throws IOException {
        int over = (int) (written % RECORD);
        if (over > 0) {
            out(ascii(" ".repeat(RECORD - over)));
        }
    }

    @Override
    public void write(long row, @Nullable Object[] values) throws IOException {
        Arrays.fill(observation, (byte) ' ');
        int at = 0;
        boolean blank = true;
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            byte[] bytes =
                    field.type() == ColumnType.TEXT ? text(row, field, (String) values[i]) : number(field, values[i]);
            System.arraycopy(bytes, 0, observation, at, bytes.length);
            blank &= field.type() == ColumnType.TEXT && bytes.length == 0;
            at += widths[i];
        }
        blankRows = blank ? blankRows + 1 : 0;
        out(observation);
    }

    private byte[] number(Field field, @Nullable Object value) {
        if (value == null) {
            return IbmDouble.MISSING;
        }
        return IbmDouble.of(
                switch (field.type()) {
                    case INTEGER -> (double) (Long) value;
                    case DECIMAL, NUMBER -> {
                        notes.zeros(field, (BigDecimal) value);
                        yield ((BigDecimal) value).doubleValue();
                    }
                    case FLAG -> (Boolean) value ? 1 : 0;
                    case DATE -> days((LocalDate) value);
                    case INSTANT -> seconds((Instant) value);
                    case TEXT -> throw new IllegalStateException("Text is no number");
                });
    }

    private byte[] text(long row, Field field, @Nullable String text) throws IOException {
        if (text == null) {
            return new byte[0];
        }
        byte[] bytes = Utf8.bytes(text);
        if (bytes.length != text.length()) {
            notes.count(NOT_ASCII, field.name());
        }
        if (text.isEmpty()) {
            notes.count(EMPTY, field.name());
        } else if (text.endsWith(" ")) {
            notes.count(SPACES, field.name());
        }
        if (bytes.length > LONGEST_TEXT) {
            if (!cutting) {
                throw new IllegalStateException("Row " + row + ", column " + field.name() + ": the text has more than "
                        + LONGEST_TEXT + " bytes, the most that XPORT holds: cut texts with cutting()");
            }
            notes.count(CUT, field.name());
        }
        return Arrays.copyOf(bytes, cut(bytes, LONGEST_TEXT));
    }

    @Override
    public void finish() throws IOException {
        if (blankRows > 0 && observation.length < RECORD) {
            notes.say("the last rows have no value, which readers can't tell from the end of the file: " + blankRows);
        }
        padded();
    }

    @Override
    public void close() {
        // What it has belongs to the stream, which the caller closes.
    }

    /** Days since 1960, for SAS. */
    static double days(LocalDate day) {
        return (double) (day.toEpochDay() - FIRST_DAY.toEpochDay());
    }

    /** Seconds since 1960, for SAS. */
    static double seconds(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(FIRST_SECOND)
                .add(BigDecimal.valueOf(instant.getNano(), 9))
                .doubleValue();
    }
}
