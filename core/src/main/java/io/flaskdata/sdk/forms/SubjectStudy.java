package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.http.Answer;
import java.util.Optional;

/**
 * A study that a subject takes part in. What the server leaves out is empty.
 *
 * @param studyId the study's id in FlaskData
 * @param briefTitle the short title
 * @param officialTitle the official title
 * @param protocolId the protocol's unique id
 * @param status the study's status in words
 * @param raw the entry, JSON
 */
public record SubjectStudy(
        int studyId,
        Optional<String> briefTitle,
        Optional<String> officialTitle,
        Optional<String> protocolId,
        Optional<String> status,
        String raw) {
    static SubjectStudy of(Answer entry) {
        int id = entry.integer("study_id").orElseThrow(() -> entry.violation("the answer lacks study_id"));
        return new SubjectStudy(
                id,
                entry.text("brief_title"),
                entry.text("official_title"),
                entry.text("unique_protocolid"),
                entry.text("status"),
                Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "SubjectStudy[" + studyId + "]";
    }
}
