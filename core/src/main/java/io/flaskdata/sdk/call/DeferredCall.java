package io.flaskdata.sdk.call;

/**
 * An opaque handle for a call that is made when its result is requested. Only the SDK creates one; other
 * implementations are refused.
 */
public interface DeferredCall {}
