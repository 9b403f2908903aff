-- People whom an earlier system knew, by that system's own number for each: so that its files can be brought in one after
-- another, twice, or after being stopped, and say each thing once (docs/decisions/0804). What is kept here are the first eight
-- bytes of an HMAC under a key that is not in the database: nobody can try numbers until one fits.
CREATE TABLE people.earlier_people (
  -- Of the system and its number for the person; or of its number for a family, and then whom the others are tied to.
  number bigint NOT NULL CONSTRAINT earlier_people_pkey PRIMARY KEY,
  person_id uuid NOT NULL
);

-- What each number's rows have said so far: a fact with its dates, a relationship, a protection.
CREATE TABLE people.earlier_facts (
  fact bigint NOT NULL CONSTRAINT earlier_facts_pkey PRIMARY KEY
);

GRANT SELECT, INSERT ON people.earlier_people, people.earlier_facts TO heed_app;

-- A join that Heed made by itself, of two records with the same verified number, name and date of birth (60-linking.md): it
-- was asked for and answered by nobody, and is taken apart like any other.
ALTER TABLE people.merges
  ALTER COLUMN proposed_by DROP NOT NULL,
  ALTER COLUMN proposed_post DROP NOT NULL,
  DROP CONSTRAINT merges_settled_whole,
  ADD CONSTRAINT merges_settled_whole CHECK (
    (state = 'proposed') = (settled_at IS NULL)
    AND (settled_by IS NULL) = (state = 'proposed' OR proposed_by IS NULL)
    AND (proposed_by IS NULL) = (proposed_post IS NULL)
    AND (proposed_by IS NOT NULL OR state IN ('confirmed', 'undone'))
  );
