package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.BrokenAnswerException;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A body that throws an exception when it exceeds the limit of an answer. */
final class LimitedBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    LimitedBody(ResponseBody body, long most) {
        this.body = body;
        this.source = Okio.buffer(new ForwardingSource(body.source()) {
            private long received;

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long read = super.read(sink, byteCount);
                received += Math.max(read, 0);
                if (received > most || contentLength() > most) {
                    throw new BrokenAnswerException("the answer has more than " + most + " bytes");
                }
                return read;
            }
        });
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }
}
