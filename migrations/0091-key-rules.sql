-- By which version of the rules (spellings, sounds, nicknames) the match keys and search words in the database were derived.
-- `heed people derive-keys` derives them anew and says so here; `heed doctor` says when it is due (docs/decisions/0805). A
-- release that raises KEY_RULES sets the version here as well where nothing has been derived yet.
CREATE TABLE people.key_rules (
  one boolean NOT NULL DEFAULT true CONSTRAINT key_rules_pkey PRIMARY KEY CONSTRAINT key_rules_one CHECK (one),
  version integer NOT NULL,
  -- The version that is being derived, and how far it has come: the last mention, then the last record.
  deriving integer,
  mention_id uuid,
  record_id uuid
);
INSERT INTO people.key_rules (version)
  SELECT CASE WHEN EXISTS (SELECT FROM people.mentions) THEN 0 ELSE 1 END;
GRANT SELECT, UPDATE ON people.key_rules TO heed_app;

-- Keys derived anew meet an erasure of the same moment: whichever comes second, what the erasure empties keeps no key.
CREATE FUNCTION people.forget_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM people.match_keys k USING unnest(OLD.keys) AS own (hash)
    WHERE k.key = own.hash AND k.owner_id = OLD.id AND NOT k.record;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION people.forget_keys FROM PUBLIC;
CREATE TRIGGER mentions_forget_keys AFTER UPDATE OF keys ON people.mentions FOR EACH ROW
  WHEN (OLD.keys <> '{}' AND NEW.keys = '{}') EXECUTE FUNCTION people.forget_keys();
GRANT UPDATE (keys, key_kinds) ON people.mentions TO heed_app;
