package io.flaskdata.sdk;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.internal.http.Answer;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in user. A member missing from the answer is null; text may be empty. {@code toString} shows nothing about
 * the person.
 *
 * @param id the user's id; a subject's is its subject id
 * @param firstName the first name
 * @param lastName the last name
 * @param edcUsername the user's name in the EDC
 * @param email the e-mail address
 * @param finishedTutorial whether the tutorial was finished
 * @param companyName the company
 * @param studySubjectLabel a subject's label
 * @param customerId the customer's id
 * @param phone the telephone number
 * @param raw the answer's JSON, unchanged
 */
public record Account(
        int id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String edcUsername,
        @Nullable String email,
        @Nullable Boolean finishedTutorial,
        @Nullable String companyName,
        @Nullable String studySubjectLabel,
        @Nullable Integer customerId,
        @Nullable String phone,
        String raw) {
    static Account of(Answer answer) {
        JsonElement tutorial = answer.object().get("finished_tutorial");
        var customer = answer.integer("customer_id");
        return new Account(
                answer.integer("id").orElseThrow(() -> answer.violation("the answer lacks id")),
                answer.text("first_name").orElse(null),
                answer.text("last_name").orElse(null),
                answer.text("edc_username").orElse(null),
                answer.text("email").orElse(null),
                (tutorial instanceof JsonPrimitive finished && finished.isBoolean())
                        ? (Boolean) finished.getAsBoolean()
                        : null,
                answer.text("company_name").orElse(null),
                answer.text("study_subject_label").orElse(null),
                customer.isPresent() ? customer.getAsInt() : null,
                answer.text("phone").orElse(null),
                answer.raw());
    }

    @Override
    public String toString() {
        return "Account[redacted]";
    }
}
