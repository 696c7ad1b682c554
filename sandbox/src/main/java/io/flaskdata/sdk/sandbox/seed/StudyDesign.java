package io.flaskdata.sdk.sandbox.seed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A study of your own for a sandbox: in Forms and, with an {@link #inEdc EDC database}, also in the EDC, which receives
 * what is saved in Forms. Each method returns a new design; add sites and CRFs before the events and subjects that name
 * them.
 *
 * <pre>{@code
 * StudyDesign.of(9000001, "Pump trial")
 *         .inEdc("pump")
 *         .site("001", "Hill Clinic")
 *         .crf("Pump check", Item.number("FLOW"), Item.choice("ALARM", "None", "Low", "High"), Item.text("NOTES"))
 *         .event("Baseline", "Pump check")
 *         .subject("001", "001-001");
 * }</pre>
 *
 * <p>{@code study@} and {@code site@sandbox.flaskdata.test} belong to it, the latter at its first site (in the EDC, beside the demo
 * study, at its site 001), and its first subject is {@code subject@sandbox.flaskdata.test}. Each subject has each event that does not repeat, not started.
 *
 * @param id the study's id in Forms
 * @param name its name
 * @param edcDatabase its EDC database; empty when there is none
 * @param sites its sites
 * @param crfs its CRFs
 * @param events its events
 * @param subjects its subjects
 */
public record StudyDesign(
        int id,
        String name,
        String edcDatabase,
        List<Site> sites,
        List<Crf> crfs,
        List<Event> events,
        List<Subject> subjects) {

    private static final int LABEL_LENGTH = 30;
    private static final int NAME_LENGTH = 36;
    private static final int LONG_NAME = 255;
    private static final int OPTIONS_LENGTH = 4000;
    /** Columns of the EDC's wide views other than items. */
    private static final Set<String> COLUMNS = Set.of(
            "study_id",
            "study",
            "site_id",
            "site",
            "study_subject_id",
            "subject",
            "event_id",
            "event",
            "event_oid",
            "event_ordinal",
            "event_date",
            "event_status",
            "crf_id",
            "crf",
            "crf_oid",
            "crf_version",
            "event_crf_id",
            "crf_status",
            "sdv_status",
            "date_created",
            "date_updated",
            "group_ordinal");

    /**
     * A site.
     *
     * @param label its number, unique in the study
     * @param name its name
     */
    public record Site(String label, String name) {}

    /**
     * A CRF of one section.
     *
     * @param name its name, at most 36 characters, unique in the study by its letters and digits (of any script), at
     *     least one of them
     * @param items its items, in order, at least one
     */
    public record Crf(String name, List<Item> items) {
        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException when there is no item
         */
        public Crf {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("CRF " + name + " has no item");
            }
        }
    }

    /**
     * An event.
     *
     * @param name its name, at most 36 characters, unique in the study by its letters and digits (of any script), at
     *     least one of them
     * @param repeating whether a subject may have it several times
     * @param crfs the names of its CRFs, in order
     */
    public record Event(String name, boolean repeating, List<String> crfs) {
        /** Copies. */
        public Event {
            crfs = List.copyOf(crfs);
        }
    }

    /**
     * A subject.
     *
     * @param site the site's label
     * @param label the subject's label, unique in the study, at most 30 characters
     */
    public record Subject(String site, String label) {}

    /**
     * An item.
     *
     * @param variable the variable that values are written to, unique in the study
     * @param type Forms' type of item
     * @param options the options of a choice; empty for other types
     */
    public record Item(String variable, Type type, List<String> options) {
        /** The supported item types of Forms, with their EDC types. */
        public enum Type {
            /** Text; in the EDC ST. */
            TEXT,
            /** A number; in the EDC REAL. */
            NUMBER,
            /** A date; in the EDC DATE. */
            DATE,
            /** Yes or no; in the EDC ST. */
            CHECKBOX,
            /** One of several; in the EDC ST, with the options' numbers as codes. */
            RADIO
        }

        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException when the variable is not a letter followed by at most 36 letters, digits or
         *     underscores, or is a column of the EDC's views, or a choice has no options, or another type has options
         */
        public Item {
            options = List.copyOf(options);
            if (!variable.matches("[A-Za-z]\\w{0,36}")) {
                throw new IllegalArgumentException(
                        "An item's variable is a letter and at most 36 more letters, digits or underscores");
            }
            if (COLUMNS.contains(variable)) {
                throw new IllegalArgumentException("The EDC's views have a column " + variable + " of their own");
            }
            if (String.join(",", options).length() > OPTIONS_LENGTH) {
                throw new IllegalArgumentException("The options of a choice have at most 4000 characters together");
            }
            if ((type == Type.RADIO) == options.isEmpty()) {
                throw new IllegalArgumentException("A choice has options, and nothing else has");
            }
        }

        /**
         * A text.
         *
         * @param variable the item's variable
         */
        public static Item text(String variable) {
            return new Item(variable, Type.TEXT, List.of());
        }

        /**
         * A number.
         *
         * @param variable the item's variable
         */
        public static Item number(String variable) {
            return new Item(variable, Type.NUMBER, List.of());
        }

        /**
         * A date.
         *
         * @param variable the item's variable
         */
        public static Item date(String variable) {
            return new Item(variable, Type.DATE, List.of());
        }

        /**
         * Yes or no.
         *
         * @param variable the item's variable
         */
        public static Item checkbox(String variable) {
            return new Item(variable, Type.CHECKBOX, List.of());
        }

        /**
         * One of several options, numbered from 1.
         *
         * @param variable the item's variable
         * @param options the options' texts
         */
        public static Item choice(String variable, String... options) {
            return new Item(variable, Type.RADIO, List.of(options));
        }
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException when a name or label is duplicate or too long, or refers to something that does
     *     not exist
     */
    public StudyDesign {
        sites = List.copyOf(sites);
        crfs = List.copyOf(crfs);
        events = List.copyOf(events);
        subjects = List.copyOf(subjects);
        if (Stream.concat(Stream.of(name), sites.stream().map(Site::name))
                .anyMatch(each -> each.length() > LONG_NAME)) {
            throw new IllegalArgumentException("The name of a study or a site has at most 255 characters");
        }
        if (id < 1) {
            throw new IllegalArgumentException("A study's id is more than zero");
        }
        if (!edcDatabase.matches("|[a-z][a-z0-9_]{0,29}")) {
            throw new IllegalArgumentException(
                    "An EDC database's name is a small letter and at most 29 more, or digits or underscores");
        }
        Set<String> siteLabels = once("site", sites.stream().map(Site::label));
        Set<String> crfNames = once("CRF", crfs.stream().map(Crf::name));
        once("CRF", crfs.stream().map(Crf::name).map(StudyDesign::word));
        once("CRF", crfs.stream().map(Crf::name).map(StudyDesign::view));
        once("item", crfs.stream().flatMap(crf -> crf.items().stream()).map(Item::variable));
        once("event", events.stream().map(Event::name).map(StudyDesign::word));
        Set<String> labels = once("subject", subjects.stream().map(Subject::label));
        events.forEach(event -> once("CRF in event " + event.name(), event.crfs().stream()));
        known("CRF", crfNames, events.stream().flatMap(event -> event.crfs().stream()));
        known("site", siteLabels, subjects.stream().map(Subject::site));
        if (Stream.concat(labels.stream(), siteLabels.stream()).anyMatch(each -> each.length() > LABEL_LENGTH)) {
            throw new IllegalArgumentException("A label has at most " + LABEL_LENGTH + " characters");
        }
    }

    /** The name of a CRF's view in the EDC. */
    private static String view(String name) {
        String view = name.toLowerCase(Locale.ROOT).replaceAll("[\\p{ASCII}&&\\W]+", "_");
        if (view.equals("version")) {
            throw new IllegalArgumentException("The EDC has a table crf_version: no CRF is named Version");
        }
        return view;
    }

    /** The part of a name that the EDC puts into an OID. */
    private static String word(String name) {
        if (name.length() > NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "The name of a CRF or an event has at most " + NAME_LENGTH + " characters");
        }
        return name.replaceAll("[\\p{ASCII}&&\\W]", "").toUpperCase(Locale.ROOT);
    }

    private static Set<String> once(String what, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(name -> {
            if (name.isBlank() || !seen.add(name)) {
                throw new IllegalArgumentException(
                        "There is a " + what + " without a name, or two of one name: " + name);
            }
        });
        return seen;
    }

    private static void known(String what, Set<String> names, Stream<String> named) {
        named.filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("There is no " + what + " " + name);
        });
    }

    /**
     * An empty study.
     *
     * @param id its id in Forms, more than zero
     */
    public static StudyDesign of(int id, String name) {
        return new StudyDesign(id, name, "", List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Adds an EDC database.
     *
     * @param database a name of at most 30 lower-case letters, digits and underscores; not demo or omdena
     */
    public StudyDesign inEdc(String database) {
        return new StudyDesign(id, name, database, sites, crfs, events, subjects);
    }

    /**
     * Adds a site.
     *
     * @param label its number
     */
    public StudyDesign site(String label, String siteName) {
        return new StudyDesign(id, name, edcDatabase, with(sites, new Site(label, siteName)), crfs, events, subjects);
    }

    /**
     * Adds a CRF.
     *
     * @param items its items, at least one
     */
    public StudyDesign crf(String crfName, Item... items) {
        return new StudyDesign(
                id, name, edcDatabase, sites, with(crfs, new Crf(crfName, List.of(items))), events, subjects);
    }

    /** Adds an event that each subject has once. */
    public StudyDesign event(String eventName, String... crfNames) {
        return with(new Event(eventName, false, List.of(crfNames)));
    }

    /** Adds a repeating event; a subject has none at first and may have several. */
    public StudyDesign repeatingEvent(String eventName, String... crfNames) {
        return with(new Event(eventName, true, List.of(crfNames)));
    }

    private StudyDesign with(Event event) {
        return new StudyDesign(id, name, edcDatabase, sites, crfs, with(events, event), subjects);
    }

    /** Adds a subject. */
    public StudyDesign subject(String siteLabel, String label) {
        return new StudyDesign(
                id, name, edcDatabase, sites, crfs, events, with(subjects, new Subject(siteLabel, label)));
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return all;
    }
}
