-- The part of ClinCapture's model that the operations need; names and codes are the model's, the text is ours.
CREATE TABLE user_account (user_id serial PRIMARY KEY, user_name text UNIQUE, first_name text, last_name text, email text, enabled boolean NOT NULL DEFAULT true);
CREATE TABLE status (status_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO status VALUES (0,'invalid'),(1,'available'),(2,'unavailable'),(3,'private'),(4,'pending'),(5,'removed'),(6,'locked'),(7,'auto-removed'),(8,'signed'),(9,'frozen'),(10,'source data verified');
CREATE TABLE subject_event_status (subject_event_status_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO subject_event_status VALUES (1,'scheduled'),(2,'not scheduled'),(3,'data entry started'),(4,'completed'),(5,'stopped'),(6,'skipped'),(7,'locked'),(8,'signed'),(9,'source data verified'),(10,'removed');
CREATE TABLE study (study_id serial PRIMARY KEY, parent_study_id int REFERENCES study, unique_identifier varchar(30) NOT NULL, name varchar(255) NOT NULL, summary varchar(2000), oc_oid varchar(40) NOT NULL UNIQUE, status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE subject (subject_id serial PRIMARY KEY, unique_identifier varchar(255), gender char(1), date_of_birth timestamptz, dob_collected boolean, status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE study_subject (study_subject_id serial PRIMARY KEY, label varchar(30) NOT NULL, secondary_label varchar(30), subject_id int NOT NULL REFERENCES subject, study_id int NOT NULL REFERENCES study, enrollment_date timestamptz, oc_oid varchar(40) NOT NULL UNIQUE, randomization_date timestamptz, randomization_result varchar(255), status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE study_event_definition (study_event_definition_id serial PRIMARY KEY, study_id int NOT NULL REFERENCES study, name varchar(2000) NOT NULL, type varchar(20), repeating boolean NOT NULL, ordinal int, oc_oid varchar(40) NOT NULL UNIQUE, status_id int NOT NULL DEFAULT 1 REFERENCES status, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE study_event (study_event_id serial PRIMARY KEY, study_event_definition_id int NOT NULL REFERENCES study_event_definition, study_subject_id int NOT NULL REFERENCES study_subject, location text, sample_ordinal int NOT NULL DEFAULT 1, date_start timestamp, date_end timestamp, subject_event_status_id int NOT NULL REFERENCES subject_event_status, status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE crf (crf_id serial PRIMARY KEY, name varchar(255) NOT NULL UNIQUE, description text, oc_oid varchar(40) NOT NULL UNIQUE, status_id int NOT NULL DEFAULT 1 REFERENCES status, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE crf_version (crf_version_id serial PRIMARY KEY, crf_id int NOT NULL REFERENCES crf, name varchar(255) NOT NULL, oc_oid varchar(120) NOT NULL UNIQUE, status_id int NOT NULL DEFAULT 1 REFERENCES status, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE event_definition_crf (event_definition_crf_id serial PRIMARY KEY, study_event_definition_id int NOT NULL REFERENCES study_event_definition, study_id int NOT NULL REFERENCES study, crf_id int NOT NULL REFERENCES crf, default_version_id int REFERENCES crf_version, required_crf boolean NOT NULL DEFAULT true, null_values varchar(255), source_data_verification_code int NOT NULL DEFAULT 3, parent_id int REFERENCES event_definition_crf, ordinal int, status_id int NOT NULL DEFAULT 1 REFERENCES status, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE event_crf (event_crf_id serial PRIMARY KEY, study_event_id int NOT NULL REFERENCES study_event, study_subject_id int NOT NULL REFERENCES study_subject, crf_version_id int NOT NULL REFERENCES crf_version, date_interviewed date, interviewer_name text, date_completed timestamp, sdv_status boolean NOT NULL DEFAULT false, not_started boolean NOT NULL DEFAULT false, status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE item_group (item_group_id serial PRIMARY KEY, crf_id int NOT NULL REFERENCES crf, name varchar(255) NOT NULL, oc_oid varchar(255) NOT NULL UNIQUE, repeating_group boolean NOT NULL DEFAULT false);
CREATE TABLE item (item_id serial PRIMARY KEY, item_group_id int NOT NULL REFERENCES item_group, name varchar(255) NOT NULL, description text, units varchar(64), item_data_type text NOT NULL, oc_oid varchar(40) NOT NULL UNIQUE, ordinal int NOT NULL, status_id int NOT NULL DEFAULT 1 REFERENCES status, date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE item_data (item_data_id serial PRIMARY KEY, item_id int NOT NULL REFERENCES item, event_crf_id int NOT NULL REFERENCES event_crf, value varchar(4000), ordinal int NOT NULL DEFAULT 1, sdv boolean NOT NULL DEFAULT false, status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int, date_created timestamptz NOT NULL, date_updated timestamptz, UNIQUE (item_id, event_crf_id, ordinal));
CREATE TABLE discrepancy_note (discrepancy_note_id serial PRIMARY KEY, description text NOT NULL, detailed_notes text, discrepancy_note_type_id int NOT NULL, resolution_status_id int NOT NULL, parent_dn_id int REFERENCES discrepancy_note, entity_type text NOT NULL, study_id int NOT NULL REFERENCES study, assigned_user_id int REFERENCES user_account, owner_id int REFERENCES user_account, date_created timestamptz NOT NULL);
CREATE TABLE dn_item_data_map (discrepancy_note_id int NOT NULL REFERENCES discrepancy_note, item_data_id int NOT NULL REFERENCES item_data, column_name text);
CREATE TABLE audit_log_event (audit_id serial PRIMARY KEY, audit_date timestamptz NOT NULL, audit_table text NOT NULL, user_id int, entity_id int, entity_name text, reason_for_change text, audit_log_event_type_id int, old_value varchar(2000), new_value varchar(2000), event_crf_id int, study_event_id int, study_subject_id int);
CREATE TABLE kit (kit_id int PRIMARY KEY, kitno text NOT NULL UNIQUE, strata1 text NOT NULL, strata1_value text NOT NULL, strata2 text NOT NULL, strata2_value text NOT NULL, study_subject_id int UNIQUE REFERENCES study_subject, randomization_date timestamptz);

CREATE FUNCTION audit_item_data() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.value IS DISTINCT FROM OLD.value THEN
    INSERT INTO audit_log_event (audit_date, audit_table, user_id, entity_id, entity_name, audit_log_event_type_id, old_value, new_value, event_crf_id)
    VALUES (coalesce(NEW.date_updated, NEW.date_created), 'item_data', coalesce(NEW.update_id, NEW.owner_id), NEW.item_data_id,
      (SELECT name FROM item WHERE item_id = NEW.item_id), 1,
      CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE left(OLD.value, 2000) END, left(NEW.value, 2000), NEW.event_crf_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER item_data_audit AFTER INSERT OR UPDATE ON item_data FOR EACH ROW EXECUTE FUNCTION audit_item_data();
CREATE FUNCTION audit_study_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_log_event (audit_date, audit_table, user_id, entity_id, entity_name, audit_log_event_type_id, new_value, study_subject_id)
  VALUES (NEW.date_created, 'study_subject', NEW.owner_id, NEW.study_subject_id, 'Label', 2, NEW.label, NEW.study_subject_id);
  RETURN NEW;
END $$;
CREATE TRIGGER study_subject_audit AFTER INSERT ON study_subject FOR EACH ROW EXECUTE FUNCTION audit_study_subject();

-- Its columns are our proposal: the real view's are not known. Empty values and removed rows are left out.
CREATE VIEW cc_event_data AS
SELECT coalesce(p.study_id, s.study_id) AS study_id, coalesce(p.name, s.name) AS study, s.study_id AS site_id, s.unique_identifier AS site,
  ss.study_subject_id, ss.label AS subject, se.study_event_id AS event_id, sed.name AS event, sed.oc_oid AS event_oid,
  se.sample_ordinal AS event_ordinal, se.date_start AS event_date, ses.name AS event_status, c.crf_id, c.name AS crf, c.oc_oid AS crf_oid,
  cv.name AS crf_version, ec.event_crf_id, st.name AS crf_status, ec.sdv_status, ig.name AS item_group, d.ordinal AS group_ordinal,
  d.item_data_id, i.name AS item, i.oc_oid AS item_oid, i.item_data_type AS data_type, d.value, d.date_created, d.date_updated
FROM item_data d
JOIN item i USING (item_id) JOIN item_group ig USING (item_group_id)
JOIN event_crf ec ON ec.event_crf_id = d.event_crf_id JOIN status st ON st.status_id = ec.status_id
JOIN crf_version cv USING (crf_version_id) JOIN crf c ON c.crf_id = cv.crf_id
JOIN study_event se ON se.study_event_id = ec.study_event_id
JOIN subject_event_status ses USING (subject_event_status_id)
JOIN study_event_definition sed USING (study_event_definition_id)
JOIN study_subject ss ON ss.study_subject_id = se.study_subject_id
JOIN study s ON s.study_id = ss.study_id LEFT JOIN study p ON p.study_id = s.parent_study_id
WHERE coalesce(d.value, '') <> '' AND d.status_id NOT IN (5, 7) AND ec.status_id NOT IN (5, 7);

CREATE VIEW adae_adverse_events_reduced AS
SELECT subject, site, event_crf_id, group_ordinal,
  max(value) FILTER (WHERE item = 'AETERM') AS aeterm, max(value) FILTER (WHERE item = 'AESTDAT') AS aestdat,
  max(value) FILTER (WHERE item = 'AESEV') AS aesev, max(value) FILTER (WHERE item = 'AESER') AS aeser
FROM cc_event_data WHERE crf = 'Adverse Events' AND item_group = 'AE' GROUP BY subject, site, event_crf_id, group_ordinal;

CREATE FUNCTION subject_events(subject_label text) RETURNS TABLE (event text, event_date timestamp, event_status text) LANGUAGE sql STABLE AS $$
  SELECT sed.name, se.date_start, ses.name FROM study_event se
  JOIN study_event_definition sed USING (study_event_definition_id) JOIN subject_event_status ses USING (subject_event_status_id)
  JOIN study_subject ss USING (study_subject_id) WHERE ss.label = subject_label ORDER BY sed.ordinal, se.sample_ordinal
$$;
