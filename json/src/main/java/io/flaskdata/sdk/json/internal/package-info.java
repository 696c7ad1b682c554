/** For the SDK itself, not for users. */
@NullMarked
package io.flaskdata.sdk.json.internal;

import org.jspecify.annotations.NullMarked;
