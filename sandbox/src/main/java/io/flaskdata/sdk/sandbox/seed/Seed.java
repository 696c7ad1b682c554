package io.flaskdata.sdk.sandbox.seed;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data that a sandbox starts with and is reset to. Every seed has the users and codes.
 *
 * @param demo whether to include the demo study, in Forms and in the EDC databases demo and omdena, and the studies
 *     named in the documentation's examples
 * @param moreSubjects how many more subjects the demo study has, copied from its twelve; only with the demo study
 * @param studies studies of your own
 */
public record Seed(boolean demo, int moreSubjects, List<StudyDesign> studies) {
    /** The ids in forms-seed.json. */
    private static final Set<Integer> STUDIES = Set.of(1000001, 3581600, 145858, 1511357, 6670398, 7253541);

    private static final String DEMO = "demo";
    private static final String OMDENA = "omdena";
    private static final String EMPTY = "tables and views, and no study";

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException when more subjects are requested without the demo study, their number is
     *     negative, or two studies have the same id or EDC database
     */
    public Seed {
        studies = List.copyOf(studies);
        if (moreSubjects < 0 || (moreSubjects > 0 && !demo)) {
            throw new IllegalArgumentException("More subjects must be none or more, and need the demo study");
        }
        List<String> databases = Stream.concat(
                        Stream.of(DEMO, OMDENA, Sql.PLATFORM),
                        studies.stream().map(StudyDesign::edcDatabase).filter(name -> !name.isEmpty()))
                .toList();
        if (databases.stream().distinct().count() < databases.size()) {
            throw new IllegalArgumentException(
                    "Two studies have one EDC database, or one has a name that the sandbox uses");
        }
        List<Integer> ids = Stream.concat(
                        demo ? STUDIES.stream() : Stream.of(), studies.stream().map(StudyDesign::id))
                .toList();
        if (ids.stream().distinct().count() < ids.size()) {
            throw new IllegalArgumentException("Two studies have one id");
        }
    }

    /** A seed without studies: the EDC databases demo and omdena have empty tables and views. */
    public static Seed none() {
        return new Seed(false, 0, List.of());
    }

    /** The demo study, the default seed. */
    public static Seed standard() {
        return new Seed(true, 0, List.of());
    }

    /**
     * The demo study with more subjects, copied from its twelve in turn, with their events, CRFs, values and audit log
     * in the EDC, and each with a closed diary in Forms.
     *
     * @param moreSubjects how many more, at least one
     * @throws IllegalArgumentException when it is less than one
     */
    public static Seed large(int moreSubjects) {
        if (moreSubjects < 1) {
            throw new IllegalArgumentException("A large seed has at least one more subject");
        }
        return new Seed(true, moreSubjects, List.of());
    }

    /**
     * The seed for a name as on the command line.
     *
     * @param name none, demo or large:N, N the number of more subjects
     * @throws IllegalArgumentException when the name is unknown
     */
    public static Seed named(String name) {
        if (name.equals("none")) {
            return none();
        }
        if (name.equals(DEMO)) {
            return standard();
        }
        if (name.matches("large:[1-9][0-9]{0,6}")) {
            return large(Integer.parseInt(name.substring("large:".length())));
        }
        throw new IllegalArgumentException(
                "There is no seed " + name + ": it is none, demo or large:N, N below 10000000.");
    }

    /**
     * Adds a study of your own.
     *
     * @throws IllegalArgumentException when its id or EDC database is already used
     */
    public Seed and(StudyDesign study) {
        List<StudyDesign> all = new ArrayList<>(studies);
        all.add(study);
        return new Seed(demo, moreSubjects, all);
    }

    /**
     * The EDC databases of a sandbox with this seed, each with a description.
     *
     * @return descriptions by database name
     */
    public Map<String, String> edcDatabases() {
        Map<String, String> databases = new LinkedHashMap<>();
        databases.put(
                DEMO,
                demo
                        ? "the demo study at three sites: queries, SDV, a removed CRF, a locked event, a repeating visit, 60 kits"
                        : EMPTY);
        databases.put(
                OMDENA,
                demo
                        ? "the same with other settings: labels, gender and person's id are required, the birth is a year, a site is locked"
                        : EMPTY);
        for (StudyDesign study : studies) {
            if (!study.edcDatabase().isEmpty()) {
                databases.put(study.edcDatabase(), study.name());
            }
        }
        return databases;
    }
}
