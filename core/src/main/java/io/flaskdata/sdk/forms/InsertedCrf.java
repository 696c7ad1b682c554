package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.model.CreateCrfAndInsertDataResponse;
import io.flaskdata.sdk.internal.http.Answer;

/**
 * A CRF that was created with its data.
 *
 * @param crfDataId the id of the CRF's data, which an update needs: keep it
 * @param raw the answer as it came, JSON
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
