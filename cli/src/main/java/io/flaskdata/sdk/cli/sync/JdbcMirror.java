package io.flaskdata.sdk.cli.sync;

import io.flaskdata.sdk.cli.sync.MirrorState.MirrorFile;
import io.flaskdata.sdk.rows.JsonLinesReader;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mirror in a database. Schema {@code <schema>_history} has a table for each source's, with every version of each row,
 * and the state; {@code <schema>} has a view of the current rows. A run is one transaction, the state in it.
 */
final class JdbcMirror implements Mirror {
    private static final String STATE = "flaskdata_sync";
    private static final int BATCH = 500;
    private static final int BATCH_BYTES = 1 << 20;

    private final Sync.Connections database;
    private final String source;
    private final String schema;
    private final Connection reading;

    /** Reads current rows. In a run PostgreSQL's is the one that writes: another would wait for its new columns for ever. */
    private Connection cursors;

    private JdbcMirror(Sync.Connections database, String source, String schema, Connection reading) {
        this.database = database;
        this.source = source;
        this.schema = schema;
        this.reading = reading;
        this.cursors = reading;
    }

    static JdbcMirror open(Sync.Connections database, String schema, String source) throws IOException {
        return sql(() -> {
            Connection reading = database.connect();
            boolean opened = false;
            try {
                JdbcMirror mirror = new JdbcMirror(database, source, schema, reading);
                mirror.lock();
                MirrorState state = mirror.read();
                if (!state.source().equals(source)) {
                    throw new IllegalStateException("Schema " + schema + " mirrors " + state.source() + ", not "
                            + source + ": name another one with --schema");
                }
                opened = true;
                return mirror;
            } finally {
                if (!opened) {
                    reading.close();
                }
            }
        });
    }

    /** Something that talks to the database. */
    private interface Talk<T> {
        T talk() throws SQLException, IOException;
    }

    private static <T> T sql(Talk<T> talk) throws IOException {
        try {
            return talk.talk();
        } catch (SQLException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("it says nothing");
            throw new IOException("The mirror's database: " + first, e);
        }
    }

