package io.flaskdata.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** What a contender does in a turn, by its name: says what it read or wrote, which is then compared with what the others say. */
final class Work implements AutoCloseable {
    static final List<String> THREE = List.of("study_subject_label", "item_name", "item_value");

    private final int port;
    private final long rows;
    private final Path folder;
    private final Sdk sdk;
    private final Peers peers;

    Work(int port, long rows, Path folder) {
        this.port = port;
        this.rows = rows;
        this.folder = folder;
        this.sdk = new Sdk(port);
        this.peers = new Peers(port);
    }

    /** Makes a cursor over the answer. */
    private interface Parser {
        Cursor over(InputStream in) throws IOException;
    }

    /** Does something with one. */
    private interface Use {
        Object of(Cursor rows) throws IOException;
    }

    Callable<Object> named(String name) {
        String[] words = name.split("-", 2);
        List<String> columns = switch (words[0]) {
            case "three" -> THREE;
            case "none" -> List.of();
            default -> SampleRows.COLUMNS;
        };
        return switch (words[0]) {
            case "drain" -> () -> peers.drained(rows);
            case "all", "three", "none" -> () -> texts(words[1], columns);
            case "typed" -> () -> words[1].equals("sdk") ? sdk.typed(rows) : with(words[1], ExpertWork::typed);
            case "grid" -> () -> sdk.values("grid_" + words[1]);
            case "slices" -> () -> sdk.slices(rows / Integer.parseInt(words[1]), Integer.parseInt(words[1]));
            case "csv" -> () -> csv(words[1]);
            case "lines" -> () -> lines(words[1]);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Tally texts(String who, List<String> columns) throws IOException, InterruptedException {
        return switch (who) {
            case "sdk" -> sdk.extract(rows, columns);
            case "maps" -> peers.jackson(rows, columns);
            case "jdk" -> peers.jdkJacksonArrays(rows, columns);
            case "retrofit" -> new StockPeers(port).retrofit(rows, columns);
            case "okhttp" -> new StockPeers(port).okhttp(rows, columns);
            default -> (Tally) with(who, cursor -> ExpertWork.texts(cursor, columns));
        };
    }

    private Object with(String who, Use use) throws IOException {
        Parser parser = switch (who) {
            case "jackson" -> JacksonCursor::new;
            case "fastjson" -> FastjsonCursor::new;
            case "dsl" -> DslCursor::new;
            default -> throw new IllegalArgumentException(who);
        };
        try (InputStream in = peers.stream(rows)) {
            return use.of(parser.over(in));
        }
    }

    private Object csv(String who) throws IOException {
        Path file = folder.resolve("rows-" + who + ".csv");
        if (who.equals("sdk")) {
            sdk.csv(rows, file);
        } else {
            with(who, cursor -> {
                ExpertWork.csv(cursor, file);
                return file;
            });
        }
        return Files.size(file);
    }

    private Object lines(String who) throws IOException {
        Path file = folder.resolve("rows-" + who + ".jsonl");
        if (who.equals("sdk")) {
            sdk.lines("rows_" + rows, file);
        } else {
            try (InputStream in = peers.stream(rows)) {
                ExpertWork.jsonLines(in, file);
            }
        }
        return rows;
    }

    @Override
    public void close() {
        sdk.close();
        peers.close();
    }
}
