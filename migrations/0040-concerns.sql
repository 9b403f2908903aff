-- Concerns: as said, sealed and never changed; acts, whose fold is the state; what reporter and front door wrote to one
-- another; requests to agencies; patterns; drafts of half-filled forms (20-domain.md).
CREATE SCHEMA concerns;
GRANT USAGE ON SCHEMA concerns TO heed_app, heed_reader;

CREATE TABLE concerns.concerns (
  id uuid NOT NULL CONSTRAINT concerns_pkey PRIMARY KEY,
  reference text NOT NULL CONSTRAINT concerns_reference_once UNIQUE,
  -- Keyed hash of who sent it and the key they gave: sent twice, a concern is raised once.
  sent_hash bytea NOT NULL CONSTRAINT concerns_sent_once UNIQUE,
  -- Hash of what was sent under that key: the same key with other words is refused.
  content_hash bytea NOT NULL,
  received_at timestamptz NOT NULL,
  channel text NOT NULL,
  reporter_kind text NOT NULL,
  naming text NOT NULL,
  danger text NOT NULL,
  indicators text[] NOT NULL,
  exploitation boolean NOT NULL,
  about_worker boolean NOT NULL,
  parents text NOT NULL,
  reachable boolean NOT NULL,
  -- The agency whose member or system raised it; null from the public pages.
  agency_id uuid,
  -- Who wrote it down, where somebody signed in did.
  recorded_by uuid,
  -- Questions, answers, worry, when: sealed under the concern's key. Immutable, like every column down to here.
  told bytea NOT NULL,
  -- Who the reporter is and how to reach them safely, sealed apart.
  reporter bytea NOT NULL,
  -- HMAC of the receipt's token; null when it was declined (70-disclosures.md 9.4).
  receipt_lookup bytea CONSTRAINT concerns_receipt_once UNIQUE,
  -- The post at the front door that owns it.
  owner_post uuid NOT NULL,
  -- The columns below are the fold's summary, kept for lists.
  acts integer NOT NULL,
  standing text NOT NULL,
  colour text NOT NULL,
  opened_at timestamptz,
  answered_at timestamptz,
  -- Earlier concerns in 12 months about the same child, adult, phone, vehicle or place, as last counted.
  earlier integer NOT NULL DEFAULT 0,
  -- Tellings of one incident share this; it is the first one's id.
  incident_id uuid NOT NULL
);
CREATE INDEX concerns_received ON concerns.concerns (received_at);
CREATE INDEX concerns_standing ON concerns.concerns (standing, received_at) WHERE standing <> 'answered';
CREATE INDEX concerns_agency ON concerns.concerns (agency_id, received_at) WHERE agency_id IS NOT NULL;
CREATE INDEX concerns_incident ON concerns.concerns (incident_id);

-- What is said can't be edited: the first eighteen columns refuse every update, whoever makes it.
CREATE FUNCTION concerns.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was said is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER concerns_as_said BEFORE UPDATE OF id, reference, sent_hash, content_hash, received_at, channel,
  reporter_kind, naming, danger, indicators, exploitation, about_worker, parents, reachable, agency_id, recorded_by,
  told, reporter, receipt_lookup ON concerns.concerns
  FOR EACH ROW EXECUTE FUNCTION concerns.refuse_change();
CREATE TRIGGER concerns_never_deleted BEFORE DELETE ON concerns.concerns
  FOR EACH ROW EXECUTE FUNCTION concerns.refuse_change();

-- The acts a concern is a fold of. The primary key settles races: the second act number N is refused.
CREATE TABLE concerns.acts (
  concern_id uuid NOT NULL CONSTRAINT acts_concern_fkey REFERENCES concerns.concerns,
  number integer NOT NULL,
  at timestamptz NOT NULL,
  act text NOT NULL,
  -- The act without words (src/modules/concerns/domain/acts.ts) and what was computed with it.
  data jsonb NOT NULL,
  -- Reasons and other writing, sealed under the concern's key.
  words bytea,
  by_account uuid,
  by_post uuid,
  CONSTRAINT "concerns.moved-on" PRIMARY KEY (concern_id, number)
);
CREATE TRIGGER acts_are_only_added BEFORE UPDATE OR DELETE ON concerns.acts
  FOR EACH ROW EXECUTE FUNCTION concerns.refuse_change();

