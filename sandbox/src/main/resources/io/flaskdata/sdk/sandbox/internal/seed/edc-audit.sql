-- The audit log, written by triggers: whoever writes the tables, the log has it.
CREATE SCHEMA @audit@;

-- Where a row of the log belongs.
CREATE TYPE @audit@.place AS (event_crf_id int, study_event_id int, study_subject_id int);

CREATE FUNCTION @audit@.log(changed text, type int, entity int, name text, before text, after text, who int, at timestamptz,
  place @audit@.place) RETURNS void LANGUAGE sql AS $$
  INSERT INTO @schema@.audit_log_event (audit_date, audit_table, user_id, entity_id, entity_name, audit_log_event_type_id, old_value,
    new_value, event_crf_id, study_event_id, study_subject_id)
  VALUES (at, changed, who, entity, name, type, left(before, 2000), left(after, 2000), (place).event_crf_id, (place).study_event_id,
    (place).study_subject_id)
$$;
CREATE FUNCTION @audit@.change(changed text, type int, entity int, name text, before text, after text, who int, at timestamptz,
  place @audit@.place) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF before IS DISTINCT FROM after THEN
    PERFORM @audit@.log(changed, type, entity, name, before, after, who, at, place);
  END IF;
END $$;
CREATE FUNCTION @audit@.status_name(id int) RETURNS text LANGUAGE sql STABLE AS 'SELECT name FROM @schema@.status WHERE status_id = id';
CREATE FUNCTION @audit@.event_status_name(id int) RETURNS text LANGUAGE sql STABLE AS
  'SELECT name FROM @schema@.subject_event_status WHERE subject_event_status_id = id';

CREATE FUNCTION @audit@.item_data() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d @schema@.item_data := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  item_name text := (SELECT name FROM @schema@.item WHERE item_id = d.item_id);
  who int := coalesce(d.update_id, d.owner_id);
  at timestamptz := coalesce(d.date_updated, d.date_created);
  place @audit@.place := (d.event_crf_id, NULL, NULL);
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM @audit@.log('item_data', 13, d.item_data_id, item_name, d.value, NULL, who, now(), place);
  ELSIF TG_OP = 'INSERT' THEN
    PERFORM @audit@.log('item_data', 1, d.item_data_id, item_name, NULL, d.value, who, at, place);
  ELSE
    PERFORM @audit@.change('item_data', 1, d.item_data_id, item_name, OLD.value, d.value, who, at, place);
    PERFORM @audit@.change('item_data', 12, d.item_data_id, item_name, @audit@.status_name(OLD.status_id),
      @audit@.status_name(d.status_id), who, at, place);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON item_data FOR EACH ROW EXECUTE FUNCTION @audit@.item_data();

