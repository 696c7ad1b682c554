package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.api.forms.FormsLanguageApi;
import io.flaskdata.sdk.api.forms.FormsSubjectApi;
import io.flaskdata.sdk.api.forms.model.ExtractEventDataCsvsRequest;
import io.flaskdata.sdk.api.forms.model.FilterLanguagesRequest;
import io.flaskdata.sdk.api.forms.model.FilterRequest;
import io.flaskdata.sdk.api.forms.model.Pagination;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.dataserver.DataServerStudy;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.Download;
import java.util.Map;

/** A study in Forms. Immutable; navigation makes no call. */
public final class FormsStudy {
    private final Transport transport;
    private final int studyId;

    FormsStudy(Transport transport, int studyId) {
        this.transport = transport;
        this.studyId = studyId;
    }

    /**
     * A subject of the study. Makes no call.
     *
     * @throws IllegalArgumentException when the label is blank
     */
    public FormsSubject subjectLabelled(String label) {
        return new FormsSubject(transport, studyId, Arguments.notBlank(label, "label"), Map.of());
    }

    /**
     * The study's CRFs.
     *
     * <p>Operation {@code POST /flask/crf/filter}; contract: documented.
     *
     * @return the list, which makes calls when read
     */
    public Listing<ListedCrf> crfs() {
        return Listing.paged(
                transport,
                "name,asc",
                () -> (transport, page) -> transport.api(FormsCrfApi.class).filterCrfs(filter(page)),
                ListedCrf::of);
    }

    /**
     * The study's subjects.
     *
     * <p>Operation {@code POST /flask/subject/filter}; contract: documented, that it sorts by {@code subjectId} inferred.
     *
     * @return the list, which makes calls when read
     */
    public Listing<ListedSubject> subjects() {
        return Listing.paged(
                transport,
                "subjectId,asc",
                () -> (transport, page) -> transport.api(FormsSubjectApi.class).filterSubjects(filter(page)),
                ListedSubject::of);
    }

    /**
     * The study's languages. Needs no sign-in. The form viewer also sends {@code customer_id}, which {@code with} can
     * add.
     *
     * <p>Operation {@code POST /flask/languages/filter}; contract: observed.
     *
     * @return the list, which makes calls when read
     */
    public Listing<StudyLanguage> languages() {
        return Listing.whole(
                transport,
                transport -> transport
                        .api(FormsLanguageApi.class)
                        .filterLanguages(FilterLanguagesRequest.of().studyId(studyId)),
                StudyLanguage::of);
    }

    /**
     * The study's id.
     *
     * @return its id in FlaskData
     */
    public int id() {
        return studyId;
    }

    /**
     * What its calls are made with.
     *
     * @return for modules above this one
     */
    public Caller caller() {
        return transport;
    }

    private FilterRequest filter(Listing.Page page) {
        return FilterRequest.of().studyId(studyId).pagination(pagination(page));
    }

    static Pagination pagination(Listing.Page page) {
        return Pagination.of().page(page.number()).size(page.size()).sort(page.sort());
    }

    @Override
    public String toString() {
        return "FormsStudy[" + studyId + "]";
    }

    /**
     * The study's event data as a zip of CSV files, by the older route; {@link DataServerStudy#csvs()} has the newer one.
     * Makes no call yet.
     *
     * <p>Operation {@code POST /flask/subject/extract-study-event-data-to-CSV}; contract: documented, the files' names and
     * columns inferred.
     */
    public Download csvs() {
        ExtractEventDataCsvsRequest request = ExtractEventDataCsvsRequest.of(studyId);
        return Download.of(transport.deferred(
                () -> transport.api(FormsSubjectApi.class).extractEventDataCsvsStreaming(request), transport.rows()));
    }
}
