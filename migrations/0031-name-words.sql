-- Which names are one slip away from which: a vocabulary of hashes, tied to nobody, so that a misspelt name finds the names
-- it may have been meant for (docs/decisions/0315). `word` is the match key of that one name; `near` is the hash of the name,
-- or of what is left of it without one letter. Two names are near when they share a `near`.
CREATE TABLE people.name_words (
  near bigint NOT NULL,
  word bigint NOT NULL
);
-- Not unique: two who write one new name at once would wait for each other, and in two orders for ever.
CREATE INDEX name_words_near ON people.name_words (near, word);
CREATE INDEX name_words_word ON people.name_words (word);
GRANT SELECT, INSERT ON people.name_words TO heed_app;

-- The vocabulary forgets a name with the last mention that has it: what was erased by law leaves nothing here either.
CREATE FUNCTION people.forget_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM people.name_words w USING (SELECT DISTINCT key FROM gone) g
    WHERE w.word = g.key AND NOT EXISTS (SELECT FROM people.match_keys k WHERE k.key = g.key);
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION people.forget_words FROM PUBLIC;
CREATE TRIGGER match_keys_forget_words AFTER DELETE ON people.match_keys
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION people.forget_words();
