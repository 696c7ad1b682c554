-- What a reader has to cope with: an edit, SDV, a removed CRF, a locked event, queries open and closed.
UPDATE item_data SET value = '121', update_id = 1, date_updated = '2026-03-10 11:30:00.125+00' WHERE item_data_id =
  (SELECT min(item_data_id) FROM item_data JOIN item USING (item_id) WHERE name = 'SYSBP');

-- The first subject's CRFs are verified, each value too.
UPDATE event_crf SET sdv_status = true, update_id = 1, date_updated = '2026-04-20 09:00:00+00'
WHERE study_subject_id = (SELECT min(study_subject_id) FROM study_subject);
UPDATE item_data SET sdv = true WHERE event_crf_id IN (SELECT event_crf_id FROM event_crf WHERE sdv_status);

-- The last CRF is removed, and its values with it.
UPDATE event_crf SET status_id = 5, update_id = 1, date_updated = '2026-04-21 09:00:00+00'
WHERE event_crf_id = (SELECT max(event_crf_id) FROM event_crf);
UPDATE item_data SET status_id = 7 WHERE event_crf_id = (SELECT max(event_crf_id) FROM event_crf);

UPDATE study_event SET subject_event_status_id = 7, status_id = 6, update_id = 1, date_updated = '2026-04-22 09:00:00+00'
WHERE study_event_id = (SELECT min(study_event_id) FROM study_event);

-- The head of a thread has its last status.
INSERT INTO discrepancy_note (description, detailed_notes, discrepancy_note_type_id, resolution_status_id, parent_dn_id, entity_type,
  study_id, assigned_user_id, owner_id, date_created) VALUES
  ('Is the pulse missing?', NULL, 3, 2, NULL, 'itemData', 1, 3, 1, '2026-02-20 08:00:00+00'),
  ('Is the pulse missing?', NULL, 3, 1, 1, 'itemData', 1, 3, 1, '2026-02-20 08:00:00+00'),
  ('The device was out of order.', 'A new one comes in March.', 3, 2, 1, 'itemData', 1, 1, 3, '2026-02-23 08:00:00+00'),
  ('Please confirm the pressure.', NULL, 3, 4, NULL, 'itemData', 1, 3, 1, '2026-03-09 08:00:00+00'),
  ('Please confirm the pressure.', NULL, 3, 1, 4, 'itemData', 1, 3, 1, '2026-03-09 08:00:00+00'),
  ('It is 121.', NULL, 3, 3, 4, 'itemData', 1, 1, 3, '2026-03-10 11:30:00+00'),
  ('Thank you.', NULL, 3, 4, 4, 'itemData', 1, 3, 1, '2026-03-11 08:00:00+00'),
  ('Entered from paper.', NULL, 2, 5, NULL, 'eventCrf', 1, NULL, 3, '2026-02-02 10:00:00+00');
INSERT INTO dn_item_data_map (item_data_id, discrepancy_note_id, column_name)
SELECT item_data_id, discrepancy_note_id, 'value' FROM discrepancy_note JOIN item_data d ON true JOIN item i USING (item_id)
WHERE coalesce(parent_dn_id, discrepancy_note_id) = 1 AND i.name = 'PULSE' AND d.value = 'NA'
  OR coalesce(parent_dn_id, discrepancy_note_id) = 4 AND i.name = 'SYSBP' AND d.date_updated IS NOT NULL;
INSERT INTO dn_event_crf_map (event_crf_id, discrepancy_note_id, column_name) VALUES (1, 8, 'interviewer');

-- Site 002 has a rule of its own for the last CRF.
INSERT INTO event_definition_crf (study_event_definition_id, study_id, crf_id, default_version_id, required_crf, null_values, parent_id,
  ordinal, owner_id, date_created)
SELECT study_event_definition_id, 3, crf_id, default_version_id, false, 'NA', event_definition_crf_id, ordinal, 1, date_created
FROM event_definition_crf ORDER BY event_definition_crf_id DESC LIMIT 1;

INSERT INTO kit (kit_id, kitno, strata1, strata1_value, strata2, strata2_value)
SELECT id, 'K' || 1000 + id, 'SEX', CASE WHEN id <= 30 THEN 'M' ELSE 'F' END, 'SITE', '00' || (id - 1) / 10 % 3 + 1
FROM generate_series(1, 60) id;
