package io.flaskdata.sdk;

import io.flaskdata.sdk.forms.FormsCustomerApi;
import io.flaskdata.sdk.forms.model.DownloadBillingReportsRequest;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Flask Forms. Navigation makes no call. */
public final class Forms {
    private final FlaskDataClient client;

    Forms(FlaskDataClient client) {
        this.client = client;
    }

    /**
     * A study.
     *
     * @param studyId the study's id in FlaskData
     * @return the study
     */
    public FormsStudy study(int studyId) {
        return new FormsStudy(client, studyId);
    }

    /**
     * The customer's billing reports of a month as a zip, where the feature is on. Makes no call yet.
     *
     * <p>Operation {@code POST /flask/customer/download-billing-reports}; contract: documented, what the zip holds
     * inferred.
     *
     * @param month the month, sent as an instant in its middle, which is in that month in every time zone
     * @return the download
     */
    public Download billingReports(YearMonth month) {
        Instant middle = month.atDay(15).atStartOfDay(ZoneOffset.UTC).toInstant();
        DownloadBillingReportsRequest request = DownloadBillingReportsRequest.of(middle);
        return Download.of(
                () -> client.transport().api(FormsCustomerApi.class).downloadBillingReportsStreaming(request),
                RowContext.NONE,
                client.time());
    }
}
