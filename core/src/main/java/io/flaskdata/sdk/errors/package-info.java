/** The exceptions of failed calls: {@link io.flaskdata.sdk.errors.FlaskDataException} and its subclasses. */
@NullMarked
package io.flaskdata.sdk.errors;

import org.jspecify.annotations.NullMarked;
