/** The features' operations: customers' extracts and randomization. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.features;

import org.jspecify.annotations.NullMarked;
