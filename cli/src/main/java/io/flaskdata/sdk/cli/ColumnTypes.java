package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.edc.EdcDatabase;

/** The types of columns, from the EDC's own metadata. */
final class ColumnTypes {
    static final ColumnTypes NONE = new ColumnTypes();

    private ColumnTypes() {}

    static ColumnTypes ofTable(EdcDatabase database, String table) {
        return NONE;
    }

    static ColumnTypes ofItems(EdcDatabase database) {
        return NONE;
    }
}
