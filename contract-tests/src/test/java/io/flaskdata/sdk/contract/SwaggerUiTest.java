package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** The sandbox's Swagger UIs in a browser: every document on every page, with calls that are answered. */
@FlaskDataSandbox
class SwaggerUiTest {
    private static final String EXTRACT = "EDC-post_edc_study_extract_data";
    private static final String SUBJECT = "{\"tableName\":\"study_subject\",\"filters\":{\"label\":\"001-001\"}}";
    private static final String SELF = "IDP-get_auth_self";

    @TempDir
    Path profile;

    private final Sandbox sandbox;

    SwaggerUiTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @ParameterizedTest
    @CsvSource({
        "api, /swagger/, General APIs",
        "api, /features/swagger/, Features",
        "api, /data-server/swagger/, Forms Data",
        "idp, /swagger/, IDP",
    })
    void everyPageShowsEveryDocumentAndCallsItsOperations(String service, String path, String own) throws Exception {
        URI address = URI.create((service.equals("api") ? sandbox.apiUrl() : sandbox.idpUrl()) + path);
        String name = own.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        try (Browser browser = Browser.desktop(profile)) {
            SwaggerUiPage page = SwaggerUiPage.open(browser, address);
            assertThat(page.documents()).containsExactly("General APIs", "Features", "Forms Data", "IDP");
            assertThat(page.chosen()).isEqualTo(own);
            page.signIn(Sandbox.API_USER, Sandbox.PASSWORD);
            browser.see("#sign-in output", "Signed in as " + Sandbox.API_USER);
            browser.screenshot("swagger-" + name);
            assertThat(browser.complaints()).isEmpty();

            page.choose("General APIs", "Swagger Flask API");
            page.tryOut(EXTRACT);
            page.body(EXTRACT, SUBJECT);
            page.execute(EXTRACT, "200", "\"label\": \"001-001\"");
            assertThat(page.calledAddress(EXTRACT)).isEqualTo(sandbox.apiUrl() + "/edc/study/extract-data");
            browser.screenshot("swagger-" + name + "-general");

            String randomize = "FEATURES-post_flask_subjectfeatures_randomize_kits_with_stratification";
            page.choose("Features", "Swagger Features API");
            page.tryOut(randomize);
            page.body(randomize, """
                    {"db_name":"demo","edc_subject_label":"002-001","operation":"randomize",\
                    "strata1":"SEX","strata1_value":"F","strata2":"SITE","strata2_value":"002"}""");
            page.execute(randomize, "200", "\"kitno\": \"K1041\"");
            browser.screenshot("swagger-" + name + "-features");

            String partial = "DATA-post_data_extract_partial_extract_study_event_data_to_json";
            page.choose("Forms Data", "Swagger Data Server API");
            page.tryOut(partial);
            page.body(partial, "{\"study_id\":7253541,\"columns\":{\"_id\":0,\"crf\":1}}");
            page.execute(partial, "200", "\"crf\": ");
            browser.screenshot("swagger-" + name + "-forms-data");

            page.choose("IDP", "Swagger IDP API");
            page.tryOut(SELF);
            page.execute(SELF, "200", "\"email\": \"" + Sandbox.API_USER + "\"");
            assertThat(page.calledAddress(SELF)).isEqualTo(sandbox.idpUrl() + "/auth/self");
            browser.screenshot("swagger-" + name + "-idp");

            assertThat(browser.complaints()).isEmpty();
            assertThat(page.loaded())
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each)
                            .satisfiesAnyOf(
                                    here -> assertThat(here).startsWith(sandbox.apiUrl() + "/"),
                                    here -> assertThat(here).startsWith(sandbox.idpUrl() + "/")));
        }
    }

    @Test
    void withoutATokenTheServersRefusalIsShown() throws Exception {
        try (Browser browser = Browser.desktop(profile)) {
            SwaggerUiPage page = SwaggerUiPage.open(browser, sandbox.apiUrl().resolve("/swagger/"));
            page.signIn(Sandbox.API_USER, "wrong");
            browser.see("#sign-in output", "User or password invalid.");
            page.tryOut(EXTRACT);
            page.execute(EXTRACT, "401", "Authentication required.");
            browser.screenshot("swagger-refused");
        }
    }

    @Test
    void anOperationsOwnFieldGoesBeforeTheOneAboveAndATokenMayBePasted() throws Exception {
        try (Browser browser = Browser.desktop(profile)) {
            SwaggerUiPage page = SwaggerUiPage.open(browser, sandbox.idpUrl().resolve("/swagger/"));
            page.signIn(Sandbox.SITE_USER, Sandbox.PASSWORD);
            browser.see("#sign-in output", "Signed in as " + Sandbox.SITE_USER);
            String signedIn = page.token();
            assertThat(signedIn).startsWith("JWT ");

            page.tryOut(SELF);
            assertThat(page.parameters(SELF)).containsExactly("Authorization");
            browser.type(page.operation(SELF) + " input[placeholder=Authorization]", "JWT eyJ0eXAiOiJKV");
            page.execute(SELF, "401", "It was not possible to restore token data.");

            page.choose("General APIs", "Swagger Flask API");
            String logout = "FLASK_AUTHORIZE-post_auth_logout";
            page.paste(signedIn.substring("JWT ".length()));
            page.tryOut(logout);
            page.execute(logout, "200", "\"message\": \"OK\"");
            page.tryOut(EXTRACT);
            page.execute(EXTRACT, "401", "It was not possible to restore token data.");
        }
    }

    @Test
    void aSubjectSignsInAtTheIdpFromTheApisPage() throws Exception {
        String authorize = "IDP-post_auth_mobile_form_authorization";
        try (Browser browser = Browser.desktop(profile)) {
            SwaggerUiPage page = SwaggerUiPage.open(browser, sandbox.apiUrl().resolve("/swagger/"));
            page.signIn(Sandbox.API_USER, Sandbox.PASSWORD);
            browser.see("#sign-in output", "Signed in as " + Sandbox.API_USER);
            page.choose("IDP", "Swagger IDP API");
            page.tryOut(authorize);
            page.body(
                    authorize,
                    "{\"email\":\"" + Sandbox.SUBJECT_USER + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}");
            page.execute(authorize, "200", "\"expired\": ");
        }
    }

    @Test
    void aZipCanBeDownloaded() throws Exception {
        String csvs = "DATA-post_data_extract_extract_study_event_data_to_CSV";
        try (Browser browser = Browser.desktop(profile)) {
            SwaggerUiPage page = SwaggerUiPage.open(browser, sandbox.apiUrl().resolve("/data-server/swagger/"));
            page.signIn(Sandbox.API_USER, Sandbox.PASSWORD);
            browser.see("#sign-in output", "Signed in as");
            page.tryOut(csvs);
            page.body(csvs, "{\"study_id\":7253541}");
            page.execute(csvs, "200", "Download file");
            browser.screenshot("swagger-zip");
        }
    }

    @Test
    void theTokenIsForgottenWithThePage() throws Exception {
        try (Browser browser = Browser.desktop(profile)) {
            URI address = sandbox.apiUrl().resolve("/swagger/");
            SwaggerUiPage page = SwaggerUiPage.open(browser, address);
            page.signIn(Sandbox.API_USER, Sandbox.PASSWORD);
            browser.see("#sign-in output", "Signed in as");
            String token = page.token().substring("JWT ".length());
            assertThat((String) browser.run(
                            "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"))
                    .doesNotContain(token);
            assertThat(SwaggerUiPage.open(browser, address).token()).isEmpty();
        }
    }

    @Test
    void itFitsAPhone() throws Exception {
        try (Browser browser = Browser.phone(profile)) {
            SwaggerUiPage page = SwaggerUiPage.open(browser, sandbox.apiUrl().resolve("/swagger/"));
            browser.screenshot("swagger-phone");
            browser.noHorizontalScroll();
            page.signIn(Sandbox.API_USER, Sandbox.PASSWORD);
            browser.see("#sign-in output", "Signed in as");
            page.tryOut(EXTRACT);
            page.body(EXTRACT, SUBJECT);
            browser.screenshot("swagger-phone-try");
            browser.noHorizontalScroll();
            page.execute(EXTRACT, "200", "\"label\": \"001-001\"");
            browser.screenshot("swagger-phone-answer");
            browser.noHorizontalScroll();
            for (WebElement field : List.of(browser.see("#sign-in"), browser.see("#select"))) {
                assertThat(field.getRect().getX() + field.getRect().getWidth()).isLessThanOrEqualTo(360);
            }
        }
    }
}
