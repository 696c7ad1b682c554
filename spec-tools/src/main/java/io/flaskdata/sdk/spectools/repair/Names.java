package io.flaskdata.sdk.spectools.repair;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names as Java has them. */
public final class Names {
    /** What the generated sources call by its simple name, in lower case. */
    private static final Set<String> TAKEN = Set.of(
            ("object string integer long boolean list map objects call void body response responsebody requestbody instant "
                            + "bigdecimal class override nullable nullmarked stringjoiner serializedname number double float "
                            + "set iterable record error exception get put post delete options head patch http path query "
                            + "header streaming")
                    .split(" "));

    private static final Pattern FIRST_LETTERS = Pattern.compile("(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)");

    private Names() {}

    /** The word with a capital. */
    public static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Words joined by their capitals: study-site is StudySite. */
    public static String joined(String words) {
        return FIRST_LETTERS.matcher(words).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    /**
     * A model's name like the wanted one, that is no other's: files whose names differ only in case are one file on some
     * machines.
     */
    public static String freeModel(String wanted, Iterable<String> others) {
        Set<String> taken = new TreeSet<>();
        others.forEach(other -> taken.add(plain(other)));
        String legal = legalModel(wanted);
        String free = legal;
        for (int i = 2; taken.contains(plain(free)); i++) {
            free = legal + i;
        }
        return free;
    }

    /** A name that the generator takes, and that is not one of its own: interfaces end with Api. */
    static String legalModel(String wanted) {
        String letters = wanted.replaceAll("[^A-Za-z0-9]", "");
        String plain = plain(wanted);
        if (plain.isEmpty() || Character.isDigit(plain.charAt(0)) || TAKEN.contains(plain)) {
            return "Model" + letters;
        }
        return plain.endsWith("api") ? letters + "Model" : wanted.matches("[A-Za-z0-9_.-]+") ? wanted : letters;
    }

    /** Two names with one plain form are one class. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
