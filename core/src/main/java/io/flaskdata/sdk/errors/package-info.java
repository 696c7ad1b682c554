/**
 * What a failed call ends with: {@link io.flaskdata.sdk.errors.FlaskDataException} and its kinds.
 */
@NullMarked
package io.flaskdata.sdk.errors;

import org.jspecify.annotations.NullMarked;
