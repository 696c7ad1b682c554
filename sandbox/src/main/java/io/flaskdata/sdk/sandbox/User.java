package io.flaskdata.sdk.sandbox;

import org.jspecify.annotations.Nullable;

/** Who a token belongs to. */
record User(
        int id,
        String role,
        int customerId,
        @Nullable Integer studyId,
        @Nullable String site,
        @Nullable String subjectLabel) {

    boolean isSubject() {
        return role.equals("subject");
    }
}
