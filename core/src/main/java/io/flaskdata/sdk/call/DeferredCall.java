package io.flaskdata.sdk.call;

/**
 * A call that is made when its result is asked for. The client's parts make them; it has nothing to call, and nothing
 * accepts one that is made elsewhere.
 */
public interface DeferredCall {}
