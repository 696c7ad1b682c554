package io.flaskdata.sdk.bulk;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.flaskdata.sdk.internal.JsonView;
import io.flaskdata.sdk.json.internal.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a bulk insert: JSON lines, each forced to disk before the step it announces ({@link ForcedLines}). An
 * incomplete last line was cut by a crash before its step was done, so it is truncated.
 */
final class BulkJournal implements AutoCloseable {
    /** The state of a key. */
    enum State {
        /** Announced; without a later line, the process ended before the answer. */
        SENDING,
        /** The server said so. */
        INSERTED,
        /** Found on the server. */
        FOUND,
        /** The server did nothing. */
        NOT_DONE,
        /** The server itself reported a failure: it has stopped, possibly after part of the insert. */
        FAILED,
        /**
         * A failure reported by the server or by a gateway: the server may still be working, and the insert may be
         * partly done.
         */
        DOUBTFUL,
        /** No answer from the server itself. */
        UNKNOWN,
        /** The server has something that may be the insert or part of it; a person must decide. */
        UNRESOLVED;

        boolean done() {
            return this == INSERTED || this == FOUND;
        }

        boolean open() {
            return this == SENDING || this == FAILED || this == DOUBTFUL || this == UNKNOWN;
        }

        /** Whether what is found may be only a part of it. */
        boolean partly() {
            return this == FAILED || this == DOUBTFUL;
        }
    }

    /**
     * What is known of a key: {@code at} is when, or of an announced one the latest time at which it is sent; if it is
     * unresolved, one of {@code ids} may be it.
     */
    record Entry(
            String digest,
            String group,
            State state,
            Instant at,
            @Nullable String id,
            List<String> ids) {}

    /** What is known of a group; only for the thread that holds its lock. */
    static final class Group {
        final ReentrantLock lock = new ReentrantLock();
        /** Ids that are accounted for: they existed before, or belong to an insert that is done or left to a person. */
        final Set<String> known = new HashSet<>();
        /** Keys of inserts done since the server was last read. */
        final Set<String> done = new HashSet<>();
        /** Keys of inserts that were sent, with unknown outcome. */
        final Set<String> open = new LinkedHashSet<>();
        /** How many there were when the server was last read; negative when unknown. */
        private int before = -1;

        private boolean looked;

        /** Whether this run has read what is on the server. */
        boolean looked() {
            return looked;
        }

        int before() {
            return before;
        }
    }

    private static final String START = "{\"journal\":";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    // Not written through a channel, because an interrupt would close it for all threads.
    private final RandomAccessFile file;
    private final ForcedLines lines;
    private final InstantSource clock;
    private final ReentrantLock applying = new ReentrantLock();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Group> groups = new ConcurrentHashMap<>();

    private BulkJournal(RandomAccessFile file, InstantSource clock) {
        this.file = file;
        this.lines = new ForcedLines(disk(file));
        this.clock = clock;
    }

    private static ForcedLines.Disk disk(RandomAccessFile file) {
        return new ForcedLines.Disk() {
            @Override
            public void write(byte[] line) throws IOException {
                file.write(line);
            }

            @Override
            public void force() throws IOException {
                file.getFD().sync();
            }
        };
    }

    static BulkJournal open(Path path, Map<String, @Nullable Object> head, InstantSource clock) {
        try {
            create(path);
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                lock(file);
                BulkJournal journal = new BulkJournal(file, clock);
                if (journal.read(head)) {
                    forceFolder(path);
                }
                if (isPosix(path)) {
                    Files.setPosixFilePermissions(path, OWNER);
                }
                return journal;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal can't be opened", e);
        }
    }

