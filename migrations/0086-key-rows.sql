-- The match keys of mentions, in half the room that people.match_keys takes (docs/decisions/0323): a row holds up to five of
-- one mention's keys, each column with an index of its own, so that what PostgreSQL adds to each row is paid for once in five.
-- The owner is the first eight bytes of the mention's id. Which kind of key is kept in which column is said in
-- src/modules/people/store/key-rows.store.ts. Keys of records, and of mentions kept before, stay in people.match_keys.
CREATE TABLE people.key_rows (
  owner bigint NOT NULL,
  pair bigint,
  part bigint,
  birth bigint,
  place bigint,
  other bigint
);
CREATE INDEX key_rows_pair ON people.key_rows (pair, owner) WHERE pair IS NOT NULL;
CREATE INDEX key_rows_part ON people.key_rows (part, owner) WHERE part IS NOT NULL;
CREATE INDEX key_rows_birth ON people.key_rows (birth, owner) WHERE birth IS NOT NULL;
CREATE INDEX key_rows_place ON people.key_rows (place, owner) WHERE place IS NOT NULL;
CREATE INDEX key_rows_other ON people.key_rows (other, owner) WHERE other IS NOT NULL;
GRANT SELECT, INSERT ON people.key_rows TO heed_app;

-- Keys that a mention loses (by erasure: its keys become none) are lost here in the same statement. A row is found by each of
-- its keys; one that another mention has whose id begins alike is not followed, so that the other keeps its own.
CREATE FUNCTION people.forget_key_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  mine bigint := substring(uuid_send(OLD.id), 1, 8)::bigint;
  first_id uuid := (lpad(to_hex(mine), 16, '0') || repeat('0', 16))::uuid;
  last_id uuid := (lpad(to_hex(mine), 16, '0') || repeat('f', 16))::uuid;
BEGIN
  DELETE FROM people.key_rows WHERE ctid = ANY (ARRAY(
    SELECT r.ctid FROM unnest(OLD.keys) AS lost (hash)
    CROSS JOIN LATERAL (
      SELECT k.ctid FROM people.key_rows k WHERE k.pair = lost.hash AND k.owner = mine
      UNION ALL SELECT k.ctid FROM people.key_rows k WHERE k.part = lost.hash AND k.owner = mine
      UNION ALL SELECT k.ctid FROM people.key_rows k WHERE k.birth = lost.hash AND k.owner = mine
      UNION ALL SELECT k.ctid FROM people.key_rows k WHERE k.place = lost.hash AND k.owner = mine
      UNION ALL SELECT k.ctid FROM people.key_rows k WHERE k.other = lost.hash AND k.owner = mine) r
    WHERE NOT EXISTS (SELECT FROM people.mentions o
      WHERE o.id >= first_id AND o.id <= last_id AND o.id <> OLD.id AND lost.hash = ANY (o.keys))));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION people.forget_key_rows() FROM PUBLIC;
CREATE TRIGGER mentions_forget_key_rows AFTER UPDATE OF keys ON people.mentions
  FOR EACH ROW WHEN (OLD.keys IS DISTINCT FROM NEW.keys) EXECUTE FUNCTION people.forget_key_rows();

-- The vocabulary (0031) forgets a name with the last mention or record that has it, in whichever table that was.
CREATE OR REPLACE FUNCTION people.forget_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM people.name_words w USING (SELECT DISTINCT key FROM gone) g
    WHERE w.word = g.key AND NOT EXISTS (SELECT FROM people.match_keys k WHERE k.key = g.key)
      AND NOT EXISTS (SELECT FROM people.key_rows k WHERE k.other = g.key);
  RETURN NULL;
END $$;
CREATE FUNCTION people.forget_words_of_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM people.name_words w USING (SELECT DISTINCT other AS key FROM gone WHERE other IS NOT NULL) g
    WHERE w.word = g.key AND NOT EXISTS (SELECT FROM people.match_keys k WHERE k.key = g.key)
      AND NOT EXISTS (SELECT FROM people.key_rows k WHERE k.other = g.key);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION people.forget_words_of_rows() FROM PUBLIC;
CREATE TRIGGER key_rows_forget_words AFTER DELETE ON people.key_rows
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION people.forget_words_of_rows();
