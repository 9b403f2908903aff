-- What is owed, by which post, by when, and who hears when it is not done. A duty is a row, not a job: it can't be
-- lost in a queue, deleted, snoozed, or met by anything but the act that meets it (30-duties.md).
CREATE SCHEMA duties;
GRANT USAGE ON SCHEMA duties TO heed_app, heed_reader;

-- Kinds of duty, by version. Rows are only added: an old duty keeps the rule it was raised under.
CREATE TABLE duties.rules (
  id text NOT NULL,
  version integer NOT NULL,
  what text NOT NULL,
  -- A span (src/modules/duties/domain/span.ts); null where each duty has a date of its own.
  clock jsonb,
  calendar text NOT NULL,
  ladder text NOT NULL,
  met_by text[] NOT NULL CONSTRAINT rules_met_by_something CHECK (cardinality(met_by) > 0),
  red boolean NOT NULL,
  on_missed text,
  source text NOT NULL,
  in_force_from timestamptz NOT NULL,
  CONSTRAINT rules_pkey PRIMARY KEY (id, version)
);

-- Ladders, by version, in force from an instant. With a post: that post's own; without: everybody's of that key.
CREATE TABLE duties.ladders (
  id uuid NOT NULL CONSTRAINT ladders_pkey PRIMARY KEY,
  key text NOT NULL,
  post_id uuid,
  version integer NOT NULL,
  -- Rungs in order: [{after, acts: [target], informs: [target]}].
  rungs jsonb NOT NULL,
  weekly jsonb NOT NULL,
  unopened jsonb NOT NULL,
  in_force_from timestamptz NOT NULL,
  CONSTRAINT ladders_version_once UNIQUE NULLS NOT DISTINCT (key, post_id, version)
);

CREATE TABLE duties.duties (
  id uuid NOT NULL CONSTRAINT duties_pkey PRIMARY KEY,
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  about_kind text NOT NULL,
  about_id uuid NOT NULL,
  -- Which of several of one rule: a request's id, a child's subject key. Empty where there can be only one.
  key text NOT NULL,
  -- What may be said outside Heed: "HD-7K2M-94". Never a name.
  reference text,
  -- Who owes it.
  post_id uuid NOT NULL,
  red boolean NOT NULL,
  from_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  -- Stays as it was when the date is extended.
  original_due_at timestamptz NOT NULL CONSTRAINT duties_only_extended CHECK (due_at >= original_due_at),
  -- False when the holiday table had ended and weekdays were counted.
  covered boolean NOT NULL,
  earlier_warnings integer NOT NULL,
  -- Named in the matter, or in the line of somebody named: never told, never shown it.
  skip_posts uuid[] NOT NULL,
  skip_holders uuid[] NOT NULL,
  -- For "telephone now": the number to ring (a post's, never a person's in a record).
  telephone text,
  -- The duty whose miss raised this one.
  cause_id uuid CONSTRAINT duties_cause_fkey REFERENCES duties.duties,
  state text NOT NULL DEFAULT 'open' CONSTRAINT duties_state CHECK (state IN ('open', 'met', 'withdrawn')),
  ended_at timestamptz,
  ended_act text,
  ended_by uuid,
  -- Where it stands on its ladder (src/modules/duties/domain/next-step.ts).
  warned smallint NOT NULL DEFAULT 0 CONSTRAINT duties_warned CHECK (warned IN (0, 50, 80)),
  missed_at timestamptz,
  rung smallint NOT NULL DEFAULT 0,
  reached_at timestamptz NOT NULL,
  standing uuid[] NOT NULL,
  -- Every post above the owner that must act on it.
  told uuid[] NOT NULL DEFAULT '{}',
  notice_at timestamptz NOT NULL,
  notice_opened boolean NOT NULL DEFAULT false,
  resent boolean NOT NULL DEFAULT false,
  exhausted boolean NOT NULL DEFAULT false,
  -- When the engine must look again; null when only the act can change anything.
  next_at timestamptz,
  CONSTRAINT duties_rule_fkey FOREIGN KEY (rule_id, rule_version) REFERENCES duties.rules,
  CONSTRAINT duties_ended_whole CHECK ((state = 'open') = (ended_at IS NULL)),
  CONSTRAINT duties_ended_rests CHECK (state = 'open' OR next_at IS NULL)
) WITH (fillfactor = 80);
CREATE INDEX duties_next ON duties.duties (next_at) WHERE state = 'open' AND next_at IS NOT NULL;
CREATE INDEX duties_post ON duties.duties (post_id, due_at) WHERE state = 'open';
CREATE INDEX duties_told ON duties.duties USING gin (told) WHERE state = 'open' AND rung > 0;
CREATE INDEX duties_about ON duties.duties (about_id);
CREATE INDEX duties_cause ON duties.duties (cause_id) WHERE cause_id IS NOT NULL;
CREATE UNIQUE INDEX duties_open_once ON duties.duties (rule_id, about_kind, about_id, key) WHERE state = 'open';

