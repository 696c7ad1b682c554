package io.flaskdata.sdk.sandbox;

import org.jspecify.annotations.Nullable;

/** Who a token belongs to. */
record User(int id, String role, int customerId, @Nullable String subjectLabel) {

    boolean isOfAllStudies() {
        return role.equals("api") || role.equals("customer");
    }

    /** Limited to his sites. */
    boolean isOfSites() {
        return role.equals("site");
    }

    boolean isSubject() {
        return role.equals("subject");
    }
}
