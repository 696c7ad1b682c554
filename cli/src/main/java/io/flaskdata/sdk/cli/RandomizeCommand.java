package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.randomization.Randomization;
import io.flaskdata.sdk.randomization.RandomizedKit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A subject's kit. */
@Command(
        name = "randomize",
        description =
                "Gives a subject without a kit the next free kit of its strata. A subject that has one keeps it, so it can be run again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  flaskdata randomize 001-001 --edc demo --stratum SEX=M --stratum SITE=001")
final class RandomizeCommand implements Callable<Integer> {
    private static final String UNANSWERED = "the randomization was sent and not answered: --read says what came of it";

    @Mixin
    private Session session = new Session();

    @Parameters(paramLabel = "SUBJECT", description = "The subject label in the EDC.")
    private String subject = "";

    @Option(names = "--stratum", paramLabel = "NAME=VALUE", description = "Once or twice.")
    private Map<String, String> strata = new LinkedHashMap<>();

    @Option(names = "--read", description = "Only reads the kit that the subject has.")
    private boolean read;

    @Override
    public Integer call() {
        String edc = session.edc();
        if (!read && strata.isEmpty()) {
            throw new IllegalArgumentException("Name the strata: --stratum NAME=VALUE");
        }
        try (FlaskDataClient client = session.client()) {
            Randomization randomization = client.randomization(edc, subject);
            for (var stratum : strata.entrySet()) {
                randomization = randomization.stratum(stratum.getKey(), stratum.getValue());
            }
            Optional<RandomizedKit> had = randomization.read();
            if (had.isPresent() || read) {
                tell(had.orElse(null), false);
            } else {
                tell(Stopping.during(session, UNANSWERED, randomization::randomize), true);
            }
            return Exit.OK.code();
        }
    }

    private void tell(@Nullable RandomizedKit kit, boolean now) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("kit", kit == null ? null : kit.kitNumber());
        members.put("kitId", kit == null ? null : kit.kitId());
        members.put("now", now);
        session.tell(
                kit == null ? "No kit" : "Kit " + kit.kitNumber() + (now ? "" : ", which the subject had already"),
                members);
    }
}
