package io.flaskdata.sdk.sandbox.internal.auth;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The API's {@code /auth/*}, and {@code /health}. */
public final class AuthOperations {
    private final Databases databases;
    private final Sessions sessions;

    public AuthOperations(Databases databases, Sessions sessions) {
        this.databases = databases;
        this.sessions = sessions;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("POST", "/auth/authorize", "documented", this::authorize)
                        .changing("sessions, audit_user_login"),
                Route.open("POST", "/auth/logout", "observed", each -> each.json(sessions.logout(each)))
                        .changing("sessions"),
                Route.open("GET", "/health", "observed", this::health)
                        .inferring("the answer's shape; the sandbox has no MongoDB and says so"));
    }

    private void authorize(Exchange exchange) throws SQLException, GeneralSecurityException, IOException {
        exchange.json(sessions.signIn(exchange));
    }

    private void health(Exchange exchange) throws SQLException, IOException {
        JsonObject health = new JsonObject();
        try (Connection db = databases.platform()) {
            JsonObject postgres = new JsonObject();
            postgres.addProperty("status", "OK");
            postgres.addProperty("version", String.valueOf(Sql.value(db, "SHOW server_version")));
            health.add("postgresql", postgres);
        }
        JsonObject mongo = new JsonObject();
        mongo.addProperty("status", "none");
        health.add("mongodb", mongo);
        java.io.File root = new java.io.File(System.getProperty("java.io.tmpdir"));
        health.add("disk", space(root.getUsableSpace(), root.getTotalSpace()));
        health.add(
                "memory",
                space(Runtime.getRuntime().freeMemory(), Runtime.getRuntime().totalMemory()));
        exchange.json(health);
    }

    private static JsonObject space(long free, long total) {
        JsonObject space = new JsonObject();
        space.addProperty("free", free);
        space.addProperty("total", total);
        return space;
    }
}
