-- Sealed disclosures (70-disclosures.md 9.16): ciphertext, dates and key ids; nothing here can be read by whoever has only this.
-- A schema and a role of their own: the role that serves the rest of Heed may not even look (9.8). Days, never times; ids that are
-- chance (version 4), never numbered; nothing is deleted but by `disclosure.remove`, which asks two people of two organisations
-- and thirty days.
CREATE SCHEMA disclosure;
GRANT USAGE ON SCHEMA disclosure TO heed_sealed;

-- Signed by the guardians, chained by hash; what is signed is kept byte for byte.
CREATE TABLE disclosure.rosters (
  version integer NOT NULL CONSTRAINT rosters_pkey PRIMARY KEY,
  hash bytea NOT NULL CONSTRAINT rosters_hash_once UNIQUE,
  -- As published: payload and signatures, as JSON text.
  signed text NOT NULL,
  day date NOT NULL
);

-- Those who receive disclosures. Keys are made in their browser; private ones are here only wrapped (9.3).
CREATE TABLE disclosure.recipients (
  key_id bytea NOT NULL CONSTRAINT recipients_pkey PRIMARY KEY,
  -- What they type to sign in: chosen by them, nobody's name.
  handle text NOT NULL CONSTRAINT "disclosures.handle-taken" UNIQUE,
  seal_key bytea NOT NULL,
  sign_key bytea NOT NULL,
  salt bytea NOT NULL,
  -- HMAC, under a key outside the database, of what the passphrase gives for the server.
  auth_hash bytea NOT NULL,
  wrapped bytea NOT NULL,
  -- Where "something is waiting" is sent, sealed under a key outside the database; null: nowhere.
  contact bytea,
  made date NOT NULL,
  -- The last day it was used; what the roster says of it is the guardians'.
  seen date NOT NULL,
  notified date
);

CREATE TABLE disclosure.passkeys (
  credential_id bytea NOT NULL CONSTRAINT passkeys_pkey PRIMARY KEY,
  key_id bytea NOT NULL REFERENCES disclosure.recipients (key_id),
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  prf_salt bytea NOT NULL,
  wrapped bytea NOT NULL,
  made date NOT NULL
);
CREATE INDEX passkeys_of ON disclosure.passkeys (key_id);

-- Lets somebody make keys once: given by whoever runs Heed, on paper.
CREATE TABLE disclosure.invitations (
  hash bytea NOT NULL CONSTRAINT invitations_pkey PRIMARY KEY,
  expires date NOT NULL,
  used date
);

-- Of recipients, never of disclosers, who have none.
CREATE TABLE disclosure.sessions (
  hash bytea NOT NULL CONSTRAINT sessions_pkey PRIMARY KEY,
  key_id bytea NOT NULL REFERENCES disclosure.recipients (key_id),
  csrf text NOT NULL,
  began_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL
);

CREATE TABLE disclosure.reports (
  id uuid NOT NULL CONSTRAINT reports_pkey PRIMARY KEY,
  policy text NOT NULL CHECK (policy IN ('disclosure', 'reprisal')),
  epoch integer NOT NULL,
  -- HMAC, under a pepper outside the database, of the hash of the receipt's token.
  lookup bytea NOT NULL CONSTRAINT "disclosures.receipt-used" UNIQUE,
  -- Of all that was sent: sent twice it is one; other things under its id are refused.
  digest bytea NOT NULL,
  roster_version integer NOT NULL,
  roster_hash bytea NOT NULL,
  reporter_key bytea NOT NULL,
  commitments bytea NOT NULL,
  -- These two also lie under an erasure key, so that destroying that erases them from every copy of this table (9.16).
  reporter_keys bytea NOT NULL,
  header bytea NOT NULL,
  identity bytea NOT NULL,
  -- Files, readers and the discloser's signature, as sent: what each reader checks.
  unsigned bytea NOT NULL,
  signature bytea NOT NULL,
  sealed_by text NOT NULL CHECK (sealed_by IN ('browser', 'server')),
  day date NOT NULL,
  -- When it is no longer kept, give or take a week of chance.
  expires date NOT NULL,
  -- The fold's summary.
  acknowledged date,
  fed_back date,
  closed date,
  withdrawn date,
  escalated date,
  asked_to_remove date
);

