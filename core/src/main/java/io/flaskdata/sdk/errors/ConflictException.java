package io.flaskdata.sdk.errors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CRF was not saved because it changed on the server after it was read. Nothing was sent: read the document again,
 * repeat the edits, and save it.
 */
public final class ConflictException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    private final List<String> changed;

    /**
     * For the SDK, and for your own tests.
     *
     * @param details the failed call
     * @param changed the names of what changed on the server
     */
    public ConflictException(Details details, List<String> changed) {
        this(details, changed, null);
    }

    private ConflictException(Details details, List<String> changed, @Nullable Throwable cause) {
        super("the CRF was not saved because it changed on the server: " + changed + ".", details, false, cause);
        this.changed = List.copyOf(changed);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new ConflictException(details, changed, cause);
    }

    /**
     * What changed on the server: names of the CRF's members and variables of its items.
     *
     * @return the names, without values
     */
    public List<String> changed() {
        return changed;
    }
}
