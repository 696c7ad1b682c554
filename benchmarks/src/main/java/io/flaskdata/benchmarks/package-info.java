/** How the SDK compares with its peers on the same bytes, in the same run, from a source on this machine. */
@NullMarked
package io.flaskdata.benchmarks;

import org.jspecify.annotations.NullMarked;
