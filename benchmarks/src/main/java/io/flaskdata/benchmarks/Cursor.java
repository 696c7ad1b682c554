package io.flaskdata.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A streaming parser under a peer, the way an expert would use it: names are compared with those expected, none is kept. */
interface Cursor {
    /** Goes into the next row; false when the answer ends as it should. */
    boolean nextRow() throws IOException;

    /** Goes to the value of the next column, whose name is compared. */
    void column(int position) throws IOException;

    /** Leaves the row, which must end here. */
    void endRow() throws IOException;

    @Nullable
    String text() throws IOException;

    int integer() throws IOException;

    /** Sent as a number or as text. */
    BigDecimal decimal() throws IOException;

    Instant instant() throws IOException;

    boolean flag() throws IOException;

    void skip() throws IOException;

    static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("the answer is not an array of the rows expected");
        }
    }
}
