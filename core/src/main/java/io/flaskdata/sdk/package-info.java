/**
 * The FlaskData client: start at {@link io.flaskdata.sdk.FlaskDataClient}.
 *
 * <p>No type of the generated modules, and none of the packages named {@code internal}, appears in a public signature,
 * so a corrected assumption about the contract does not break callers. The exception is {@link
 * io.flaskdata.sdk.FlaskDataClient#api(Class)}.
 */
@NullMarked
package io.flaskdata.sdk;

import org.jspecify.annotations.NullMarked;