-- The children an outcome is owed for, and the outcome of each, for lists and bundles.
CREATE TABLE concerns.subjects (
  concern_id uuid NOT NULL CONSTRAINT subjects_concern_fkey REFERENCES concerns.concerns,
  -- A mention's id, or 'whole'.
  subject text NOT NULL,
  outcome text,
  status text,
  handed_to uuid,
  accepted boolean NOT NULL DEFAULT false,
  decided_at timestamptz,
  CONSTRAINT subjects_pkey PRIMARY KEY (concern_id, subject)
);
CREATE INDEX subjects_handed_to ON concerns.subjects (handed_to) WHERE handed_to IS NOT NULL;

-- What the reporter and the front door wrote to one another.
CREATE TABLE concerns.messages (
  id uuid NOT NULL CONSTRAINT messages_pkey PRIMARY KEY,
  concern_id uuid NOT NULL CONSTRAINT messages_concern_fkey REFERENCES concerns.concerns,
  at timestamptz NOT NULL,
  direction text NOT NULL CONSTRAINT messages_direction CHECK (direction IN ('from-reporter', 'to-reporter')),
  kind text NOT NULL CONSTRAINT messages_kind
    CHECK (kind IN ('message', 'answer', 'challenge', 'challenge-answer', 'not-safe')),
  words bytea NOT NULL,
  by_account uuid,
  by_post uuid,
  -- An answer kept with a held outcome: not shown to the reporter until it is confirmed.
  held boolean NOT NULL DEFAULT false,
  -- Set when a held answer was never sent, because the decision it came with was undone.
  withdrawn boolean NOT NULL DEFAULT false,
  -- Sent twice with the same key, a message is kept once.
  sent_hash bytea CONSTRAINT messages_sent_once UNIQUE
);
CREATE INDEX messages_concern ON concerns.messages (concern_id, at);

CREATE TABLE concerns.requests (
  id uuid NOT NULL CONSTRAINT requests_pkey PRIMARY KEY,
  concern_id uuid NOT NULL CONSTRAINT requests_concern_fkey REFERENCES concerns.concerns,
  agency_id uuid NOT NULL,
  post_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT requests_kind CHECK (kind IN ('information', 'action', 'attendance')),
  at timestamptz NOT NULL,
  -- Purpose and lawful basis, the question, and later the reply: sealed.
  words bytea NOT NULL,
  reply bytea,
  state text NOT NULL CONSTRAINT requests_state CHECK (state IN ('asked', 'answered', 'declined')),
  replied_at timestamptz
);
CREATE INDEX requests_concern ON concerns.requests (concern_id);
CREATE INDEX requests_post ON concerns.requests (post_id);

-- Passages that would identify a confidential or anonymous reporter, hidden beyond the front door; undone by a row.
CREATE TABLE concerns.masks (
  id uuid NOT NULL CONSTRAINT masks_pkey PRIMARY KEY,
  concern_id uuid NOT NULL CONSTRAINT masks_concern_fkey REFERENCES concerns.concerns,
  -- Which answer, and which characters of it (UTF-16 units, end exclusive).
  question text NOT NULL,
  start integer NOT NULL CONSTRAINT masks_start CHECK (start >= 0),
  finish integer NOT NULL CONSTRAINT masks_finish CHECK (finish > start),
  at timestamptz NOT NULL,
  removed_at timestamptz
);
CREATE INDEX masks_concern ON concerns.masks (concern_id);

-- People who use Heed and are named in a concern: they and their line never see it.
CREATE TABLE concerns.named_people (
  concern_id uuid NOT NULL CONSTRAINT named_people_concern_fkey REFERENCES concerns.concerns,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT named_people_pkey PRIMARY KEY (concern_id, account_id)
);

-- A pattern: several separate incidents, or several kinds of people warning, about the same child, adult or thing.
CREATE TABLE concerns.patterns (
  id uuid NOT NULL CONSTRAINT patterns_pkey PRIMARY KEY,
  reference text NOT NULL CONSTRAINT patterns_reference_once UNIQUE,
  raised_at timestamptz NOT NULL,
  owner_post uuid NOT NULL,
  state text NOT NULL CONSTRAINT patterns_state CHECK (state IN ('open', 'reviewed')),
  -- Counts that crossed the threshold: {incidents, kinds, exploitation}.
  figures jsonb NOT NULL,
  reviewed_at timestamptz,
  reviewed_by uuid,
  outcome text,
  words bytea
);
CREATE TABLE concerns.pattern_concerns (
  pattern_id uuid NOT NULL CONSTRAINT pattern_concerns_pattern_fkey REFERENCES concerns.patterns,
  concern_id uuid NOT NULL CONSTRAINT pattern_concerns_concern_fkey REFERENCES concerns.concerns,
  CONSTRAINT pattern_concerns_pkey PRIMARY KEY (pattern_id, concern_id)
);
CREATE INDEX pattern_concerns_concern ON concerns.pattern_concerns (concern_id);

