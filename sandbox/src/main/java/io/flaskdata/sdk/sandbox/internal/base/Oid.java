package io.flaskdata.sdk.sandbox.internal.base;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** ClinCapture's object identifiers: a prefix and the name's word characters; a number when that is taken. */
public final class Oid {
    private static final int LENGTH = 32;

    private Oid() {}

    public static String free(Connection db, String table, String prefix, String name) throws SQLException {
        String plain = name.replaceAll("\\W", "").toUpperCase(Locale.ROOT);
        String oid = prefix + plain.substring(0, Math.min(plain.length(), LENGTH));
        String free = oid;
        for (int i = 1; Sql.exists(db, "SELECT 1 FROM " + Sql.quoted(table) + " WHERE oc_oid = ?", free); i++) {
            free = oid + "_" + i;
        }
        return free;
    }
}
