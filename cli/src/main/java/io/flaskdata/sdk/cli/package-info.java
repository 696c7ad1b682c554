/** The command line {@code flaskdata}: {@link io.flaskdata.sdk.cli.FlaskDataCli} and a class for each command. */
@NullMarked
package io.flaskdata.sdk.cli;

import org.jspecify.annotations.NullMarked;
