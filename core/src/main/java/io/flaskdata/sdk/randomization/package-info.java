/**
 * Randomization of a subject's kits: start at {@link io.flaskdata.sdk.FlaskDataClient#randomization(String,
 * String)}.
 */
@NullMarked
package io.flaskdata.sdk.randomization;

import org.jspecify.annotations.NullMarked;
