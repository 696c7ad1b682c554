package io.flaskdata.sdk.sandbox.http;

/**
 * A request that the sandbox received for one of its operations. {@code toString} doesn't show the body.
 *
 * @param number its number among all requests for operations since the sandbox started, from 1
 * @param method the HTTP method
 * @param path the operation's path as the documents have it
 * @param sentPath the path as it was sent
 * @param database the EDC database named by header, query or body; empty when it named none
 * @param body the body as JSON, passwords replaced; {@code {}} when there was none or it could not be read
 * @param status the answer's status; 0 when there was none, or none yet
 * @param fault the kind of fault injected, such as {@code disconnect-after}; empty when there was none
 * @param grade how certain the answer's behaviour is: documented, observed or inferred
 * @param inferred what is inferred, in words; empty when nothing is
 */
public record ReceivedRequest(
        long number,
        String method,
        String path,
        String sentPath,
        String database,
        String body,
        int status,
        String fault,
        String grade,
        String inferred) {
    /** Whether any of the answer's behaviour is inferred, that is, not known outside FlaskData. */
    public boolean restsOnInference() {
        return grade.equals("inferred") || !inferred.isEmpty();
    }

    @Override
    public String toString() {
        return method + " " + path + " " + status + (fault.isEmpty() ? "" : " (" + fault + ")");
    }
}
