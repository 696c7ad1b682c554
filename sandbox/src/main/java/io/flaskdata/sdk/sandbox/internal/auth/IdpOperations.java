package io.flaskdata.sdk.sandbox.internal.auth;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.User;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The identity provider's {@code /auth/*}. */
public final class IdpOperations {
    private static final Set<String> FORM_ROLES = Set.of("site", "subject");

    private final Databases databases;
    private final Sessions sessions;
    private final boolean tokenRequired;

    public IdpOperations(Databases databases, Sessions sessions, boolean tokenRequired) {
        this.databases = databases;
        this.sessions = sessions;
        this.tokenRequired = tokenRequired;
    }

    public List<Route> routes() {
        Route signIn = Route.signedIn(
                        "POST", "/auth/mobile-form-authorization", "documented", this::mobileFormAuthorization)
                .changing("sessions")
                .inferring(
                        "a token that is sent must be an API user's; without one unless the sandbox is told to ask for it");
        return List.of(
                tokenRequired ? signIn : signIn.tokenOptional(),
                Route.open("POST", "/auth/logout", "observed", each -> each.json(sessions.logout(each)))
                        .changing("sessions"),
                Route.signedIn("GET", "/auth/self", "observed", this::self));
    }

    /**
     * Signs in a subject or a site user; the document requires an API user's token, the newest public client sends
     * none.
     */
    private void mobileFormAuthorization(Exchange exchange) throws SQLException, GeneralSecurityException, IOException {
        User caller = exchange.anyUser();
        if (caller != null && !caller.role().equals("api")) {
            throw ApiError.badRequest("mobile-form-authorization", "Permission denied.");
        }
        exchange.json(sessions.signIn(exchange, FORM_ROLES));
    }

    private void self(Exchange exchange) throws SQLException, IOException {
        try (Connection db = databases.platform()) {
            var row = Sql.rows(
                            db,
                            "SELECT u.*, l.subject_label, coalesce(s.subject_id, u.user_id) AS id FROM app_user u JOIN user_limit l USING (user_id)"
                                    + " LEFT JOIN forms_subject s ON u.role = 'subject' AND s.study_id = l.study_id AND s.label = l.subject_label"
                                    + " WHERE u.user_id = ?",
                            exchange.user().id())
                    .get(0);
            JsonObject self = new JsonObject();
            self.addProperty("id", Sql.integer(row, "id"));
            self.addProperty("first_name", Sql.text(row, "first_name"));
            self.addProperty("last_name", Sql.text(row, "last_name"));
            self.addProperty("edc_username", Sql.text(row, "edc_username"));
            self.addProperty("email", Sql.text(row, "email"));
            self.addProperty("finished_tutorial", (Boolean) row.get("finished_tutorial"));
            self.addProperty("company_name", Sql.text(row, "company_name"));
            self.addProperty("study_subject_label", (String) row.get("subject_label"));
            self.addProperty("customer_id", Sql.integer(row, "customer_id"));
            self.addProperty("phone", Sql.text(row, "phone"));
            exchange.json(self);
        }
    }
}
