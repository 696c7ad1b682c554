package io.flaskdata.sdk.call;

import io.flaskdata.sdk.FlaskDataClient;

/**
 * What a client's parts make their calls through. Only {@link FlaskDataClient} has one; it has nothing to call, and
 * nothing accepts one that is made elsewhere.
 */
public interface Caller {}
