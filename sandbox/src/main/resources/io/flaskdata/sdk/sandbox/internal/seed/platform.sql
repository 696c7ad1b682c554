-- Users, sessions and Forms: FlaskData's own storage is not public, so this shape is ours.
-- Texts in several languages are objects by language; what a document is known by is its English name.
-- json, not jsonb: digits, order and spelling stay as they were sent.
CREATE TABLE app_user (user_id serial PRIMARY KEY, email text NOT NULL UNIQUE, password_sha256 text NOT NULL,
  role text NOT NULL CHECK (role IN ('api', 'customer', 'study', 'site', 'subject')), first_name text NOT NULL DEFAULT '', last_name text NOT NULL DEFAULT '',
  phone text NOT NULL DEFAULT '', edc_username text NOT NULL DEFAULT '', company_name text NOT NULL DEFAULT '', finished_tutorial boolean NOT NULL DEFAULT true,
  customer_id int NOT NULL);
CREATE TABLE session (token text PRIMARY KEY, user_id int NOT NULL REFERENCES app_user, expires timestamptz NOT NULL);

CREATE TABLE language (language_id int PRIMARY KEY, name text NOT NULL, direction text NOT NULL, languagekey text NOT NULL, enum text NOT NULL UNIQUE);
INSERT INTO language VALUES (1, 'English', 'ltr', 'en', 'ENGLISH'), (2, 'Hebrew', 'rtl', 'he', 'HEBREW');

CREATE TABLE status (status_id int PRIMARY KEY, name text NOT NULL);
INSERT INTO status VALUES (0, 'invalid'), (1, 'available'), (2, 'unavailable'), (3, 'private'), (4, 'pending'), (5, 'removed'), (6, 'locked'),
  (7, 'auto-removed'), (8, 'signed'), (9, 'frozen'), (10, 'source data verified');
CREATE SEQUENCE forms_study_id START 2000001;
CREATE TABLE forms_study (study_id int PRIMARY KEY DEFAULT nextval('forms_study_id'), name text NOT NULL, edc_database text, customer_id int NOT NULL DEFAULT 1,
  official_title text NOT NULL DEFAULT '', unique_protocolid text NOT NULL DEFAULT '', status_id int NOT NULL DEFAULT 1 REFERENCES status, study_status_id int NOT NULL DEFAULT 1 REFERENCES status,
  date_created timestamptz NOT NULL, date_updated timestamptz);
CREATE TABLE forms_study_language (study_id int NOT NULL REFERENCES forms_study, language_id int NOT NULL REFERENCES language, PRIMARY KEY (study_id, language_id));
CREATE TABLE forms_site (site_id serial PRIMARY KEY, study_id int NOT NULL REFERENCES forms_study, unique_identifier text NOT NULL, name text NOT NULL,
  status_id int NOT NULL DEFAULT 1 REFERENCES status, date_created timestamptz NOT NULL, date_updated timestamptz, UNIQUE (study_id, unique_identifier));
CREATE TABLE forms_study_user (study_id int NOT NULL REFERENCES forms_study, user_id int NOT NULL REFERENCES app_user, site_id int REFERENCES forms_site,
  PRIMARY KEY (study_id, user_id));
CREATE TABLE forms_subject (subject_id serial PRIMARY KEY, document_id text NOT NULL UNIQUE, study_id int NOT NULL REFERENCES forms_study,
  site_id int NOT NULL REFERENCES forms_site, label text NOT NULL, user_id int REFERENCES app_user, first_name text NOT NULL DEFAULT '', last_name text NOT NULL DEFAULT '',
  email text NOT NULL DEFAULT '', phone text NOT NULL DEFAULT '', language text NOT NULL DEFAULT 'ENGLISH',
  date_created timestamptz NOT NULL, date_updated timestamptz NOT NULL, UNIQUE (study_id, label));

CREATE TABLE forms_crf (crf_id text PRIMARY KEY, study_id int NOT NULL REFERENCES forms_study, names json NOT NULL,
  name text NOT NULL GENERATED ALWAYS AS (names ->> 'ENGLISH') STORED, description json NOT NULL, variable text NOT NULL, oc_oid text NOT NULL,
  version text NOT NULL, newest boolean NOT NULL, active boolean NOT NULL, edc_crf text, ordinal int NOT NULL, date_created timestamptz NOT NULL,
  UNIQUE (study_id, name, version));
CREATE TABLE forms_section (section_id text PRIMARY KEY, crf_id text NOT NULL REFERENCES forms_crf, names json NOT NULL, description json NOT NULL, ordinal int NOT NULL);
CREATE TABLE forms_item (item_id text PRIMARY KEY, crf_id text NOT NULL REFERENCES forms_crf, section_id text NOT NULL REFERENCES forms_section,
  variable text NOT NULL, oc_oid text NOT NULL, item_type text NOT NULL, title json NOT NULL, label json NOT NULL, adds json NOT NULL, ordinal int NOT NULL,
  UNIQUE (crf_id, variable));
