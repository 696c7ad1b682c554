/** How calls are made: environments, credentials, options and listeners. */
@NullMarked
package io.flaskdata.sdk.call;

import org.jspecify.annotations.NullMarked;
