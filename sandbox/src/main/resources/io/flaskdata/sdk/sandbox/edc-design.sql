-- The demo study's design: study, sites, people, settings, events, CRFs, items, kits. All invented; items are CDASH-like.
CREATE TEMPORARY TABLE constants ON COMMIT DROP AS SELECT timestamptz '2026-01-12 08:00:00+00' AS created;

-- The ids are those of the platform's users.
INSERT INTO user_account (user_id, user_name, first_name, last_name, email, date_created)
SELECT id, name, 'Sandbox', name, name || '@sandbox.flaskdata.test', created
FROM constants, (VALUES (1, 'api'), (2, 'study'), (3, 'site'), (4, 'subject')) people (id, name);
SELECT setval('user_account_user_id_seq', 4);

INSERT INTO study (unique_identifier, name, summary, principal_investigator, sponsor, phase, expected_total_enrollment,
  date_planned_start, date_planned_end, oc_oid, owner_id, date_created)
SELECT 'FD-DEMO-01', 'FlaskData Demo Study', 'Invented, for the sandbox.', 'Sandbox Investigator', 'Sandbox Sponsor', 'II', 24,
  created, created + interval '1 year', 'S_FDDEMO01', 1, created FROM constants;
INSERT INTO study (parent_study_id, unique_identifier, name, facility_name, oc_oid, owner_id, date_created)
SELECT 1, label, name, name, 'S_' || label, 1, created
FROM constants, (VALUES ('001', 'North Clinic'), ('002', 'Harbour Hospital'), ('003', 'Valley Medical Centre')) sites (label, name);
INSERT INTO study_user_role (role_name, study_id, user_name, owner_id, date_created)
SELECT role, study, person, 1, created
FROM constants, (VALUES ('study administrator', 1, 'api'), ('study director', 1, 'study'),
  ('clinical research coordinator', 2, 'site')) roles (role, study, person);
INSERT INTO study_parameter_value (study_id, parameter, value) VALUES
  (1, 'subjectIdGeneration', 'auto editable'), (1, 'subjectPersonIdRequired', 'optional'), (1, 'genderRequired', 'false'),
  (1, 'collectDob', '1'), (1, 'dateOfEnrollmentForStudyRequired', 'no'), (4, 'subjectPersonIdRequired', 'not used');

CREATE TEMPORARY TABLE design (ordinal serial, crf text, item_group text, item text, data_type text, response text, label text,
  units text, width text, required boolean, codes text, texts text) ON COMMIT DROP;
