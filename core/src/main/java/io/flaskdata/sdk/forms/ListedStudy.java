package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.json.internal.Json;
import java.util.Optional;

/**
 * A study that a subject takes part in. Members that the server leaves out are empty.
 *
 * @param studyId the study's id in FlaskData
 * @param briefTitle the short title
 * @param officialTitle the official title
 * @param protocolId the protocol's unique id
 * @param status the study's status in words
 * @param raw the entry's JSON
 */
public record ListedStudy(
        int studyId,
        Optional<String> briefTitle,
        Optional<String> officialTitle,
        Optional<String> protocolId,
        Optional<String> status,
        String raw) {
    static ListedStudy of(Answer entry) {
        var study = entry.as(io.flaskdata.sdk.api.forms.model.SubjectStudy.class);
        return new ListedStudy(
                entry.required(study.getStudyId(), "study_id"),
                Optional.ofNullable(study.getBriefTitle()),
                Optional.ofNullable(study.getOfficialTitle()),
                Optional.ofNullable(study.getUniqueProtocolid()),
                Optional.ofNullable(study.getStatus()),
                Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "ListedStudy[" + studyId + "]";
    }
}
