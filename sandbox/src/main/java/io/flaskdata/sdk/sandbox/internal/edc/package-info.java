/** The EDC's operations. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.edc;

import org.jspecify.annotations.NullMarked;
