package io.flaskdata.sdk.rows;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;

/** Writes rows in one format. */
interface RowWriter extends Closeable, Flushable {
    void write(Row row) throws IOException;
}
