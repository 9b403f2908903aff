-- What a concern named leaves the graph in the statement that destroys its match keys, whoever erases and however
-- (concerns.destroy_words; a list of erasures replayed after a restore): nothing of it may join children any more.
CREATE FUNCTION networks.forget_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM networks.sightings WHERE mention_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION networks.forget_erased() FROM PUBLIC;
CREATE TRIGGER mentions_leave_networks AFTER UPDATE OF keys ON people.mentions
  FOR EACH ROW WHEN (NEW.keys = '{}') EXECUTE FUNCTION networks.forget_erased();
