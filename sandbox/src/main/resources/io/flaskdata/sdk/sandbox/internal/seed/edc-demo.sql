-- The demo study's design: study, sites, settings, events, CRFs, items. All invented; items are CDASH-like.
INSERT INTO study (unique_identifier, name, summary, principal_investigator, sponsor, phase, expected_total_enrollment,
  date_planned_start, date_planned_end, oc_oid, owner_id, date_created)
SELECT 'FD-DEMO-01', 'FlaskData Demo Study', 'Invented, for the sandbox.', 'Sandbox Investigator', 'Sandbox Sponsor', 'II', 24,
  date '2026-01-12', date '2027-01-12', 'S_FDDEMO01', 1, created FROM constants;
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

INSERT INTO visits (event, type, repeating, day, crfs) VALUES
  ('Screening', 'scheduled', false, 0, '{Informed Consent,Demographics,Vital Signs}'),
  ('Baseline', 'scheduled', false, 14, '{Vital Signs}'),
  ('Week 4', 'scheduled', false, 42, '{Vital Signs}'),
  ('Unscheduled Visit', 'unscheduled', true, NULL, '{Vital Signs}'),
  ('Adverse Events Log', 'common', false, NULL, '{Adverse Events}'),
  ('Concomitant Medications Log', 'common', false, NULL, '{Concomitant Medications}'),
  ('End of Study', 'scheduled', false, 60, '{End of Study}');
UPDATE design SET repeats = true WHERE item_group IN ('AE', 'CM');
