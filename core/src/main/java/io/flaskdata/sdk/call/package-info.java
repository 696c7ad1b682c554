/**
 * How calls are made: environments, credentials, options, and what a listener is told.
 */
@NullMarked
package io.flaskdata.sdk.call;

import org.jspecify.annotations.NullMarked;
