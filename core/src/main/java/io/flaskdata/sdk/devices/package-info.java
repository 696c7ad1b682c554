/**
 * The devices of a study and their logs: start at {@link io.flaskdata.sdk.FlaskDataClient#devices(int)}.
 */
@NullMarked
package io.flaskdata.sdk.devices;

import org.jspecify.annotations.NullMarked;
