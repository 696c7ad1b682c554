package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;

/** The link of an event's form, by its document id. Navigation makes no call. */
public final class FormsLink {
    private final Transport transport;
    private final String linkId;

    FormsLink(Transport transport, String linkId) {
        this.transport = transport;
        this.linkId = Arguments.pathSegment(linkId, "linkId");
    }

    /**
     * Reads the whole link.
     *
     * <p>Operation {@code GET /flask/link/{linkId}}; contract: documented.
     *
     * @return the link, to be edited and sent back
     * @throws RejectedException when the server refuses, such as for an unknown link
     * @throws FlaskDataException for any other failure
     */
    public LinkDocument read() {
        return LinkDocument.asRead(
                transport,
                linkId,
                ApiCall.of(transport.api(FormsLinkApi.class).getLink(linkId))
                        .answer()
                        .withoutDuplicates());
    }

    @Override
    public String toString() {
        return "FormsLink[" + linkId + "]";
    }
}