INSERT INTO design (crf, item_group, item, data_type, response, label, units, width, required, codes, texts) VALUES
  ('Informed Consent', 'IC', 'ICYN', 'ST', 'radio', 'Was informed consent given?', NULL, NULL, true, 'Y,N', 'Yes,No'),
  ('Informed Consent', 'IC', 'ICDAT', 'DATE', 'text', 'Date of informed consent', NULL, NULL, true, NULL, NULL),
  ('Informed Consent', 'IC', 'ICVERS', 'ST', 'text', 'Version of the consent form', NULL, NULL, true, NULL, NULL),
  ('Informed Consent', 'IC', 'ICFILE', 'FILE', 'file', 'Signed form', NULL, NULL, false, NULL, NULL),
  ('Demographics', 'DM', 'DMDAT', 'DATE', 'text', 'Date of collection', NULL, NULL, true, NULL, NULL),
  ('Demographics', 'DM', 'SEX', 'ST', 'radio', 'Sex', NULL, NULL, true, 'M,F', 'Male,Female'),
  ('Demographics', 'DM', 'BRTHYR', 'INT', 'text', 'Year of birth', NULL, '4', true, NULL, NULL),
  ('Demographics', 'DM', 'AGE', 'INT', 'text', 'Age', 'years', '3', true, NULL, NULL),
  ('Demographics', 'DM', 'RACE', 'ST', 'multi-select', 'Race', NULL, NULL, false, '1,2,3,4', 'Asian,Black,White,Other'),
  ('Vital Signs', 'VS', 'VSDAT', 'DATE', 'text', 'Date of measurement', NULL, NULL, true, NULL, NULL),
  ('Vital Signs', 'VS', 'SYSBP', 'INT', 'text', 'Systolic blood pressure', 'mmHg', '3', false, NULL, NULL),
  ('Vital Signs', 'VS', 'DIABP', 'INT', 'text', 'Diastolic blood pressure', 'mmHg', '3', false, NULL, NULL),
  ('Vital Signs', 'VS', 'PULSE', 'INT', 'text', 'Pulse', '1/min', '3', false, NULL, NULL),
  ('Vital Signs', 'VS', 'TEMP', 'REAL', 'text', 'Temperature', 'C', '4(1)', false, NULL, NULL),
  ('Vital Signs', 'VS', 'WEIGHT', 'REAL', 'text', 'Weight', 'kg', '5(1)', false, NULL, NULL),
  ('Vital Signs', 'VS', 'VSND', 'ST', 'checkbox', 'Not done', NULL, NULL, false, 'Y', 'Not done'),
  ('Adverse Events', 'AEH', 'AEYN', 'ST', 'radio', 'Were there adverse events?', NULL, NULL, true, 'Y,N', 'Yes,No'),
  ('Adverse Events', 'AE', 'AETERM', 'ST', 'textarea', 'Adverse event', NULL, NULL, true, NULL, NULL),
  ('Adverse Events', 'AE', 'AESTDAT', 'PDATE', 'text', 'Start', NULL, NULL, true, NULL, NULL),
  ('Adverse Events', 'AE', 'AEENDAT', 'PDATE', 'text', 'End', NULL, NULL, false, NULL, NULL),
  ('Adverse Events', 'AE', 'AESEV', 'ST', 'single-select', 'Severity', NULL, NULL, true, 'MILD,MODERATE,SEVERE',
    'Mild,Moderate,Severe'),
  ('Adverse Events', 'AE', 'AESER', 'ST', 'radio', 'Serious', NULL, NULL, true, 'Y,N', 'Yes,No'),
  ('Adverse Events', 'AE', 'AESCRIT', 'ST', 'checkbox', 'Criteria of seriousness', NULL, NULL, false, 'DEATH,LIFE,HOSP,DISAB,OTHER',
    'Death,Threat to life,Hospitalisation,Disability,Other'),
  ('Adverse Events', 'AE', 'AEOUT', 'ST', 'single-select', 'Outcome', NULL, NULL, false, 'RECOVERED,SEQUELAE,ONGOING',
    'Recovered,Recovered\, with sequelae,Not recovered'),
  ('Concomitant Medications', 'CMH', 'CMYN', 'ST', 'radio', 'Were there other medications?', NULL, NULL, true, 'Y,N', 'Yes,No'),
  ('Concomitant Medications', 'CM', 'CMTRT', 'ST', 'text', 'Medication', NULL, NULL, true, NULL, NULL),
  ('Concomitant Medications', 'CM', 'CMDOSE', 'REAL', 'text', 'Dose', 'mg', '7(2)', false, NULL, NULL),
  ('Concomitant Medications', 'CM', 'CMDOSFRM', 'ST', 'single-select', 'Form', NULL, NULL, false, 'TABLET,CAPSULE,SOLUTION',
    'Tablet,Capsule,Solution'),
  ('Concomitant Medications', 'CM', 'CMROUTE', 'ST', 'single-select', 'Route', NULL, NULL, false, 'ORAL,IV,TOPICAL',
    'Oral,Intravenous,Topical'),
  ('Concomitant Medications', 'CM', 'CMSTDAT', 'PDATE', 'text', 'Start', NULL, NULL, true, NULL, NULL),
  ('Concomitant Medications', 'CM', 'CMENDAT', 'PDATE', 'text', 'End', NULL, NULL, false, NULL, NULL),
  ('End of Study', 'DS', 'DSDAT', 'DATE', 'text', 'Date of completion or withdrawal', NULL, NULL, true, NULL, NULL),
  ('End of Study', 'DS', 'DSDECOD', 'ST', 'single-select', 'How it ended', NULL, NULL, true, 'COMPLETED,WITHDRAWAL BY SUBJECT',
    'Completed,Withdrawn by the subject'),
  ('End of Study', 'DS', 'DSTERM', 'ST', 'textarea', 'Reason', NULL, NULL, false, NULL, NULL);

INSERT INTO crf (name, description, oc_oid, source_study_id, owner_id, date_created)
SELECT crf, crf, 'F_' || upper(regexp_replace(crf, '\W', '', 'g')), 1, 1, created
FROM design, constants GROUP BY crf, created ORDER BY min(ordinal);
INSERT INTO crf_version (crf_id, name, description, oc_oid, owner_id, date_created)
SELECT crf_id, 'v1.0', name, oc_oid || '_V10', 1, date_created FROM crf ORDER BY crf_id;
INSERT INTO section (crf_version_id, label, title, ordinal, owner_id, date_created)
SELECT v.crf_version_id, c.name, c.name, 1, 1, c.date_created FROM crf_version v JOIN crf c USING (crf_id) ORDER BY 1;
INSERT INTO item_group (crf_id, name, oc_oid, owner_id, date_created)
SELECT crf_id, item_group, 'IG_' || item_group, 1, date_created
FROM design d JOIN crf c ON c.name = d.crf GROUP BY crf_id, item_group, date_created ORDER BY min(ordinal);
INSERT INTO item (name, description, units, item_data_type_id, oc_oid, owner_id, date_created)
SELECT item, label, units, item_data_type_id, 'I_' || item, 1, created
FROM design JOIN item_data_type ON code = data_type, constants ORDER BY ordinal;
-- Like options are one set; what is typed in has the set of its type.
INSERT INTO response_set (response_type_id, label, options_text, options_values)
SELECT response_type_id, coalesce(texts, name), texts, codes
FROM design JOIN response_type ON name = response GROUP BY response_type_id, name, texts, codes ORDER BY min(ordinal);
INSERT INTO item_form_metadata (item_id, crf_version_id, section_id, response_set_id, ordinal, left_item_text, right_item_text, required,
  width_decimal)
