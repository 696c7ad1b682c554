package io.flaskdata.sdk.sandbox.internal.base;

import org.jspecify.annotations.Nullable;

/** The user a token belongs to. */
public record User(
        int id, String role, int customerId, @Nullable String subjectLabel) {

    public boolean isOfAllStudies() {
        return role.equals("api") || role.equals("customer");
    }

    /** Whether the user is limited to some sites. */
    public boolean isOfSites() {
        return role.equals("site");
    }

    public boolean isSubject() {
        return role.equals("subject");
    }
}
