package io.flaskdata.sdk.changes.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Sorts more lines than fit into the heap: sorted runs of bounded size on disk, merged a few at a time. */
public final class ExternalSort {
    private static final int FAN_IN = 64;

    private final Path folder;
    private final int bufferBytes;
    private final List<KeyedLine> buffer = new ArrayList<>();
    private final Deque<SortedRun> runs = new ArrayDeque<>();
    private int buffered;
    private long files;

    /** The folder is this sort's own. */
    public ExternalSort(Path folder, int bufferBytes) {
        this.folder = folder;
        this.bufferBytes = bufferBytes;
    }

    public void add(KeyedLine line) throws IOException {
        if (buffered > 0 && buffered + line.heapBytes() > bufferBytes) {
            spill();
        }
        buffer.add(line);
        buffered += line.heapBytes();
    }

    private void spill() throws IOException {
        if (buffer.isEmpty() && !runs.isEmpty()) {
            return;
        }
        buffer.sort(KeyedLine.BY_KEY);
        runs.add(SortedRun.of(nextFile(), buffer));
        buffer.clear();
        buffered = 0;
    }

    private Path nextFile() {
        files++;
        return folder.resolve("run-" + files);
    }

    /** All added lines, in the order of their keys; not more runs are open than are merged at once. */
    public MergedLines merged() throws IOException {
        spill();
        while (runs.size() > FAN_IN) {
            List<SortedRun> some = new ArrayList<>();
            while (some.size() < FAN_IN) {
                some.add(runs.remove());
            }
            runs.add(SortedRun.merged(nextFile(), new MergedLines(some)));
        }
        return new MergedLines(List.copyOf(runs));
    }

    /** The same in one file. */
    public SortedRun sorted() throws IOException {
        spill();
        SortedRun first = runs.element();
        return runs.size() == 1 ? first : SortedRun.merged(nextFile(), merged());
    }
}
