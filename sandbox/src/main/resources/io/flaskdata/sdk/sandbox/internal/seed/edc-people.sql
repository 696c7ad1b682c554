-- Who is known in an EDC database, and what a study's design is written into before edc-structure.sql makes its tables' rows of it.
CREATE TEMPORARY TABLE constants ON COMMIT DROP AS SELECT timestamptz '2026-01-12 08:00:00+00' AS created;

-- The ids are those of the platform's users.
INSERT INTO user_account (user_id, user_name, first_name, last_name, email, date_created)
SELECT id, name, 'Sandbox', name, name || '@sandbox.flaskdata.test', created
FROM constants, (VALUES (1, 'api'), (2, 'study'), (3, 'site'), (4, 'subject')) people (id, name);
SELECT setval('user_account_user_id_seq', 4);

CREATE TEMPORARY TABLE design (ordinal serial, crf text, item_group text, item text, data_type text, response text, label text,
  units text, width text, required boolean, codes text, texts text,
  repeats boolean NOT NULL DEFAULT false) ON COMMIT DROP;
CREATE TEMPORARY TABLE visits (ordinal serial, event text, type text, repeating boolean, day int, crfs text[]) ON COMMIT DROP;
