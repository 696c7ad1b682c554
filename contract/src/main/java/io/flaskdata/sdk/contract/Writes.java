package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.admin.AssignedUser;
import io.flaskdata.sdk.admin.RemoveAllOtherUsers;
import io.flaskdata.sdk.admin.SiteSettings;
import io.flaskdata.sdk.admin.StudySettings;
import io.flaskdata.sdk.admin.UserRole;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.forms.FormsEvent;
import io.flaskdata.sdk.forms.InsertedCrf;
import io.flaskdata.sdk.forms.LinkDocument;
import io.flaskdata.sdk.forms.ListedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One of each write, to a study that an option names. FlaskData deletes nothing, so what was made is listed. */
final class Writes {
    private static final String NAME = "flaskdata-contract";

    private final Session session;
    private final WriteTo to;
    private final List<String> created;
    private final FlaskDataClient client;

    Writes(Session session, WriteTo to, List<String> created) {
        this.session = session;
        this.to = to;
        this.created = created;
        this.client = session.client;
    }

    /** What {@link #all} will do, in words. */
    static List<String> announced(WriteTo to, boolean edc) {
        List<String> lines = new ArrayList<>();
        lines.add("in study " + to.study() + ", for the subject that was named:");
        lines.add("  a CRF " + to.crf() + " in the event " + to.event()
                + ", which is then changed once, to the value it has");
        lines.add("  twice an event " + to.event() + " with this CRF (where the event repeats; else the CRF alone)");
        lines.add("  one link and one CRF, saved as they were read");
        lines.add("  a device log of the device " + NAME);
        if (edc) {
            lines.add("in the EDC database: a subject labelled " + NAME);
        }
        if (to.email() != null) {
            lines.add("an e-mail with the study's CSV files to " + to.email());
        }
        if (to.administration()) {
            lines.add(
                    "a study, with a site, both called " + NAME + ", and a user of it (" + NAME + "@example.invalid)");
        }
        return lines;
    }

    void all() {
        forms();
        if (session.options.edc() == null) {
            session.notRun("edc.createSubject", "needs --edc");
            session.notRun("edc.sendCsvsByEmail", "needs --edc");
        } else {
            edc(session.options.edc());
        }
        if (to.administration()) {
            administration();
        }
        for (String id : List.of("forms.createOrUpdateStudy", "forms.createOrUpdateSite", "forms.replaceStudyUsers")) {
            session.notRun(id, "needs --write-administration");
        }
    }

    private void made(String what) {
        created.add(what);
    }

    private Optional<Acknowledgement> acknowledged(String id, Supplier<Acknowledgement> call) {
        return session.call(
                id,
                call,
                (answer, exchanges) ->
                        json(exchanges).isMissingNode() ? List.of() : Given.json("", json(exchanges), answer.raw()));
    }

    private static JsonNode json(List<Exchange> exchanges) {
        JsonNode json =
                exchanges.isEmpty() ? null : exchanges.get(exchanges.size() - 1).json(1);
        return json == null ? MissingNode.getInstance() : json;
    }

    private Optional<InsertedCrf> inserted(String id, Supplier<InsertedCrf> call) {
        Optional<InsertedCrf> crf = session.call(id, call, (answer, exchanges) -> {
            List<Finding> findings = new ArrayList<>(Given.json("", json(exchanges), answer.raw()));
            findings.addAll(Given.value("/crfDataId", json(exchanges).path("crfDataId"), answer.crfDataId()));
            return findings;
        });
        crf.ifPresent(each -> made(id + ": a CRF with the data id " + each.crfDataId()));
        return crf;
    }

