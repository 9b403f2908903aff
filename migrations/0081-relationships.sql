-- Who is what to whom, and who lives with whom, from when to when and who said so. What it is is sealed under the key of the
-- record it was written on; that two records have to do with each other has to be found from both.
CREATE TABLE people.relationships (
  id uuid NOT NULL CONSTRAINT relationships_pkey PRIMARY KEY,
  -- The record it was written on: the first is so and so of the other.
  record_kind text NOT NULL CONSTRAINT relationships_record_kind CHECK (record_kind IN ('person', 'thing')),
  record_id uuid NOT NULL,
  other_kind text NOT NULL CONSTRAINT relationships_other_kind CHECK (other_kind IN ('person', 'thing')),
  other_id uuid NOT NULL,
  at timestamptz NOT NULL,
  by_account uuid,
  by_post uuid,
  value bytea NOT NULL,
  ended_at timestamptz,
  ended text CONSTRAINT relationships_ended CHECK (ended IN ('superseded', 'withdrawn')),
  ended_by_account uuid,
  ended_by_post uuid,
  why bytea,
  CONSTRAINT relationships_two CHECK (record_id <> other_id),
  CONSTRAINT relationships_ended_whole CHECK (
    (ended_at IS NULL) = (ended IS NULL) AND (ended_at IS NULL) = (why IS NULL)
  )
);
CREATE INDEX relationships_record ON people.relationships (record_id);
CREATE INDEX relationships_other ON people.relationships (other_id);

GRANT SELECT, INSERT ON people.relationships TO heed_app;
GRANT UPDATE (ended_at, ended, ended_by_account, ended_by_post, why) ON people.relationships TO heed_app;
