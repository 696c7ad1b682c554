package io.flaskdata.sdk.spectools;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a FlaskData serves, compared with a folder of specs, for other modules. */
public final class ServedDocuments {
    private ServedDocuments() {}

    /**
     * Fetches the documents and reports what they would change, as {@code spec-diff.json}.
     *
     * @param specs a folder with sources.yaml, upstream and overlays
     * @param api the API's address
     * @param idp the IDP's address
     * @throws IllegalStateException when they can't be fetched or compared, with the sources that failed
     */
    public static String compare(Path specs, String api, String idp) {
        try {
            return Base.compare(Fetch.Addresses.of("", api, idp), specs).json().toString();
        } catch (SpecException e) {
            List<Fault> faults = e.faults();
            throw new IllegalStateException(
                    "not compared: "
                            + faults.stream().map(Fault::document).distinct().collect(Collectors.joining(", ")),
                    e);
        }
    }
}
