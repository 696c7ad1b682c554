package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.devices.Devices;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The logs of devices. */
@Command(
        name = "devices",
        description = "Writes the logs of devices.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DevicesCommand {
    private static final Set<String> OWN = Set.of("device", "subject", "type", "at", "key");

    @Command(
            name = "insert",
            description = {
                "Inserts a device log for each row of a file.",
                "Columns: device, subject, type, at (an instant), key (optional); every other is a member of the payload."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  flaskdata devices insert steps.jsonl --study 3581600")
    int insert(@Mixin Session session, @Mixin BulkOptions bulk) {
        int id = session.study();
        try (FlaskDataClient client = session.client()) {
            Devices devices = client.devices(id);
            return bulk.run(session, BulkInsert.into(devices, bulk.journal()), new Logs());
        }
    }

    private static final class Logs implements BulkRows<DeviceLog> {
        @Override
        public List<String> problems(InputFile in, InputFile.Line line) {
            return DevicesCommand.problems(in, line);
        }

        @Override
        public DeviceLog input(InputFile.Line line) {
            return log(line);
        }
    }

    private static List<String> problems(InputFile in, InputFile.Line line) {
        List<String> problems = new ArrayList<>();
        if (line.text("device") == null) {
            problems.add(in.place(line.number(), "device") + ": a value is required");
        }
        line.values().forEach((column, value) -> {
            if (value == null) {
                problems.add(in.place(line.number(), column) + ": null can't be sent; leave the member out");
            }
        });
        try {
            String at = line.text("at");
            if (at != null) {
                Instant.parse(at);
            }
        } catch (DateTimeParseException e) {
            problems.add(in.place(line.number(), "at") + ": it must be an instant such as 2026-11-01T08:00:00Z");
        }
        return problems;
    }

    private static DeviceLog log(InputFile.Line line) {
        DeviceLog log = DeviceLog.of(String.valueOf(line.text("device")));
        String subject = line.text("subject");
        String type = line.text("type");
        String at = line.text("at");
        log = subject == null ? log : log.subject(subject);
        log = type == null ? log : log.type(type);
        log = at == null ? log : log.at(Instant.parse(at));
        for (var value : line.values().entrySet()) {
            if (!OWN.contains(value.getKey()) && value.getValue() != null) {
                log = log.payload(value.getKey(), value.getValue());
            }
        }
        return log;
    }
}
