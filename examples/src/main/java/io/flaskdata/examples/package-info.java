/** Small programs that are also tests. */
@NullMarked
package io.flaskdata.examples;

import org.jspecify.annotations.NullMarked;
