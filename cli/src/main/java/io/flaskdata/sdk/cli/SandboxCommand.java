package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A local FlaskData. */
@Command(
        name = "sandbox",
        description = "Starts a local FlaskData with invented data, until it is ended (docs/sandbox.md).",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  flaskdata sandbox --port 0 --seed large:1000")
final class SandboxCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "The API's port; the IDP has the next one. Default: any free ones.")
    private int port;

    @Option(names = "--seed", defaultValue = "demo", description = "none, demo, or large:N. Default: demo.")
    private String seed = "demo";

    @Option(
            names = "--deviate",
            defaultValue = "",
            description = "How it differs from what is inferred: names, by commas.")
    private String deviations = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        String zone = session.setting("zone");
        Sandbox sandbox = Sandbox.builder()
                .apiPort(port)
                .idpPort(port == 0 ? 0 : port + 1)
                .zone(zone(zone == null ? "Asia/Jerusalem" : zone))
                .seed(Seed.named(seed))
                .deviating(deviations)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
        session.tell(
                "FlaskData sandbox ready: API " + sandbox.apiUrl() + " IDP " + sandbox.idpUrl(),
                Session.members(
                        "api",
                        sandbox.apiUrl().toString(),
                        "idp",
                        sandbox.idpUrl().toString()));
        ended.await();
        return Exit.OK.code();
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone " + id, e);
        }
    }
}
