/** The JSON of the generated modules. */
@NullMarked
package io.flaskdata.sdk.json;

import org.jspecify.annotations.NullMarked;
