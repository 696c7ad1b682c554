-- Users, sessions and Forms: FlaskData's own storage is not public, so this shape is ours.
CREATE TABLE app_user (user_id int PRIMARY KEY, email text NOT NULL UNIQUE, password_sha256 text NOT NULL, role text NOT NULL, first_name text NOT NULL, last_name text NOT NULL, customer_id int NOT NULL, study_id int, site text, subject_label text);
CREATE TABLE session (token text PRIMARY KEY, user_id int NOT NULL REFERENCES app_user, expires timestamptz NOT NULL);
CREATE TABLE forms_study (study_id int PRIMARY KEY, name text NOT NULL, edc_database text);
CREATE TABLE forms_subject (study_id int NOT NULL REFERENCES forms_study, label text NOT NULL, site text NOT NULL, PRIMARY KEY (study_id, label));
CREATE TABLE forms_event (event_id bigserial PRIMARY KEY, study_id int NOT NULL, subject text NOT NULL, name text NOT NULL, event_date timestamptz NOT NULL, FOREIGN KEY (study_id, subject) REFERENCES forms_subject);
CREATE TABLE forms_crf (study_id int NOT NULL REFERENCES forms_study, name text NOT NULL, edc_crf text, PRIMARY KEY (study_id, name));
CREATE TABLE forms_item (study_id int NOT NULL, crf text NOT NULL, variable text NOT NULL, item_type text NOT NULL, ordinal int NOT NULL, PRIMARY KEY (study_id, crf, variable), FOREIGN KEY (study_id, crf) REFERENCES forms_crf);
CREATE TABLE crf_data (crf_data_id text PRIMARY KEY, event_id bigint NOT NULL REFERENCES forms_event, study_id int NOT NULL, crf text NOT NULL, status text NOT NULL, date_created timestamptz NOT NULL, FOREIGN KEY (study_id, crf) REFERENCES forms_crf);
-- json, not jsonb: digits, order and spelling stay as they were sent.
CREATE TABLE crf_value (crf_value_id bigserial PRIMARY KEY, crf_data_id text NOT NULL REFERENCES crf_data, variable text NOT NULL, value json NOT NULL, date_created timestamptz NOT NULL, UNIQUE (crf_data_id, variable));