    private void forms() {
        CrfData data = CrfData.of(to.item(), to.value());
        var subject = client.forms().study(to.study()).subjectLabelled(to.subject());
        FormsEvent event = subject.event(to.event());
        inserted("forms.createCrfAndInsertData", () -> event.addCrf(to.crf(), data))
                .ifPresentOrElse(
                        crf -> acknowledged("forms.updateCrfData", () -> subject.updateCrf(crf.crfDataId(), data)),
                        () -> session.notRun("forms.updateCrfData", "no CRF was created"));
        inserted("forms.createEventCrfAndInsertData", () -> event.addCrfCreatingEvent(to.crf(), data));
        acknowledged(
                        "dataserver.createEventCrfsAndInsertData",
                        () -> client.dataServer(to.study())
                                .newEvent(to.event())
                                .ofSubjectLabelled(to.subject())
                                .crf(to.crf(), data)
                                .create())
                .ifPresent(any -> made("dataserver.createEventCrfsAndInsertData: an event with a CRF"));
        List<ListedEvent> events = session.call(
                        "forms.filterLinks", () -> subject.events().toList())
                .orElse(List.of());
        events.stream().findFirst().ifPresentOrElse(this::unchanged, () -> {
            session.notRun("forms.replaceLink", "no event was found");
            session.notRun("forms.saveCrf", "no event was found");
        });
        acknowledged(
                        "forms.insertDeviceLog",
                        () -> client.devices(to.study())
                                .insertLog(
                                        DeviceLog.of(NAME).subject(to.subject()).type(NAME)))
                .ifPresent(any -> made("forms.insertDeviceLog: a log of the device " + NAME));
    }

    /** Saved as they were read, so nothing is left behind. */
    private void unchanged(ListedEvent event) {
        session.call("forms.getLink", () -> client.forms().link(event.linkId()).read())
                .ifPresent(link -> acknowledged("forms.replaceLink", replacing(link)));
        event.token()
                .flatMap(token -> session.call(
                        "forms.getEventDocument", () -> client.forms().document(token)))
                .flatMap(document -> document.crfs().stream()
                        .filter(crf -> crf.dataId().isPresent() && !crf.completed())
                        .findFirst())
                .ifPresentOrElse(
                        crf -> acknowledged("forms.saveCrf", saving(crf)),
                        () -> session.notRun("forms.saveCrf", "no CRF that is open"));
    }

    private static Supplier<Acknowledgement> replacing(LinkDocument link) {
        return link::replace;
    }

    private static Supplier<Acknowledgement> saving(CrfDocument crf) {
        return crf::save;
    }

    private void edc(String name) {
        session.call(
                        "edc.createSubject",
                        () -> client.edc(name).createSubject(NewSubject.labelled(NAME)),
                        (subject, exchanges) -> {
                            List<Finding> findings = new ArrayList<>(Given.json("", json(exchanges), subject.raw()));
                            findings.addAll(Given.value(
                                    "/study_subject_id",
                                    json(exchanges).path("study_subject_id"),
                                    String.valueOf(subject.studySubjectId())));
                            return findings;
                        })
                .ifPresent(subject -> made("edc.createSubject: a subject labelled " + NAME + " in " + name));
        String email = to.email();
        if (email == null) {
            session.notRun("edc.sendCsvsByEmail", "needs --write-email");
        } else {
            acknowledged("edc.sendCsvsByEmail", () -> client.edc(name).emailCsvs(StudyFilter.all(), email))
                    .ifPresent(any -> made("edc.sendCsvsByEmail: an e-mail to the address that was named"));
        }
    }

    private void administration() {
        Optional<Acknowledgement> study = acknowledged(
                "forms.createOrUpdateStudy",
                () -> client.administration()
                        .createStudy(
                                StudySettings.titled(NAME).officialTitle(NAME).protocolId(NAME)));
        study.ifPresent(any -> made("forms.createOrUpdateStudy: a study called " + NAME));
        // The users of a study that was there before would be removed: only those of the new one are touched.
        Optional<Integer> id = study.map(answer -> answer.raw().replaceAll("\\D", ""))
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(Integer::valueOf);
        if (id.isEmpty()) {
            session.notRun("forms.createOrUpdateSite", "the new study's id is not known");
            session.notRun("forms.replaceStudyUsers", "the new study's id is not known");
            return;
        }
        acknowledged(
                        "forms.createOrUpdateSite",
                        () -> client.administration()
                                .createSite(id.get(), SiteSettings.named(NAME).identifier("901")))
                .ifPresent(any -> made("forms.createOrUpdateSite: a site called " + NAME));
        acknowledged(
                        "forms.replaceStudyUsers",
                        () -> client.administration()
                                .replaceUsers(
                                        id.get(),
                                        List.of(AssignedUser.of(NAME + "@example.invalid", UserRole.STUDY)),
                                        RemoveAllOtherUsers.fromStudy(id.get())))
                .ifPresent(any -> made("forms.replaceStudyUsers: a user " + NAME + "@example.invalid"));
    }
}