    private boolean postgres() throws SQLException {
        return reading.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** DuckDB's file has one process at a time; PostgreSQL has a lock for the session. */
    private void lock() throws SQLException {
        if (postgres()) {
            try (PreparedStatement ask =
                    reading.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
                ask.setString(1, "flaskdata sync " + schema);
                try (ResultSet answer = ask.executeQuery()) {
                    if (!answer.next() || !answer.getBoolean(1)) {
                        throw new IllegalStateException("Another sync is writing schema " + schema
                                + ": let it end, or stop it; nothing was read or written by this one");
                    }
                }
            }
        }
    }

    @Override
    public MirrorState state() throws IOException {
        return sql(this::read);
    }

    private MirrorState read() throws SQLException {
        try (ResultSet there = reading.getMetaData().getTables(null, schema + "_history", STATE, null)) {
            if (!there.next()) {
                return MirrorState.none(source);
            }
        }
        try (Statement statement = reading.createStatement();
                ResultSet row = statement.executeQuery("SELECT state FROM " + inHistory(STATE))) {
            if (!row.next()) {
                return MirrorState.none(source);
            }
            MirrorState state = Staging.JSON.fromJson(row.getString(1), MirrorState.class);
            if (state.format() != MirrorState.FORMAT) {
                throw new IllegalStateException("Schema " + schema + " is not of this version of flaskdata");
            }
            return state;
        }
    }

    private String inHistory(String name) {
        return quoted(schema + "_history") + "." + quoted(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public CurrentRows current(SourceTable table, MirrorState.Table state) throws IOException {
        return sql(() -> {
            Connection db = cursors;
            // Only so does PostgreSQL's driver not read all rows at once.
            db.setAutoCommit(false);
            Statement statement = db.createStatement();
            statement.setFetchSize(BATCH);
            ResultSet rows = statement.executeQuery("SELECT _key, _row, _valid_from, _run, _version FROM "
                    + inHistory(table.name()) + " WHERE _valid_to IS NULL ORDER BY _key");
            return new CurrentRows() {
                @Override
                public @Nullable Current next() throws IOException {
                    List<Current> next = sql(() -> rows.next() ? List.of(row(rows)) : List.of());
                    return next.isEmpty() ? null : next.get(0);
                }

                @Override
                public void close() throws IOException {
                    sql(() -> {
                        statement.close();
                        if (db == reading) {
                            db.rollback();
                            db.setAutoCommit(true);
                        }
                        return true;
                    });
                }
            };
        });
    }

    private static Current row(ResultSet rows) throws SQLException {
        return new Current(
                rows.getBytes(1),
                rows.getString(2).getBytes(StandardCharsets.UTF_8),
                Sync.text(rows.getObject(3, OffsetDateTime.class).toInstant()),
                rows.getLong(4),
                rows.getLong(5));
    }

    @Override
    public Publication begin(long run, String at, MirrorState before) throws IOException {
        return sql(() -> {
            Connection writing = database.connect();
            writing.setAutoCommit(false);
            execute(writing, "CREATE SCHEMA IF NOT EXISTS " + quoted(schema));
            execute(writing, "CREATE SCHEMA IF NOT EXISTS " + quoted(schema + "_history"));
            execute(
                    writing,
                    "CREATE TABLE IF NOT EXISTS " + inHistory(STATE) + " (run bigint NOT NULL, state text NOT NULL)");
            if (postgres()) {
                cursors = writing;
            }
            return new JdbcPublication(writing, run, at, before);
        });
    }

    private static void execute(Connection db, String text) throws SQLException {
        try (Statement statement = db.createStatement()) {
            statement.execute(text);
        }
    }

    private final class JdbcPublication implements Publication {
        private final Connection writing;
        private final long run;
        private final OffsetDateTime at;
        private final MirrorState before;

        JdbcPublication(Connection writing, long run, String at, MirrorState before) {
            this.writing = writing;
            this.run = run;
            this.at = Instant.parse(at).atOffset(ZoneOffset.UTC);
            this.before = before;
        }

        @Override
        public TableWriter table(SourceTable table, List<String> columns, MirrorState.@Nullable Table was)
                throws IOException {
            return sql(() -> {
                String name = inHistory(table.name());
                if (was == null) {
                    execute(
                            writing,
                            "CREATE TABLE " + name + " (_version bigint PRIMARY KEY, _valid_from timestamptz NOT NULL,"
                                    + " _valid_to timestamptz, _run bigint NOT NULL, _ended_by bigint, _end text, _key "
                                    + (postgres() ? "bytea" : "blob") + " NOT NULL, _row text NOT NULL)");
                    if (postgres()) {
                        execute(writing, "CREATE INDEX ON " + name + " (_key) WHERE _valid_to IS NULL");
                    }
                }
                List<String> had = was == null ? List.of() : columns(name);
                for (String column : SyncReport.without(columns, had)) {
                    execute(writing, "ALTER TABLE " + name + " ADD COLUMN " + quoted(column) + " text");
                }
                List<String> all = columns(name);
                if (all.size() > had.size() || was == null) {
                    execute(
                            writing,
                            "CREATE OR REPLACE VIEW " + quoted(schema) + "." + quoted(table.name())
                                    + " AS SELECT _valid_from, _run"
                                    + String.join(
                                            "",
                                            all.stream()
                                                    .map(each -> ", " + quoted(each))
                                                    .toList())
                                    + " FROM " + name + " WHERE _valid_to IS NULL");
                }
                return new JdbcWriter(writing, name, columns, was == null ? 0 : was.versions(), run, at);
            });
        }

        /** The source's columns that the table has. */
        private List<String> columns(String name) throws SQLException {
            List<String> columns = new ArrayList<>();
            try (Statement statement = writing.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM " + name + " LIMIT 0")) {
                ResultSetMetaData all = rows.getMetaData();
                for (int i = 9; i <= all.getColumnCount(); i++) {
                    columns.add(all.getColumnName(i));
                }
            }
            return columns;
        }

        @Override
        public void commit(MirrorState after) throws IOException {
            sql(() -> {
                try (PreparedStatement old =
                                writing.prepareStatement("DELETE FROM " + inHistory(STATE) + " WHERE run = ?");
                        PreparedStatement next =
                                writing.prepareStatement("INSERT INTO " + inHistory(STATE) + " VALUES (?, ?)")) {
                    old.setLong(1, before.run());
                    if (old.executeUpdate() != (before.run() == 0 ? 0 : 1)) {
                        throw new IllegalStateException("Another sync has written schema " + schema
                                + " meanwhile: run the same command again; this one changed nothing");
                    }
                    next.setLong(1, after.run());
                    next.setString(2, Staging.JSON.toJson(after));
                    next.executeUpdate();
                }
                writing.commit();
                return true;
            });
        }

        @Override
        public void close() throws IOException {
            cursors = reading;
            sql(() -> {
                try (writing) {
                    writing.rollback();
                }
                return true;
            });
        }
    }

    /** New versions and the ends of old ones, in batches. */
    private static final class JdbcWriter implements TableWriter {
        private final PreparedStatement inserts;
        private final PreparedStatement ends;
        private final List<String> columns;
        private final long run;
        private final OffsetDateTime at;
        private final JsonLinesReader reader = new JsonLinesReader(null);
        private long version;
        private int waiting;
        private long bytes;

        JdbcWriter(Connection writing, String table, List<String> columns, long versions, long run, OffsetDateTime at)
                throws SQLException {
            this.columns = columns;
            this.version = versions;
            this.run = run;
            this.at = at;
            this.inserts = writing.prepareStatement("INSERT INTO " + table + " (_version, _valid_from, _run, _key, _row"
                    + String.join(
                            "",
                            columns.stream().map(each -> ", " + quoted(each)).toList())
                    + ") VALUES (?, ?, ?, ?, ?" + ", ?".repeat(columns.size()) + ")");
            this.ends = writing.prepareStatement(
                    "UPDATE " + table + " SET _valid_to = ?, _ended_by = ?, _end = ? WHERE _version = ?");
        }

        @Override
        public void keep(Current row) {}

        @Override
        public void end(Current row, boolean deleted) throws IOException {
            sql(() -> {
                ends.setObject(1, at);
                ends.setLong(2, run);
                ends.setString(3, deleted ? "deleted" : "changed");
                ends.setLong(4, row.version());
                ends.addBatch();
                return flushed(0);
            });
        }

        @Override
        public void insert(byte[] key, byte[] line) throws IOException {
            Row row = reader.row(line);
            sql(() -> {
                inserts.setLong(1, ++version);
                inserts.setObject(2, at);
                inserts.setLong(3, run);
                inserts.setBytes(4, key);
                inserts.setString(5, new String(line, StandardCharsets.UTF_8));
                for (int i = 0; i < columns.size(); i++) {
                    String column = columns.get(i);
                    inserts.setString(6 + i, row.has(column) ? row.string(column) : null);
                }
                inserts.addBatch();
                return flushed(line.length);
            });
        }

        private boolean flushed(int more) throws SQLException {
            bytes += more;
            if (++waiting >= BATCH || bytes >= BATCH_BYTES) {
                flush();
            }
            return true;
        }

        private void flush() throws SQLException {
            for (int changed : ends.executeBatch()) {
                if (changed != 1 && changed != Statement.SUCCESS_NO_INFO) {
                    throw new SQLException(
                            "a version that was to end is not there: the mirror was changed by another program");
                }
            }
            inserts.executeBatch();
            waiting = 0;
            bytes = 0;
        }

        @Override
        public List<MirrorFile> finished() throws IOException {
            return sql(() -> {
                flush();
                return List.of();
            });
        }

        @Override
        public void close() throws IOException {
            sql(() -> {
                inserts.close();
                ends.close();
                return true;
            });
        }
    }

    @Override
    public @Nullable String damage(String name, MirrorState.Table state) throws IOException {
        long versions = sql(() -> {
            try (Statement statement = reading.createStatement();
                    ResultSet counts = statement.executeQuery("SELECT count(*) FROM " + inHistory(name))) {
                return counts.next() ? counts.getLong(1) : 0;
            }
        });
        return versions == state.versions()
                ? null
                : "its history has " + versions + " rows, by the mirror's state " + state.versions();
    }

    @Override
    public void close() throws IOException {
        sql(() -> {
            reading.close();
            return true;
        });
    }
}
