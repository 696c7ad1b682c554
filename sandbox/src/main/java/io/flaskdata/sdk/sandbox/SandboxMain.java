package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sandbox's command line. */
@Command(
        name = "flaskdata-sandbox",
        description = "A FlaskData that runs on a laptop.",
        mixinStandardHelpOptions = true)
final class SandboxMain implements Callable<Integer> {
    @Option(names = "--port", description = "The API's port; 0 for any free ones. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--idp-port", description = "The IDP's port; default: the one after --port.")
    private int idpPort = -1;

    @Option(names = "--zone", description = "The server's time zone. Default: ${DEFAULT-VALUE}.")
    private String zone = "Asia/Jerusalem";

    private SandboxMain() {}

    /**
     * Starts it and runs until it is told to end.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new SandboxMain());
        line.setParameterExceptionHandler((e, all) -> say(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> say(e));
        System.exit(line.execute(arguments));
    }

    private static int say(Exception e) {
        System.err.println(String.valueOf(e.getMessage()).lines().findFirst().orElse("It failed."));
        return 1;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        int idp = idpPort >= 0 ? idpPort : port == 0 ? 0 : port + 1;
        Sandbox sandbox =
                Sandbox.builder().apiPort(port).idpPort(idp).zone(serverZone()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
        System.out.println("FlaskData sandbox ready: API " + sandbox.apiUrl() + " IDP " + sandbox.idpUrl());
        ended.await();
        return 0;
    }

    private ZoneId serverZone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone " + zone + ".", e);
        }
    }
}