    private static void create(Path path) throws IOException {
        try {
            if (isPosix(path)) {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER));
            }
        } catch (FileAlreadyExistsException e) {
            // Opened below; reading it shows whether it is a journal.
            return;
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void lock(RandomAccessFile file) throws IOException {
        try {
            if (file.getChannel().tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("The journal is in use", e);
        }
        throw new IllegalStateException("The journal is in use");
    }

    /** Forces the folder to disk where the system allows it, so that a new journal's name is not lost. */
    private static void forceFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Whether the journal is new. */
    private boolean read(Map<String, @Nullable Object> head) throws IOException {
        JsonElement expected = Json.element(Json.GSON.toJson(head));
        InputStream in = new BufferedInputStream(Channels.newInputStream(file.getChannel()));
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long whole = 0;
        long count = 0;
        for (int next = in.read(); next != -1; next = in.read()) {
            if (next != '\n') {
                line.write(next);
                continue;
            }
            whole += line.size() + 1L;
            count++;
            JsonObject json = parsed(line, count);
            if (count == 1 && !json.equals(expected)) {
                throw new IllegalArgumentException(
                        "The journal belongs to another study, environment or kind of input, or is not a journal");
            }
            if (count > 1) {
                apply(json, count);
            }
            line.reset();
        }
        String torn = line.toString(StandardCharsets.UTF_8);
        if (count == 0 && !torn.startsWith(START) && !START.startsWith(torn)) {
            throw new IllegalArgumentException("The file is not a journal");
        }
        file.setLength(whole);
        file.seek(whole);
        if (count == 0) {
            lines.append(Json.text(expected));
        }
        return count == 0;
    }

    private static JsonObject parsed(ByteArrayOutputStream line, long number) {
        try {
            return Json.element(line.toString(StandardCharsets.UTF_8)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw damaged(number);
        }
    }

    private static IllegalStateException damaged(long line) {
        return new IllegalStateException("The journal is damaged in line " + line);
    }

    private void apply(JsonObject json, long number) {
        JsonView line = new JsonView(json);
        try {
            if (json.has("before")) {
                Group group = group(line.text("group"));
                boolean counted = !json.get("before").isJsonNull();
                List<String> ids = counted ? texts(line.elements("before")) : List.of();
                group.known.addAll(ids);
                group.before = counted ? ids.size() : -1;
                group.done.clear();
                return;
            }
            State state = State.valueOf(line.text("state"));
            String key = line.text("key");
            Entry earlier = entries.get(key);
            Entry entry = new Entry(
                    line.present("sha256").orElse(earlier == null ? "" : earlier.digest()),
                    line.present("group").orElse(earlier == null ? "" : earlier.group()),
                    state,
                    Instant.parse(state == State.SENDING ? line.text("leavesBy") : line.text("at")),
                    line.present("id").orElse(null),
                    json.has("ids") ? texts(line.elements("ids")) : List.of());
            if (key.isBlank() || entry.digest().isEmpty() || entry.group().isEmpty()) {
                throw damaged(number);
            }
            put(key, entry);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(number);
        }
    }

    private static List<String> texts(List<JsonElement> elements) {
        return elements.stream()
                .map(each -> Json.primitive(each).orElseThrow(() -> new IllegalArgumentException("not a text")))
                .toList();
    }

    private void put(String key, Entry entry) {
        entries.put(key, entry);
        Group group = group(entry.group());
        group.open.remove(key);
        if (entry.state().open()) {
            group.open.add(key);
        } else if (entry.state().done()) {
            group.done.add(key);
        }
        if (entry.id() != null) {
            group.known.add(entry.id());
        }
        group.known.addAll(entry.ids());
    }

    @Nullable
    Entry entry(String key) {
        return entries.get(key);
    }

    Group group(String digest) {
        return groups.computeIfAbsent(digest, each -> new Group());
    }

    /**
     * Records what the server has of a group; only for the thread that holds its lock, and when none of its inserts is
     * open.
     *
     * @param ids null when the server doesn't say; a lost insert then can't be found
     */
    void before(String group, @Nullable List<String> ids) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("group", group);
        line.put("before", ids);
        append(line);
        group(group).looked = true;
    }

    /** Records ids found on the server, one of which may be the insert or part of it. */
    void unresolved(String key, List<String> ids) {
        Map<String, @Nullable Object> line = line(key, State.UNRESOLVED);
        line.put("ids", ids);
        append(line);
    }

    /**
     * Announces an insert, which may be sent once this returns.
     *
     * @param sending how long until it is sent at the latest; kept, because the run that looks for it may have another limit
     */
    void sending(String key, String digest, String group, Duration sending) {
        Map<String, @Nullable Object> line = line(key, State.SENDING);
        line.put("leavesBy", clock.instant().plus(sending).toString());
        line.put("sha256", digest);
        line.put("group", group);
        append(line);
    }

    void ended(String key, State state, @Nullable String id) {
        Map<String, @Nullable Object> line = line(key, state);
        if (id != null) {
            line.put("id", id);
        }
        append(line);
    }

    private Map<String, @Nullable Object> line(String key, State state) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("key", key);
        line.put("state", state.name());
        line.put("at", clock.instant().toString());
        return line;
    }

    private void append(Map<String, @Nullable Object> line) {
        String json = Json.GSON.toJson(line);
        try {
            lines.append(json);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal can't be written", e);
        }
        applying.lock();
        try {
            apply(Json.element(json).getAsJsonObject(), 0);
        } finally {
            applying.unlock();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal can't be closed", e);
        }
    }
}
