package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.bulk.CrfInsert;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A client process of {@link ChaosTest}'s, which may be killed at any instant. */
final class ChaosChild {
    static final int STUDY = 1000001;
    static final String DEVICE = "chaos-bulk";
    static final String SUBJECT = "002-001";
    static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration CALL = Duration.ofSeconds(6);
    /** The sandbox works on no request for longer. */
    static final Duration SETTLING = Duration.ofSeconds(5);

    private final URI api;
    private final URI idp;
    private final String what;
    private final Path file;
    private final int from;
    private final int count;

    ChaosChild(URI api, URI idp, String what, Path file, int from, int count) {
        this.api = api;
        this.idp = idp;
        this.what = what;
        this.file = file;
        this.from = from;
        this.count = count;
    }

    static FlaskDataClient client(URI api, URI idp) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(api, idp))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .callTimeout(CALL)
                .extractTimeout(CALL.multipliedBy(3))
                .build();
    }

    Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ChaosChild.class.getName(),
                api.toString(),
                idp.toString(),
                what,
                file.toString(),
                String.valueOf(from),
                String.valueOf(count)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        file.resolveSibling(what + ".out").toFile()))
                .start();
    }

    BulkReport insert() {
        try (FlaskDataClient flask = client(api, idp)) {
            if (what.equals("logs")) {
                return BulkInsert.into(flask.devices(STUDY), file)
                        .settling(SETTLING)
                        .concurrency(2)
                        .run(IntStream.range(from, from + count)
                                .mapToObj(n -> new Keyed<>("log-" + n, log(n)))
                                .iterator());
            }
            return BulkInsert.into(flask.forms().study(STUDY), file)
                    .settling(SETTLING)
                    .run(IntStream.range(from, from + count)
                            .mapToObj(n -> new Keyed<>(
                                    "crf-" + n,
                                    CrfInsert.of(SUBJECT, "Baseline", "Vital Signs", CrfData.of("PULSE", n))))
                            .iterator());
        }
    }

    private static DeviceLog log(int n) {
        return DeviceLog.of(DEVICE).at(AT.plusSeconds(n)).type("dose").payload("n", n);
    }

    private void extract() {
        try (FlaskDataClient flask = client(api, idp)) {
            for (int i = 0; i < count; i++) {
                try {
                    flask.edc("demo")
                            .extract("cc_event_data")
                            .toFile(file)
                            .replacing()
                            .writeJsonLines();
                } catch (FlaskDataException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    public static void main(String[] args) {
        ChaosChild child = new ChaosChild(
                URI.create(args[0]),
                URI.create(args[1]),
                args[2],
                Path.of(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]));
        if (child.what.equals("extract")) {
            child.extract();
        } else {
            BulkReport report = child.insert();
            System.out.println(report);
            System.exit(report.complete() ? 0 : 3);
        }
    }
}
