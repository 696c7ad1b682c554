/** Forms' operations and what they write to the EDC. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.forms;

import org.jspecify.annotations.NullMarked;
