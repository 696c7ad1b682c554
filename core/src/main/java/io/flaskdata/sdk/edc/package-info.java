/**
 * The EDC: extracts, typed rows, subjects. Start at {@link io.flaskdata.sdk.FlaskDataClient#edc(String)}.
 */
@NullMarked
package io.flaskdata.sdk.edc;

import org.jspecify.annotations.NullMarked;
