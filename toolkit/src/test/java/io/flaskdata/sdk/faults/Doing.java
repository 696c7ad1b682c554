package io.flaskdata.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.bulk.CrfInsert;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.ListedCrf;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.ZipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a program does when a fault hits it, with the one request that the fault is for. */
enum Doing {
    READ("safe read", "crf_name", "crf_data") {
        @Override
        void once(FlaskDataClient flask, Path folder) {
            assertThat(flask.forms()
                            .study(7)
                            .subjectLabelled("001-001")
                            .crfDataIds("Vital Signs")
                            .ids())
                    .containsExactly("A", "B");
        }
    },
    WRITE("write", "create-subject", "") {
        @Override
        void once(FlaskDataClient flask, Path folder) {
            assertThat(create(flask)).isEqualTo(Peer.SUBJECT_ID);
        }
    },
    ROWS("row stream", "tableName", "") {
        @Override
        void once(FlaskDataClient flask, Path folder) {
            assertThat(flask.edc("demo").extract("t").toList())
                    .extracting(row -> row.columns() + row.json("a") + row.json("b"))
                    .containsExactly("[a, b]1\"x\"", "[a, b]2\"\"", "[a, b]3null");
        }
    },
    ZIP("zip download", "zip", "") {
        @Override
        void once(FlaskDataClient flask, Path folder) throws IOException {
            Path file = folder.resolve("crfs.zip");
            try {
                Manifest manifest = flask.edc("demo").crfCsvs().limits(LIMITS).downloadTo(file);
                assertThat(file).hasBinaryContent(Peer.ZIP);
                manifest.verify(file);
                Files.delete(file);
                Files.delete(Manifest.path(file));
            } finally {
                assertThat(files(folder)).as("files that were left").isEmpty();
            }
        }
    },
    LIST("list paging", "\"page\":1", "") {
        @Override
        void once(FlaskDataClient flask, Path folder) {
            assertThat(flask.forms().study(7).crfs().pageSize(2).toList())
                    .extracting(ListedCrf::id)
                    .containsExactly("a", "b", "c");
        }
    },
    SIGN_IN("sign-in", "\"password\"", "") {
        @Override
        void once(FlaskDataClient flask, Path folder) {
            flask.authorize();
        }
    },
    BULK("bulk insert", "\"N\":0", "") {
        @Override
        void once(FlaskDataClient flask, Path folder) throws IOException {
            BulkReport report = bulk(flask, folder);
            assertThat(report.complete()).as(report.toString()).isTrue();
        }
    },
    CHAIN("create, then read", "create-subject", "") {
        @Override
        void once(FlaskDataClient flask, Path folder) {
            create(flask);
            assertThat(isThere(flask)).isTrue();
        }
    };

    private static final ZipLimits LIMITS = ZipLimits.DEFAULT.withBytes(4 << 20).withEntries(10);

    final String text;
    private final String has;
    private final String hasNot;

    Doing(String text, String has, String hasNot) {
        this.text = text;
        this.has = has;
        this.hasNot = hasNot;
    }

    /** Does it, and checks that the result is whole; throws what the SDK throws. */
    abstract void once(FlaskDataClient flask, Path folder) throws IOException;

    /** Whether a request, by its kind and its body, is the one. */
    boolean aimsAt(String request) {
        return request.contains(has) && (hasNot.isEmpty() || !request.contains(hasNot));
    }

    /** Whether the contract calls the request a read. */
    boolean isSafe() {
        return switch (this) {
            case READ, ROWS, ZIP, LIST -> true;
            case WRITE, SIGN_IN, BULK, CHAIN -> false;
        };
    }

    static int create(FlaskDataClient flask) {
        return flask.edc("demo").createSubject(NewSubject.labelled(Peer.LABEL)).studySubjectId();
    }

    static boolean isThere(FlaskDataClient flask) {
        return !flask.edc("demo")
                .extract("study_subject")
                .where("label", Peer.LABEL)
                .toList()
                .isEmpty();
    }

    /** Two CRFs of two subjects, one after the other. */
    static BulkReport bulk(FlaskDataClient flask, Path folder) {
        return BulkInsert.into(flask.forms().study(7), folder.resolve("journal"))
                .concurrency(1)
                .run(Stream.of(0, 1)
                        .map(n -> new Keyed<>(
                                "key-" + n, CrfInsert.of("001-00" + n, "Screening", "Vital Signs", CrfData.of("N", n))))
                        .iterator());
    }

    /** What the calling program is told: nothing when all is well. */
    Optional<FlaskDataException> attempt(FlaskDataClient flask, Path folder) throws IOException {
        try {
            once(flask, folder);
            return Optional.empty();
        } catch (FlaskDataException e) {
            return Optional.of(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
