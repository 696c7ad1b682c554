package io.flaskdata.sdk.sandbox.http;

/**
 * A request the sandbox received for one of its operations. Its {@code toString} doesn't show the body.
 *
 * @param number counts all requests for operations since the sandbox started, from 1, in the order they came
 * @param method the HTTP method
 * @param path the operation's path as the documents have it
 * @param sentPath the path as it was sent
 * @param database the EDC database it was for, by header, query or body; empty when it named none
 * @param body the body as JSON, passwords replaced; {@code {}} when there was none, or none that could be read
 * @param status the answer's status, 0 when there was none, or none yet
 * @param fault the kind of fault it met, such as {@code disconnect-after}; empty when it met none
 * @param grade how sure anyone outside is of what was answered: documented, observed or inferred
 * @param inferred what of it is inferred, in words; empty when that is nothing
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
    /**
     * Whether something of what was answered, or all, is inferred: who relies on it relies on what nobody outside FlaskData
     * knows.
     *
     * @return whether it is
     */
    public boolean restsOnInference() {
        return grade.equals("inferred") || !inferred.isEmpty();
    }

    @Override
    public String toString() {
        return method + " " + path + " " + status + (fault.isEmpty() ? "" : " (" + fault + ")");
    }
}
