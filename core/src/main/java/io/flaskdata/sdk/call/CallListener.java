package io.flaskdata.sdk.call;

/** Receives every attempt of every call, including sign-ins; for metrics. */
@FunctionalInterface
public interface CallListener {
    /**
     * Called when an attempt has ended, on the thread that read the answer. An exception is logged and otherwise
     * ignored.
     *
     * @param event the attempt
     */
    void attempted(CallEvent event);
}
