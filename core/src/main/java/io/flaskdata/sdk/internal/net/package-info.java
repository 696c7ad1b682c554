/** For the SDK's own packages: sockets that know which bytes were asked for. Not a public API. */
@NullMarked
package io.flaskdata.sdk.internal.net;

import org.jspecify.annotations.NullMarked;
