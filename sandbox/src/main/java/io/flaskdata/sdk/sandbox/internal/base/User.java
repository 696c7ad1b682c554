package io.flaskdata.sdk.sandbox.internal.base;

import org.jspecify.annotations.Nullable;

/** Who a token belongs to. */
public record User(
        int id, String role, int customerId, @Nullable String subjectLabel) {

    public boolean isOfAllStudies() {
        return role.equals("api") || role.equals("customer");
    }

    /** Limited to his sites. */
    public boolean isOfSites() {
        return role.equals("site");
    }

    public boolean isSubject() {
        return role.equals("subject");
    }
}
