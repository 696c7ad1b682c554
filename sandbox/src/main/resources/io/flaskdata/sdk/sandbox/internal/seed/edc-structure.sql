-- CRFs, items, events and what joins them, of the design and the visits of study 1.
-- What an OID is made of: Latin letters and digits; of a name that has others too, a few of its hash's.
CREATE FUNCTION pg_temp.word(name text) RETURNS text LANGUAGE sql AS $$
  SELECT upper(regexp_replace(name, '[^A-Za-z0-9_]', '', 'g') || CASE WHEN name ~ '[^\x01-\x7f]' THEN left(md5(name), 8) ELSE '' END)
$$;
INSERT INTO crf (name, description, oc_oid, source_study_id, owner_id, date_created)
SELECT crf, crf, 'F_' || pg_temp.word(crf), 1, 1, created
FROM design, constants GROUP BY crf, created ORDER BY min(ordinal);
INSERT INTO crf_version (crf_id, name, description, oc_oid, owner_id, date_created)
SELECT crf_id, 'v1.0', name, oc_oid || '_V10', 1, date_created FROM crf ORDER BY crf_id;
INSERT INTO section (crf_version_id, label, title, ordinal, owner_id, date_created)
SELECT v.crf_version_id, c.name, c.name, 1, 1, c.date_created FROM crf_version v JOIN crf c USING (crf_id) ORDER BY 1;
INSERT INTO item_group (crf_id, name, oc_oid, owner_id, date_created)
SELECT crf_id, item_group, 'IG_' || item_group, 1, date_created
FROM design d JOIN crf c ON c.name = d.crf GROUP BY crf_id, item_group, date_created ORDER BY min(ordinal);
INSERT INTO item (name, description, units, item_data_type_id, oc_oid, owner_id, date_created)
SELECT item, label, units, item_data_type_id, 'I_' || item, 1, created
FROM design JOIN item_data_type ON code = data_type, constants ORDER BY ordinal;
-- Like options are one set; what is typed in has the set of its type.
INSERT INTO response_set (response_type_id, label, options_text, options_values)
SELECT response_type_id, left(coalesce(texts, name), 80), texts, codes
FROM design JOIN response_type ON name = response GROUP BY response_type_id, name, texts, codes ORDER BY min(ordinal);
INSERT INTO item_form_metadata (item_id, crf_version_id, section_id, response_set_id, ordinal, left_item_text, right_item_text, required,
  width_decimal)
SELECT i.item_id, v.crf_version_id, s.section_id, r.response_set_id, d.ordinal, d.label, d.units, d.required, d.width
FROM design d JOIN item i ON i.name = d.item JOIN crf c ON c.name = d.crf JOIN crf_version v ON v.crf_id = c.crf_id
JOIN section s ON s.crf_version_id = v.crf_version_id JOIN response_type t ON t.name = d.response
JOIN response_set r ON r.response_type_id = t.response_type_id AND r.options_values IS NOT DISTINCT FROM d.codes
  AND r.options_text IS NOT DISTINCT FROM d.texts
ORDER BY d.ordinal;
INSERT INTO item_group_metadata (item_group_id, crf_version_id, item_id, ordinal, repeat_number, repeat_max, repeating_group)
SELECT g.item_group_id, m.crf_version_id, m.item_id, m.ordinal, 1, CASE WHEN d.repeats THEN 40 ELSE 1 END, d.repeats
FROM design d JOIN item i ON i.name = d.item JOIN item_form_metadata m ON m.item_id = i.item_id JOIN item_group g ON g.name = d.item_group
ORDER BY m.ordinal;

INSERT INTO study_event_definition (study_id, name, type, repeating, ordinal, schedule_day, day_min, day_max, reference_visit, oc_oid,
  owner_id, date_created)
SELECT 1, event, type, repeating, ordinal, day, day - 2, day + 2, day IS NOT DISTINCT FROM 0, 'SE_' || pg_temp.word(event), 1, created
FROM visits, constants ORDER BY ordinal;
INSERT INTO event_definition_crf (study_event_definition_id, study_id, crf_id, default_version_id, null_values,
  source_data_verification_code, ordinal, owner_id, date_created)
SELECT e.study_event_definition_id, 1, c.crf_id, v.crf_version_id, 'NA,UNK,ASKU', 1, n.ordinal, 1, e.date_created
FROM visits CROSS JOIN LATERAL unnest(crfs) WITH ORDINALITY n (crf, ordinal) JOIN study_event_definition e ON e.name = visits.event
JOIN crf c ON c.name = n.crf JOIN crf_version v ON v.crf_id = c.crf_id ORDER BY visits.ordinal, n.ordinal;
