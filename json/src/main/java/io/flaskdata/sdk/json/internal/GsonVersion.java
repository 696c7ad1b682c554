package io.flaskdata.sdk.json.internal;

import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Whether there is a Gson that has all we call; a mistake is one sentence instead of a NoSuchMethodError. */
public final class GsonVersion {
    private static final String OLDEST = "2.11";
    private static final String GSON = "com.google.gson.Gson";

    /** New in the oldest version. */
    private static final String STRICTNESS = "com.google.gson.Strictness";

    private GsonVersion() {}

    private static final class Once {
        static final @Nullable String FAULT = fault(GsonVersion.class.getClassLoader());

        private Once() {}
    }

    /**
     * Checks Gson, once.
     *
     * @throws IllegalStateException when it is missing or too old
     */
    public static void check() {
        if (Once.FAULT != null) {
            throw new IllegalStateException(Once.FAULT);
        }
    }

    /** What is wrong with the Gson that this loader finds. */
    public static @Nullable String fault(ClassLoader loader) {
        Class<?> gson = found(GSON, loader);
        if (gson == null) {
            return "Gson is missing from the class path: the SDK needs gson " + OLDEST + " or newer";
        }
        Class<?> strictness = found(STRICTNESS, loader);
        // A newer Gson behind an older one doesn't help: most classes are the first's.
        return strictness != null && place(strictness).equals(place(gson))
                ? null
                : "The Gson on the class path is too old (" + place(gson) + "): the SDK needs gson " + OLDEST
                        + " or newer";
    }

    private static @Nullable Class<?> found(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null; // Which the caller says.
        }
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? ""
                : source.getLocation().getPath();
    }
}
