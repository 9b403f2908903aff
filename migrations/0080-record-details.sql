-- What is put on a record by itself, beside what concerns gave it (people.facts, 0030): names, births, numbers, addresses ...
-- each with its source and dates, sealed under the record's own key. Nothing is overwritten: a fact that was wrong is
-- withdrawn and one that is no longer so is superseded, each with who, when and why.
CREATE TABLE people.details (
  id uuid NOT NULL CONSTRAINT details_pkey PRIMARY KEY,
  record_kind text NOT NULL CONSTRAINT details_record_kind CHECK (record_kind IN ('person', 'thing')),
  record_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT details_kind_shape CHECK (kind ~ '^[a-z][a-z-]{1,40}$'),
  -- When it was put on record, by whom, in which post.
  at timestamptz NOT NULL,
  by_account uuid,
  by_post uuid,
  -- The value with its own dates and its source.
  value bytea NOT NULL,
  ended_at timestamptz,
  ended text CONSTRAINT details_ended CHECK (ended IN ('superseded', 'withdrawn')),
  ended_by_account uuid,
  ended_by_post uuid,
  why bytea,
  CONSTRAINT details_ended_whole CHECK (
    (ended_at IS NULL) = (ended IS NULL) AND (ended_at IS NULL) = (why IS NULL)
  )
);
CREATE INDEX details_record ON people.details (record_id, at);

-- The match keys that a record has of its own, because of what was put on it: also in people.match_keys, owned by the
-- record. Kept here so that a look-up starts from the record's own row, and so that they can be taken away exactly.
CREATE TABLE people.record_keys (
  record_id uuid NOT NULL CONSTRAINT record_keys_pkey PRIMARY KEY,
  keys bigint[] NOT NULL,
  key_kinds smallint[] NOT NULL,
  CONSTRAINT record_keys_in_step CHECK (cardinality(keys) = cardinality(key_kinds))
);

-- Records whose keys were taken away by an erasure in SQL, which can't derive new ones: the worker does, soon.
CREATE TABLE people.records_to_rekey (
  record_id uuid NOT NULL CONSTRAINT records_to_rekey_pkey PRIMARY KEY
);

GRANT SELECT, INSERT ON people.details TO heed_app;
GRANT UPDATE (ended_at, ended, ended_by_account, ended_by_post, why) ON people.details TO heed_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON people.record_keys TO heed_app;
GRANT SELECT, UPDATE, DELETE ON people.records_to_rekey TO heed_app;