-- Each post a duty reached above its owner, or passed over, with both times: when it should have been and when it was.
CREATE TABLE duties.rungs_reached (
  duty_id uuid NOT NULL CONSTRAINT rungs_reached_duty_fkey REFERENCES duties.duties,
  rung smallint NOT NULL,
  n smallint NOT NULL,
  -- Null where the line had nobody there.
  post_id uuid,
  part text NOT NULL CONSTRAINT rungs_reached_part CHECK (part IN ('acts', 'informs', 'passed')),
  -- Why this rung: due, unopened, vacant, named; for a post passed over, why that one. "named" is shown to the next rung only.
  why text NOT NULL CONSTRAINT rungs_reached_why CHECK (why IN ('due', 'unopened', 'vacant', 'named')),
  should_at timestamptz NOT NULL,
  at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  CONSTRAINT rungs_reached_pkey PRIMARY KEY (duty_id, rung, n)
);

-- What a post was told. Always in the application; by `means` besides. Opened when a holder sees it.
CREATE TABLE duties.notices (
  id uuid NOT NULL CONSTRAINT notices_pkey PRIMARY KEY,
  duty_id uuid CONSTRAINT notices_duty_fkey REFERENCES duties.duties,
  post_id uuid NOT NULL,
  kind text NOT NULL,
  means text[] NOT NULL,
  reference text,
  at timestamptz NOT NULL,
  opened_at timestamptz,
  opened_by uuid
);
CREATE INDEX notices_unopened ON duties.notices (post_id, at) WHERE opened_at IS NULL;
CREATE INDEX notices_duty ON duties.notices (duty_id);

-- What became of a notice sent outside the application, to each holder by each means.
CREATE TABLE duties.deliveries (
  notice_id uuid NOT NULL CONSTRAINT deliveries_notice_fkey REFERENCES duties.notices,
  account_id uuid NOT NULL,
  means text NOT NULL CONSTRAINT deliveries_means CHECK (means IN ('email', 'sms')),
  state text NOT NULL CONSTRAINT deliveries_state CHECK (state IN ('sent', 'failed')),
  tries integer NOT NULL,
  -- Domain time, as everything a record says; the wall clock's is in the job.
  at timestamptz NOT NULL,
  -- What the mail or message server answered, as a code: never an address.
  failure text,
  CONSTRAINT deliveries_pkey PRIMARY KEY (notice_id, account_id, means)
);

-- One digest per post and day, however many workers run.
CREATE TABLE duties.digests (
  post_id uuid NOT NULL,
  day date NOT NULL,
  kind text NOT NULL CONSTRAINT digests_kind CHECK (kind IN ('daily', 'weekly')),
  notice_id uuid NOT NULL CONSTRAINT digests_notice_fkey REFERENCES duties.notices,
  CONSTRAINT digests_pkey PRIMARY KEY (post_id, day, kind)
);

