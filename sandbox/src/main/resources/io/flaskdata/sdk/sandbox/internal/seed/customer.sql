-- What a customer can extract: every table of the schema has a customer_id. The columns are our proposal. And the outbox.
CREATE SCHEMA customer;

CREATE VIEW customer.studies AS
SELECT customer_id, study_id, name AS brief_title, official_title, unique_protocolid, status_id, study_status_id, edc_database, date_created,
  coalesce(date_updated, date_created) AS date_updated
FROM forms_study;

CREATE TABLE customer.audit_user_login (id serial PRIMARY KEY, customer_id int NOT NULL, user_name text NOT NULL, user_account_id int NOT NULL,
  login_attempt_date timestamptz NOT NULL, login_status_code int NOT NULL, details text, date_created timestamptz NOT NULL, date_updated timestamptz);

CREATE TABLE customer.study_metadata (study_metadata_id serial PRIMARY KEY, customer_id int NOT NULL, study_id int NOT NULL REFERENCES forms_study,
  metadata jsonb NOT NULL, date_created timestamptz NOT NULL, date_updated timestamptz);

CREATE TABLE customer.billing_reports_customer (billing_report_id bigserial PRIMARY KEY, customer_id int NOT NULL, study_id int NOT NULL REFERENCES forms_study,
  billing_date date NOT NULL, item text NOT NULL, quantity int NOT NULL, unit_price numeric(10, 2) NOT NULL,
  amount numeric(12, 2) NOT NULL GENERATED ALWAYS AS (quantity * unit_price) STORED, date_created timestamptz NOT NULL, date_updated timestamptz);

CREATE TABLE outbox (outbox_id serial PRIMARY KEY, recipients json NOT NULL, subject text NOT NULL, sent timestamptz NOT NULL, attachment bytea NOT NULL);
