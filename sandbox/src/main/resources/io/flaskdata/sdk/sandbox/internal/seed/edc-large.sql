-- More subjects, copies of those that are there in turn, with their events, CRFs, values and audit log; the queries are not copied.
CREATE TEMPORARY TABLE more_subjects ON COMMIT DROP AS
SELECT s.*, site.unique_identifier || '-' || 100000 + i AS new_label, nextval('subject_subject_id_seq')::int AS new_person,
  nextval('study_subject_study_subject_id_seq')::int AS new_subject
FROM generate_series(1, @count@) i
JOIN (SELECT *, row_number() OVER (ORDER BY study_subject_id) AS n, count(*) OVER () AS all_of_them FROM study_subject) s
  ON s.n = (i - 1) % s.all_of_them + 1
JOIN study site USING (study_id) ORDER BY i;
INSERT INTO subject (subject_id, gender, date_of_birth, dob_collected, status_id, owner_id, update_id, date_created, date_updated)
SELECT m.new_person, p.gender, p.date_of_birth, p.dob_collected, p.status_id, p.owner_id, p.update_id, p.date_created, p.date_updated
FROM more_subjects m JOIN subject p USING (subject_id);
INSERT INTO study_subject (study_subject_id, label, subject_id, study_id, enrollment_date, oc_oid, status_id, owner_id, update_id,
  date_created, date_updated)
SELECT new_subject, new_label, new_person, study_id, enrollment_date, 'SS_' || replace(new_label, '-', ''), status_id, owner_id, update_id,
  date_created, date_updated FROM more_subjects;

CREATE TEMPORARY TABLE more_events ON COMMIT DROP AS
SELECT e.*, m.new_subject, nextval('study_event_study_event_id_seq')::int AS new_event
FROM more_subjects m JOIN study_event e USING (study_subject_id) ORDER BY m.new_subject, e.study_event_id;
INSERT INTO study_event (study_event_id, study_event_definition_id, study_subject_id, sample_ordinal, date_start, subject_event_status_id,
  status_id, owner_id, update_id, date_created, date_updated)
SELECT new_event, study_event_definition_id, new_subject, sample_ordinal, date_start, subject_event_status_id, status_id, owner_id,
  update_id, date_created, date_updated FROM more_events;

CREATE TEMPORARY TABLE more_crfs ON COMMIT DROP AS
SELECT c.*, e.new_event, e.new_subject, nextval('event_crf_event_crf_id_seq')::int AS new_crf
FROM more_events e JOIN event_crf c USING (study_event_id) ORDER BY e.new_event, c.event_crf_id;
INSERT INTO event_crf (event_crf_id, study_event_id, study_subject_id, crf_version_id, completion_status_id, date_interviewed,
  interviewer_name, date_completed, sdv_status, status_id, owner_id, update_id, date_created, date_updated)
SELECT new_crf, new_event, new_subject, crf_version_id, completion_status_id, date_interviewed, interviewer_name, date_completed,
  sdv_status, status_id, owner_id, update_id, date_created, date_updated FROM more_crfs;

INSERT INTO item_data (item_id, event_crf_id, value, ordinal, sdv, status_id, owner_id, update_id, date_created, date_updated)
SELECT d.item_id, c.new_crf, d.value, d.ordinal, d.sdv, d.status_id, d.owner_id, d.update_id, d.date_created, d.date_updated
FROM more_crfs c JOIN item_data d USING (event_crf_id) ORDER BY c.new_crf, d.item_data_id;