-- Extensions, withdrawals and changed ladders wait here for the second person.
CREATE TABLE duties.proposals (
  id uuid NOT NULL CONSTRAINT proposals_pkey PRIMARY KEY,
  kind text NOT NULL CONSTRAINT proposals_kind CHECK (kind IN ('extension', 'withdrawal', 'ladder')),
  duty_id uuid CONSTRAINT proposals_duty_fkey REFERENCES duties.duties,
  asked_by uuid NOT NULL,
  asked_post uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  -- Sealed under the key of what the duty is about: a reason may name a child.
  reason bytea NOT NULL,
  new_due_at timestamptz,
  -- For a ladder: {key, post, rungs, weekly, unopened}.
  ladder jsonb,
  settled text CONSTRAINT proposals_settled CHECK (settled IN ('confirmed', 'refused')),
  settled_by uuid CONSTRAINT "duties.same-person" CHECK (settled_by <> asked_by),
  settled_at timestamptz,
  CONSTRAINT proposals_of_something CHECK ((kind = 'ladder') = (ladder IS NOT NULL) AND (kind = 'ladder') = (duty_id IS NULL)),
  CONSTRAINT proposals_settled_whole CHECK ((settled IS NULL) = (settled_by IS NULL) AND (settled IS NULL) = (settled_at IS NULL))
);
CREATE UNIQUE INDEX "duties.already-proposed" ON duties.proposals (duty_id, kind) WHERE settled IS NULL AND duty_id IS NOT NULL;
CREATE INDEX proposals_open ON duties.proposals (asked_at) WHERE settled IS NULL;

-- What is wrong with the machinery itself. An alarm stops nothing and is cleared only by its cause going away.
CREATE TABLE duties.alarms (
  id uuid NOT NULL CONSTRAINT alarms_pkey PRIMARY KEY,
  kind text NOT NULL,
  about text NOT NULL,
  -- Ids and codes only.
  detail jsonb NOT NULL,
  at timestamptz NOT NULL,
  cleared_at timestamptz
);
CREATE UNIQUE INDEX alarms_open_once ON duties.alarms (kind, about) WHERE cleared_at IS NULL;

-- Who stands how to which duty, as of access.as_of(). Policies and list filters share it (50-access.md).
CREATE VIEW duties.relations AS
  SELECT h.account_id, d.id AS record_id, 'duty-owner'::text AS relation
    FROM duties.duties d JOIN access.current_holdings h ON h.post_id = d.post_id
  UNION ALL
  SELECT h.account_id, r.duty_id, 'ladder-reached'
    FROM duties.rungs_reached r JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE r.part <> 'passed'
  UNION ALL
  SELECT h.account_id, d.id, 'manager-in-line'
    FROM duties.duties d JOIN access.lines l ON l.post_id = d.post_id
    JOIN access.current_holdings h ON h.post_id = l.above_id
  UNION ALL
  SELECT h.account_id, d.id, 'named'
    FROM duties.duties d JOIN access.current_holdings h
      ON h.post_id = ANY (d.skip_posts) OR h.account_id = ANY (d.skip_holders);
GRANT SELECT ON duties.relations TO heed_app;

GRANT SELECT, INSERT ON duties.rules, duties.ladders, duties.duties, duties.rungs_reached, duties.notices,
  duties.deliveries, duties.digests, duties.proposals, duties.alarms TO heed_app;
GRANT UPDATE (due_at, earlier_warnings, skip_posts, skip_holders, state, ended_at, ended_act, ended_by, warned, missed_at, rung, reached_at,
  standing, told, notice_at, notice_opened, resent, exhausted, next_at) ON duties.duties TO heed_app;
GRANT UPDATE (acknowledged_at, acknowledged_by) ON duties.rungs_reached TO heed_app;
GRANT UPDATE (opened_at, opened_by) ON duties.notices TO heed_app;
GRANT UPDATE (state, tries, at, failure) ON duties.deliveries TO heed_app;
GRANT UPDATE (settled, settled_by, settled_at) ON duties.proposals TO heed_app;
GRANT UPDATE (cleared_at) ON duties.alarms TO heed_app;
GRANT SELECT ON duties.rules, duties.ladders, duties.duties, duties.rungs_reached, duties.notices,
  duties.deliveries, duties.alarms TO heed_reader;