-- Who may read one, in which order, and how far each has got.
CREATE TABLE disclosure.readers (
  report_id uuid NOT NULL REFERENCES disclosure.reports (id),
  key_id bytea NOT NULL,
  place integer NOT NULL,
  role text NOT NULL CHECK (role IN ('recipient', 'reserve', 'escalation')),
  -- held: not given out yet. asked: may read the header. cleared: has said that they have no part in it. recused: has one.
  standing text NOT NULL CHECK (standing IN ('held', 'asked', 'cleared', 'recused')),
  asked date,
  -- Their signed word that they have no part in it, or have.
  declared bytea,
  declared_day date,
  header_envelope bytea NOT NULL,
  body_envelope bytea NOT NULL,
  CONSTRAINT readers_pkey PRIMARY KEY (report_id, key_id)
);
CREATE INDEX readers_of ON disclosure.readers (key_id, standing);

-- What was written, in order, in two lanes. Each names the one before.
CREATE TABLE disclosure.items (
  report_id uuid NOT NULL REFERENCES disclosure.reports (id),
  lane text NOT NULL CHECK (lane IN ('thread', 'notes')),
  seq integer NOT NULL,
  role text NOT NULL CHECK (role IN ('reporter', 'recipient')),
  act text NOT NULL,
  key_id bytea NOT NULL,
  previous bytea NOT NULL,
  sealed bytea NOT NULL,
  signature bytea NOT NULL,
  hash bytea NOT NULL,
  day date NOT NULL,
  CONSTRAINT "disclosures.written-meanwhile" PRIMARY KEY (report_id, lane, seq)
);

CREATE TABLE disclosure.note_envelopes (
  report_id uuid NOT NULL,
  seq integer NOT NULL,
  key_id bytea NOT NULL,
  envelope bytea NOT NULL,
  CONSTRAINT note_envelopes_pkey PRIMARY KEY (report_id, seq, key_id)
);

-- Parts of files, sent before the disclosure that names them; what no disclosure names after two days is swept.
CREATE TABLE disclosure.file_parts (
  report_id uuid NOT NULL,
  file_id uuid NOT NULL,
  part integer NOT NULL,
  sealed bytea NOT NULL,
  day date NOT NULL,
  CONSTRAINT "disclosures.part-sent" PRIMARY KEY (report_id, file_id, part)
);
ALTER TABLE disclosure.file_parts ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- What is owed about one and by when. Rules are the duties' own; rows are here, where nobody else can count them.
CREATE TABLE disclosure.clocks (
  report_id uuid NOT NULL REFERENCES disclosure.reports (id),
  kind text NOT NULL,
  -- From which day it runs: asked anew, it is another clock.
  since date NOT NULL,
  -- The last day it can be met on.
  due date NOT NULL,
  met date,
  missed date,
  CONSTRAINT clocks_pkey PRIMARY KEY (report_id, kind, since)
);
CREATE INDEX clocks_open ON disclosure.clocks (due) WHERE met IS NULL AND missed IS NULL;

-- Two of two organisations, and then thirty days in which each reader sees that it is to go.
CREATE TABLE disclosure.removals (
  report_id uuid NOT NULL,
  key_id bytea NOT NULL,
  organisation text NOT NULL,
  signature bytea NOT NULL,
  day date NOT NULL,
  CONSTRAINT "disclosures.already-asked" PRIMARY KEY (report_id, key_id)
);
-- What is left of one that went: that it was there, and the commitment to what it was.
CREATE TABLE disclosure.tombstones (
  report_id uuid NOT NULL CONSTRAINT tombstones_pkey PRIMARY KEY,
  digest bytea NOT NULL,
  received date NOT NULL,
  removed date NOT NULL,
  why text NOT NULL CHECK (why IN ('two-asked', 'kept-long-enough'))
);

-- Kept apart in backups, and for a week only (9.16): `heed backup` writes it into the file of keys.
CREATE TABLE disclosure.erasure_keys (
  report_id uuid NOT NULL CONSTRAINT erasure_keys_pkey PRIMARY KEY,
  wrapped bytea NOT NULL
);

