package io.flaskdata.sdk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.flaskdata.sdk.errors.FlaskDataException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Every logger of the process at its most talkative, and whatever else a test puts in. */
final class Told implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final java.util.logging.Logger jul = java.util.logging.Logger.getLogger("");
    private final java.util.logging.Level before = jul.getLevel();
    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            // The test's own server logs what it is sent.
            if (!String.valueOf(record.getLoggerName()).contains("mockwebserver")) {
                said.add(record.getLoggerName() + " " + record.getMessage() + " "
                        + List.of(Objects.requireNonNullElse(record.getParameters(), new Object[0])));
                if (record.getThrown() != null) {
                    said.add(trace(record.getThrown()));
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Told() {
        appender.start();
        root.setLevel(Level.ALL);
        root.addAppender(appender);
        handler.setLevel(java.util.logging.Level.ALL);
        jul.setLevel(java.util.logging.Level.ALL);
        jul.addHandler(handler);
    }

    /**
     * What a log would have of it: its text; of an exception all that it shows without being asked for the answer's
     * headers and body. A text or a number was asked for.
     */
    void add(Object seen) {
        if (seen instanceof FlaskDataException ours) {
            said.add(trace(ours) + ours.address() + ours.operation());
        } else if (seen instanceof Throwable e) {
            said.add(trace(e));
        } else if (!(seen instanceof CharSequence
                || seen instanceof Collection
                || seen instanceof Map
                || seen instanceof Optional)) {
            said.add(seen.getClass().getSimpleName() + " " + seen);
        }
    }

    void addThreads() {
        Thread.getAllStackTraces().keySet().forEach(thread -> said.add("thread " + thread.getName()));
    }

    static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** The SDK's own log lines. */
    List<String> log() {
        return appender.list.stream()
                .filter(event -> event.getLoggerName().startsWith("io.flaskdata"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    List<String> everything() {
        return Stream.concat(
                        appender.list.stream()
                                .map(event -> event.getLoggerName() + " " + event.getFormattedMessage() + " "
                                        + event.getThrowableProxy()),
                        said.stream())
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(Level.OFF);
        jul.removeHandler(handler);
        jul.setLevel(before);
    }
}
