-- What a second person has to agree to about a record, beside joining (people.merges): taking two joined records apart, and
-- ending a protection. Nothing changes before they agree (docs/decisions/0334).
CREATE TABLE people.second_asks (
  id uuid NOT NULL CONSTRAINT second_asks_pkey PRIMARY KEY,
  what text NOT NULL CONSTRAINT second_asks_what CHECK (what IN ('part', 'unprotect')),
  record_kind text NOT NULL CONSTRAINT second_asks_record_kind CHECK (record_kind IN ('person', 'thing')),
  -- The record that the duty to answer is about, under whose key the words are sealed.
  record_id uuid NOT NULL,
  -- The join or the protection that is to end.
  of_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT second_asks_state CHECK (state IN ('asked', 'agreed', 'refused')),
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL,
  asked_post uuid NOT NULL,
  reason bytea NOT NULL,
  settled_at timestamptz,
  settled_by uuid CONSTRAINT "people.own-ask" CHECK (settled_by <> asked_by),
  settled_post uuid,
  -- Why the second person did not agree.
  finding bytea,
  CONSTRAINT second_asks_settled_whole CHECK (
    (state = 'asked') = (settled_at IS NULL) AND (state = 'asked') = (settled_by IS NULL)
  )
);
-- Of two who ask for the same at once, the second is told.
CREATE UNIQUE INDEX "people.ask-waiting" ON people.second_asks (of_id) WHERE state = 'asked';
CREATE INDEX second_asks_of ON people.second_asks (of_id);
CREATE INDEX second_asks_record ON people.second_asks (record_id);

GRANT SELECT, INSERT ON people.second_asks TO heed_app;
GRANT UPDATE (state, settled_at, settled_by, settled_post, finding) ON people.second_asks TO heed_app;
