package io.flaskdata.sdk.sandbox.internal.database;

import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;

/** The server of a sandbox's databases: its own PostgreSQL or a given one. */
public interface DatabaseServer {
    /** Creates a database from the seed, with days in this zone, and returns the name that the other methods take. */
    String make(Seed seed, ZoneId zone, String database) throws SQLException;

    Connection connect(String made) throws SQLException;

    void drop(String made) throws SQLException;

    /** Called when the sandbox stops. */
    void leave(Iterable<String> made) throws SQLException;
}
