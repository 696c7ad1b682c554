-- The part of ClinCapture's model that the operations and their readers need: its names, keys and codes; the text is ours.
CREATE TABLE status (status_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO status VALUES (0, 'invalid'), (1, 'available'), (2, 'unavailable'), (3, 'private'), (4, 'pending'), (5, 'removed'),
  (6, 'locked'), (7, 'auto-removed'), (8, 'signed'), (9, 'frozen'), (10, 'source data verified');
CREATE TABLE subject_event_status (subject_event_status_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO subject_event_status VALUES (1, 'scheduled'), (2, 'not scheduled'), (3, 'data entry started'), (4, 'completed'),
  (5, 'stopped'), (6, 'skipped'), (7, 'locked'), (8, 'signed'), (9, 'source data verified'), (10, 'removed');
CREATE TABLE completion_status (completion_status_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO completion_status VALUES (1, 'incomplete'), (2, 'complete');
CREATE TABLE user_role (role_id int PRIMARY KEY, role_name text NOT NULL);
INSERT INTO user_role VALUES (1, 'system administrator'), (2, 'study administrator'), (3, 'study director'), (4, 'investigator'),
  (5, 'clinical research coordinator'), (6, 'study monitor'), (7, 'study coder');
CREATE TABLE item_data_type (item_data_type_id int PRIMARY KEY, code varchar(20) NOT NULL UNIQUE, name text NOT NULL);
INSERT INTO item_data_type VALUES (5, 'ST', 'text'), (6, 'INT', 'integer'), (7, 'REAL', 'number'), (9, 'DATE', 'date'),
  (10, 'PDATE', 'partial date'), (11, 'FILE', 'file'), (12, 'CODE', 'code');
CREATE TABLE response_type (response_type_id int PRIMARY KEY, name text NOT NULL UNIQUE);
INSERT INTO response_type VALUES (1, 'text'), (2, 'textarea'), (3, 'checkbox'), (4, 'file'), (5, 'radio'), (6, 'single-select'),
  (7, 'multi-select'), (8, 'calculation'), (9, 'group-calculation');
CREATE TABLE discrepancy_note_type (discrepancy_note_type_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO discrepancy_note_type VALUES (1, 'failed validation check'), (2, 'annotation'), (3, 'query'), (4, 'reason for change');
CREATE TABLE resolution_status (resolution_status_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO resolution_status VALUES (1, 'new'), (2, 'updated'), (3, 'resolution proposed'), (4, 'closed'), (5, 'not applicable');
CREATE TABLE audit_log_event_type (audit_log_event_type_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO audit_log_event_type VALUES (1, 'item value'), (2, 'study subject created'), (3, 'study subject status'),
  (4, 'study subject value'), (5, 'subject created'), (6, 'subject status'), (7, 'subject value'), (8, 'CRF complete'),
  (9, 'CRF properties'), (12, 'item status'), (13, 'item deleted'), (17, 'event scheduled'), (18, 'event started'),
  (19, 'event completed'), (20, 'event stopped'), (21, 'event skipped'), (22, 'event locked'), (23, 'event removed'),
  (24, 'event start date'), (25, 'event end date'), (26, 'event location'), (32, 'CRF SDV'), (50, 'event SDV');

CREATE TABLE user_account (user_id serial PRIMARY KEY, user_name varchar(255) NOT NULL UNIQUE, first_name varchar(50),
  last_name varchar(50), email varchar(120), active_study int, user_type_id int, enabled boolean NOT NULL DEFAULT true,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL DEFAULT now(), date_updated timestamptz);
CREATE TABLE study (study_id serial PRIMARY KEY, parent_study_id int REFERENCES study, unique_identifier varchar(30) NOT NULL,
  secondary_identifier varchar(255), name varchar(255) NOT NULL, summary varchar(2000), type_id int,
  principal_investigator varchar(255), sponsor varchar(255), facility_name varchar(255), facility_city varchar(255),
  facility_country varchar(64), phase varchar(30), expected_total_enrollment int, date_planned_start timestamptz,
  date_planned_end timestamptz, oc_oid varchar(40) NOT NULL UNIQUE,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE study_parameter_value (study_parameter_value_id serial PRIMARY KEY, study_id int NOT NULL REFERENCES study,
  parameter varchar(50) NOT NULL, value varchar(50), UNIQUE (study_id, parameter));
CREATE TABLE study_user_role (role_name varchar(40) NOT NULL, study_id int NOT NULL REFERENCES study,
  user_name varchar(255) NOT NULL REFERENCES user_account (user_name),
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz, UNIQUE (study_id, user_name));
CREATE TABLE subject (subject_id serial PRIMARY KEY, unique_identifier varchar(255), gender char(1), date_of_birth timestamptz,
  dob_collected boolean,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE study_subject (study_subject_id serial PRIMARY KEY, label varchar(30) NOT NULL, secondary_label varchar(30),
  subject_id int NOT NULL REFERENCES subject, study_id int NOT NULL REFERENCES study, enrollment_date timestamptz,
  oc_oid varchar(40) NOT NULL UNIQUE, dynamic_group_class_id int, randomization_date timestamptz, randomization_result varchar(255),
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE study_event_definition (study_event_definition_id serial PRIMARY KEY, study_id int NOT NULL REFERENCES study,
  name varchar(2000) NOT NULL, description varchar(2000), category varchar(2000), type varchar(20), repeating boolean NOT NULL,
  ordinal int, day_min int, day_max int, schedule_day int, reference_visit boolean NOT NULL DEFAULT false,
  oc_oid varchar(40) NOT NULL UNIQUE,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE study_event (study_event_id serial PRIMARY KEY,
  study_event_definition_id int NOT NULL REFERENCES study_event_definition, study_subject_id int NOT NULL REFERENCES study_subject,
  location varchar(2000), sample_ordinal int NOT NULL DEFAULT 1, date_start timestamp, date_end timestamp,
  start_time_flag boolean NOT NULL DEFAULT false, end_time_flag boolean NOT NULL DEFAULT false,
  subject_event_status_id int NOT NULL REFERENCES subject_event_status,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE crf (crf_id serial PRIMARY KEY, name varchar(255) NOT NULL UNIQUE, description varchar(2048),
  oc_oid varchar(40) NOT NULL UNIQUE, source_study_id int REFERENCES study,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE crf_version (crf_version_id serial PRIMARY KEY, crf_id int NOT NULL REFERENCES crf, name varchar(255) NOT NULL,
  description varchar(4000), revision_notes varchar(255), oc_oid varchar(120) NOT NULL UNIQUE,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE event_definition_crf (event_definition_crf_id serial PRIMARY KEY,
  study_event_definition_id int NOT NULL REFERENCES study_event_definition, study_id int NOT NULL REFERENCES study,
  crf_id int NOT NULL REFERENCES crf, default_version_id int REFERENCES crf_version, required_crf boolean NOT NULL DEFAULT true,
  double_entry boolean NOT NULL DEFAULT false, hide_crf boolean NOT NULL DEFAULT false,
  electronic_signature boolean NOT NULL DEFAULT false, null_values varchar(255),
  source_data_verification_code int NOT NULL DEFAULT 3, parent_id int REFERENCES event_definition_crf, ordinal int,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE event_crf (event_crf_id serial PRIMARY KEY, study_event_id int NOT NULL REFERENCES study_event,
  study_subject_id int NOT NULL REFERENCES study_subject, crf_version_id int NOT NULL REFERENCES crf_version,
  completion_status_id int NOT NULL DEFAULT 1 REFERENCES completion_status, date_interviewed date, interviewer_name varchar(255),
  date_completed timestamp, validator_id int, date_validate timestamptz,
  electronic_signature_status boolean NOT NULL DEFAULT false, sdv_status boolean NOT NULL DEFAULT false,
  not_started boolean NOT NULL DEFAULT false,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE section (section_id serial PRIMARY KEY, crf_version_id int NOT NULL REFERENCES crf_version,
  label varchar(2000) NOT NULL, title varchar(2000) NOT NULL, ordinal int NOT NULL,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE item (item_id serial PRIMARY KEY, name varchar(255) NOT NULL, description varchar(4000), units varchar(64),
  phi_status boolean NOT NULL DEFAULT false, item_data_type_id int NOT NULL REFERENCES item_data_type,
  oc_oid varchar(40) NOT NULL UNIQUE,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE response_set (response_set_id serial PRIMARY KEY, response_type_id int NOT NULL REFERENCES response_type,
  label varchar(80), options_text varchar(4000), options_values varchar(4000), version_id int REFERENCES crf_version);
CREATE TABLE item_form_metadata (item_form_metadata_id serial PRIMARY KEY, item_id int NOT NULL REFERENCES item,
  crf_version_id int NOT NULL REFERENCES crf_version, section_id int NOT NULL REFERENCES section,
  response_set_id int NOT NULL REFERENCES response_set, ordinal int NOT NULL, left_item_text varchar(4000),
  right_item_text varchar(2000), regexp varchar(1000), regexp_error_msg varchar(255), required boolean NOT NULL DEFAULT false,
  default_value varchar(4000), width_decimal varchar(10), show_item boolean NOT NULL DEFAULT true, UNIQUE (item_id, crf_version_id));
CREATE TABLE item_group (item_group_id serial PRIMARY KEY, crf_id int NOT NULL REFERENCES crf, name varchar(255) NOT NULL,
  oc_oid varchar(255) NOT NULL UNIQUE,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE item_group_metadata (item_group_metadata_id serial PRIMARY KEY, item_group_id int NOT NULL REFERENCES item_group,
  crf_version_id int NOT NULL REFERENCES crf_version, item_id int NOT NULL REFERENCES item, ordinal int NOT NULL,
  repeat_number int, repeat_max int, repeating_group boolean NOT NULL DEFAULT false, UNIQUE (item_id, crf_version_id));
CREATE TABLE item_data (item_data_id serial PRIMARY KEY, item_id int NOT NULL REFERENCES item,
  event_crf_id int NOT NULL REFERENCES event_crf, value varchar(4000), ordinal int NOT NULL DEFAULT 1,
  sdv boolean NOT NULL DEFAULT false,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz, UNIQUE (item_id, event_crf_id, ordinal));
CREATE INDEX ON item_data (event_crf_id);
CREATE INDEX ON event_crf (study_event_id);
CREATE INDEX ON study_event (study_subject_id);
CREATE TABLE discrepancy_note (discrepancy_note_id serial PRIMARY KEY, description varchar(2040) NOT NULL,
  detailed_notes varchar(1000), discrepancy_note_type_id int NOT NULL REFERENCES discrepancy_note_type,
  resolution_status_id int NOT NULL REFERENCES resolution_status, parent_dn_id int REFERENCES discrepancy_note,
  entity_type varchar(30) NOT NULL CHECK (entity_type IN ('itemData', 'eventCrf', 'studyEvent', 'studySub', 'subject')),
  study_id int NOT NULL REFERENCES study, assigned_user_id int REFERENCES user_account, owner_id int REFERENCES user_account,
  date_created timestamptz NOT NULL);
CREATE TABLE dn_item_data_map (item_data_id int NOT NULL REFERENCES item_data,
  discrepancy_note_id int NOT NULL REFERENCES discrepancy_note, column_name varchar(255));
CREATE TABLE dn_event_crf_map (event_crf_id int NOT NULL REFERENCES event_crf,
  discrepancy_note_id int NOT NULL REFERENCES discrepancy_note, column_name varchar(255));
CREATE TABLE dn_study_event_map (study_event_id int NOT NULL REFERENCES study_event,
  discrepancy_note_id int NOT NULL REFERENCES discrepancy_note, column_name varchar(255));
CREATE TABLE dn_study_subject_map (study_subject_id int NOT NULL REFERENCES study_subject,
  discrepancy_note_id int NOT NULL REFERENCES discrepancy_note, column_name varchar(255));
CREATE TABLE dn_subject_map (subject_id int NOT NULL REFERENCES subject,
  discrepancy_note_id int NOT NULL REFERENCES discrepancy_note, column_name varchar(255));
CREATE TABLE dataset (dataset_id serial PRIMARY KEY, study_id int NOT NULL REFERENCES study, name varchar(255) NOT NULL,
  description varchar(2000), sql_statement text,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, owner_id int REFERENCES user_account, update_id int,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE archived_dataset_file (archived_dataset_file_id serial PRIMARY KEY, dataset_id int NOT NULL REFERENCES dataset,
  name varchar(255), file_reference varchar(1000), file_size int, run_time double precision, date_created timestamptz NOT NULL,
  owner_id int REFERENCES user_account);
CREATE TABLE audit_log_event (audit_id serial PRIMARY KEY, audit_date timestamptz NOT NULL, audit_table varchar(500) NOT NULL,
  user_id int, entity_id int, entity_name varchar(500), reason_for_change varchar(1000),
  audit_log_event_type_id int REFERENCES audit_log_event_type, old_value varchar(2000), new_value varchar(2000), event_crf_id int,
  study_event_id int, study_subject_id int);

-- Not ClinCapture's: the kits of the randomization. A kit that was replaced is not given again.
CREATE TABLE kit (kit_id int PRIMARY KEY, kitno text NOT NULL UNIQUE, strata1 text NOT NULL, strata1_value text NOT NULL,
  strata2 text NOT NULL, strata2_value text NOT NULL,
  state text NOT NULL DEFAULT 'free' CHECK (state IN ('free', 'given', 'replaced')),
  study_subject_id int REFERENCES study_subject, randomization_date timestamptz,
  CHECK ((state = 'free') = (study_subject_id IS NULL)));
CREATE UNIQUE INDEX ON kit (study_subject_id) WHERE state = 'given';
