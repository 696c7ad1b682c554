package io.flaskdata.sdk.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.rows.Download;
import io.flaskdata.sdk.rows.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerTest extends FacadeTest {
    @TempDir
    private Path folder;

    @Test
    void readsATableOfTheCustomer() throws Exception {
        server.answers(Server.json("[{\"study_id\":5,\"started\":\"2026-02-28T22:00:00.000Z\"}]"));
        List<Row> rows = flask.customer()
                .zone(ZoneId.of("Asia/Jerusalem"))
                .table("studies")
                .from(Instant.parse("2026-01-01T00:00:00Z"))
                .before(Instant.parse("2026-04-01T00:00:00Z"))
                .studies(5, 6)
                .where("status", "available")
                .with("sort", "study_id")
                .toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).date("started")).isEqualTo(LocalDate.of(2026, 3, 1));
        assertSent("/flask/customer/extract-data-to-json", """
                {"tableName":"studies","fromDate":"2026-01-01T00:00:00.000Z","toDate":"2026-04-01T00:00:00.000Z",
                 "studyIds":[5,6],"filters":{"status":"available"},"sort":"study_id"}""");
    }

    @Test
    void readsAWholeTableWithItsNameAlone() throws Exception {
        server.answers(Server.json("[]"));
        assertThat(flask.customer().table("audit_user_login").toList()).isEmpty();
        assertSent("/flask/customer/extract-data-to-json", "{\"tableName\":\"audit_user_login\"}");
    }

    @Test
    void writesATableIntoAFileWithItsManifest() throws Exception {
        server.answers(Server.json("[{\"a\":1.10}]"));
        Path file = folder.resolve("studies.csv");
        assertThat(flask.customer().table("studies").writeCsv(file).content().rows())
                .isEqualTo(1);
        assertThat(file).hasContent("a\r\n1.10\r\n");
    }

    @Test
    void asksForABillingReportInTheMiddleOfItsMonth() throws Exception {
        server.answers(Server.error(400, "[billing] The feature is off."));
        Download download = flask.customer().billingReports(YearMonth.of(2026, 2));
        assertThatThrownBy(() -> download.downloadTo(folder.resolve("billing.zip")))
                .isInstanceOf(RejectedException.class);
        assertSent("/flask/customer/download-billing-reports", "{\"billingDate\":\"2026-02-15T12:00:00.000Z\"}");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeRightIsRefusedBeforeAnythingIsSent() {
        Customer customer = flask.customer();
        assertThatThrownBy(() -> customer.table("f()")).hasMessageContaining("table");
        CustomerTable table = customer.table("studies");
        assertThatThrownBy(table::studies).hasMessageContaining("ids");
        assertThatThrownBy(() -> table.where("a.b", "1")).hasMessageContaining("column");
        assertThatThrownBy(() -> table.where("status", "")).hasMessageContaining("keeps every row");
        assertThatThrownBy(() -> table.from(Instant.EPOCH).before(Instant.EPOCH))
                .hasMessageContaining("window");
        assertNothingSent();
    }
}
