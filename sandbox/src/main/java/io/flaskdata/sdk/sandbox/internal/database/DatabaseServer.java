package io.flaskdata.sdk.sandbox.internal.database;

import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.sql.SQLException;

/** Where a sandbox's databases are: PostgreSQL of its own, or one that it was given. */
public interface DatabaseServer {
    /** A database as the seed has it, by the name that the other methods take. */
    String make(Seed seed, String database) throws SQLException;

    Connection connect(String made) throws SQLException;

    void drop(String made) throws SQLException;

    /** The sandbox ends. */
    void leave(Iterable<String> made) throws SQLException;
}
