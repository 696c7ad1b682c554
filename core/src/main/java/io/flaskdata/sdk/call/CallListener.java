package io.flaskdata.sdk.call;

/** Told of every attempt of every call, sign-ins included: for metrics. */
@FunctionalInterface
public interface CallListener {
    /**
     * An attempt has ended. Called on the thread that read the answer; what it throws is logged and changes nothing.
     *
     * @param event what is known of the attempt
     */
    void attempted(CallEvent event);
}
