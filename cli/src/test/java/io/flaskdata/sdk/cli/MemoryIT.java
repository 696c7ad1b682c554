package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An extract of more bytes than the heap has goes through it. The server makes its rows up as it sends them; {@code
 * -Dflaskdata.rows=10000,100000,1000000,10000000} measures each of these numbers.
 */
class MemoryIT {
    private static final List<Integer> ROWS = Pattern.compile(",")
            .splitAsStream(System.getProperty("flaskdata.rows", "300000"))
            .map(Integer::valueOf)
            .toList();
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir
    private Path folder;

    private volatile int rows;

    @Test
    void anExtractLargerThanTheHeapGoesThrough() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext(
                "/auth/authorize",
                each -> answer(each, "{\"token\":\"invented\",\"expired\":\"2099-01-01T00:00:00.000Z\"}"));
        server.createContext("/edc/study/extract-data", this::extract);
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Program program = new Program(folder, address, address);
            program.variables.put("FLASKDATA_JAVA_OPTS", "-Xmx64m");
            for (int number : ROWS) {
                rows = number;
                for (String ending : ROWS.size() == 1 ? List.of("jsonl") : List.of("csv", "jsonl")) {
                    measured(program, folder.resolve(number + "." + ending));
                }
            }
        } finally {
            server.stop(0);
            threads.shutdown();
        }
    }

    private void measured(Program program, Path file) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Program.Running running = program.start("extract", "table", "item_data", "-o", file.toString());
        long peak = 0;
        while (!running.process().waitFor(50, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peak(running.process()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Shell.Said said = running.said();
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains(rows + " rows");
        System.out.printf(
                "%,d rows, %,d bytes of %s with -Xmx64m: at most %,d KB resident, %.1f s%n",
                rows, Files.size(file), file.getFileName(), peak, seconds);
        Files.delete(file);
    }

    /** What Linux says of a process; 0 where there is no such file, or the process has just ended. */
    private static long peak(Process process) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            Matcher found = PEAK.matcher(Files.readString(status));
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
            return 0;
        }
    }

    private void extract(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 64 * 1024)) {
            for (int row = 0; row < rows; row++) {
                out.write(((row == 0 ? "[" : ",") + "{\"item_data_id\":" + row + ",\"item_id\":" + row % 97
                                + ",\"event_crf_id\":\"" + row / 97
                                + "\",\"value\":\"invented value, with a comma and \\u05e9\\u05dc\\u05d5\\u05dd\",\"ordinal\":1,\"status_id\":1,\"owner_id\":1,\"update_id\":null,\"date_created\":\"2026-11-28T06:00:00.000Z\",\"date_updated\":null}")
                        .getBytes(StandardCharsets.UTF_8));
            }
            out.write(']');
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
    }
}