CREATE TABLE forms_option (item_id text NOT NULL REFERENCES forms_item, value int NOT NULL, title json NOT NULL, uid text NOT NULL, PRIMARY KEY (item_id, value));
CREATE TABLE forms_event_definition (event_id text PRIMARY KEY, study_id int NOT NULL REFERENCES forms_study, names json NOT NULL,
  name text NOT NULL GENERATED ALWAYS AS (names ->> 'ENGLISH') STORED, description json NOT NULL, repeating boolean NOT NULL, ordinal int NOT NULL,
  UNIQUE (study_id, name));
CREATE TABLE forms_event_crf (event_id text NOT NULL REFERENCES forms_event_definition, crf_id text NOT NULL REFERENCES forms_crf, ordinal int NOT NULL,
  PRIMARY KEY (event_id, crf_id));

-- An event of a subject. What a client put into the link's document beyond the members that are known is kept in extra.
CREATE TABLE forms_link (link_id text PRIMARY KEY, token text NOT NULL UNIQUE, event_id text NOT NULL REFERENCES forms_event_definition,
  subject_id int NOT NULL REFERENCES forms_subject, ordinal int NOT NULL, status text NOT NULL CHECK (status IN ('Not started', 'Started', 'Closed')),
  event_date timestamptz NOT NULL, extra json NOT NULL DEFAULT '{}', date_created timestamptz NOT NULL, last_edited timestamptz NOT NULL);
-- A CRF that a link's CRFs no longer name is not shown in the event; its data stay.
CREATE TABLE crf_data (crf_data_id text PRIMARY KEY CHECK (crf_data_id ~ '^[A-Z0-9]{10}$'), link_id text NOT NULL REFERENCES forms_link,
  crf_id text NOT NULL REFERENCES forms_crf, status text NOT NULL CHECK (status IN ('Not started', 'Started', 'Closed')), omt boolean NOT NULL, ordinal int NOT NULL,
  repeat_index int NOT NULL, shown boolean NOT NULL DEFAULT true, status_document_id text NOT NULL, last_edited timestamptz,
  creator_id int REFERENCES app_user, editor_id int REFERENCES app_user, date_created timestamptz NOT NULL, date_updated timestamptz);
-- The changes' numbers are what from_last_extract goes by: dates can be equal.
CREATE SEQUENCE forms_change;
CREATE TABLE crf_value (crf_value_id bigserial PRIMARY KEY, crf_data_id text NOT NULL REFERENCES crf_data, variable text NOT NULL, value json NOT NULL,
  date_created timestamptz NOT NULL, date_updated timestamptz, change bigint NOT NULL DEFAULT nextval('forms_change'), UNIQUE (crf_data_id, variable));
-- One for a study, whoever asks; moved in one statement, so that two who ask at once do not get the same.
CREATE TABLE extract_cursor (study_id int PRIMARY KEY REFERENCES forms_study, change bigint NOT NULL, previous bigint NOT NULL);
CREATE TABLE device_log (log_id bigserial PRIMARY KEY, study_id int NOT NULL REFERENCES forms_study, subject_id int REFERENCES forms_subject, device_id text,
  log_type text, log_date timestamptz, payload json, user_id int NOT NULL REFERENCES app_user, date_created timestamptz NOT NULL);

-- Who sees what stands here and nowhere else: an API user and a customer's administrator the customer's studies, a study user his studies, a site user his sites'
-- subjects, a subject himself.
CREATE VIEW visible_study AS
SELECT u.user_id, s.study_id FROM app_user u JOIN forms_study s ON s.customer_id = u.customer_id
WHERE u.role IN ('api', 'customer')
  OR u.role IN ('study', 'site') AND EXISTS (SELECT 1 FROM forms_study_user m WHERE m.study_id = s.study_id AND m.user_id = u.user_id)
  OR u.role = 'subject' AND EXISTS (SELECT 1 FROM forms_subject p WHERE p.study_id = s.study_id AND p.user_id = u.user_id);
CREATE VIEW visible_subject AS
SELECT v.user_id, p.subject_id FROM visible_study v JOIN app_user u USING (user_id) JOIN forms_subject p USING (study_id)
WHERE u.role IN ('api', 'customer', 'study')
  OR u.role = 'site' AND EXISTS (SELECT 1 FROM forms_study_user m WHERE m.study_id = p.study_id AND m.user_id = u.user_id AND m.site_id = p.site_id)
  OR u.role = 'subject' AND p.user_id = u.user_id;
-- The study, site and label a user is limited to, for what knows one of each; null is no limit, 0 no study.
CREATE VIEW user_limit AS
SELECT u.user_id, u.role, u.customer_id,
  CASE WHEN u.role IN ('api', 'customer') THEN NULL ELSE coalesce(m.study_id, p.study_id, 0) END AS study_id,
  coalesce(s.unique_identifier, ps.unique_identifier) AS site, p.label AS subject_label
FROM app_user u
LEFT JOIN LATERAL (SELECT * FROM forms_study_user f WHERE f.user_id = u.user_id AND u.role IN ('study', 'site') ORDER BY study_id LIMIT 1) m ON true
LEFT JOIN forms_site s ON s.site_id = m.site_id AND u.role = 'site'
LEFT JOIN LATERAL (SELECT * FROM forms_subject f WHERE f.user_id = u.user_id AND u.role = 'subject' ORDER BY study_id LIMIT 1) p ON true
LEFT JOIN forms_site ps ON ps.site_id = p.site_id;
