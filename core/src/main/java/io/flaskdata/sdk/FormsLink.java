package io.flaskdata.sdk;

import io.flaskdata.sdk.api.forms.FormsLinkApi;

/** The link of an event's form, by its document id. Navigation makes no call. */
public final class FormsLink {
    private final FlaskDataClient client;
    private final String linkId;

    FormsLink(FlaskDataClient client, String linkId) {
        this.client = client;
        this.linkId = Arguments.pathSegment(linkId, "linkId");
    }

    /**
     * Reads the whole link.
     *
     * <p>Operation {@code GET /flask/link/{linkId}}; contract: documented.
     *
     * @return the link, to be changed and put back
     * @throws RejectedException when the server refuses: it knows no such link
     * @throws FlaskDataException for any other failure
     */
    public LinkDocument read() {
        Transport transport = client.transport();
        return LinkDocument.asRead(
                client,
                linkId,
                transport
                        .json(transport.api(FormsLinkApi.class).getLink(linkId))
                        .withoutDuplicates());
    }

    @Override
    public String toString() {
        return "FormsLink[" + linkId + "]";
    }
}
