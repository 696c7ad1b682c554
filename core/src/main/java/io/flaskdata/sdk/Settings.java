package io.flaskdata.sdk;

import java.time.Duration;

/** What a client was built with, besides environment and credentials. */
record Settings(
        TokenScheme tokenScheme,
        Duration connectTimeout,
        Duration callTimeout,
        Duration extractTimeout,
        boolean readOnly) {}
