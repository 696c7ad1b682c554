package io.flaskdata.sdk.call;

import io.flaskdata.sdk.FlaskDataClient;

/**
 * An opaque handle that the SDK's own packages make calls with. Only {@link FlaskDataClient} creates one; other
 * implementations are refused.
 */
public interface Caller {}
