package io.flaskdata.sdk.sandbox.internal.features;

import com.google.gson.JsonArray;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.User;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Query;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import io.flaskdata.sdk.sandbox.internal.http.Rows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /flask/customer/*}: a customer's own tables, in one schema of the platform's database. */
public final class CustomerOperations {
    private static final String EXTRACT = "extract-data-to-json";
    private static final String BILLING = "download-billing-reports";
    private static final Set<String> CUSTOMER_WIDE = Set.of("api", "customer");

    private final Databases databases;
    private final ZoneId zone;
    private final boolean billingReports;

    public CustomerOperations(Databases databases, ZoneId zone, boolean billingReports) {
        this.databases = databases;
        this.zone = zone;
        this.billingReports = billingReports;
    }

    public List<Route> routes() {
        return List.of(
                Route.signedIn("POST", "/flask/customer/extract-data-to-json", "documented", this::extract)
                        .inferring(
                                "the tables' columns; a window leaves out rows that were never edited; a study user sees his"
                                        + " studies' rows, and no table without a study"),
                Route.signedIn("POST", "/flask/customer/download-billing-reports", "inferred", this::billing)
                        .inferring("the files' names and columns; only a customer-wide user may"));
    }

    private void extract(Exchange exchange) throws SQLException, IOException {
        User user = exchange.user();
        try (Connection db = databases.platform()) {
            db.setAutoCommit(false);
            Query query = Query.on(db, "customer", exchange.required("tableName"), EXTRACT)
                    .equal("customer_id", String.valueOf(user.customerId()))
                    .window(exchange, zone)
                    .equal(exchange.filters("filters"));
            JsonArray studies = exchange.array("studyIds");
            if (!studies.isEmpty()) {
                query.oneOf("study_id", query.texts("study_id", studies));
            }
            if (!CUSTOMER_WIDE.contains(user.role())) {
                if (!user.role().equals("study") || !query.has("study_id")) {
                    throw ApiError.badRequest(EXTRACT, "Permission denied.");
                }
                query.oneOf("study_id", studies(db, user));
            }
            try (ResultSet rows = query.run(db)) {
                Rows.json(List.of(rows), zone, exchange.jsonStream());
            }
        }
    }

    private static List<String> studies(Connection db, User user) throws SQLException {
        return Sql.rows(db, "SELECT study_id FROM visible_study WHERE user_id = ?", user.id()).stream()
                .map(row -> Sql.text(row, "study_id"))
                .toList();
    }

    private void billing(Exchange exchange) throws SQLException, IOException {
        if (!billingReports) {
            throw ApiError.badRequest(BILLING, "The feature is off for this customer.");
        }
        if (!CUSTOMER_WIDE.contains(exchange.user().role())) {
            throw ApiError.badRequest(BILLING, "Permission denied.");
        }
        exchange.required("billingDate");
        Instant date = exchange.instant("billingDate", zone);
        YearMonth month = YearMonth.from(java.util.Objects.requireNonNull(date).atZone(zone));
        try (Connection db = databases.platform();
                ResultSet rows = Query.run(
                        db,
                        "SELECT s.name AS study, b.billing_date, b.item, b.quantity, b.unit_price, b.amount"
                                + " FROM customer.billing_reports_customer b JOIN forms_study s USING (study_id)"
                                + " WHERE b.customer_id = ? AND b.billing_date >= ? AND b.billing_date < ? ORDER BY 1, 3",
                        List.of(
                                exchange.user().customerId(),
                                month.atDay(1),
                                month.plusMonths(1).atDay(1)))) {
            Rows.zip(
                    Map.of("billing-report-" + month, rows),
                    zone,
                    exchange.fileStream("application/zip", "billing-report-" + month + ".zip"));
        }
    }
}
