/**
 * For the SDK's own packages: sockets that know which bytes were asked for. No promise is made about it.
 */
@NullMarked
package io.flaskdata.sdk.internal.net;

import org.jspecify.annotations.NullMarked;
