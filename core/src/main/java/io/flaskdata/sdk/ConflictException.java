package io.flaskdata.sdk;

import java.util.List;

/**
 * A CRF was not saved because it changed at the server after it was read. Nothing was sent: read the document again, edit
 * that, and save it.
 */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final List<String> changed;

    ConflictException(List<String> changed) {
        super("The CRF was not saved: at the server it is not what was read any more, see " + changed);
        this.changed = List.copyOf(changed);
    }

    /**
     * What differs: names of the CRF's members, variables of its items.
     *
     * @return the names, without values
     */
    public List<String> changed() {
        return changed;
    }
}
