/**
 * Flask Forms: studies, subjects, events, CRFs. Start at {@link io.flaskdata.sdk.FlaskDataClient#forms()}.
 */
@NullMarked
package io.flaskdata.sdk.forms;

import org.jspecify.annotations.NullMarked;
