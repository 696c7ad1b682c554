package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A code of the EDC, with its name if the SDK knows it.
 *
 * @param code the code
 * @param known its name, or null
 * @param <E> the list the code is from
 */
public record Coded<E extends Enum<E> & EdcCodes.Code>(
        int code, @Nullable E known) {
    static <E extends Enum<E> & EdcCodes.Code> @Nullable Coded<E> of(Row row, String column, Class<E> list) {
        Integer code = row.integer(column);
        if (code == null) {
            return null;
        }
        E known = Stream.of(list.getEnumConstants())
                .filter(each -> each.code() == code)
                .findFirst()
                .orElse(null);
        return new Coded<>(code, known);
    }

    /** Whether the code has this name. */
    public boolean is(E name) {
        return known == name;
    }

    @Override
    public String toString() {
        return known == null ? "code " + code : known.name();
    }
}
