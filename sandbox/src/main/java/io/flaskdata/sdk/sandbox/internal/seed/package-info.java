/** Writes a seed into a database. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.seed;

import org.jspecify.annotations.NullMarked;
