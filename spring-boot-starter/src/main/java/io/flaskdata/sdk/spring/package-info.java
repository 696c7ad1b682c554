/**
 * Auto-configuration of a FlaskData client for Spring Boot 3.5 and 4.
 */
@NullMarked
package io.flaskdata.sdk.spring;

import org.jspecify.annotations.NullMarked;
