package io.flaskdata.sdk.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Which EDC database a request is for, and what its user may see of it. */
final class EdcAccess {
    private static final String MODULE = "edc";

    private final Databases databases;

    EdcAccess(Databases databases) {
        this.databases = databases;
    }

    /**
     * The database's name is taken from the header, the query or the body. A subject may open none, a user of a study or a
     * site that of his study, others all.
     */
    Connection open(Exchange exchange) throws SQLException {
        User user = exchange.user();
        String name = name(exchange);
        if (user.isSubject() || (name != null && user.studyId() != null && !isOfStudy(name, user))) {
            throw ApiError.badRequest(MODULE, "Permission denied.");
        }
        return databases.edc(name);
    }

    private static @Nullable String name(Exchange exchange) {
        String header = exchange.header("EDC");
        String query = exchange.query("edc");
        return header != null ? header : query != null ? query : exchange.text("edc");
    }

    private boolean isOfStudy(String name, User user) throws SQLException {
        try (Connection platform = databases.platform()) {
            return Sql.exists(
                    platform,
                    "SELECT 1 FROM visible_study JOIN forms_study USING (study_id) WHERE user_id = ? AND edc_database = ?",
                    user.id(),
                    name);
        }
    }

    int account(Connection edc, User user) throws SQLException {
        try (Connection platform = databases.platform()) {
            return account(edc, Sql.value(platform, "SELECT email FROM app_user WHERE user_id = ?", user.id()));
        }
    }

    /** The EDC's account of a user: made when he first writes, so that the audit log can name him. */
    static int account(Connection edc, @Nullable Object email) throws SQLException {
        Sql.update(
                edc,
                "INSERT INTO user_account (user_name, email) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM user_account WHERE email = ?)"
                        + " ON CONFLICT DO NOTHING",
                email,
                email,
                email);
        return Sql.insert(edc, "SELECT user_id FROM user_account WHERE email = ? ORDER BY 1 LIMIT 1", email);
    }

    /** A user of a site sees the site's rows, where rows say whose they are. */
    static Query limited(Query query, User user) {
        return user.site() != null && query.has("site") ? query.equal("site", user.site()) : query;
    }
}
