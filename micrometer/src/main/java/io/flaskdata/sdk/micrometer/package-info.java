/**
 * Micrometer metrics of a client's calls.
 */
@NullMarked
package io.flaskdata.sdk.micrometer;

import org.jspecify.annotations.NullMarked;
