/** The data server's operations. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.dataserver;

import org.jspecify.annotations.NullMarked;
