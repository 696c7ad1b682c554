package io.flaskdata.sdk.admin;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.forms.FormsCustomerApi;
import io.flaskdata.sdk.api.forms.model.DownloadBillingReportsRequest;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.Download;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The customer's tables and billing reports. Immutable; navigation makes no call. */
public final class Customer {
    private static final int MIDDLE_OF_MONTH = 15;

    private final Transport transport;
    private final RowContext context;

    private Customer(Transport transport, RowContext context) {
        this.transport = transport;
        this.context = context;
    }

    /**
     * Used by {@link FlaskDataClient#customer}.
     *
     * @param caller the client's
     */
    public static Customer of(Caller caller) {
        Transport transport = Transport.of(caller);
        return new Customer(transport, transport.rows());
    }

    /**
     * Declares the server's time zone, which {@link io.flaskdata.sdk.rows.Row#date} needs to convert an instant; the
     * client's by default.
     *
     * @param zone the zone the server runs in
     * @return the customer, with the zone
     */
    public Customer zone(ZoneId zone) {
        return new Customer(transport, new RowContext(Arguments.notNull(zone, "zone")));
    }

    /**
     * Reads a table that has a {@code customer_id}. Makes no call yet.
     *
     * @param table the table's name, such as {@code studies}, {@code study_metadata}, {@code audit_user_login} or
     *     {@code billing_reports_customer}
     * @return the table, to be narrowed down and then read
     * @throws IllegalArgumentException when the name is invalid
     */
    public CustomerTable table(String table) {
        return CustomerTable.of(transport, context, table);
    }

    /**
     * The billing reports of one month as a zip, if the feature is enabled. Makes no call yet.
     *
     * <p>Operation {@code POST /flask/customer/download-billing-reports}; contract: documented, the files' names and
     * columns inferred. The month is sent as noon UTC on its 15th, which is in the same month in every time zone.
     */
    public Download billingReports(YearMonth month) {
        Instant within = month.atDay(MIDDLE_OF_MONTH).atTime(12, 0).toInstant(ZoneOffset.UTC);
        DownloadBillingReportsRequest request = DownloadBillingReportsRequest.of(within);
        return Download.of(transport.deferred(
                () -> transport.api(FormsCustomerApi.class).downloadBillingReportsStreaming(request), context));
    }

    @Override
    public String toString() {
        return "Customer";
    }
}
