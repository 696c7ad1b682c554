/** For the SDK's own programs: lines sorted by key on the disk. Not a public API. */
@NullMarked
package io.flaskdata.sdk.changes.internal;

import org.jspecify.annotations.NullMarked;
