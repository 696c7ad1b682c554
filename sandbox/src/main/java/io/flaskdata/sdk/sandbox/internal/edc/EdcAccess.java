package io.flaskdata.sdk.sandbox.internal.edc;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.User;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The EDC database of a request, and what its user may see of it. */
public final class EdcAccess {
    private static final String MODULE = "edc";

    private final Databases databases;

    EdcAccess(Databases databases) {
        this.databases = databases;
    }

    /**
     * Takes the database's name from the header, the query or the body. A subject may open none, a study or site user
     * only their study's, others all.
     */
    Connection open(Exchange exchange) throws SQLException {
        User user = exchange.user();
        String name = exchange.edc();
        if (user.isSubject() || (name != null && !user.isOfAllStudies() && !isOfStudy(name, user))) {
            throw ApiError.badRequest(MODULE, "Permission denied.");
        }
        return databases.edc(name);
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

    public int account(Connection edc, User user) throws SQLException {
        try (Connection platform = databases.platform()) {
            return account(edc, Sql.value(platform, "SELECT email FROM app_user WHERE user_id = ?", user.id()));
        }
    }

    /** The EDC account of a user, created at the user's first write for the audit log. */
    public static int account(Connection edc, @Nullable Object email) throws SQLException {
        Sql.update(
                edc,
                "INSERT INTO user_account (user_name, email) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM user_account WHERE email = ?)"
                        + " ON CONFLICT DO NOTHING",
                email,
                email,
                email);
        return Sql.insert(edc, "SELECT user_id FROM user_account WHERE email = ? ORDER BY 1 LIMIT 1", email);
    }

    /** Limits a site user to the rows of their sites, if the rows have a site. */
    Query limited(Query query, Exchange exchange) throws SQLException {
        List<String> sites = sites(exchange);
        return sites != null && query.has("site") ? query.oneOf("site", sites) : query;
    }

    /** The user's sites in the studies of the request's database, if the user is limited to sites. */
    @Nullable
    List<String> sites(Exchange exchange) throws SQLException {
        if (!exchange.user().isOfSites()) {
            return null;
        }
        try (Connection platform = databases.platform()) {
            return Sql.rows(
                            platform,
                            "SELECT p.unique_identifier AS site FROM forms_study_user u JOIN forms_study s USING (study_id)"
                                    + " JOIN forms_site p USING (site_id) WHERE u.user_id = ? AND s.edc_database = ? ORDER BY p.site_id",
                            exchange.user().id(),
                            exchange.edc())
                    .stream()
                    .map(row -> Sql.text(row, "site"))
                    .toList();
        }
    }
}
