package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Page;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /flask/device/*}; the members' names, {@code payload} apart, and a log's shape are inferred. */
public final class DeviceOperations {
    private static final Page.Source LOGS = new Page.Source(
            "get-logs",
            "SELECT g.*, s.label FROM device_log g LEFT JOIN forms_subject s USING (subject_id) WHERE g.study_id = ?"
                    // A log without a subject belongs to the study, and only study-wide users see it.
                    + " AND (EXISTS (SELECT 1 FROM visible_subject v WHERE v.user_id = ? AND v.subject_id = g.subject_id)"
                    + " OR g.subject_id IS NULL AND ?) AND (?::text IS NULL OR s.label = ?) AND (?::text IS NULL OR g.device_id = ?)"
                    // A window excludes logs without a date.
                    + " AND (?::timestamptz IS NULL OR g.log_date >= ?) AND (?::timestamptz IS NULL OR g.log_date < ?)",
            Map.of(),
            "log_id");

    private final FormsChain forms;
    private final InstantSource clock;

    public DeviceOperations(FormsChain forms, InstantSource clock) {
        this.forms = forms;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.signedIn("POST", "/flask/device/get-logs", "inferred", this::logs)
                        .inferring("the members and a log's shape; a window leaves out what has no date"),
                Route.signedIn("POST", "/flask/device/insert-log", "inferred", this::insert)
                        .changing("device logs")
                        .inferring("the members but payload; the answer"));
    }

    private void logs(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        String label = exchange.filter("subject_label");
        String device = exchange.filter("device_id");
        Instant from = exchange.instant("fromDate", ZoneOffset.UTC);
        Instant to = exchange.instant("toDate", ZoneOffset.UTC);
        exchange.json(forms.read(exchange, LOGS.module(), lookup -> {
            if (label == null) {
                lookup.study(study);
            } else {
                lookup.subject(study, label);
            }
            return Page.list(
                    lookup.db(),
                    LOGS,
                    null,
                    DeviceOperations::log,
                    study,
                    lookup.userId(),
                    List.of("api", "customer", "study").contains(exchange.user().role()),
                    label,
                    label,
                    device,
                    device,
                    from,
                    from,
                    to,
                    to);
        }));
    }

    private static JsonObject log(Map<String, @Nullable Object> row) {
        JsonObject log = new JsonObject();
        log.addProperty("id", Sql.text(row, "log_id"));
        log.addProperty("study_id", Sql.integer(row, "study_id"));
        log.addProperty("subject_label", (String) row.get("label"));
        log.addProperty("device_id", (String) row.get("device_id"));
        log.addProperty("log_type", (String) row.get("log_type"));
        String date = LinkOperations.instant(row.get("log_date"));
        log.addProperty("log_date", date.isEmpty() ? null : date);
        Object payload = row.get("payload");
        log.add("payload", payload == null ? JsonNull.INSTANCE : JsonParser.parseString(payload.toString()));
        log.addProperty("date_created", LinkOperations.instant(row.get("date_created")));
        return log;
    }

    /** A subject's own token needs no label. */
    private void insert(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        String label = exchange.text("subject_label");
        String device = exchange.text("device_id");
        String type = exchange.text("log_type");
        Instant date = exchange.instant("log_date", ZoneOffset.UTC);
        JsonElement payload = exchange.body().get("payload");
        Instant now = clock.instant();
        forms.run(exchange, "insert-log", lookup -> {
            lookup.study(study);
            FormsLookup.Subject subject = label != null
                    ? lookup.subject(study, label)
                    : exchange.user().isSubject() ? lookup.self(study) : null;
            return Sql.update(
                    lookup.db(),
                    "INSERT INTO device_log (study_id, subject_id, device_id, log_type, log_date, payload, user_id, date_created)"
                            + " VALUES (?, ?, ?, ?, ?, ?::json, ?, ?)",
                    study,
                    subject == null ? null : subject.id(),
                    device,
                    type,
                    date,
                    payload == null ? null : PlainJson.GSON.toJson(payload),
                    lookup.userId(),
                    now);
        });
        exchange.ok();
    }
}
