package io.flaskdata.sdk.formats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names as SAS transport files have them: at most 8 of A to Z, 0 to 9 and _, not beginning with a digit. */
final class SasNames {
    static final int LONGEST = 8;

    private SasNames() {}

    static String of(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
        String begun = plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
        return begun.substring(0, Math.min(LONGEST, begun.length()));
    }

    /**
     * A name for each, all different. Names that need no change keep theirs; others are cut, and where that makes two
     * equal, the later one ends in a number.
     */
    static List<String> of(List<String> names) {
        Set<String> taken = new HashSet<>();
        names.stream().filter(each -> of(each).equals(each)).forEach(taken::add);
        List<String> all = new ArrayList<>();
        for (String name : names) {
            String shorter = of(name);
            if (!shorter.equals(name)) {
                shorter = free(shorter, taken);
            }
            all.add(shorter);
        }
        return all;
    }

    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            String number = String.valueOf(i);
            name = wanted.substring(0, Math.min(wanted.length(), LONGEST - number.length())) + number;
        }
        return name;
    }
}
