package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.User;
import io.flaskdata.sdk.sandbox.internal.base.Users;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /flask/study/create-update-flask-study-users}: all assigned users are removed, then the given ones are added
 * one by one, so an invalid one leaves the study with those before it. The members' names are inferred.
 */
public final class StudyUserOperations {
    private static final Map<Integer, String> ROLES = Map.of(2, "customer", 3, "study", 4, "site");

    private final FormsChain forms;

    public StudyUserOperations(FormsChain forms) {
        this.forms = forms;
    }

    public List<Route> routes() {
        return List.of(Route.signedIn(
                        "POST", "/flask/study/create-update-flask-study-users", "inferred", this::replaceUsers)
                .changing("study users, user accounts")
                .inferring("the members; the answer; users are assigned one by one after all others are removed"));
    }

    private void replaceUsers(Exchange exchange) throws SQLException, IOException, GeneralSecurityException {
        int study = exchange.requiredInt("study_id");
        JsonArray users = exchange.requiredArray("users");
        String password = Users.sha256(Users.PASSWORD);
        forms.run(exchange, "create-update-flask-study-users", lookup -> {
            lookup.study(study);
            if (!List.of("api", "customer", "study").contains(exchange.user().role())) {
                throw lookup.error("Permission denied.");
            }
            Sql.update(lookup.db(), "DELETE FROM forms_study_user WHERE study_id = ?", study);
            for (JsonElement user : users) {
                if (!(user instanceof JsonObject entry)) {
                    throw lookup.error("An entry of users is not an object.");
                }
                assign(lookup, study, entry, exchange.user(), password);
            }
            return study;
        });
        exchange.ok();
    }

    /** An existing user keeps name and role; a new one is created with the password of all sandbox users. */
    private static void assign(FormsLookup lookup, int study, JsonObject user, User caller, String password)
            throws SQLException {
        String email = text(lookup, user, "email");
        if (email == null || !email.matches("[^@\\s]+@[^@\\s]+")) {
            throw lookup.error("A user's email is not an address.");
        }
        String role = role(lookup, user, caller.role());
        Object site = site(lookup, study, user, role);
        Sql.update(
                lookup.db(),
                "INSERT INTO app_user (email, password_sha256, role, first_name, last_name, phone, customer_id)"
                        + " VALUES (?, ?, ?, coalesce(?, ''), coalesce(?, ''), coalesce(?, ''), ?) ON CONFLICT (email) DO NOTHING",
                email,
                password,
                role,
                text(lookup, user, "first_name"),
                text(lookup, user, "last_name"),
                text(lookup, user, "phone"),
                caller.customerId());
        int assigned = Sql.update(
                lookup.db(),
                "INSERT INTO forms_study_user SELECT ?, user_id, ?::int FROM app_user WHERE email = ? AND customer_id = ? AND role = ?"
                        + " ON CONFLICT DO NOTHING",
                study,
                site,
                email,
                caller.customerId(),
                role);
        if (assigned == 0) {
            throw lookup.error("User " + email + " is given twice or has another role.");
        }
    }

    private static String role(FormsLookup lookup, JsonObject user, String mine) {
        String id = text(lookup, user, "role_id");
        String role = id == null || !id.matches("\\d{1,3}") ? null : ROLES.get(Integer.valueOf(id));
        if (role == null || role.equals("customer") && mine.equals("study")) {
            throw lookup.error("A user's role_id must be 2, 3 or 4, and yours must allow it.");
        }
        return role;
    }

    private static @Nullable Object site(FormsLookup lookup, int study, JsonObject user, String role)
            throws SQLException {
        if (!role.equals("site")) {
            return null;
        }
        Object site = Sql.value(
                lookup.db(),
                "SELECT site_id FROM forms_site WHERE study_id = ? AND site_id::text = ?",
                study,
                text(lookup, user, "site_id"));
        if (site == null) {
            throw lookup.error("A site user's site_id is not a site of the study.");
        }
        return site;
    }

    private static @Nullable String text(FormsLookup lookup, JsonObject user, String member) {
        JsonElement value = user.get(member);
        if (value == null || value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive()) {
            throw lookup.error("A user's " + member + " has a wrong type.");
        }
        return value.getAsString();
    }
}
