/** The EDC's operations. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.edc;

import org.jspecify.annotations.NullMarked;
