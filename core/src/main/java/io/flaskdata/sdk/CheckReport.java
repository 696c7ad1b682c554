package io.flaskdata.sdk;

import io.flaskdata.sdk.errors.FlaskDataException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The result of {@link FlaskDataClient#check}. {@code toString} has one line for each check.
 *
 * @param checks in the order they were made
 */
public record CheckReport(List<Check> checks) {
    /**
     * One check.
     *
     * @param name {@code host}, {@code credentials}, {@code database NAME} or {@code clock}
     * @param ok whether the check passed
     * @param detail what was found, or the failure's message; contains no password, token or value
     */
    public record Check(String name, boolean ok, String detail) {}

    /** Whether every check passed. */
    public boolean ok() {
        return checks.stream().allMatch(Check::ok);
    }

    static Check of(String name, Supplier<String> look) {
        try {
            return new Check(name, true, look.get());
        } catch (FlaskDataException e) {
            return new Check(name, false, e.getClass().getSimpleName() + ", " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return checks.stream()
                .map(each -> (each.ok() ? "ok      " : "PROBLEM ") + each.name() + ": " + each.detail())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
