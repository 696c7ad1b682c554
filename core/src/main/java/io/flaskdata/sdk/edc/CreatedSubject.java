package io.flaskdata.sdk.edc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.flaskdata.sdk.internal.http.Answer;

/**
 * A subject that was created.
 *
 * @param studySubjectId the id of its row in {@code study_subject}
 * @param raw the answer as it came, JSON
 */
public record CreatedSubject(int studySubjectId, String raw) {
    /** That the id comes back is documented, not how: an object, a row in an array, a bare number and its text are taken. */
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
