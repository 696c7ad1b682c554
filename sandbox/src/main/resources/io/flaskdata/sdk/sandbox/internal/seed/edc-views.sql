-- FlaskData's own views: their columns are not known, these are our proposal. Empty values and removed rows are left out.
CREATE VIEW cc_event_data AS
SELECT coalesce(p.study_id, s.study_id) AS study_id, coalesce(p.name, s.name) AS study, s.study_id AS site_id, s.unique_identifier AS site,
  ss.study_subject_id, ss.label AS subject, se.study_event_id AS event_id, sed.name AS event, sed.oc_oid AS event_oid,
  se.sample_ordinal AS event_ordinal, se.date_start AS event_date, ses.name AS event_status, c.crf_id, c.name AS crf, c.oc_oid AS crf_oid,
  cv.name AS crf_version, ec.event_crf_id, st.name AS crf_status, ec.sdv_status, ig.name AS item_group, d.ordinal AS group_ordinal,
  d.item_data_id, i.name AS item, i.oc_oid AS item_oid, t.code AS data_type, d.value, d.date_created, d.date_updated
FROM item_data d
JOIN event_crf ec ON ec.event_crf_id = d.event_crf_id
JOIN status st ON st.status_id = ec.status_id
JOIN crf_version cv ON cv.crf_version_id = ec.crf_version_id
JOIN crf c ON c.crf_id = cv.crf_id
JOIN item i ON i.item_id = d.item_id
JOIN item_data_type t ON t.item_data_type_id = i.item_data_type_id
JOIN item_group_metadata igm ON igm.item_id = i.item_id AND igm.crf_version_id = ec.crf_version_id
JOIN item_group ig ON ig.item_group_id = igm.item_group_id
JOIN study_event se ON se.study_event_id = ec.study_event_id
JOIN subject_event_status ses ON ses.subject_event_status_id = se.subject_event_status_id
JOIN study_event_definition sed ON sed.study_event_definition_id = se.study_event_definition_id
JOIN study_subject ss ON ss.study_subject_id = se.study_subject_id
JOIN study s ON s.study_id = ss.study_id
LEFT JOIN study p ON p.study_id = s.parent_study_id
WHERE coalesce(d.value, '') <> '' AND d.status_id NOT IN (5, 7) AND ec.status_id NOT IN (5, 7) AND se.status_id NOT IN (5, 7)
  AND ss.status_id NOT IN (5, 7);

CREATE VIEW adae_adverse_events_reduced AS
SELECT subject, site, event_crf_id, group_ordinal,
  max(value) FILTER (WHERE item = 'AETERM') AS aeterm, max(value) FILTER (WHERE item = 'AESTDAT') AS aestdat,
  max(value) FILTER (WHERE item = 'AESEV') AS aesev, max(value) FILTER (WHERE item = 'AESER') AS aeser
FROM cc_event_data WHERE crf = 'Adverse Events' AND item_group = 'AE' GROUP BY subject, site, event_crf_id, group_ordinal;

-- Wide, a column for each item: cross_event_crf_data over all CRFs, and a view crf_<name> for each CRF.
DO $$
DECLARE
  keys text := 'study_id, study, site_id, site, study_subject_id, subject, event_id, event, event_oid, event_ordinal, event_date, '
    'event_status, crf_id, crf, crf_oid, crf_version, event_crf_id, crf_status, sdv_status';
  wide record;
  items text;
BEGIN
  FOR wide IN
    SELECT NULL::int AS id, 'cross_event_crf_data' AS name
    UNION ALL SELECT crf_id, @crf-view@ FROM crf c
  LOOP
    SELECT string_agg(format('max(value) FILTER (WHERE item_oid = %L) AS %I', i.oc_oid, i.name), ', ' ORDER BY i.item_id) INTO items
    FROM item i
    WHERE EXISTS (SELECT FROM item_form_metadata m JOIN crf_version v USING (crf_version_id)
      WHERE m.item_id = i.item_id AND (wide.id IS NULL OR v.crf_id = wide.id));
    CONTINUE WHEN items IS NULL;
    EXECUTE format('CREATE VIEW %I AS SELECT %s, min(date_created) AS date_created, max(date_updated) AS date_updated, group_ordinal, %s '
      'FROM cc_event_data WHERE %s GROUP BY %s, group_ordinal', wide.name, keys, items,
      CASE WHEN wide.id IS NULL THEN 'true' ELSE 'crf_id = ' || wide.id END, keys);
  END LOOP;
END $$;

CREATE FUNCTION subject_events(subject_label text) RETURNS TABLE (event text, event_date timestamp, event_status text) LANGUAGE sql STABLE AS $$
  SELECT sed.name, se.date_start, ses.name FROM study_event se
  JOIN study_event_definition sed USING (study_event_definition_id) JOIN subject_event_status ses USING (subject_event_status_id)
  JOIN study_subject ss USING (study_subject_id) WHERE ss.label = subject_label ORDER BY sed.ordinal, se.sample_ordinal
$$;
