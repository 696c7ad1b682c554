/** Named rules that turn what swagger-jsdoc served into Swagger 2.0, each reporting where it acted. */
@NullMarked
package io.flaskdata.sdk.spectools.repair;

import org.jspecify.annotations.NullMarked;
