/** SDK against specs, SDK against sandbox. */
package io.flaskdata.sdk.contract;
