package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.CheckReport;
import io.flaskdata.sdk.FlaskDataClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Whether host, credentials, databases and clock are as they should be. */
@Command(
        name = "check",
        description = "Checks host, credentials, EDC databases and clock. Reads only.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  flaskdata check --profile staging demo")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Parameters(paramLabel = "DATABASE", description = "EDC databases to read a row of; by default that of --edc.")
    private List<String> databases = new ArrayList<>();

    @Override
    public Integer call() {
        String edc = session.setting("edc");
        if (databases.isEmpty() && edc != null) {
            databases.add(edc);
        }
        try (FlaskDataClient client = session.client()) {
            CheckReport report = client.check(databases.toArray(String[]::new));
            for (CheckReport.Check check : report.checks()) {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                members.put("check", check.name());
                members.put("ok", check.ok());
                members.put("detail", check.detail());
                session.tell((check.ok() ? "ok      " : "PROBLEM ") + check.name() + ": " + check.detail(), members);
            }
            return (report.ok() ? Exit.OK : Exit.NOT_ALL).code();
        }
    }
}
