package io.flaskdata.sdk.edc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.flaskdata.sdk.internal.http.Answer;

/**
 * A created subject.
 *
 * @param studySubjectId the id of its row in {@code study_subject}
 * @param raw the answer's JSON, unchanged
 */
public record CreatedSubject(int studySubjectId, String raw) {
    /**
     * It is documented that the id comes back, but not how: an object, a row in an array, a bare number and its text
     * are accepted.
     */
    static CreatedSubject of(Answer answer) {
        JsonElement json = answer.json();
        JsonElement only = json instanceof JsonArray array && array.size() == 1 ? array.get(0) : json;
        int id = answer.with(only)
                .integer("study_subject_id", "studySubjectId", "id")
                .orElseThrow(() -> answer.violation("the answer lacks study_subject_id"));
        return new CreatedSubject(id, answer.raw());
    }

    @Override
    public String toString() {
        return "CreatedSubject[" + studySubjectId + "]";
    }
}
