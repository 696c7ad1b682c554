/** The features' operations: customers' extracts and randomization. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.features;

import org.jspecify.annotations.NullMarked;
