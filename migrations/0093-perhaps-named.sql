-- Concerns that may be about somebody whose identity is protected: known to the posts that keep the protection and to nobody
-- else, and never read by what serves a concern's own pages (docs/decisions/0333). No words; ids and what agreed.
CREATE TABLE people.perhaps_named (
  record_id uuid NOT NULL,
  mention_id uuid NOT NULL CONSTRAINT perhaps_named_mention_fkey REFERENCES people.mentions,
  concern_id uuid NOT NULL,
  at timestamptz NOT NULL,
  -- Kinds of key that agreed.
  codes smallint[] NOT NULL,
  answer text CONSTRAINT perhaps_named_answer CHECK (answer IN ('theirs', 'not-theirs')),
  answered_at timestamptz,
  by_account uuid,
  by_post uuid,
  -- Sealed under the record's key.
  why bytea,
  CONSTRAINT perhaps_named_pkey PRIMARY KEY (record_id, mention_id),
  CONSTRAINT perhaps_named_answered_whole CHECK (
    (answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (why IS NULL)
  )
);
CREATE INDEX perhaps_named_mention ON people.perhaps_named (mention_id);

-- What was erased by law leaves nothing here either: an erasure empties a mention's keys.
CREATE FUNCTION people.forget_perhaps_named() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM people.perhaps_named WHERE mention_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION people.forget_perhaps_named FROM PUBLIC;
CREATE TRIGGER mentions_forget_perhaps_named AFTER UPDATE OF keys ON people.mentions
  FOR EACH ROW WHEN (cardinality(NEW.keys) = 0) EXECUTE FUNCTION people.forget_perhaps_named();

GRANT SELECT, INSERT ON people.perhaps_named TO heed_app;
GRANT UPDATE (answer, answered_at, by_account, by_post, why) ON people.perhaps_named TO heed_app;
