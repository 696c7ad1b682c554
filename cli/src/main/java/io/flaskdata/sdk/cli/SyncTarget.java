package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.cli.sync.Sync;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a mirror is. */
final class SyncTarget {
    @Option(names = "--to", paramLabel = "FOLDER", description = "The mirror's folder.")
    private @Nullable Path folder;

    @Option(
            names = "--parquet",
            description = "Each table of the folder as a Parquet file too, in its folder parquet, with all versions.")
    private boolean parquet;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "The mirror's database instead: jdbc:postgresql:… or jdbc:duckdb:FILE. The password is in"
                    + " FLASKDATA_JDBC_PASSWORD, or where the driver looks for it (pgpass).")
    private @Nullable String url;

    @Option(names = "--jdbc-user", paramLabel = "NAME", description = "The database's user.")
    private @Nullable String user;

    @Option(names = "--jdbc-driver", paramLabel = "JAR", description = "The driver's jar; PostgreSQL's is included.")
    private @Nullable Path driver;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "The schema of the current rows; NAME_history has all. Default: the EDC database's name.")
    private @Nullable String schema;

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "Where a mirror in a database keeps what a run fetches. Default: ~/.cache/flaskdata/sync-….")
    private @Nullable Path work;

    Sync open(Session session, Sync.Options options, InstantSource clock, Sync.Watch watch) throws IOException {
        if ((folder == null) == (url == null)) {
            throw new IllegalArgumentException("Say where the mirror is: --to FOLDER or --jdbc-url URL");
        }
        if (parquet && folder == null) {
            throw new IllegalArgumentException("--parquet is for a folder: --to FOLDER");
        }
        if (folder != null) {
            return Sync.toFolder(folder, options, clock, watch);
        }
        String address = url == null ? "" : url;
        if (!address.startsWith("jdbc:postgresql:") && !address.startsWith("jdbc:duckdb:")) {
            throw new IllegalArgumentException("--jdbc-url must begin with jdbc:postgresql: or jdbc:duckdb:");
        }
        if (address.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException("A password is never an argument: set FLASKDATA_JDBC_PASSWORD");
        }
        String named = schema != null ? schema : session.setting("edc") != null ? session.edc() : "forms";
        byte[] place = (address + ' ' + named).getBytes(StandardCharsets.UTF_8);
        Path own = work != null
                ? work
                : session.around().home().resolve(".cache/flaskdata/sync-" + UUID.nameUUIDFromBytes(place));
        Properties properties = properties(session, address);
        Driver known = driver == null ? null : driver(driver);
        return Sync.toDatabase(own, () -> connect(known, address, properties), named, options, clock, watch);
    }

    /** What comes after a run. */
    void copy(Sync sync) throws IOException {
        if (parquet && folder != null) {
            sync.parquet(folder);
        }
    }

    private Properties properties(Session session, String address) {
        Properties properties = new Properties();
        String password = session.around().variables().apply("FLASKDATA_JDBC_PASSWORD");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null && !password.isEmpty()) {
            properties.setProperty("password", password);
        }
        if (address.startsWith("jdbc:duckdb:")) {
            properties.setProperty("jdbc_stream_results", "true");
        } else {
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("ApplicationName", "flaskdata sync");
        }
        return properties;
    }

    private static Connection connect(@Nullable Driver known, String address, Properties properties)
            throws SQLException {
        Connection made =
                known == null ? DriverManager.getConnection(address, properties) : known.connect(address, properties);
        if (made == null) {
            throw new SQLException("the driver of --jdbc-driver is not for " + address);
        }
        return made;
    }

    private static Driver driver(Path jar) throws IOException {
        if (!Files.isReadable(jar)) {
            throw new IllegalArgumentException("--jdbc-driver names " + jar + ", which can't be read");
        }
        // Open until the process ends: the driver loads classes as it needs them.
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        return ServiceLoader.load(Driver.class, loader).stream()
                .filter(each -> each.type().getClassLoader() == loader)
                .findFirst()
                .map(ServiceLoader.Provider::get)
                .orElseThrow(
                        () -> new IllegalArgumentException("--jdbc-driver names " + jar + ", which has no driver"));
    }
}
