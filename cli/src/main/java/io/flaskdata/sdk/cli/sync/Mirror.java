package io.flaskdata.sdk.cli.sync;

import io.flaskdata.sdk.cli.sync.MirrorState.MirrorFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where rows are mirrored to. What a run changes appears at once, in {@link Publication#commit}, or not at all. */
interface Mirror extends Closeable {
    /** A current row in the order of keys, with all that the mirror knows of it. */
    record Current(byte[] key, byte[] line, String validFrom, long run, long version) {}

    /** The current rows in the order of keys. */
    interface CurrentRows extends Closeable {
        @Nullable
        Current next() throws IOException;
    }

    /** Takes one table's rows in the order of their keys: each current one is kept or ended. */
    interface TableWriter extends Closeable {
        void keep(Current row) throws IOException;

        void end(Current row, boolean deleted) throws IOException;

        void insert(byte[] key, byte[] line) throws IOException;

        /** The files that the table consists of from now on. */
        List<MirrorFile> finished() throws IOException;
    }

    /** What one run changes. Closed without a commit it changes nothing. */
    interface Publication extends Closeable {
        TableWriter table(SourceTable table, List<String> columns, MirrorState.@Nullable Table before)
                throws IOException;

        void commit(MirrorState after) throws IOException;
    }

    MirrorState state() throws IOException;

    CurrentRows current(SourceTable table, MirrorState.Table state) throws IOException;

    Publication begin(long run, String at, MirrorState before) throws IOException;

    /** Whether what is stored is what was written, beyond its rows. Names what isn't; null when all is well. */
    @Nullable
    String damage(String name, MirrorState.Table state) throws IOException;
}
