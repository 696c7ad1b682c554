package io.flaskdata.sdk.cli.sync;

import com.google.gson.JsonParseException;
import io.flaskdata.sdk.cli.sync.MirrorState.MirrorFile;
import io.flaskdata.sdk.rows.JsonLinesReader;
import io.flaskdata.sdk.rows.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mirror in a folder: for each table a file of its current rows and files of ended ones, JSON lines. {@code
 * state.json} names the files that count; it is replaced as a whole, after they are on the disk.
 */
final class FolderMirror implements Mirror {
    static final Set<String> OWN = Set.of("_valid_from", "_valid_to", "_run", "_ended_by", "_end");

    private static final String STATE = "state.json";
    private static final Pattern FILE = Pattern.compile("(current|history)-(\\d{6,})\\.jsonl");

    /** So many history files of a table become one. */
    private static final int MOST_FILES = 100;

    private final Path folder;
    private final String source;

    private FolderMirror(Path folder, String source) {
        this.folder = folder;
        this.source = source;
    }

    /** Opens it. Without a state it is a new one, unless it has files that only a state can tell of. */
    static FolderMirror open(Path folder, String source) throws IOException {
        FolderMirror mirror = new FolderMirror(folder, source);
        if (Files.exists(folder.resolve(STATE))) {
            MirrorState state = mirror.state();
            if (!state.source().equals(source)) {
                throw new IllegalStateException(
                        folder + " mirrors " + state.source() + ", not " + source + ": name another folder with --to");
            }
            mirror.sweep(state);
        } else if (!mirror.files().isEmpty()) {
            throw new IllegalStateException(folder + " has a mirror's files but no " + STATE
                    + ": bring it back from a backup, or name an empty folder with --to");
        }
        return mirror;
    }

