@NullMarked
package io.flaskdata.sdk.spark;

import org.jspecify.annotations.NullMarked;
