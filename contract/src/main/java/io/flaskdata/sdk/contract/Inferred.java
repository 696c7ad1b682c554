package io.flaskdata.sdk.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Everything that is only inferred, and the probes that decide it: the list {@code inferred.tsv} in this package. */
final class Inferred {
    /** A place of the documents or a line of docs/sandbox.md, its probes, and why there is none. */
    record Item(String item, List<String> probes, String why) {}

    private static final List<Item> ITEMS = read();

    private Inferred() {}

    static List<Item> all() {
        return ITEMS;
    }

    /** What a probe decides. */
    static List<String> items(String probe) {
        return ITEMS.stream()
                .filter(each -> each.probes().contains(probe))
                .map(Item::item)
                .toList();
    }

    private static List<Item> read() {
        try (InputStream in = Inferred.class.getResourceAsStream("inferred.tsv")) {
            if (in == null) {
                throw new IllegalStateException("inferred.tsv is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Inferred::item)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("inferred.tsv can't be read", e);
        }
    }

    private static Item item(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 3 || cells[1].isEmpty() == cells[2].isEmpty()) {
            throw new IllegalStateException("inferred.tsv: an item, and either probes or a reason: " + line);
        }
        List<String> probes = cells[1].isEmpty() ? List.of() : Arrays.asList(cells[1].split(" "));
        return new Item(cells[0], probes, cells[2]);
    }
}
