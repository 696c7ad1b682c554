package io.flaskdata.sdk.sandbox.internal.database;

import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;

/** Where a sandbox's databases are: PostgreSQL of its own, or one that it was given. */
public interface DatabaseServer {
    /** A database as the seed has it, its days those of this zone, by the name that the other methods take. */
    String make(Seed seed, ZoneId zone, String database) throws SQLException;

    Connection connect(String made) throws SQLException;

    void drop(String made) throws SQLException;

    /** The sandbox ends. */
    void leave(Iterable<String> made) throws SQLException;
}
