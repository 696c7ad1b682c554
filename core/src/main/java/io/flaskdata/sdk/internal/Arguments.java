package io.flaskdata.sdk.internal;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Argument checks, made before anything is sent; messages name the argument, never its value. */
public final class Arguments {
    private Arguments() {}

    public static <T> T notNull(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }

    public static String notBlank(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be null or blank");
        }
        return value;
    }

    public static int between(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be between " + least + " and " + most);
        }
        return value;
    }

    public static Duration timeout(@Nullable Duration value, String name) {
        Duration present = notNull(value, name);
        if (present.isNegative() || present.isZero() || present.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be more than zero and at most a day");
        }
        return present;
    }

    /** A day as {@code yyyy-MM-dd}. */
    public static String day(@Nullable LocalDate value, String name) {
        LocalDate present = notNull(value, name);
        if (present.getYear() < 1 || present.getYear() > 9999) {
            throw new IllegalArgumentException(name + " must be in a year from 1 to 9999");
        }
        return present.toString();
    }

    /** For values sent as a header, or as part of one. */
    public static String headerSafe(@Nullable String value, String name) {
        String present = notBlank(value, name);
        if (!present.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    name + " must consist of visible ASCII characters only, because it is sent as a header");
        }
        return present;
    }

    /** For values sent as one path segment: anything that could change the path is refused, not escaped. */
    public static String pathSegment(@Nullable String value, String name) {
        String present = notBlank(value, name);
        if (!present.matches("[A-Za-z0-9._~!$&'()*+,;=:@-]+") || present.matches("\\.{1,2}")) {
            throw new IllegalArgumentException(name + " can't be one segment of an address's path");
        }
        return present;
    }

    /**
     * For names of tables, views, functions and columns, which the server puts into a query: letters of any script,
     * with their marks (such as vowel points) and joiners.
     */
    public static String identifier(@Nullable String value, String name) {
        String present = notBlank(value, name);
        if (!present.matches("[\\p{L}_][\\p{L}\\p{M}\\p{N}_$\u200c\u200d]*")) {
            throw new IllegalArgumentException(name + " can't be the name of a table or column");
        }
        return present;
    }

    /** For a filter's value: the server treats an empty one as no filter and would send every row. */
    public static String filterValue(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " must not be null or empty: an empty filter keeps every row");
        }
        return value;
    }

    /** A copy with one more member, in the order given. */
    public static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(members);
        if (copy.put(name, value) != null) {
            throw new IllegalArgumentException(name + " is given twice");
        }
        return copy;
    }

    /** Refuses only what can't be an address at all. */
    public static String emailAddress(@Nullable String value, String name) {
        String present = notBlank(value, name);
        if (!present.matches("[^\\s@,;]+@[^\\s@,;]+")) {
            throw new IllegalArgumentException(name + " must be an e-mail address");
        }
        return present;
    }

    public static URI baseAddress(@Nullable URI address, String name) {
        if (address == null || address.getHost() == null || address.getScheme() == null) {
            throw new IllegalArgumentException(name + " must be an absolute address such as https://api.example.org");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(name + " must have no user, query or fragment");
        }
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        boolean loopbackOverHttp = scheme.equals("http") && isLoopback(address.getHost());
        if (!scheme.equals("https") && !loopbackOverHttp) {
            throw new IllegalArgumentException(name + " must be https; plain http is accepted for loopback only");
        }
        String text = address.toString();
        return URI.create(text.endsWith("/") ? text : text + "/");
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