CREATE FUNCTION @audit@.event_crf() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who int := coalesce(NEW.update_id, NEW.owner_id);
  at timestamptz := coalesce(NEW.date_updated, NEW.date_created);
  place @audit@.place := (NEW.event_crf_id, NEW.study_event_id, NEW.study_subject_id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status_id = 2 THEN
      PERFORM @audit@.log('event_crf', 8, NEW.event_crf_id, 'Status', NULL, @audit@.status_name(2), who, at, place);
    END IF;
    RETURN NULL;
  END IF;
  PERFORM @audit@.change('event_crf', CASE NEW.status_id WHEN 2 THEN 8 ELSE 9 END, NEW.event_crf_id, 'Status',
    @audit@.status_name(OLD.status_id), @audit@.status_name(NEW.status_id), who, at, place);
  PERFORM @audit@.change('event_crf', 9, NEW.event_crf_id, 'Date interviewed', OLD.date_interviewed::text, NEW.date_interviewed::text,
    who, at, place);
  PERFORM @audit@.change('event_crf', 9, NEW.event_crf_id, 'Interviewer name', OLD.interviewer_name, NEW.interviewer_name, who, at, place);
  PERFORM @audit@.change('event_crf', 32, NEW.event_crf_id, 'SDV status', OLD.sdv_status::text, NEW.sdv_status::text, who, at, place);
  RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON event_crf FOR EACH ROW EXECUTE FUNCTION @audit@.event_crf();

CREATE FUNCTION @audit@.study_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who int := coalesce(NEW.update_id, NEW.owner_id);
  at timestamptz := coalesce(NEW.date_updated, NEW.date_created);
  place @audit@.place := (NULL, NEW.study_event_id, NEW.study_subject_id);
  -- By subject event status; "not scheduled" and "signed" have no type.
  type int := (ARRAY[17, NULL, 18, 19, 20, 21, 22, NULL, 50, 23])[NEW.subject_event_status_id];
  before int := 1;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM @audit@.log('study_event', 17, NEW.study_event_id, 'Status', NULL, @audit@.event_status_name(1), who, at, place);
  ELSE
    before := OLD.subject_event_status_id;
    PERFORM @audit@.change('study_event', 24, NEW.study_event_id, 'Start date', OLD.date_start::text, NEW.date_start::text, who, at, place);
    PERFORM @audit@.change('study_event', 25, NEW.study_event_id, 'End date', OLD.date_end::text, NEW.date_end::text, who, at, place);
    PERFORM @audit@.change('study_event', 26, NEW.study_event_id, 'Location', OLD.location, NEW.location, who, at, place);
  END IF;
  IF type IS NOT NULL THEN
    PERFORM @audit@.change('study_event', type, NEW.study_event_id, 'Status', @audit@.event_status_name(before),
      @audit@.event_status_name(NEW.subject_event_status_id), who, at, place);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON study_event FOR EACH ROW EXECUTE FUNCTION @audit@.study_event();

CREATE FUNCTION @audit@.study_subject() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  id int := NEW.study_subject_id;
  who int := coalesce(NEW.update_id, NEW.owner_id);
  at timestamptz := coalesce(NEW.date_updated, NEW.date_created);
  place @audit@.place := (NULL, NULL, NEW.study_subject_id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM @audit@.log('study_subject', 2, id, 'Label', NULL, NEW.label, who, at, place);
    RETURN NULL;
  END IF;
  PERFORM @audit@.change('study_subject', 3, id, 'Status', @audit@.status_name(OLD.status_id), @audit@.status_name(NEW.status_id), who, at, place);
  PERFORM @audit@.change('study_subject', 4, id, 'Label', OLD.label, NEW.label, who, at, place);
  PERFORM @audit@.change('study_subject', 4, id, 'Secondary label', OLD.secondary_label, NEW.secondary_label, who, at, place);
  PERFORM @audit@.change('study_subject', 4, id, 'Enrollment date', OLD.enrollment_date::text, NEW.enrollment_date::text, who, at, place);
  PERFORM @audit@.change('study_subject', 4, id, 'Randomization result', OLD.randomization_result, NEW.randomization_result, who, at, place);
  RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON study_subject FOR EACH ROW EXECUTE FUNCTION @audit@.study_subject();

-- The model's page names no types for this table: 5 to 7 are those of its ancestor, OpenClinica.
CREATE FUNCTION @audit@.subject() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  id int := NEW.subject_id;
  who int := coalesce(NEW.update_id, NEW.owner_id);
  at timestamptz := coalesce(NEW.date_updated, NEW.date_created);
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM @audit@.log('subject', 5, id, 'Person id', NULL, NEW.unique_identifier, who, at, NULL);
    RETURN NULL;
  END IF;
  PERFORM @audit@.change('subject', 6, id, 'Status', @audit@.status_name(OLD.status_id), @audit@.status_name(NEW.status_id), who, at, NULL);
  PERFORM @audit@.change('subject', 7, id, 'Person id', OLD.unique_identifier, NEW.unique_identifier, who, at, NULL);
  PERFORM @audit@.change('subject', 7, id, 'Gender', OLD.gender::text, NEW.gender::text, who, at, NULL);
  PERFORM @audit@.change('subject', 7, id, 'Date of birth', OLD.date_of_birth::text, NEW.date_of_birth::text, who, at, NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON subject FOR EACH ROW EXECUTE FUNCTION @audit@.subject();
