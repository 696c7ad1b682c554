/**
 * What a form would say of a CRF's values.
 */
@NullMarked
package io.flaskdata.sdk.preflight;

import org.jspecify.annotations.NullMarked;
