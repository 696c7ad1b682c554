/**
 * Studies, sites and their users; the customer's tables and billing reports: start at {@link
 * io.flaskdata.sdk.FlaskDataClient#administration()} and {@link io.flaskdata.sdk.FlaskDataClient#customer()}.
 */
@NullMarked
package io.flaskdata.sdk.admin;

import org.jspecify.annotations.NullMarked;
