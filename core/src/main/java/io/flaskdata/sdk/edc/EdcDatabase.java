package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.edc.EdcStudyApi;
import io.flaskdata.sdk.api.edc.EdcSubjectApi;
import io.flaskdata.sdk.api.edc.model.DownloadCsvsRequest;
import io.flaskdata.sdk.api.edc.model.StudyRequest;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.Download;
import io.flaskdata.sdk.rows.RowSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One EDC database. Immutable; navigation makes no call. */
public final class EdcDatabase {
    private final Transport transport;
    private final String name;
    private final RowContext context;

    private EdcDatabase(Transport transport, String name, RowContext context) {
        this.transport = transport;
        this.name = name;
        this.context = context;
    }

    /**
     * Used by {@link FlaskDataClient#edc}.
     *
     * @param caller the client's
     * @param name the database's name, the value of the {@code EDC} header
     * @throws IllegalArgumentException when the name is not a valid header value
     */
    public static EdcDatabase of(Caller caller, String name) {
        Transport transport = Transport.of(caller);
        return new EdcDatabase(transport, Arguments.headerSafe(name, "database"), transport.rows());
    }

    /**
     * Declares the server's time zone, which {@link io.flaskdata.sdk.rows.Row#date} needs to convert an instant; the
     * client's by default.
     *
     * @param zone the zone the server runs in
     * @return the database, with the zone
     */
    public EdcDatabase zone(ZoneId zone) {
        return new EdcDatabase(transport, name, new RowContext(Objects.requireNonNull(zone, "zone")));
    }

    /**
     * Reads a table, a view, or a function written {@code name()}. Makes no call yet.
     *
     * @param table the table's name, such as {@code cc_event_data}
     * @return the extract, to be narrowed down and then read
     * @throws IllegalArgumentException when the name is invalid
     */
    public Extract extract(String table) {
        return Extract.of(transport, name, table, context);
    }

    /**
     * The values of all items, one per row, with their subject, event and CRF: {@code cc_event_data}. Makes no call
     * yet.
     */
    public Reading<EventDataRow> eventData() {
        return Reading.of(extract("cc_event_data"), EventDataRow::new);
    }

    /** The studies, without their sites: {@code study}. Makes no call yet. */
    public Reading<EdcStudy> studies() {
        return Reading.of(extract("study"), EdcStudy::new).keeping(row -> row.string("parent_study_id") == null);
    }

    /** The sites of all studies: {@code study}. Makes no call yet. */
    public Reading<EdcStudy> sites() {
        return Reading.of(extract("study"), EdcStudy::new).keeping(row -> row.string("parent_study_id") != null);
    }

    /** The subjects: {@code study_subject}. Makes no call yet. */
    public Reading<EdcSubject> subjects() {
        return Reading.of(extract("study_subject"), EdcSubject::new);
    }

    /** The events (visits) planned in studies: {@code study_event_definition}. Makes no call yet. */
    public Reading<EdcEventDefinition> eventDefinitions() {
        return Reading.of(extract("study_event_definition"), EdcEventDefinition::new);
    }

    /** The events (visits) of subjects: {@code study_event}. Makes no call yet. */
    public Reading<EdcEvent> events() {
        return Reading.of(extract("study_event"), EdcEvent::new);
    }

    /** The CRFs as designed: {@code crf}. Makes no call yet. */
    public Reading<EdcCrf> crfs() {
        return Reading.of(extract("crf"), EdcCrf::new);
    }

    /**
     * The CRFs of each planned event and how much of them must be verified (SDV): {@code event_definition_crf}. Makes
     * no call yet.
     */
    public Reading<EdcCrfOfEvent> crfsOfEvents() {
        return Reading.of(extract("event_definition_crf"), EdcCrfOfEvent::new);
    }

    /** The CRFs of subjects' events and whether they are verified (SDV): {@code event_crf}. Makes no call yet. */
    public Reading<EdcEventCrf> eventCrfs() {
        return Reading.of(extract("event_crf"), EdcEventCrf::new);
    }

    /** The queries and other discrepancy notes, including answers: {@code discrepancy_note}. Makes no call yet. */
    public Reading<EdcQuery> queries() {
        return Reading.of(extract("discrepancy_note"), EdcQuery::new);
    }

    /** The audit log: {@code audit_log_event}. Makes no call yet. */
    public Reading<EdcAuditEntry> auditLog() {
        return Reading.of(extract("audit_log_event"), EdcAuditEntry::new);
    }

    /** The answer options of items: {@code response_set}. Makes no call yet. */
    public Reading<CodeList> codeLists() {
        return Reading.of(extract("response_set"), CodeList::of);
    }

