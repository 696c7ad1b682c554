package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.forms.CrfData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** With every logger at its most talkative: calls are told, and nothing secret or personal. */
class LogTest {
    private static final String FORM_TOKEN = "FED_ABCDEFGHIJKL";
    private static final List<String> NOT_TOLD = List.of(
            "secret-password",
            "user@example.org",
            "subject@example.org",
            "token-1",
            "token-2",
            FORM_TOKEN,
            "Jane",
            "HEADACHE",
            "it failed because of Jane");

    @Test
    void callsAreToldAndNothingSecretOrPersonal() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        root.setLevel(Level.ALL);
        root.addAppender(appender);
        List<LogRecord> julRecords = new ArrayList<>();
        java.util.logging.Logger jul = java.util.logging.Logger.getLogger("okhttp3");
        Handler handler = handler(julRecords);
        jul.setLevel(java.util.logging.Level.ALL);
        jul.addHandler(handler);
        List<Object> said;
        try {
            said = everythingThatCanGoWrong();
        } finally {
            root.detachAppender(appender);
            root.setLevel(Level.OFF);
            jul.removeHandler(handler);
        }
        List<String> log = appender.list.stream()
                .filter(event -> event.getLoggerName().startsWith("io.flaskdata"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(log).anySatisfy(line -> assertThat(line).contains("auth.authorize attempt 1: HTTP 200 after"));
        assertThat(log).anySatisfy(line -> assertThat(line).contains("edc.createSubject attempt 1: no answer"));
        String everything = Stream.of(
                        log.stream(),
                        julRecords.stream().map(each -> each.getMessage() + " " + each.getThrown()),
                        said.stream().map(String::valueOf))
                .flatMap(each -> each)
                .collect(Collectors.joining("\n"));
        assertThat(everything).doesNotContain(NOT_TOLD);
    }

    private static List<MockResponse> faults() {
        return List.of(
                Server.error(400, "it failed because of Jane"),
                Server.error(401, "it failed because of Jane"),
                Server.error(302, "").setHeader("Location", "/flask/viewer/" + FORM_TOKEN + "/data"),
                Server.error(200, "it failed because of Jane"),
                Server.json("{\"a\":\"HEADACHE\""),
                Server.json("[{\"a\":\"HEADACHE\",\"a\":1}]"),
                Server.json("{\"date_created\":\"HEADACHE\",\"study_id\":\"Jane\"}"),
                new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    }

    private static List<Consumer<FlaskDataClient>> calls() {
        return List.of(
                flask -> flask.edc("demo").createSubject(NewSubject.labelled("Jane")),
                flask -> flask.forms()
                        .study(1)
                        .subjectLabelled("Jane")
                        .event("e")
                        .addCrf("c", CrfData.of("AETERM", "HEADACHE")),
                flask -> flask.edc("demo").extract("t").where("subject", "Jane").toList(),
                LogTest::transportCall);
    }

    /** Stack traces with all causes, addresses and headers, and what the things themselves say they are. */
    private static List<Object> everythingThatCanGoWrong() throws Exception {
        List<Object> said = new ArrayList<>();
        for (MockResponse fault : faults()) {
            for (Consumer<FlaskDataClient> call : calls()) {
                try (Server server = new Server();
                        FlaskDataClient flask = server.builder
                                .options(options -> options.withMaxAttempts(1))
                                .build()) {
                    server.signedIn();
                    flask.authorize();
                    server.answers(fault);
                    said.add(told(catchThrowable(() -> call.accept(flask))));
                }
            }
        }
        try (Server server = new Server();
                FlaskDataClient flask = server.builder.build()) {
            server.answers(Server.error(400, "User or password invalid."));
            said.add(told(catchThrowable(flask::authorize)));
            said.add(told(catchThrowable(flask::authorize)));
            said.add(flask);
        }
        said.add(NewSubject.labelled("Jane"));
        said.add(CrfData.of("AETERM", "HEADACHE"));
        return said;
    }

    private static void transportCall(FlaskDataClient flask) {
        try {
            flask.api(FormsViewerApi.class).getEventDocument(FORM_TOKEN).execute();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String told(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return e instanceof FlaskDataException ours ? text + ours.address() + ours.headers() : text.toString();
    }

    private static Handler handler(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (!String.valueOf(record.getLoggerName()).contains("mockwebserver")) {
                    records.add(record);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
