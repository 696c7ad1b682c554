package io.flaskdata.sdk.sandbox.internal.dataserver;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.forms.FormsChain;
import io.flaskdata.sdk.sandbox.internal.forms.FormsLookup;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Rows;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study's event data as a zip: a CSV file for each CRF in each event, a line for each CRF's data, a column for each item.
 * The files' names and columns are inferred, and so is that it takes the partial extract's filters.
 */
final class EventDataCsvs {
    private static final String MODULE = "extract-study-event-data-to-CSV";
    private static final String COLUMNS =
            "p.unique_identifier AS site, s.label AS subject, e.name AS event, l.ordinal AS event_ordinal, l.event_date,"
                    + " c.name AS crf, c.version AS crf_version, d.crf_data_id, d.status AS crf_status, d.repeat_index,"
                    + " d.date_created, d.date_updated";

    private final FormsChain forms;

    EventDataCsvs(FormsChain forms) {
        this.forms = forms;
    }

    void run(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        StringBuilder where = new StringBuilder();
        List<@Nullable Object> values = new ArrayList<>(List.of(exchange.user().id(), study));
        DataServerOperations.filters(exchange.filters("filters"), where, values);
        forms.stream(exchange, MODULE, lookup -> {
            lookup.study(study);
            Map<String, ResultSet> files = new LinkedHashMap<>();
            for (var file : Sql.rows(
                    lookup.db(),
                    "SELECT DISTINCT e.ordinal, c.ordinal AS crf_ordinal, e.event_id, c.crf_id, e.name AS event, c.name AS crf, c.version, c.newest"
                            + DataServerOperations.VALUES + where + " ORDER BY e.ordinal, c.ordinal",
                    values.toArray())) {
                String version = Boolean.TRUE.equals(file.get("newest")) ? "" : " v" + file.get("version");
                files.put(
                        Sql.text(file, "event") + " - " + Sql.text(file, "crf") + version,
                        lines(lookup, file, where.toString(), values));
            }
            Rows.zip(files, ZoneOffset.UTC, exchange.fileStream("application/zip", "study-event-data.zip"));
        });
    }

    /** All results are ready before the answer begins, so that a failure still gets an error status. */
    private static ResultSet lines(
            FormsLookup lookup, Map<String, @Nullable Object> file, String where, List<@Nullable Object> limits)
            throws SQLException {
        StringBuilder items = new StringBuilder();
        List<@Nullable Object> values = new ArrayList<>();
        for (var item : Sql.rows(
                lookup.db(), "SELECT variable FROM forms_item WHERE crf_id = ? ORDER BY ordinal", file.get("crf_id"))) {
            items.append(", max(v.value #>> '{}') FILTER (WHERE v.variable = ?) AS ")
                    .append(Sql.quoted(Sql.text(item, "variable")));
            values.add(item.get("variable"));
        }
        values.addAll(limits);
        values.add(file.get("event_id"));
        values.add(file.get("crf_id"));
        PreparedStatement statement = Sql.prepare(
                lookup.db(),
                "SELECT " + COLUMNS + items + DataServerOperations.VALUES + where
                        + " AND e.event_id = ? AND c.crf_id = ?"
                        + " GROUP BY d.crf_data_id, l.link_id, s.subject_id, p.site_id, e.event_id, c.crf_id"
                        + " ORDER BY p.unique_identifier COLLATE \"C\", s.label COLLATE \"C\", l.ordinal, d.ordinal, d.crf_data_id",
                values.toArray());
        statement.setFetchSize(1000);
        return statement.executeQuery();
    }
}
