/** Extracts in slices that each stay under the server's limits. */
@NullMarked
package io.flaskdata.sdk.slices;

import org.jspecify.annotations.NullMarked;