-- What happened, by kind and day, chained. Its daily head, and nothing else of it, goes into the ledger (9.13).
CREATE TABLE disclosure.events (
  seq bigint NOT NULL CONSTRAINT "disclosures.event-meanwhile" PRIMARY KEY,
  kind text NOT NULL,
  report_id uuid,
  key_id bytea,
  day date NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL
);
CREATE TABLE disclosure.heads (
  day date NOT NULL CONSTRAINT heads_pkey PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  signature bytea NOT NULL
);

CREATE FUNCTION disclosure.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was sealed is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER reports_as_sealed BEFORE UPDATE OF id, policy, epoch, lookup, digest, roster_version, roster_hash, reporter_key,
  commitments, reporter_keys, header, identity, unsigned, signature, sealed_by, day ON disclosure.reports
  FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_change();
CREATE TRIGGER items_as_written BEFORE UPDATE ON disclosure.items
  FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_change();
CREATE TRIGGER events_as_written BEFORE UPDATE OR DELETE ON disclosure.events
  FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_change();
CREATE TRIGGER rosters_as_signed BEFORE UPDATE OR DELETE ON disclosure.rosters
  FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_change();

-- The only way one goes. Two recipients of different organisations asked for it, the second at least thirty days ago; or it is past
-- the day it is kept until. Leaves a tombstone. `today` is the service's: a day that was never reached shows in the log of events.
CREATE FUNCTION disclosure.remove(report uuid, today date) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  kept disclosure.reports%ROWTYPE;
  reason text;
BEGIN
  SELECT * INTO kept FROM disclosure.reports WHERE id = report FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF kept.asked_to_remove <= today - 30
     AND (SELECT count(DISTINCT organisation) FROM disclosure.removals WHERE report_id = report) >= 2 THEN
    reason := 'two-asked';
  ELSIF kept.expires < today THEN
    reason := 'kept-long-enough';
  ELSE
    RETURN NULL;
  END IF;
  INSERT INTO disclosure.tombstones (report_id, digest, received, removed, why)
    VALUES (report, kept.digest, kept.day, today, reason);
  DELETE FROM disclosure.erasure_keys WHERE report_id = report;
  DELETE FROM disclosure.file_parts WHERE report_id = report;
  DELETE FROM disclosure.note_envelopes WHERE report_id = report;
  DELETE FROM disclosure.items WHERE report_id = report;
  DELETE FROM disclosure.clocks WHERE report_id = report;
  DELETE FROM disclosure.readers WHERE report_id = report;
  DELETE FROM disclosure.reports WHERE id = report;
  RETURN reason;
END $$;
-- Parts of files that no disclosure came to name.
CREATE FUNCTION disclosure.sweep_files(before date) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH gone AS (
    DELETE FROM disclosure.file_parts f
     WHERE f.day < before AND NOT EXISTS (SELECT FROM disclosure.reports r WHERE r.id = f.report_id) RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION disclosure.remove(uuid, date), disclosure.sweep_files(date) FROM public;
GRANT EXECUTE ON FUNCTION disclosure.remove(uuid, date), disclosure.sweep_files(date) TO heed_sealed;

GRANT SELECT, INSERT ON disclosure.rosters, disclosure.reports, disclosure.readers, disclosure.items, disclosure.note_envelopes,
  disclosure.file_parts, disclosure.clocks, disclosure.removals, disclosure.erasure_keys, disclosure.events, disclosure.heads,
  disclosure.recipients, disclosure.passkeys, disclosure.invitations, disclosure.sessions TO heed_sealed;
GRANT SELECT ON disclosure.tombstones TO heed_sealed;
GRANT UPDATE (acknowledged, fed_back, closed, withdrawn, escalated, asked_to_remove, expires) ON disclosure.reports TO heed_sealed;
GRANT UPDATE (standing, asked, declared, declared_day) ON disclosure.readers TO heed_sealed;
GRANT UPDATE (met, missed) ON disclosure.clocks TO heed_sealed;
GRANT UPDATE (salt, auth_hash, wrapped, contact, seen, notified) ON disclosure.recipients TO heed_sealed;
GRANT UPDATE (counter) ON disclosure.passkeys TO heed_sealed;
GRANT UPDATE (used) ON disclosure.invitations TO heed_sealed;
GRANT UPDATE (seen_at) ON disclosure.sessions TO heed_sealed;
GRANT DELETE ON disclosure.sessions, disclosure.passkeys TO heed_sealed;
