package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * A CRF as it was designed. Over the table {@code crf}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcCrf(Row row) implements EdcRecord {
    /**
     * Column {@code crf_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "crf_id");
    }

    /**
     * Column {@code name}.
     *
     * @return the name, or null
     */
    public @Nullable String name() {
        return row.string("name");
    }

    /**
     * Column {@code description}.
     *
     * @return the description, or null
     */
    public @Nullable String description() {
        return row.string("description");
    }

    /**
     * Column {@code oc_oid}.
     *
     * @return the OID, or null
     */
    public @Nullable String oid() {
        return row.string("oc_oid");
    }
}
