package io.flaskdata.sdk.contract;

import java.net.URI;
import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** A Swagger UI of the sandbox in a browser. Operations are named as their anchors, {@code IDP-get_auth_self}. */
final class SwaggerUiPage {
    private static final String DOCUMENTS = "#select";

    private final Browser browser;

    private SwaggerUiPage(Browser browser) {
        this.browser = browser;
    }

    static SwaggerUiPage open(Browser browser, URI address) {
        browser.open(address);
        return shown(browser);
    }

    /** The one that the browser has just come to. */
    static SwaggerUiPage shown(Browser browser) {
        browser.see(".opblock");
        return new SwaggerUiPage(browser);
    }

    private Select select() {
        return new Select(browser.see(DOCUMENTS));
    }

    List<String> documents() {
        return select().getOptions().stream().map(WebElement::getText).toList();
    }

    String chosen() {
        return select().getFirstSelectedOption().getText();
    }

    void choose(String document, String title) {
        select().selectByVisibleText(document);
        browser.see(".info .title", title);
    }

    void signIn(String email, String password) {
        browser.type("#sign-in [name=email]", email);
        browser.type("#sign-in [name=password]", password);
        browser.click("#sign-in button");
    }

    String token() {
        return String.valueOf(browser.see("#sign-in [name=authorization]").getDomProperty("value"));
    }

    void paste(String token) {
        browser.type("#sign-in [name=authorization]", token);
    }

    String operation(String name) {
        return "#operations-" + name;
    }

    void tryOut(String name) {
        browser.click(operation(name) + " .opblock-summary-control");
        browser.click(operation(name) + " .try-out__btn");
    }

    /** The names of the parameters that can be filled in. */
    List<String> parameters(String name) {
        return browser.all(operation(name) + " .parameter__name").stream()
                .map(WebElement::getText)
                .toList();
    }

    void body(String name, String json) {
        WebElement field = browser.see(operation(name) + " .body-param__text");
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), json);
    }

    /** Calls the operation and waits for an answer with a status and a text. */
    void execute(String name, String status, String text) {
        browser.click(operation(name) + " .execute");
        browser.see(operation(name) + " .live-responses-table .response .response-col_status", status);
        browser.see(operation(name) + " .live-responses-table .response .response-col_description", text);
        browser.run("document.querySelector(arguments[0]).scrollIntoView()", operation(name) + " .responses-wrapper");
    }

    String calledAddress(String name) {
        return browser.see(operation(name) + " .request-url pre").getText();
    }

    /** Every address that something was loaded from. */
    @SuppressWarnings("unchecked")
    List<String> loaded() {
        return (List<String>) browser.run("return performance.getEntriesByType('resource').map(each => each.name)");
    }
}