SELECT i.item_id, v.crf_version_id, s.section_id, r.response_set_id, d.ordinal, d.label, d.units, d.required, d.width
FROM design d JOIN item i ON i.name = d.item JOIN crf c ON c.name = d.crf JOIN crf_version v ON v.crf_id = c.crf_id
JOIN section s ON s.crf_version_id = v.crf_version_id JOIN response_type t ON t.name = d.response
JOIN response_set r ON r.response_type_id = t.response_type_id AND r.options_values IS NOT DISTINCT FROM d.codes
  AND r.options_text IS NOT DISTINCT FROM d.texts
ORDER BY d.ordinal;
INSERT INTO item_group_metadata (item_group_id, crf_version_id, item_id, ordinal, repeat_number, repeat_max, repeating_group)
SELECT g.item_group_id, m.crf_version_id, m.item_id, m.ordinal, 1, CASE WHEN repeats THEN 40 ELSE 1 END, repeats
FROM design d JOIN item i ON i.name = d.item JOIN item_form_metadata m ON m.item_id = i.item_id JOIN item_group g ON g.name = d.item_group
CROSS JOIN LATERAL (SELECT d.item_group IN ('AE', 'CM') AS repeats) r ORDER BY m.ordinal;

CREATE TEMPORARY TABLE visits (ordinal serial, event text, type text, repeating boolean, day int, crfs text[]) ON COMMIT DROP;
INSERT INTO visits (event, type, repeating, day, crfs) VALUES
  ('Screening', 'scheduled', false, 0, '{Informed Consent,Demographics,Vital Signs}'),
  ('Baseline', 'scheduled', false, 14, '{Vital Signs}'),
  ('Week 4', 'scheduled', false, 42, '{Vital Signs}'),
  ('Unscheduled Visit', 'unscheduled', true, NULL, '{Vital Signs}'),
  ('Adverse Events Log', 'common', false, NULL, '{Adverse Events}'),
  ('Concomitant Medications Log', 'common', false, NULL, '{Concomitant Medications}'),
  ('End of Study', 'scheduled', false, 60, '{End of Study}');
INSERT INTO study_event_definition (study_id, name, type, repeating, ordinal, schedule_day, day_min, day_max, reference_visit, oc_oid,
  owner_id, date_created)
SELECT 1, event, type, repeating, ordinal, day, day - 2, day + 2, day IS NOT DISTINCT FROM 0, 'SE_' || upper(regexp_replace(event, '\W', '', 'g')), 1, created
FROM visits, constants ORDER BY ordinal;
INSERT INTO event_definition_crf (study_event_definition_id, study_id, crf_id, default_version_id, null_values,
  source_data_verification_code, ordinal, owner_id, date_created)
SELECT e.study_event_definition_id, 1, c.crf_id, v.crf_version_id, 'NA,UNK,ASKU', 1, n.ordinal, 1, e.date_created
FROM visits CROSS JOIN LATERAL unnest(crfs) WITH ORDINALITY n (crf, ordinal) JOIN study_event_definition e ON e.name = visits.event
JOIN crf c ON c.name = n.crf JOIN crf_version v ON v.crf_id = c.crf_id ORDER BY visits.ordinal, n.ordinal;
-- Site 002 has a rule of its own for the last CRF.
INSERT INTO event_definition_crf (study_event_definition_id, study_id, crf_id, default_version_id, required_crf, null_values, parent_id,
  ordinal, owner_id, date_created)
SELECT study_event_definition_id, 3, crf_id, default_version_id, false, 'NA', event_definition_crf_id, ordinal, 1, date_created
FROM event_definition_crf ORDER BY event_definition_crf_id DESC LIMIT 1;

INSERT INTO kit (kit_id, kitno, strata1, strata1_value, strata2, strata2_value)
SELECT id, 'K' || 1000 + id, 'SEX', CASE WHEN id <= 30 THEN 'M' ELSE 'F' END, 'SITE', '00' || (id - 1) / 10 % 3 + 1
FROM generate_series(1, 60) id;
