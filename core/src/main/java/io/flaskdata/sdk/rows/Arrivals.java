package io.flaskdata.sdk.rows;

import java.io.IOException;
import java.util.OptionalLong;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;

/** Counts an answer's bytes as they arrive, and tells a listener of them between rows. */
final class Arrivals {
    private final RowProgress progress;
    private final OptionalLong total;
    private long bytes;
    private boolean untold;

    Arrivals(ResponseBody answer, RowProgress progress) {
        // Unknown (-1) under gzip: the header's length is that of the compressed bytes.
        long length = answer.contentLength();
        this.total = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        this.progress = progress;
    }

    /** The answer as it comes from the server, counted. */
    ResponseBody arriving(ResponseBody answer) {
        return observed(answer, 1);
    }

    /** The same answer as it is read again from the disk, where nothing more arrives. */
    ResponseBody arrived(ResponseBody fetched) {
        return observed(fetched, 0);
    }

    private ResponseBody observed(ResponseBody body, int counting) {
        ForwardingSource source = new ForwardingSource(body.source()) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long read = super.read(sink, byteCount);
                if (read > 0) {
                    bytes += counting * read;
                    untold = true;
                }
                return read;
            }
        };
        return ResponseBody.create(Okio.buffer(source), body.contentType(), body.contentLength());
    }

    /** Tells the listener when there is anything new, and at the end. */
    void tell(long rows, boolean ended) {
        if (untold || ended) {
            untold = false;
            progress.arrived(rows, bytes, total);
        }
    }
}