    /**
     * All of the study's data as a zip, one CSV file per CRF. Makes no call yet.
     *
     * @return the download, as {@link #crfCsvs(StudyFilter)} gives it
     */
    public Download crfCsvs() {
        return crfCsvs(StudyFilter.all());
    }

    /**
     * The study's data as a zip, one CSV file per CRF. Makes no call yet.
     *
     * <p>Operation {@code POST /edc/study/extract-study-data-at-crf-level-to-csvs}; contract: documented, the files' names and columns inferred.
     */
    public Download crfCsvs(StudyFilter filter) {
        StudyRequest request = filter.crfLevel();
        return Download.of(transport.deferred(
                () -> ApiCall.of(transport.api(EdcStudyApi.class).extractCrfLevelCsvsStreaming(name, request))
                        .with(filter.further()),
                context));
    }

    /**
     * All of the study's data as a zip, one CSV file per event CRF. Makes no call yet.
     *
     * @return the download, as {@link #eventCrfCsvs(StudyFilter)} gives it
     */
    public Download eventCrfCsvs() {
        return eventCrfCsvs(StudyFilter.all());
    }

    /**
     * The study's data as a zip, one CSV file per event CRF. Makes no call yet.
     *
     * <p>Operation {@code POST /edc/study/download-csvs-data}; contract: documented, its filters, the files' names and columns inferred.
     *
     * @throws IllegalArgumentException when the filter uses {@code whereNot}, which this export does not support
     */
    public Download eventCrfCsvs(StudyFilter filter) {
        DownloadCsvsRequest request = filter.eventCrfs();
        return Download.of(transport.deferred(
                () -> ApiCall.of(transport.api(EdcStudyApi.class).downloadCsvsStreaming(name, request))
                        .with(filter.further()),
                context));
    }

    /**
     * All of the study's CRFs that have data, one row each. Makes no call yet.
     *
     * @return the rows, as {@link #crfLevel(StudyFilter)} gives them
     */
    public RowSource crfLevel() {
        return crfLevel(StudyFilter.all());
    }

    /**
     * The study's CRFs that have data, one row each. Makes no call yet.
     *
     * <p>Operation {@code POST /edc/study/extract-study-data-at-crf-level}; contract: documented, the rows' columns
     * inferred: rows of different CRFs have different ones.
     *
     * @return the rows, to be read
     */
    public RowSource crfLevel(StudyFilter filter) {
        StudyRequest request = filter.crfLevel();
        return RowSource.of(transport.deferred(
                () -> ApiCall.of(transport.api(EdcStudyApi.class).extractCrfLevelStreaming(name, request))
                        .with(filter.further()),
                context));
    }

    /**
     * Makes the server e-mail the study's CSV files to these addresses, now. The filter's window is sent as whole days,
     * rounded outwards: to days in UTC and in the server's zone if declared, else to days in any zone, which may add a
     * day on both sides. It is never sent twice.
     *
     * <p>Operation {@code POST /edc/study/send-email-with-study-data-csvs}; contract: documented, its answer inferred.
     *
     * @param filter which CRFs
     * @param addresses the recipients, at least one
     * @throws IllegalArgumentException when there is no address or an invalid one: nothing is sent
     * @throws OutcomeUnknownException when no answer came: the mail may be on its way
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement emailCsvs(StudyFilter filter, String... addresses) {
        List<String> checked = Stream.of(addresses)
                .map(address -> Arguments.emailAddress(address, "addresses"))
                .toList();
        if (checked.isEmpty()) {
            throw new IllegalArgumentException("addresses must not be empty");
        }
        return ApiCall.of(transport.api(EdcStudyApi.class).sendCsvsByEmail(name, filter.email(checked, context.zone())))
                .with(filter.further())
                .acknowledged();
    }

    /**
     * Creates a subject.
     *
     * <p>Operation {@code POST /edc/subjects/create-subject}; contract: documented, its members and the shape of its
     * answer inferred. It is never sent twice.
     *
     * @return the created CRF
     * @throws RejectedException when the server refused before doing anything
     * @throws ServerFailureException when the server failed, possibly after part of the work: an unknown site, a label
     *     in use
     * @throws OutcomeUnknownException when no answer came: look for the subject before you send it again
     * @throws FlaskDataException for any other failure
     */
    public CreatedSubject createSubject(NewSubject subject) {
        var call = transport.api(EdcSubjectApi.class).createSubject(name, subject.request());
        return CreatedSubject.of(ApiCall.of(call).with(subject.further()).answer());
    }

    /** The database's name, the value of the {@code EDC} header. */
    public String name() {
        return name;
    }

    /**
     * For the SDK's own packages and modules.
     *
     * @return what makes this database's calls
     */
    public Caller caller() {
        return transport;
    }

    @Override
    public String toString() {
        return "EdcDatabase[" + name + "]";
    }
}
