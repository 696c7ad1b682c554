/** The data server's operations. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.dataserver;

import org.jspecify.annotations.NullMarked;
