package io.flaskdata.sdk.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAS transport files, read back by their public description; pandas and R read them in ForeignReadersTest. */
class XportTest {
    private static final int RECORD = 80;
    private static final int NAMESTR = 140;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("rows.xpt");
    }

    private TypedFile.Written write(TypedFormat format, List<TypedColumn> columns, String... rows) {
        return Written.file(file(), format.zone(ZoneId.of("Asia/Jerusalem")), columns, rows);
    }

    /** A variable, and its values as they stand in the file. */
    private record Variable(String name, String label, boolean text, int width, List<byte[]> values) {
        List<@Nullable String> texts() {
            List<@Nullable String> texts = new ArrayList<>();
            for (byte[] value : values) {
                texts.add(text ? new String(value, StandardCharsets.UTF_8).stripTrailing() : number(value));
            }
            return texts;
        }
    }

    /** By exact arithmetic: a fraction of 56 bits times a power of 16. */
    private static @Nullable String number(byte[] bytes) {
        if (bytes[0] == '.') {
            return null;
        }
        BigInteger fraction = new BigInteger(1, bytes).clearBit(63).mod(BigInteger.ONE.shiftLeft(56));
        int power = (bytes[0] & 0x7f) - 64;
        BigDecimal value = new BigDecimal(fraction)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(56)), MathContext.UNLIMITED)
                .multiply(power >= 0 ? BigDecimal.valueOf(16).pow(power) : BigDecimal.ONE);
        for (int i = power; i < 0; i++) {
            value = value.divide(BigDecimal.valueOf(16), MathContext.UNLIMITED);
        }
        return (bytes[0] < 0 ? "-" : "")
                + value.round(new MathContext(15)).stripTrailingZeros().toPlainString();
    }

    private List<Variable> read() throws IOException {
        byte[] all = Files.readAllBytes(file());
        assertThat(all.length % RECORD).isZero();
        assertThat(record(all, 0))
                .isEqualTo("HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!000000000000000000000000000000  ");
        assertThat(record(all, 3))
                .isEqualTo("HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  ");
        int count = Integer.parseInt(record(all, 7).substring(54, 58));
        int at = 8 * RECORD;
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < count; i++, at += NAMESTR) {
            ByteBuffer namestr = ByteBuffer.wrap(all, at, NAMESTR).slice();
            assertThat(namestr.getShort(6)).isEqualTo((short) (i + 1));
            variables.add(new Variable(
                    new String(all, at + 8, 8, StandardCharsets.US_ASCII).trim(),
                    new String(all, at + 16, 40, StandardCharsets.UTF_8).trim(),
                    namestr.getShort(0) == 2,
                    namestr.getShort(4),
                    new ArrayList<>()));
        }
        at = (at + RECORD - 1) / RECORD * RECORD;
        assertThat(new String(all, at, RECORD, StandardCharsets.US_ASCII))
                .isEqualTo("HEADER RECORD*******OBS     HEADER RECORD!!!!!!!000000000000000000000000000000  ");
        at += RECORD;
        int width = variables.stream().mapToInt(Variable::width).sum();
        for (; at + width <= all.length && !isBlank(all, at, width); ) {
            for (Variable variable : variables) {
                byte[] value = new byte[variable.width()];
                System.arraycopy(all, at, value, 0, value.length);
                variable.values().add(value);
                at += value.length;
            }
        }
        return variables;
    }

    private static boolean isBlank(byte[] all, int from, int width) {
        return new String(all, from, width, StandardCharsets.ISO_8859_1).isBlank();
    }

    private static String record(byte[] all, int at) {
        return new String(all, at * RECORD, RECORD, StandardCharsets.US_ASCII);
    }

    @Test
    void everyTypeComesBack() throws IOException {
        TypedFile.Written written = write(
                TypedFormat.xport().named("VS").labelled("Vital signs"),
                List.of(
                        TypedColumn.text("USUBJID").labelled("Unique subject identifier"),
                        TypedColumn.of("AGE", ColumnType.INTEGER),
                        TypedColumn.decimal("WEIGHT", 5, 2),
                        TypedColumn.of("TEMP", ColumnType.NUMBER),
                        TypedColumn.of("FL", ColumnType.FLAG),
                        TypedColumn.of("DAY", ColumnType.DATE),
                        TypedColumn.of("AT", ColumnType.INSTANT)),
                """
                {"USUBJID":"001-001","AGE":41,"WEIGHT":"70.25","TEMP":"36.7","FL":true,
                 "DAY":"1949-12-31T22:00:00.000Z","AT":"2026-11-28T06:30:00.123Z"}""",
                "{\"USUBJID\":\"002\",\"AGE\":-1,\"WEIGHT\":\"-999.99\",\"TEMP\":1e-70,\"FL\":false,\"DAY\":\"1960-01-01\"}",
                "{\"AGE\":\"0\"}");
        List<Variable> read = read();
        assertThat(read)
                .extracting(Variable::name)
                .containsExactly("USUBJID", "AGE", "WEIGHT", "TEMP", "FL", "DAY", "AT");
        assertThat(read.get(0).label()).isEqualTo("Unique subject identifier");
        assertThat(read.get(0).width()).isEqualTo(7);
        assertThat(read.get(0).texts()).containsExactly("001-001", "002", "");
        assertThat(read.get(1).texts()).containsExactly("41", "-1", "0");
        assertThat(read.get(2).texts()).containsExactly("70.25", "-999.99", null);
        assertThat(read.get(3).texts()).containsExactly("36.7", new BigDecimal("1e-70").toPlainString(), null);
        assertThat(read.get(4).texts()).containsExactly("1", "0", null);
        assertThat(read.get(5).texts()).containsExactly("-3652", "0", null);
        assertThat(LocalDate.of(1960, 1, 1).plusDays(-3652)).isEqualTo(LocalDate.of(1950, 1, 1));
        assertThat(read.get(6).texts()).containsExactly("2111466600.123", null, null);
        assertThat(Instant.parse("1960-01-01T00:00:00Z").plusMillis(2111466600123L))
                .isEqualTo(Instant.parse("2026-11-28T06:30:00.123Z"));
        assertThat(written.note()).isNull();
        byte[] all = Files.readAllBytes(file());
        assertThat(record(all, 1))
                .startsWith("SAS     SAS     SASLIB  9.4     ")
                .endsWith("28NOV26:06:30:15");
        assertThat(record(all, 5))
                .startsWith("SAS     VS      SASDATA 9.4     ")
                .endsWith("28NOV26:06:30:15");
        assertThat(record(all, 6)).startsWith("28NOV26:06:30:15                Vital signs   ");
    }

    @Test
    void anyDoubleInRangeIsExact() {
        Random random = new Random(20261128);
        for (int i = 0; i < 20_000; i++) {
            double value =
                    (random.nextBoolean() ? 1 : -1) * Math.scalb(1 + random.nextDouble(), random.nextInt(500) - 255);
            byte[] bytes = IbmDouble.of(value);
            long fraction = ByteBuffer.wrap(bytes).getLong() & 0xFF_FFFF_FFFF_FFFFL;
            int power = (bytes[0] & 0x7f) - 64;
            assertThat(Math.scalb((double) fraction, 4 * power - 56) * (bytes[0] < 0 ? -1 : 1))
                    .isEqualTo(value);
            assertThat(fraction >>> 52).as("normalised").isPositive();
        }
        assertThat(IbmDouble.of(1)).containsExactly(0x41, 0x10, 0, 0, 0, 0, 0, 0);
        assertThat(IbmDouble.of(-118.625)).containsExactly(0xC2, 0x76, 0xA0, 0, 0, 0, 0, 0);
        assertThat(IbmDouble.of(0)).containsOnly(0);
        assertThat(IbmDouble.holds(new BigDecimal("7.2e75"))).isTrue();
        assertThat(IbmDouble.holds(new BigDecimal("7.3e75"))).isFalse();
        assertThat(IbmDouble.holds(new BigDecimal("5.4e-79"))).isTrue();
        assertThat(IbmDouble.holds(new BigDecimal("5.3e-79"))).isFalse();
    }

    @Test
    void numbersThatItCannotHoldMakeTheColumnText() throws IOException {
        TypedFile.Written written = write(
                TypedFormat.xport(),
                List.of(TypedColumn.of("ID", ColumnType.INTEGER), TypedColumn.decimal("D", 38, 1)),
                "{\"ID\":5,\"D\":\"0.1\"}",
                "{\"ID\":\"9007199254740993\",\"D\":\"0.2\"}");
        List<Variable> read = read();
        assertThat(read.get(0).text()).isTrue();
        assertThat(read.get(0).texts()).containsExactly("5", "9007199254740993");
        assertThat(read.get(1).texts()).containsExactly("0.1", "0.2");
        assertThat(written.note()).startsWith("column ID is text, because a value has more digits");
    }

    @Test
    void namesAreShortenedTheSameWayEachTimeAndSaid() throws IOException {
        TypedFile.Written written = write(
                TypedFormat.xport().named("cc_event_data"),
                List.of(
                        TypedColumn.text("event_status"),
                        TypedColumn.text("EVENT_ST"),
                        TypedColumn.text("event_start"),
                        TypedColumn.text("1st"),
                        TypedColumn.text("שם").labelled("A label of more than forty bytes, which is cut here")),
                "{\"event_status\":\"a\"}");
        assertThat(read()).extracting(Variable::name).containsExactly("EVENT_S2", "EVENT_ST", "EVENT_S3", "_1ST", "__");
        assertThat(read())
                .extracting(Variable::label)
                .contains("event_status", "A label of more than forty bytes, which");
        assertThat(written.note())
                .contains("the dataset cc_event_data is named CC_EVENT")
                .contains("event_status=EVENT_S2, event_start=EVENT_S3, 1st=_1ST")
                .contains("the label of שם is cut at 40 bytes");
    }

    @Test
    void longTextIsRefusedOrCutWithANote() throws IOException {
        List<TypedColumn> columns = List.of(TypedColumn.text("T"));
        String most = "{\"T\":\"" + "x".repeat(200) + "\"}";
        String over = "{\"T\":\"" + "x".repeat(199) + "é\"}";
        assertThat(write(TypedFormat.xport(), columns, most).note()).isNull();
        assertThatThrownBy(() -> write(TypedFormat.xport(), columns, most, over))
                .hasMessageStartingWith("Row 2, column T: the text has more than 200 bytes");
        assertThat(write(TypedFormat.xport().cutting(), columns, most, over).note())
                .contains("texts cut at 200 bytes: T (1)")
                .contains("texts that are not ASCII, in UTF-8: T (1)");
        assertThat(read().get(0).texts()).containsExactly("x".repeat(200), "x".repeat(199));
    }

    @Test
    void whatTextLosesIsSaid() {
        assertThat(write(
                                TypedFormat.xport(),
                                List.of(TypedColumn.text("A"), TypedColumn.of("N", ColumnType.NUMBER)),
                                "{\"A\":\"x \",\"N\":\"1.50\"}",
                                "{\"A\":\"\",\"N\":1}")
                        .note())
                .contains("texts whose spaces at the end are not kept: A (1)")
                .contains("empty texts, which are missing values: A (1)")
                .contains("numbers that lost zeros at their end, or gained some: N (1)");
        assertThat(write(TypedFormat.xport(), List.of(TypedColumn.text("A")), "{\"A\":\"x\"}", "{\"A\":null}")
                        .note())
                .isEqualTo("the last rows have no value, which readers can't tell from the end of the file: 1");
    }

    @Test
    void aPlannedLengthIsTheWidthUnlessATextIsLonger() throws IOException {
        write(
                TypedFormat.xport(),
                List.of(TypedColumn.text("A", 12), TypedColumn.text("B", 1).coded(Map.of("22", "a label"))),
                "{\"A\":\"x\",\"B\":\"22\"}");
        assertThat(read()).extracting(Variable::width).containsExactly(12, 2, 7);
    }
}
