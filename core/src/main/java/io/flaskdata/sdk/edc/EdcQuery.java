package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query or another discrepancy note; those with a parent are answers in its thread. Over the table {@code discrepancy_note}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcQuery(Row row) {
    /**
     * Column {@code discrepancy_note_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "discrepancy_note_id");
    }

    /**
     * Column {@code parent_dn_id}.
     *
     * @return the head of the thread, or null
     */
    public @Nullable Integer parentId() {
        return row.integer("parent_dn_id");
    }

    /**
     * Column {@code discrepancy_note_type_id}.
     *
     * @return what kind of note it is, or null
     */
    public @Nullable Coded<EdcCodes.QueryType> type() {
        return Coded.of(row, "discrepancy_note_type_id", EdcCodes.QueryType.class);
    }

    /**
     * Column {@code resolution_status_id}.
     *
     * @return how far it is, or null
     */
    public @Nullable Coded<EdcCodes.Resolution> resolution() {
        return Coded.of(row, "resolution_status_id", EdcCodes.Resolution.class);
    }

    /**
     * Column {@code entity_type}.
     *
     * @return what it is about: {@code itemData}, {@code eventCrf}, {@code studyEvent}, {@code studySub} or {@code subject}, or null
     */
    public @Nullable String entityType() {
        return row.string("entity_type");
    }

    /**
     * Column {@code description}.
     *
     * @return what it says, or null
     */
    public @Nullable String description() {
        return row.string("description");
    }

    /**
     * Column {@code detailed_notes}.
     *
     * @return what it says further, or null
     */
    public @Nullable String detailedNotes() {
        return row.string("detailed_notes");
    }

    /**
     * Column {@code study_id}.
     *
     * @return the study or site, or null
     */
    public @Nullable Integer studyId() {
        return row.integer("study_id");
    }

    /**
     * Column {@code assigned_user_id}.
     *
     * @return who shall answer, or null
     */
    public @Nullable Integer assignedUserId() {
        return row.integer("assigned_user_id");
    }

    /**
     * Column {@code owner_id}.
     *
     * @return who wrote it, or null
     */
    public @Nullable Integer ownerId() {
        return row.integer("owner_id");
    }

    /**
     * Column {@code date_created}.
     *
     * @return when it was written, or null
     */
    public @Nullable Instant created() {
        return row.instant("date_created");
    }

    /**
     * Whether it begins a thread.
     *
     * @return false of an answer
     */
    public boolean isHead() {
        return parentId() == null;
    }
}
