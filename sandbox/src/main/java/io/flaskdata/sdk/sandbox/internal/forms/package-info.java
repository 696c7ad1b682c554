/** Forms' operations and what they write to the EDC. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.forms;

import org.jspecify.annotations.NullMarked;
