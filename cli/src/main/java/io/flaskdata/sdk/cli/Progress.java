package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.rows.DownloadProgress;
import io.flaskdata.sdk.rows.RowProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** What has arrived so far, on a terminal. The bar is the bytes', with rows and the rate beside it. */
final class Progress implements RowProgress, DownloadProgress, AutoCloseable {
    static final Progress NONE = new Progress(null);

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Progress bar(String task, PrintStream err) {
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(-1)
                .setUnit(" KB", 1_000)
                .showSpeed()
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build());
    }

    @Override
    public void arrived(long rows, long bytes, OptionalLong total) {
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, " %,d rows", rows));
            arrived(bytes, total);
        }
    }

    @Override
    public void arrived(long bytes, OptionalLong total) {
        if (bar != null) {
            bar.maxHint(total.orElse(-1));
            bar.stepTo(bytes);
        }
    }

    /** For inserts, which have no bytes. */
    void inserted(long done) {
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, " %,d inserts", done));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
