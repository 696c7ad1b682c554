package io.flaskdata.sdk.sandbox;

/**
 * A request the sandbox received for one of its operations. Its {@code toString} doesn't show the body.
 *
 * @param method the HTTP method
 * @param path the operation's path as the documents have it
 * @param sentPath the path as it was sent
 * @param database the {@code EDC} header; empty when there was none
 * @param body the body as JSON, passwords replaced; {@code {}} when there was none
 * @param status the answer's status, 0 when there was none
 * @param grade how sure anyone outside is of what was answered: documented, observed or inferred
 * @param inferred what of it is inferred, in words; empty when that is nothing
 */
public record ReceivedRequest(
        String method,
        String path,
        String sentPath,
        String database,
        String body,
        int status,
        String grade,
        String inferred) {
    @Override
    public String toString() {
        return method + " " + path + " " + status;
    }
}
