package io.flaskdata.sdk.admin;

/** FlaskData's roles of users (documented). */
public enum UserRole {
    /** 2. */
    CUSTOMER_ADMIN(2),
    /** 3. */
    STUDY(3),
    /** 4. */
    SITE(4),
    /** 5. */
    SUBJECT(5);

    private final int id;

    UserRole(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }
}
