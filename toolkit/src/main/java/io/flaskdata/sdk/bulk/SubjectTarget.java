package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.rows.Row;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Subjects of an EDC database, each with a label, which is what a lost one is looked for by, in its site's study. */
final class SubjectTarget implements BulkTarget<NewSubject> {
    private final EdcDatabase edc;
    private final Map<String, Set<Integer>> studies = new ConcurrentHashMap<>();

    SubjectTarget(EdcDatabase edc) {
        this.edc = edc;
    }

    @Override
    public Map<String, @Nullable Object> head() {
        return Map.of("inserts", "subjects", "edc", edc.name());
    }

    @Override
    public Map<String, @Nullable Object> request(NewSubject subject) {
        return subject.members();
    }

    @Override
    public Map<String, @Nullable Object> group(NewSubject subject) {
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        group.put("label", label(subject));
        group.put("site", subject.members().get("siteName"));
        return group;
    }

    private static String label(NewSubject subject) {
        Object label = subject.members().get("studySubjectLabel");
        if (label == null) {
            throw new IllegalArgumentException("A subject without a label can't be looked for, so it isn't inserted");
        }
        return label.toString();
    }

    @Override
    public boolean interchangeable() {
        return false;
    }

    @Override
    public List<String> present(NewSubject subject) {
        Object site = subject.members().get("siteName");
        Set<Integer> of = site == null ? Set.of() : studies(site.toString());
        return edc.extract("study_subject").where("label", label(subject)).toList().stream()
                .filter(row -> of.isEmpty() || of.contains(Integer.valueOf(row.required("study_id"))))
                .map(row -> row.required("study_subject_id"))
                .toList();
    }

    @Override
    public Optional<String> refusal(List<String> present) {
        return present.isEmpty()
                ? Optional.empty()
                : Optional.of("its study already has a subject with this label, study_subject_id "
                        + String.join(", ", present) + "; nothing was sent");
    }

    /** The site's study with all its sites; empty when there is no such site, which the server will say. */
    private Set<Integer> studies(String site) {
        Set<Integer> known = studies.get(site);
        if (known == null) {
            known = read(site);
            studies.put(site, known);
        }
        return known;
    }

    private Set<Integer> read(String site) {
        List<Row> all = edc.extract("study").toList();
        Set<Integer> roots = new HashSet<>();
        all.stream()
                .filter(row -> site.equals(row.string("name")) || site.equals(row.string("unique_identifier")))
                .forEach(row -> roots.add(root(row)));
        Set<Integer> of = new HashSet<>();
        all.stream()
                .filter(row -> roots.contains(root(row)))
                .forEach(row -> of.add(Integer.valueOf(row.required("study_id"))));
        return of;
    }

    private static Integer root(Row study) {
        String parent = study.string("parent_study_id");
        return Integer.valueOf(parent == null ? study.required("study_id") : parent);
    }

    @Override
    public String insert(NewSubject subject) {
        return String.valueOf(edc.createSubject(subject).studySubjectId());
    }
}
