package io.flaskdata.sdk.internal.http;

import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Thread#interrupt()} cancel a call at once, although a socket read does not respond to it: the JDK's
 * mechanism for interruptible channels, which closes the call here. An interruption ends in a {@link
 * java.nio.channels.ClosedByInterruptException}, the thread's flag still set.
 */
public final class Interruption extends AbstractInterruptibleChannel {
    private final Call call;

    Interruption(Call call) {
        this.call = call;
    }

    @Override
    protected void implCloseChannel() {
        call.cancel();
    }

    Response proceed(Interceptor.Chain chain, Request request) throws IOException {
        Response response = null;
        begin();
        try {
            response = chain.proceed(request);
        } finally {
            endOrClose(response);
        }
        return response;
    }

    private void endOrClose(@Nullable Response response) throws IOException {
        boolean ended = false;
        try {
            end(response != null);
            ended = true;
        } finally {
            if (!ended && response != null) {
                response.close();
            }
        }
    }

    long read(Source source, Buffer sink, long bytes) throws IOException {
        boolean completed = false;
        begin();
        try {
            long read = source.read(sink, bytes);
            completed = true;
            return read;
        } finally {
            end(completed);
        }
    }
}
