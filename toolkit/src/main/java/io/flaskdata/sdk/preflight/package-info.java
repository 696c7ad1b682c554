/** Checking a CRF's values against its form before saving. */
@NullMarked
package io.flaskdata.sdk.preflight;

import org.jspecify.annotations.NullMarked;
