/** Writes a seed into a database. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.seed;

import org.jspecify.annotations.NullMarked;
