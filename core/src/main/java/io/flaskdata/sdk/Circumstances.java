package io.flaskdata.sdk;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a failed call. */
record Circumstances(
        String operation,
        int attempts,
        @Nullable Integer status,
        String address,
        Map<String, List<String>> headers,
        @Nullable String rawBody)
        implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
        return "Circumstances[" + operation + ", status " + status + "]";
    }
}
