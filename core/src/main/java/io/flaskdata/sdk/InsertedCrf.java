package io.flaskdata.sdk;

/**
 * A CRF that was created with its data.
 *
 * @param crfDataId the id of the CRF's data, which an update needs: keep it
 */
public record InsertedCrf(String crfDataId) {}
