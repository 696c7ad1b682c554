package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.model.CreateCrfAndInsertDataResponse;
import io.flaskdata.sdk.internal.http.Answer;

/**
 * A created CRF.
 *
 * @param crfDataId the id of the CRF's data; keep it, because an update needs it
 * @param raw the answer's JSON, unchanged
 */
public record InsertedCrf(String crfDataId, String raw) {
    static InsertedCrf of(Answer answer) {
        String id = answer.as(CreateCrfAndInsertDataResponse.class).getCrfDataId();
        return new InsertedCrf(answer.required(id, "crfDataId"), answer.raw());
    }

    @Override
    public String toString() {
        return "InsertedCrf[" + crfDataId + "]";
    }
}