    @Override
    public MirrorState state() throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return MirrorState.none(source);
        }
        try {
            MirrorState state = Staging.JSON.fromJson(Files.readString(file), MirrorState.class);
            if (state != null && state.format() == MirrorState.FORMAT) {
                return state;
            }
        } catch (JsonParseException e) {
            throw new IllegalStateException(file + " is damaged: bring it back from a backup", e);
        }
        throw new IllegalStateException(file + " is not of this version of flaskdata");
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.find(
                folder,
                2,
                (path, attributes) -> attributes.isRegularFile()
                        && FILE.matcher(path.getFileName().toString()).matches())) {
            return all.toList();
        }
    }

    /** Deletes what a stopped run left, and what the last one replaced. */
    private void sweep(MirrorState state) throws IOException {
        Set<Path> named = new HashSet<>();
        state.tables().values().forEach(table -> table.files().forEach(file -> named.add(folder.resolve(file.name()))));
        for (Path file : files()) {
            Matcher matcher = FILE.matcher(file.getFileName().toString());
            if (!named.contains(file) && matcher.matches()) {
                if (Long.parseLong(matcher.group(2)) > state.run() + 1) {
                    throw new IllegalStateException(file + " is of a later run than " + STATE
                            + ": the state is an old one; bring back the one that belongs to these files");
                }
                Files.delete(file);
            }
        }
    }

    /** A line of a current row: its metadata, then the row as it came. */
    private record Line(String validFrom, long run, byte[] row) {
        private static final Pattern HEAD =
                Pattern.compile("\\{\"_valid_from\":\"([^\"]+)\",\"_run\":(\\d+)([,}])", Pattern.DOTALL);

        static Line of(String text, Path file) throws IOException {
            Matcher head = HEAD.matcher(text);
            if (!head.lookingAt()) {
                throw new IOException(file + " has a line that no sync wrote");
            }
            String row = "{" + (head.group(3).equals(",") ? text.substring(head.end()) : "}");
            return new Line(head.group(1), Long.parseLong(head.group(2)), row.getBytes(StandardCharsets.UTF_8));
        }

        static String head(String validFrom, long run) {
            return "{\"_valid_from\":\"" + validFrom + "\",\"_run\":" + run;
        }
    }

    @Override
    public CurrentRows current(SourceTable table, MirrorState.Table state) throws IOException {
        Path file = folder.resolve(state.files().get(0).name());
        BufferedReader lines = Files.newBufferedReader(file);
        JsonLinesReader reader = new JsonLinesReader(null);
        Canonical canonical = new Canonical();
        return new CurrentRows() {
            @Override
            public @Nullable Current next() throws IOException {
                String text = lines.readLine();
                if (text == null) {
                    return null;
                }
                Line line = Line.of(text, file);
                Row row = reader.row(line.row);
                byte[] key = canonical.key(row, table.key(), table.key().isEmpty() ? canonical.of(row) : new byte[0]);
                return new Current(key, line.row, line.validFrom, line.run, 0);
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }

    @Override
    public Publication begin(long run, String at, MirrorState before) throws IOException {
        if (!Files.exists(folder.resolve(STATE))) {
            // From now on files without a state are a state that was lost.
            Staging.replace(folder.resolve(STATE), Staging.JSON.toJson(before));
        }
        return new FolderPublication(run, at);
    }

    private final class FolderPublication implements Publication {
        private final long run;
        private final String at;
        private final Map<String, FolderWriter> writers = new HashMap<>();
        private boolean committed;

        FolderPublication(long run, String at) {
            this.run = run;
            this.at = at;
        }

        @Override
        public TableWriter table(SourceTable table, List<String> columns, MirrorState.@Nullable Table before)
                throws IOException {
            FolderWriter writer = new FolderWriter(table.name(), before == null ? List.of() : before.files(), run, at);
            writers.put(table.name(), writer);
            return writer;
        }

        @Override
        public void commit(MirrorState after) throws IOException {
            Staging.force(folder);
            Staging.replace(folder.resolve(STATE), Staging.JSON.toJson(after));
            committed = true;
            sweep(after);
        }

        @Override
        public void close() throws IOException {
            if (!committed) {
                for (FolderWriter each : writers.values()) {
                    each.discard();
                }
            }
        }
    }

    /** Writes the new file of current rows, and one of the rows that ended. */
    private final class FolderWriter implements TableWriter {
        private final String head;
        private final String at;
        private final long run;
        private final List<MirrorFile> before;
        private final HashedFile current;
        private final Path own;
        private final String historyName;
        private @Nullable HashedFile history;
        private final List<Path> written = new ArrayList<>();

        FolderWriter(String table, List<MirrorFile> before, long run, String at) throws IOException {
            this.before = before;
            this.run = run;
            this.at = at;
            this.head = Line.head(at, run);
            this.own = Files.createDirectories(folder.resolve(table));
            String number = String.format("%06d", run);
            this.historyName = table + "/history-" + number + ".jsonl";
            this.current = new HashedFile(table + "/current-" + number + ".jsonl");
        }

        @Override
        public void keep(Current row) throws IOException {
            current.line(Line.head(row.validFrom(), row.run()), row.line());
        }

        @Override
        public void end(Current row, boolean deleted) throws IOException {
            if (history == null) {
                history = new HashedFile(historyName);
                if (before.size() > MOST_FILES) {
                    for (MirrorFile each : before.subList(1, before.size())) {
                        history.append(each);
                    }
                }
            }
            history.line(
                    "{\"_valid_from\":\"" + row.validFrom() + "\",\"_valid_to\":\"" + at + "\",\"_run\":" + row.run()
                            + ",\"_ended_by\":" + run + ",\"_end\":\"" + (deleted ? "deleted" : "changed") + '"',
                    row.line());
        }

        @Override
        public void insert(byte[] key, byte[] line) throws IOException {
            current.line(head, line);
        }

        @Override
        public List<MirrorFile> finished() throws IOException {
            List<MirrorFile> files = new ArrayList<>(List.of(current.finished()));
            if (history == null || before.size() <= MOST_FILES) {
                files.addAll(before.isEmpty() ? before : before.subList(1, before.size()));
            }
            if (history != null) {
                files.add(history.finished());
            }
            Staging.force(own);
            return files;
        }

        void discard() throws IOException {
            close();
            for (Path each : written) {
                Files.deleteIfExists(each);
            }
        }

        @Override
        public void close() throws IOException {
            current.out.close();
            if (history != null) {
                history.out.close();
            }
        }

        /** Lines into a file, with what its entry in the state says. */
        private final class HashedFile {
            private final String name;
            private final Path path;
            private final HashingStream out;
            private long rows;

            HashedFile(String name) throws IOException {
                this.name = name;
                this.path = folder.resolve(name);
                written.add(path);
                this.out = new HashingStream(Files.newOutputStream(path));
            }

            void line(String head, byte[] row) throws IOException {
                out.write(head.getBytes(StandardCharsets.UTF_8));
                boolean empty = row.length < 64 && new String(row, StandardCharsets.UTF_8).matches("\\{\\s*}");
                out.write(empty ? '}' : ',');
                out.write(row, empty ? row.length : 1, empty ? 0 : row.length - 1);
                out.write('\n');
                rows++;
            }

            void append(MirrorFile file) throws IOException {
                try (InputStream in = Files.newInputStream(folder.resolve(file.name()))) {
                    in.transferTo((OutputStream) out);
                }
                rows += file.rows();
            }

            MirrorFile finished() throws IOException {
                out.close();
                Staging.force(path);
                return new MirrorFile(name, rows, out.bytes(), out.sha256());
            }
        }
    }

    @Override
    public @Nullable String damage(String name, MirrorState.Table state) throws IOException {
        for (MirrorFile file : state.files()) {
            Path path = folder.resolve(file.name());
            if (!Files.exists(path)) {
                return file.name() + " is missing";
            }
            HashingStream hash = new HashingStream(OutputStream.nullOutputStream());
            try (InputStream in = Files.newInputStream(path)) {
                in.transferTo(hash);
            }
            hash.close();
            if (hash.bytes() != file.bytes() || !hash.sha256().equals(file.sha256())) {
                return file.name() + " is not as it was written";
            }
        }
        return null;
    }

    @Override
    public void close() {}

    /** A buffered stream with the SHA-256 of what went through. */
    private static final class HashingStream extends OutputStream {
        private final java.io.BufferedOutputStream out;
        private final java.security.MessageDigest sha;
        private long bytes;

        HashingStream(OutputStream out) {
            try {
                this.sha = java.security.MessageDigest.getInstance("SHA-256");
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java has no SHA-256", e);
            }
            this.out = new java.io.BufferedOutputStream(new java.security.DigestOutputStream(out, sha), 64 * 1024);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
            bytes += len;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        long bytes() {
            return bytes;
        }

        String sha256() {
            return HexFormat.of().formatHex(sha.digest());
        }
    }
}
