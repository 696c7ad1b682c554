INSERT INTO customer.study_metadata (customer_id, study_id, metadata, date_created, date_updated)
SELECT customer_id, study_id, jsonb_build_object('phase', 'II', 'countries', jsonb_build_array('IL', 'US'), 'budget', 1.10), '2026-01-12 08:00:00+00',
  CASE WHEN edc_database IS NOT NULL THEN timestamptz '2026-02-01 08:00:00+00' END
FROM forms_study ORDER BY study_id;
INSERT INTO customer.billing_reports_customer (customer_id, study_id, billing_date, item, quantity, unit_price, date_created, date_updated)
SELECT customer_id, study_id, month, item, quantity, price, month + 27, month + 28
FROM forms_study, (VALUES (date '2026-02-01'), (date '2026-03-01')) months (month),
  (VALUES ('Active subjects', 12, 4.50), ('Storage, GB', 3, 0.99)) items (item, quantity, price)
WHERE edc_database IS NOT NULL ORDER BY study_id, month, item;
