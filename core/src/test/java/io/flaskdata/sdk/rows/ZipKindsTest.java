package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The kinds of zip there are: read, saved and said to be unreadable, or refused, by what can be lost. */
class ZipKindsTest {
    private static final String FIRST = "subject,value\r\n001-001,5\r\n";
    private static final String SECOND = "subject\r\n001-002\r\n".repeat(50);

    @TempDir
    Path folder;

    private Path file(byte[] zip) throws IOException {
        return Files.write(folder.resolve("a.zip"), zip);
    }

    private ZipCheck.Contents check(byte[] zip) throws IOException {
        return ZipCheck.check(file(zip), ZipOptions.DEFAULT);
    }

    private Map<String, Integer> rows(byte[] zip) throws IOException {
        Map<String, Integer> rows = new LinkedHashMap<>();
        CsvArchive.open(file(zip)).forEachRow((each, row) -> rows.merge(each.crf(), 1, Integer::sum));
        return rows;
    }

    private static RawZip two(Consumer<RawZip> kind) {
        RawZip zip = new RawZip();
        kind.accept(zip);
        return zip.add("Vitals.csv", FIRST).add("Labs.csv", SECOND);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasWrittenAsAStreamIsRead(RawZip.Descriptor descriptor) throws IOException {
        for (int method : new int[] {0, 8}) {
            for (boolean large : new boolean[] {false, true}) {
                byte[] zip = two(it -> {
                            it.method = method;
                            it.descriptor = descriptor;
                            it.zip64 = large;
                            it.zip64End = large;
                        })
                        .bytes();
                assertThat(rows(zip)).as("method %d, ZIP64 %s", method, large).isEqualTo(expected());
            }
        }
    }

    private static Map<String, Integer> expected() {
        return Map.of("Vitals", 1, "Labs", 99);
    }

    @Test
    void oneWithBytesThatBelongToNoEntryIsReadUnlessAnEntryIsAmongThem() throws IOException {
        byte[] stub = "#!/bin/sh\nexit\n".getBytes(StandardCharsets.US_ASCII);
        byte[] padding = new byte[4096];
        byte[] withGaps = two(it -> it.gap(stub)).gap(padding).bytes();
        assertThat(rows(withGaps)).isEqualTo(expected());
        byte[] withSlack = two(it -> it.slack = padding).bytes();
        assertThat(rows(withSlack)).isEqualTo(expected());
        byte[] lost = new RawZip().add("Lost.csv", FIRST).bytes();
        for (Consumer<RawZip> kind :
                List.<Consumer<RawZip>>of(it -> it.gap(lost), it -> it.slack = lost, it -> it.comment = "")) {
            RawZip zip = two(kind);
            zip.unlisted = true;
            byte[] bytes = zip.add("Lost.csv", FIRST).bytes();
            assertThatThrownBy(() -> check(bytes))
                    .isInstanceOf(BrokenAnswerException.class)
                    .hasMessageContaining("the zip's directory lists other entries than it holds");
        }
    }

    @Test
    void aCommentIsNoGarbageAndMayLookLikeAnEnd() throws IOException {
        assertThat(rows(two(it -> it.comment = "PK\5\6" + "\0".repeat(18) + "of the server")
                        .bytes()))
                .isEqualTo(expected());
    }

    private static Stream<Map.Entry<String, Consumer<RawZip>>> unreadable() {
        return Map.<String, Consumer<RawZip>>of(
                "entry 1 of the zip is packed by method 12", it -> it.method = 12,
                "entry 1 of the zip is packed by method 9", it -> it.method = 9,
                "entry 1 of the zip is encrypted", it -> it.flags = 1,
                "entry 2 of the zip has the name of another", it -> it.add("Vitals.csv", FIRST),
                "entry 1 of the zip has a name that leads elsewhere", it -> it.add("../a.csv", FIRST),
                "entry 1 of the zip has a name that can't be a file's", it -> it.add("a\\b.csv", FIRST),
                "entry 1 of the zip is a folder that holds bytes", it -> it.add("a/", FIRST),
                "entry 1 of the zip lies in more than 8 folders", it -> it.add("f/".repeat(9) + "a.csv", FIRST))
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void oneThatCanNotBeReadIsSavedAndSaidToBeSuch(Map.Entry<String, Consumer<RawZip>> kind) throws IOException {
        byte[] zip = two(kind.getValue()).bytes();
        try (Server server = new Server().signedIn();
                FlaskDataClient flask = server.builder.build()) {
            server.answers(Zips.answer(zip));
            server.answers(Zips.answer(zip));
            Path saved = folder.resolve("saved.zip");
            Manifest manifest = flask.edc("demo").crfCsvs().downloadTo(saved);
            assertThat(saved).hasBinaryContent(zip);
            assertThat(manifest.content().note()).isEqualTo(kind.getKey());
            assertThat(Manifest.beside(saved)).isEqualTo(manifest);
            assertThatThrownBy(() -> CsvArchive.open(saved))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(kind.getKey() + ": the zip can be saved, but not read here");
            assertThatThrownBy(() -> flask.edc("demo").crfCsvs().open())
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining(kind.getKey());
        }
    }

    @Test
    void namesInAnotherCharsetAreSavedAndReadWhenItIsDeclared() throws IOException {
        RawZip zip = new RawZip();
        zip.names = Charset.forName("windows-1255");
        byte[] bytes = zip.add("\u05d7\u05d9.csv", FIRST).bytes();
        assertThat(check(bytes).unread())
                .isEqualTo("entry 1 of the zip has a name that is not UTF-8; declare the names' charset");
        ZipOptions declared = ZipOptions.DEFAULT.withNameCharset(zip.names);
        List<String> crfs = new ArrayList<>();
        CsvArchive.open(file(bytes), declared).forEachRow((each, row) -> crfs.add(each.crf()));
        assertThat(crfs).containsExactly("\u05d7\u05d9");
    }

    @Test
    void whatDisagreesWithItsDirectoryIsRefused() throws IOException {
        assertRefused(two(it -> it.localName = "Other.csv"), "lists other entries");
        assertRefused(two(it -> it.saidMethod = 0), "lists other entries");
        assertRefused(two(it -> it.saidBytes = 5), "another size");
        assertRefused(two(it -> it.saidBytes = 5_000), "is damaged");
        RawZip stored = two(it -> {
            it.method = 0;
            it.slack = new byte[3];
        });
        assertRefused(stored, "another size");
    }

    private void assertRefused(RawZip zip, String why) {
        assertThatThrownBy(() -> check(zip.bytes()))
                .isInstanceOf(BrokenAnswerException.class)
                .hasMessageContaining(why);
    }

    @Test
    void entriesThatShareBytesAreRefusedSoThatNoZipOutgrowsDeflate() {
        RawZip zip = new RawZip().add("Vitals.csv", FIRST);
        zip.localName = "";
        assertRefused(zip.listAgain("Vitals2.csv", FIRST, 0), "overlap");
    }

    @Test
    void whatADirectoryPromisesIsHeldAgainstTheLimitBeforeItIsUnpacked() throws IOException {
        RawZip zip = new RawZip();
        zip.zip64 = true;
        zip.saidBytes = (16L << 30) + 1;
        Path file = file(zip.add("Vitals.csv", FIRST).bytes());
        assertThatThrownBy(() -> ZipCheck.check(file, ZipOptions.DEFAULT))
                .hasMessageContaining("more than 17179869184");
        ZipOptions more = ZipOptions.DEFAULT.withLimits(ZipLimits.DEFAULT.withBytes(32L << 30));
        assertThatThrownBy(() -> ZipCheck.check(file, more)).hasMessageContaining("is damaged");
    }

    @Test
    void endsThatContradictEachOtherAreRefused() {
        byte[] zip = two(it -> it.zip64End = true).bytes();
        for (int field : new int[] {10, 12, 16}) {
            byte[] changed = zip.clone();
            Arrays.fill(changed, zip.length - 22 + field, zip.length - 22 + field + 2, (byte) 0);
            assertThatThrownBy(() -> check(changed))
                    .as("field %d", field)
                    .isInstanceOf(BrokenAnswerException.class)
                    .hasMessageContaining("the zip's end is damaged");
        }
    }

    @Test
    void anyByteChangedInOneThatWasWrittenAsAStreamIsRefusedOrChangesNoRow() throws IOException {
        for (int method : new int[] {0, 8}) {
            RawZip kind = new RawZip();
            kind.method = method;
            kind.descriptor = RawZip.Descriptor.SIGNED_64;
            kind.zip64 = true;
            kind.zip64End = true;
            byte[] zip =
                    kind.add("a.csv", "a\r\n1\r\n").add("b.csv", "b\r\n2\r\n").bytes();
            int refused = 0;
            for (int at = 0; at < zip.length; at++) {
                for (int change : new int[] {1, 0xff}) {
                    byte[] changed = zip.clone();
                    changed[at] ^= (byte) change;
                    try {
                        if (check(changed).unread() == null) {
                            assertThat(rows(changed)).as("byte %d", at).isEqualTo(Map.of("a", 1, "b", 1));
                        }
                    } catch (BrokenAnswerException e) {
                        refused++;
                    }
                }
            }
            assertThat(refused).isGreaterThan(zip.length);
        }
    }

    @Test
    void oneThatWasCutBehindAZipInsideItIsRefused() throws IOException {
        byte[] inner = new RawZip().add("Inner.csv", FIRST).bytes();
        byte[] outer = Zips.zip(0, Map.of("inner.zip", inner));
        int end = new String(outer, StandardCharsets.ISO_8859_1).indexOf("PK\5\6") + 22;
        byte[] cut = Arrays.copyOf(outer, end);
        assertThatThrownBy(() -> check(cut)).isInstanceOf(BrokenAnswerException.class);
        assertThat(check(outer).files()).containsExactly("inner.zip");
    }

    /** Made by the tools themselves where they are installed. */
    @ParameterizedTest
    @MethodSource("commands")
    void whatOtherToolsWriteIsRead(String command) throws Exception {
        Files.writeString(folder.resolve("Vitals.csv"), FIRST);
        Path zip = folder.resolve("made.zip");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assumeTrue(process.waitFor() == 0 && Files.exists(zip), "not installed: " + command);
        List<String> rows = new ArrayList<>();
        ZipOptions all = ZipOptions.DEFAULT.withPicked(name -> true);
        CsvArchive.open(zip, all).forEachRow((each, row) -> rows.add(row.required("subject") + row.required("value")));
        assertThat(rows).containsExactly("001-0015");
    }

    private static Stream<String> commands() {
        String python = "import sys,zipfile\nwith zipfile.ZipFile(sys.stdout.buffer,'w',%d) as z:\n"
                + " with z.open('Vitals.csv','w',force_zip64=%s) as f: f.write(open('Vitals.csv','rb').read())";
        return Stream.of(
                "zip -q made.zip Vitals.csv",
                "cat Vitals.csv | zip -q > made.zip",
                "zip -q - Vitals.csv | cat > made.zip",
                "zip -q -fd made.zip Vitals.csv",
                "zip -q -fz made.zip Vitals.csv",
                "zip -q -Z store - Vitals.csv | cat > made.zip",
                "7z a -tzip made.zip Vitals.csv",
                "cat Vitals.csv | 7z a -tzip -siVitals.csv made.zip",
                "bsdtar -cf - --format zip Vitals.csv > made.zip",
                "python3 -c \"" + String.format(python, 0, "False") + "\" | cat > made.zip",
                "python3 -c \"" + String.format(python, 8, "False") + "\" | cat > made.zip",
                "python3 -c \"" + String.format(python, 0, "True") + "\" | cat > made.zip",
                "python3 -c \"" + String.format(python, 8, "True") + "\" | cat > made.zip");
    }
}
