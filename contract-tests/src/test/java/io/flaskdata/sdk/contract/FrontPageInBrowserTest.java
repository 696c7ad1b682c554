package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.Faults;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.Select;

/** The sandbox's page at its root, used as a person does. */
@FlaskDataSandbox
class FrontPageInBrowserTest {
    private static final String HEALTH = "/health";

    @TempDir
    Path profile;

    private final Sandbox sandbox;

    FrontPageInBrowserTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    private int health() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + HEALTH)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void atADesk() throws Exception {
        try (Browser browser = Browser.desktop(profile)) {
            isUsed(browser, "desktop");
        }
    }

    @Test
    void onAPhone() throws Exception {
        try (Browser browser = Browser.phone(profile)) {
            isUsed(browser, "phone");
        }
    }

    /** Looks, sets a fault, sees it hit, enters something wrong, resets. */
    private void isUsed(Browser browser, String name) throws Exception {
        assertThat(health()).isEqualTo(200);
        browser.open(sandbox.idpUrl());
        browser.see("body", Sandbox.SITE_USER);
        assertThat(browser.address()).isEqualTo(sandbox.apiUrl() + "/");
        browser.see("#requests", "GET " + HEALTH);
        looksWell(browser, name + "-front");

        fault(browser, "status", "503", "busy now");
        browser.see("#pending", "status 503 \u201cbusy now\u201d, times: 1");
        looksWell(browser, name + "-front-fault");
        assertThat(sandbox.faults().pending())
                .containsExactly(new Faults.Pending(HEALTH, Fault.status(503, "busy now"), 1));

        assertThat(health()).isEqualTo(503);
        browser.open(sandbox.apiUrl());
        browser.see("#requests tbody tr:first-child", "503");
        browser.seeNone("#pending");

        fault(browser, "status", "200", "");
        browser.see(".error", "A fault's status must be between 400 and 599");
        looksWell(browser, name + "-front-error");
        assertThat(sandbox.faults().pending()).isEmpty();

        fault(browser, "garbage", "", "");
        browser.see("#pending", "garbage");
        browser.click("button[value=forget]");
        browser.seeNone("#pending");

        browser.all("summary").forEach(each -> browser.run("arguments[0].parentNode.open = true", each));
        looksWell(browser, name + "-front-open");
        browser.click("#reset button");
        browser.seeNone("#requests");
        assertThat(sandbox.requests()).isEmpty();
        looksWell(browser, name + "-front-reset");
        // The one that was refused is all the browser has to say.
        assertThat(browser.complaints()).allSatisfy(each -> assertThat(each).contains("400 (Bad Request)"));
    }

    private static void fault(Browser browser, String kind, String amount, String text) {
        new Select(browser.see("#fault [name=path]")).selectByVisibleText(HEALTH);
        new Select(browser.see("#fault [name=kind]")).selectByVisibleText(kind);
        browser.type("#fault [name=amount]", amount);
        browser.type("#fault [name=text]", text);
        browser.click("#fault button");
    }

    private static void looksWell(Browser browser, String name) throws IOException {
        browser.noHorizontalScroll();
        browser.wholePage(name);
    }

    @Test
    void itLeadsToEverySwaggerUi() {
        try (Browser browser = Browser.desktop(profile)) {
            for (String document : new String[] {"General APIs", "Features", "Forms Data", "IDP"}) {
                browser.open(sandbox.apiUrl());
                browser.link(document);
                assertThat(SwaggerUiPage.shown(browser).chosen()).isEqualTo(document);
                browser.click("#front");
                browser.see("#fault");
            }
        }
    }
}
