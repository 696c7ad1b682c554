package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.model.SubjectEntry;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.json.internal.Json;

/**
 * A subject of a study, as {@link FormsStudy#subjects()} lists it. {@code toString} shows nothing about the person.
 *
 * @param id the subject's document id, 24 hexadecimal digits
 * @param label the subject label, {@code subjectId} on the wire
 * @param raw the entry's JSON
 */
public record ListedSubject(String id, String label, String raw) {
    static ListedSubject of(Answer entry) {
        SubjectEntry subject = entry.as(SubjectEntry.class);
        return new ListedSubject(
                entry.required(subject.getId(), "id"),
                entry.required(subject.getSubjectId(), "subjectId"),
                Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "ListedSubject[redacted]";
    }
}