-- Half-filled public forms, under a cookie that only the browser holds; sealed by a key derived from it.
CREATE TABLE concerns.drafts (
  cookie_hash bytea NOT NULL CONSTRAINT drafts_pkey PRIMARY KEY,
  sealed bytea NOT NULL,
  -- Wall time: a draft lives 30 idle minutes whatever the demo's clock says.
  seen_at timestamptz NOT NULL
);
CREATE INDEX drafts_seen ON concerns.drafts (seen_at);

-- Who stands how to which concern, as of access.as_of(). Policies and list filters share it (50-access.md).
CREATE VIEW concerns.relations AS
  SELECT h.account_id, c.id AS record_id, 'front-door'::text AS relation
    FROM access.current_holdings h CROSS JOIN concerns.concerns c
    WHERE h.functions && ARRAY['front-door-screener', 'emergency-duty']
  UNION ALL
  SELECT h.account_id, c.id, 'manager-in-line'
    FROM concerns.concerns c JOIN access.lines l ON l.post_id = c.owner_post
    JOIN access.current_holdings h ON h.post_id = l.above_id
  UNION ALL
  SELECT h.account_id, d.about_id, 'duty-owner'
    FROM duties.duties d JOIN access.current_holdings h ON h.post_id = d.post_id
    WHERE d.about_kind = 'concern'
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind = 'concern'
  UNION ALL
  SELECT h.account_id, s.concern_id, 'handed-to'
    FROM concerns.subjects s JOIN access.current_holdings h ON h.post_id = s.handed_to
    WHERE s.status = 'in-force'
  UNION ALL
  SELECT h.account_id, r.concern_id, 'asked-agency'
    FROM concerns.requests r JOIN access.current_holdings h ON h.post_id = r.post_id
  UNION ALL
  SELECT h.account_id, c.id, 'lado'
    FROM access.current_holdings h CROSS JOIN concerns.concerns c
    WHERE h.functions && ARRAY['lado'] AND c.about_worker
  UNION ALL
  SELECT h.account_id, pc.concern_id, 'pattern-owner'
    FROM concerns.patterns p JOIN concerns.pattern_concerns pc ON pc.pattern_id = p.id
    JOIN access.current_holdings h ON h.post_id = p.owner_post
  UNION ALL
  SELECT c.recorded_by, c.id, 'recorded-it' FROM concerns.concerns c WHERE c.recorded_by IS NOT NULL
  UNION ALL
  SELECT h.account_id, c.id, 'police-post'
    FROM access.current_holdings h CROSS JOIN concerns.concerns c WHERE h.functions && ARRAY['police']
  UNION ALL
  SELECT n.account_id, n.concern_id, 'named' FROM concerns.named_people n
  UNION ALL
  SELECT above.account_id, n.concern_id, 'named-line'
    FROM concerns.named_people n JOIN access.current_holdings below ON below.account_id = n.account_id
    JOIN access.lines l ON l.post_id = below.post_id
    JOIN access.current_holdings above ON above.post_id = l.above_id;

GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA concerns TO heed_app;
GRANT UPDATE (owner_post, acts, standing, colour, opened_at, answered_at, earlier, incident_id)
  ON concerns.concerns TO heed_app;
GRANT UPDATE (outcome, status, handed_to, accepted, decided_at) ON concerns.subjects TO heed_app;
GRANT UPDATE (held, withdrawn) ON concerns.messages TO heed_app;
GRANT UPDATE (reply, state, replied_at) ON concerns.requests TO heed_app;
GRANT UPDATE (removed_at) ON concerns.masks TO heed_app;
GRANT UPDATE (state, reviewed_at, reviewed_by, outcome, words) ON concerns.patterns TO heed_app;
GRANT UPDATE (sealed, seen_at), DELETE ON concerns.drafts TO heed_app;
GRANT DELETE ON concerns.subjects TO heed_app;
GRANT SELECT ON concerns.relations TO heed_app;
