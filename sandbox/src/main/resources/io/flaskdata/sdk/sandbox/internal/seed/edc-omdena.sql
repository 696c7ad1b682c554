-- What is different in the second EDC database: the settings for new subjects, and a site and subjects that are locked or removed.
UPDATE study SET unique_identifier = 'FD-OMDENA-01', name = 'Omdena Study' WHERE parent_study_id IS NULL;
UPDATE study SET status_id = 6 WHERE unique_identifier = '003';
DELETE FROM study_parameter_value;
INSERT INTO study_parameter_value (study_id, parameter, value) VALUES
  (1, 'subjectIdGeneration', 'manual'), (1, 'subjectPersonIdRequired', 'required'), (1, 'genderRequired', 'true'), (1, 'collectDob', '2'),
  (1, 'dateOfEnrollmentForStudyRequired', 'yes'),
  (3, 'subjectIdGeneration', 'auto editable'), (3, 'subjectPersonIdRequired', 'copyFromSSID'), (3, 'genderRequired', 'false'),
  (3, 'collectDob', '3'), (3, 'dateOfEnrollmentForStudyRequired', 'no');
UPDATE study_subject SET status_id = 6, update_id = 1, date_updated = '2026-05-01 08:00:00+00' WHERE label = '002-004';
UPDATE study_subject SET status_id = 5, update_id = 1, date_updated = '2026-05-01 08:00:00+00' WHERE label = '002-003';
