@NullMarked
package io.flaskdata.sdk.codegen;

import org.jspecify.annotations.NullMarked;
