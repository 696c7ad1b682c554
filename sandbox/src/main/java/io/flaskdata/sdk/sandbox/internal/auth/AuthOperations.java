package io.flaskdata.sdk.sandbox.internal.auth;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.io.StringWriter;
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
                        .inferring("the sandbox has no MongoDB and says so"));
    }

    private void authorize(Exchange exchange) throws SQLException, GeneralSecurityException, IOException {
        exchange.json(sessions.signIn(exchange));
    }

    /** As the sister service answers (observed), with this machine's own values. */
    private void health(Exchange exchange) throws SQLException, IOException {
        Runtime runtime = Runtime.getRuntime();
        JsonObject memory = new JsonObject();
        memory.addProperty("heapTotal", runtime.totalMemory());
        memory.addProperty("heapUsed", runtime.totalMemory() - runtime.freeMemory());
        JsonObject mongo = new JsonObject();
        mongo.addProperty("readyState", 0);
        JsonObject postgres = new JsonObject();
        try (Connection db = databases.platform()) {
            postgres.addProperty("test", String.valueOf(Sql.value(db, "SELECT 'CONNECT SUCCESS'")));
        }
        JsonObject details = new JsonObject();
        details.add("Disk", part("UP", new JsonObject()));
        details.add("Memory", part("UP", memory));
        details.add("MongoDB", part("DOWN", mongo));
        details.add("PostgreSQL", part("UP", postgres));
        JsonObject health = new JsonObject();
        health.addProperty("status", "UP");
        health.addProperty("environment", "sandbox");
        health.add("details", details);
        StringWriter text = new StringWriter();
        JsonWriter indented = new JsonWriter(text);
        indented.setIndent("    ");
        PlainJson.GSON.toJson(health, indented);
        exchange.send("application/json; charset=utf-8", text.toString());
    }

    private static JsonObject part(String status, JsonObject details) {
        JsonObject part = new JsonObject();
        part.addProperty("status", status);
        part.add("details", details);
        return part;
    }
}
