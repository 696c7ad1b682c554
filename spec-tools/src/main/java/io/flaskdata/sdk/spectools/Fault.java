package io.flaskdata.sdk.spectools;

/**
 * Why a build stops.
 *
 * @param document the document's or overlay's file name
 * @param place a JSON pointer, or an overlay's action and target
 * @param reason what is wrong, in a sentence
 */
public record Fault(String document, String place, String reason) {
    @Override
    public String toString() {
        return document + " at " + (place.isEmpty() ? "/" : place) + ": " + reason;
    }
}
