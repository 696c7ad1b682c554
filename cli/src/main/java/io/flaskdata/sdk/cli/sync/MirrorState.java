package io.flaskdata.sdk.cli.sync;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mirror has, which is what its state says and nothing else.
 *
 * @param format of this record and of the files
 * @param source which FlaskData, and which database or study in it
 * @param run the number of the last run that changed something
 * @param at when that run began: {@code valid_from} and {@code valid_to} of what it changed
 * @param tables by name
 */
record MirrorState(int format, String source, long run, String at, Map<String, Table> tables) {
    static final int FORMAT = 1;

    static MirrorState none(String source) {
        return new MirrorState(FORMAT, source, 0, "", Map.of());
    }

    /**
     * One table.
     *
     * @param key the columns that identify a row; none when only the whole row does
     * @param columns of the current rows
     * @param rows how many current rows
     * @param digest of the current rows
     * @param updated the latest {@code date_updated} among them; null when there is none
     * @param run the last run that changed the table
     * @param versions how many rows the table has had, current or not
     * @param files first the current rows, then the history, oldest first; none in a database
     */
    record Table(
            List<String> key,
            List<String> columns,
            long rows,
            String digest,
            @Nullable String updated,
            long run,
            long versions,
            List<MirrorFile> files) {}

    /** A file of a mirror, by its name in the mirror's folder. */
    record MirrorFile(String name, long rows, long bytes, String sha256) {}
}
