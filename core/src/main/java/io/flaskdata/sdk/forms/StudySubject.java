package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.http.Answer;

/**
 * A subject of a study, as {@link FormsStudy#subjects()} lists it. {@code toString} shows nothing of the person.
 *
 * @param id the subject's document id, 24 hexadecimal digits
 * @param label the subject label, {@code subjectId} on the wire
 * @param raw the entry, JSON
 */
public record StudySubject(String id, String label, String raw) {
    static StudySubject of(Answer entry) {
        return new StudySubject(entry.required("id"), entry.required("subjectId"), Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "StudySubject[redacted]";
    }
}
