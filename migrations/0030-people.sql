-- Who and what concerns name, as given, and who that turned out to be. Words are sealed; what is compared is hashed under
-- a key that is not in the database. Links and refusals are a person's, remembered and reversible (60-linking.md).
CREATE SCHEMA people;
GRANT USAGE ON SCHEMA people TO heed_app, heed_reader;

-- One child, adult, phone, vehicle, place, account or organisation that a concern names. Never changed.
CREATE TABLE people.mentions (
  id uuid NOT NULL CONSTRAINT mentions_pkey PRIMARY KEY,
  concern_id uuid NOT NULL,
  -- Its place among the concern's mentions saved with it, from 1.
  number smallint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CONSTRAINT mentions_kind CHECK
    (kind IN ('child', 'adult', 'phone', 'vehicle', 'place', 'account', 'organisation')),
  -- As given, sealed under the concern's key.
  given bytea NOT NULL,
  -- The match keys again, so that a look-up starts from the mention's own row; and the kind of each, in step.
  keys bigint[] NOT NULL,
  key_kinds smallint[] NOT NULL,
  CONSTRAINT mentions_keys_in_step CHECK (cardinality(keys) = cardinality(key_kinds))
);
CREATE INDEX mentions_concern ON people.mentions (concern_id);

-- First eight bytes of an HMAC of one way in which a mention or record can agree with another. Narrow on purpose: about
-- a dozen for each mention, a hundred million in a large area. Ids sort by time, so the newest owners come first.
CREATE TABLE people.match_keys (
  key bigint NOT NULL,
  owner_id uuid NOT NULL,
  -- The owner is a person or thing on record, not a mention.
  record boolean NOT NULL,
  CONSTRAINT match_keys_pkey PRIMARY KEY (key, owner_id) INCLUDE (record)
);
CREATE INDEX match_keys_records ON people.match_keys (key) WHERE record;

-- Children and adults on record.
CREATE TABLE people.persons (
  id uuid NOT NULL CONSTRAINT persons_pkey PRIMARY KEY,
  kind text NOT NULL CONSTRAINT persons_kind CHECK (kind IN ('child', 'adult')),
  created_at timestamptz NOT NULL
);

-- Phones, vehicles, places, accounts and organisations on record.
CREATE TABLE people.things (
  id uuid NOT NULL CONSTRAINT things_pkey PRIMARY KEY,
  kind text NOT NULL CONSTRAINT things_kind CHECK
    (kind IN ('phone', 'vehicle', 'place', 'account', 'organisation')),
  -- A school, hospital, children's home, court: shared by many for good reasons, so it puts no concerns together.
  institution boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);

-- What is known of a record: as given by one mention, sealed under the record's own key. Conflicting facts stand side by
-- side; one that turned out to be about somebody else is withdrawn, not deleted.
CREATE TABLE people.facts (
  id uuid NOT NULL CONSTRAINT facts_pkey PRIMARY KEY,
  record_kind text NOT NULL CONSTRAINT facts_record_kind CHECK (record_kind IN ('person', 'thing')),
  record_id uuid NOT NULL,
  mention_id uuid CONSTRAINT facts_mention_fkey REFERENCES people.mentions,
  concern_id uuid,
  -- When it was said.
  at timestamptz NOT NULL,
  given bytea NOT NULL,
  withdrawn_at timestamptz
);
CREATE INDEX facts_record ON people.facts (record_id, at);
CREATE INDEX facts_mention ON people.facts (mention_id) WHERE mention_id IS NOT NULL;

-- Which record a mention is, or is not, as a person decided.
CREATE TABLE people.links (
  mention_id uuid NOT NULL CONSTRAINT links_mention_fkey REFERENCES people.mentions,
  record_kind text NOT NULL CONSTRAINT links_record_kind CHECK (record_kind IN ('person', 'thing')),
  record_id uuid NOT NULL,
  status text NOT NULL CONSTRAINT links_status CHECK (status IN ('confirmed', 'refused', 'undone')),
  at timestamptz NOT NULL,
  by_account uuid,
  by_post uuid,
  CONSTRAINT links_pkey PRIMARY KEY (mention_id, record_id)
);
-- A mention is one record or none; of two people who link at once, the second is refused.
CREATE UNIQUE INDEX "people.already-linked" ON people.links (mention_id) WHERE status = 'confirmed';
CREATE INDEX links_record ON people.links (record_id) WHERE status = 'confirmed';

-- Two mentions that a person said are not the same; the smaller id first.
CREATE TABLE people.unlike (
  first_id uuid NOT NULL CONSTRAINT unlike_first_fkey REFERENCES people.mentions,
  second_id uuid NOT NULL CONSTRAINT unlike_second_fkey REFERENCES people.mentions,
  at timestamptz NOT NULL,
  by_account uuid,
  by_post uuid,
  CONSTRAINT unlike_pkey PRIMARY KEY (first_id, second_id),
  CONSTRAINT unlike_ordered CHECK (first_id < second_id)
);
CREATE INDEX unlike_second ON people.unlike (second_id);

GRANT SELECT, INSERT ON people.mentions, people.match_keys, people.persons, people.things, people.facts, people.links,
  people.unlike TO heed_app;
-- Keys of a record that is no longer an institution are taken away.
GRANT DELETE ON people.match_keys TO heed_app;
GRANT UPDATE (institution) ON people.things TO heed_app;
GRANT UPDATE (withdrawn_at) ON people.facts TO heed_app;
GRANT UPDATE (status, at, by_account, by_post) ON people.links TO heed_app;
