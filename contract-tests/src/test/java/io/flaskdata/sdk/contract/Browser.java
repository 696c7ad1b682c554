package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium as the system has it; where it has none, the test is skipped, or fails when one is required. */
final class Browser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** It warns that it has no bindings for this version's debugging protocol, which nothing here asks for. */
    private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, Duration.ofSeconds(30));
    }

    /** A window of a desk's size. */
    static Browser desktop(Path profile) {
        return start(profile, new ChromeOptions().addArguments("--window-size=1200,1000"));
    }

    /** A phone's screen, 360 pixels wide. */
    static Browser phone(Path profile) {
        Map<String, Object> screen = Map.of("width", 360, "height", 780, "pixelRatio", 2.0);
        return start(
                profile, new ChromeOptions().setExperimentalOption("mobileEmulation", Map.of("deviceMetrics", screen)));
    }

    private static Browser start(Path profile, ChromeOptions options) {
        PROTOCOL.setLevel(Level.SEVERE);
        File chromium = program("chromium");
        File driver = program("chromedriver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        options.setBinary(chromium);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        // The driver's path is given, so that Selenium looks for none.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver)
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static File program(String name) {
        String[] folders =
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(Pattern.quote(File.pathSeparator));
        for (String folder : folders) {
            File file = Path.of(folder, name).toFile();
            if (file.canExecute()) {
                return file;
            }
        }
        String missing =
                "There is no " + name + " on the path: the browser tests need Debian's chromium and chromium-driver";
        if ("required".equals(System.getenv("FLASKDATA_BROWSER"))) {
            return Assertions.fail(missing);
        }
        // The console's summary counts what is skipped and gives no reason.
        System.out.println("SKIPPED: " + missing);
        return Assumptions.abort(missing);
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** The element, once it can be seen. */
    WebElement see(String css) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
    }

    /** Waits until an element has a text in it. */
    void see(String css, String text) {
        wait.until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(css), text));
    }

    /** Waits until none is there. */
    void seeNone(String css) {
        wait.until(ExpectedConditions.numberOfElementsToBe(By.cssSelector(css), 0));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    void click(String css) {
        wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
        WebElement element = driver.findElement(By.cssSelector(css));
        run("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    void link(String text) {
        wait.until(ExpectedConditions.elementToBeClickable(By.linkText(text))).click();
    }

    void type(String css, String text) {
        WebElement field = see(css);
        field.clear();
        field.sendKeys(text);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void noHorizontalScroll() {
        assertThat((Long) run("return document.documentElement.scrollWidth"))
                .as("width of what is shown at " + address())
                .isLessThanOrEqualTo((Long) run("return document.documentElement.clientWidth"));
    }

    /** What the browser complained of since it was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(each -> each.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps the whole page, however long. */
    void wholePage(String name) throws IOException {
        Map<String, Object> taken =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        keep(name, Base64.getDecoder().decode((String) taken.get("data")));
    }

    /** Keeps what is on the screen, for people to look at. */
    void screenshot(String name) throws IOException {
        keep(name, driver.getScreenshotAs(OutputType.BYTES));
    }

    private static void keep(String name, byte[] png) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), png);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
