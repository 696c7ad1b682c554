package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.contract.ContractMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** flaskdata-contract, with this command line's settings. */
@Command(
        name = "contract",
        description =
                "Checks a FlaskData against the contract; its further options and its exit codes are those of docs/contract.md. Reads only, unless --write-study is given.")
final class ContractCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Option(
            names = {"-h", "--help"},
            description = "All options of the check.")
    private boolean help;

    @Unmatched
    private List<String> further = new ArrayList<>();

    @Override
    public Integer call() {
        if (help) {
            return ContractMain.run(() -> session.client(), "--help");
        }
        for (String name : List.of("edc", "study", "zone")) {
            String value = session.setting(name);
            if (value != null) {
                further.add("--" + name + "=" + value);
            }
        }
        return session.tool("contract", () -> ContractMain.run(() -> session.client(), further.toArray(String[]::new)));
    }
}
