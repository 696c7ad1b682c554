@NullMarked
package io.flaskdata.sdk.cli;

import org.jspecify.annotations.NullMarked;
