-- How much says that a child or an adult whom a concern names is another one named, or somebody on record: weighed once, when
-- the two are first laid side by side, so that no page and no count has to open the words of both again (docs/decisions/0325).
-- Proposals only: what a person decided stands in people.links and people.unlike. Holds no words and no names.
CREATE TABLE people.scores (
  -- Of two mentions the smaller id; with a record, the mention.
  first_id uuid NOT NULL,
  second_id uuid NOT NULL,
  band text NOT NULL CONSTRAINT scores_band CHECK (band IN ('strong', 'possible', 'none')),
  -- The odds that the two are one, in bits.
  weight real NOT NULL,
  -- In what they agree: name, birth, address, phone, school, number.
  agree text[] NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT scores_pkey PRIMARY KEY (first_id, second_id)
);
-- What is known of a record has changed: what was weighed against it is weighed anew.
CREATE INDEX scores_second ON people.scores (second_id);

GRANT SELECT, INSERT, DELETE ON people.scores TO heed_app;
GRANT UPDATE (band, weight, agree, at) ON people.scores TO heed_app;

-- An erasure takes a mention's keys away (0054, 0085), and with them whatever was weighed by the words that are gone.
CREATE FUNCTION people.forget_scores() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM people.scores WHERE first_id = NEW.id;
  DELETE FROM people.scores WHERE second_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION people.forget_scores FROM PUBLIC;
CREATE TRIGGER mentions_forget_scores AFTER UPDATE OF keys ON people.mentions
  FOR EACH ROW WHEN (cardinality(NEW.keys) = 0) EXECUTE FUNCTION people.forget_scores();
