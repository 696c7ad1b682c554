package io.flaskdata.sdk.sandbox;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a sandbox's databases are: PostgreSQL of its own, or one that it was given. */
interface DatabaseServer {
    /** A database as the seed has it, by the name that the other methods take. */
    String make(Seed seed, String database) throws SQLException;

    Connection connect(String made) throws SQLException;

    void drop(String made) throws SQLException;

    /** The sandbox ends. */
    void leave(Iterable<String> made) throws SQLException;
}
