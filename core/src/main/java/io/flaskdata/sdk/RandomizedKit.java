package io.flaskdata.sdk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The kit a subject was given.
 *
 * @param kitId the kit's id
 * @param kitNumber what is printed on the kit
 * @param randomized when it was given, or null when the server doesn't say
 */
public record RandomizedKit(
        int kitId, String kitNumber, @Nullable Instant randomized) {}
