package io.flaskdata.sdk.cli.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run did.
 *
 * @param run its number; one that changed nothing leaves it to the next
 * @param at when it began
 * @param changed whether the mirror changed
 * @param resumed how many tables a stopped run had fetched already
 * @param tables in the order they were asked for
 */
public record SyncReport(long run, String at, boolean changed, int resumed, List<Table> tables) {
    /**
     * What came of a table.
     *
     * @param rows current rows in the mirror
     * @param since the start of the window that was asked for; null when all rows were
     * @param appeared columns that the mirror didn't have
     * @param gone columns that the source has no longer
     * @param problem why the table was left as it was; null when it wasn't
     */
    public record Table(
            String name,
            long rows,
            long inserted,
            long changed,
            long deleted,
            @Nullable String since,
            List<String> appeared,
            List<String> gone,
            @Nullable String problem) {
        static Table failed(String name, MirrorState.@Nullable Table before, @Nullable String problem) {
            return new Table(name, before == null ? 0 : before.rows(), 0, 0, 0, null, List.of(), List.of(), problem);
        }

        /** For a log and for machines. */
        public Map<String, @Nullable Object> members() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("table", name);
            members.put("rows", rows);
            members.put("inserted", inserted);
            members.put("changed", changed);
            members.put("deleted", deleted);
            members.put("since", since);
            members.put("appeared", appeared);
            members.put("gone", gone);
            members.put("problem", problem);
            return members;
        }
    }

    /**
     * A table of the mirror held against the source.
     *
     * @param missing rows that only the source has
     * @param extra rows that only the mirror has
     * @param different rows with the same key and other values
     * @param keys of the first rows that differ, where rows have a key
     * @param problem why it couldn't be compared; null when it was
     */
    public record Verified(
            String name,
            long sourceRows,
            String sourceDigest,
            long mirrorRows,
            String mirrorDigest,
            long missing,
            long extra,
            long different,
            List<String> keys,
            @Nullable String problem) {
        static Verified not(String name, String problem) {
            return new Verified(name, 0, "", 0, "", 0, 0, 0, List.of(), problem);
        }

        /** Whether the mirror has the source's rows, and no others. */
        public boolean equal() {
            return problem == null && sourceRows == mirrorRows && sourceDigest.equals(mirrorDigest);
        }

        /** For a log and for machines. */
        public Map<String, @Nullable Object> members() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("table", name);
            members.put("equal", equal());
            members.put("source_rows", sourceRows);
            members.put("source_digest", sourceDigest);
            members.put("mirror_rows", mirrorRows);
            members.put("mirror_digest", mirrorDigest);
            members.put("missing", missing);
            members.put("extra", extra);
            members.put("different", different);
            members.put("keys", keys);
            members.put("problem", problem);
            return members;
        }
    }

    static List<String> without(List<String> these, List<String> those) {
        return these.stream().filter(each -> !those.contains(each)).toList();
    }
}
