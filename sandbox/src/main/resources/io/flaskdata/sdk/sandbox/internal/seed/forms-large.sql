-- The demo study's further subjects, those of edc-large.sql: each with its events, their CRFs not started, and a diary that is closed.
CREATE TEMPORARY TABLE more_subjects ON COMMIT DROP AS
SELECT i, s.*, site.unique_identifier || '-' || 100000 + i AS new_label, nextval('forms_subject_subject_id_seq')::int AS new_subject
FROM generate_series(1, @count@) i
JOIN (SELECT *, row_number() OVER (ORDER BY subject_id) AS n, count(*) OVER () AS all_of_them FROM forms_subject WHERE study_id = 1000001) s
  ON s.n = (i - 1) % s.all_of_them + 1
JOIN forms_site site USING (site_id) ORDER BY i;
INSERT INTO forms_subject (subject_id, document_id, study_id, site_id, label, language, date_created, date_updated)
SELECT new_subject, substr(md5('subject ' || new_label), 1, 24), study_id, site_id, new_label, language, date_created, date_updated
FROM more_subjects;

CREATE TEMPORARY TABLE more_links ON COMMIT DROP AS
SELECT l.*, m.i, m.new_subject, substr(md5('link ' || m.new_label || ' ' || l.event_id || ' ' || l.ordinal), 1, 24) AS new_link,
  row_number() OVER (ORDER BY m.i, l.event_date, l.link_id) AS n
FROM more_subjects m JOIN forms_link l USING (subject_id);
INSERT INTO forms_link (link_id, token, event_id, subject_id, ordinal, status, event_date, extra, date_created, last_edited)
SELECT new_link, 'FED_L' || lpad(n::text, 11, '0'), event_id, new_subject, ordinal, 'Not started', event_date, extra, date_created, date_created
FROM more_links;
INSERT INTO crf_data (crf_data_id, link_id, crf_id, status, omt, ordinal, repeat_index, status_document_id, date_created)
SELECT 'L' || lpad((row_number() OVER (ORDER BY l.n, e.ordinal))::text, 9, '0'), l.new_link, e.crf_id, 'Not started', false, e.ordinal, 0,
  substr(md5('status ' || l.new_link || ' ' || e.ordinal), 1, 24), l.date_created
FROM more_links l JOIN forms_event_crf e USING (event_id) ORDER BY l.n, e.ordinal;

CREATE TEMPORARY TABLE diaries ON COMMIT DROP AS
SELECT d.crf_data_id, l.new_link, l.event_date, l.i FROM more_links l JOIN crf_data d ON d.link_id = l.new_link
JOIN forms_crf c USING (crf_id) WHERE c.name = 'Daily Diary';
INSERT INTO crf_value (crf_data_id, variable, value, date_created)
SELECT crf_data_id, variable, value::json, event_date
FROM diaries CROSS JOIN LATERAL (VALUES (1, 'SLEEP_HOURS', (4 + i % 6)::text), (2, 'MOOD', (1 + i % 5)::text),
  (3, 'TOOK_MEDICATION', CASE WHEN i % 7 = 0 THEN 'false' ELSE 'true' END)) answers (n, variable, value) ORDER BY i, n;
UPDATE crf_data d SET status = 'Closed', last_edited = f.event_date FROM diaries f WHERE f.crf_data_id = d.crf_data_id;
UPDATE forms_link l SET status = 'Started', last_edited = f.event_date FROM diaries f WHERE f.new_link = l.link_id;
