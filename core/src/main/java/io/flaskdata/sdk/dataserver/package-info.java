/**
 * The data server, which extracts forms data: start at {@link io.flaskdata.sdk.FlaskDataClient#dataServer(int)}.
 */
@NullMarked
package io.flaskdata.sdk.dataserver;

import org.jspecify.annotations.NullMarked;
