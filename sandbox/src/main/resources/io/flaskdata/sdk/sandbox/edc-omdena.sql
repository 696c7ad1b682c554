-- What is different in the second EDC database: the settings for new subjects, and a site that is locked.
UPDATE study SET unique_identifier = 'FD-OMDENA-01', name = 'Omdena Study' WHERE parent_study_id IS NULL;
UPDATE study SET status_id = 6 WHERE unique_identifier = '003';
DELETE FROM study_parameter_value;
INSERT INTO study_parameter_value (study_id, parameter, value) VALUES
  (1, 'subjectIdGeneration', 'manual'), (1, 'subjectPersonIdRequired', 'required'), (1, 'genderRequired', 'true'), (1, 'collectDob', '2'),
  (1, 'dateOfEnrollmentForStudyRequired', 'yes'),
  (3, 'subjectIdGeneration', 'auto editable'), (3, 'subjectPersonIdRequired', 'copyFromSSID'), (3, 'genderRequired', 'false'),
  (3, 'collectDob', '3'), (3, 'dateOfEnrollmentForStudyRequired', 'no');
