-- What the rules that point something out found, whether it was owed or not: at or over the area's threshold it is a pattern;
-- under it, or where the rule is switched off, it is kept in counts, so that what a rule missed can be told.
CREATE TABLE concerns.signals (
  id uuid NOT NULL CONSTRAINT signals_pkey PRIMARY KEY,
  rule text NOT NULL,
  first_at timestamptz NOT NULL,
  -- When it last grew, and the most it came to, in what the rule counts.
  at timestamptz NOT NULL,
  strength smallint NOT NULL,
  counts jsonb NOT NULL,
  -- The pattern that it raised or joined, and since when.
  pattern_id uuid CONSTRAINT signals_pattern_fkey REFERENCES concerns.patterns,
  raised_at timestamptz,
  -- Why nothing was owed by it when it last grew.
  kept text CONSTRAINT signals_kept CHECK (kept IN ('below', 'off')),
  CONSTRAINT signals_raised_whole CHECK ((pattern_id IS NULL) = (raised_at IS NULL))
);
-- Figures are of what was first found in a period; what a threshold would have raised, of what was found or grew lately.
CREATE INDEX signals_first_at ON concerns.signals (first_at);
CREATE INDEX signals_at ON concerns.signals (at);
CREATE INDEX signals_pattern ON concerns.signals (pattern_id) WHERE pattern_id IS NOT NULL;

-- Each source: the mention in a concern, or the concern itself where the rule counts whole concerns.
CREATE TABLE concerns.signal_edges (
  signal_id uuid NOT NULL CONSTRAINT signal_edges_signal_fkey REFERENCES concerns.signals,
  named_id uuid NOT NULL,
  concern_id uuid NOT NULL CONSTRAINT signal_edges_concern_fkey REFERENCES concerns.concerns,
  CONSTRAINT signal_edges_pkey PRIMARY KEY (signal_id, named_id)
);
CREATE INDEX signal_edges_named ON concerns.signal_edges (named_id);

GRANT SELECT, INSERT ON concerns.signals, concerns.signal_edges TO heed_app;
GRANT UPDATE (at, strength, counts, pattern_id, raised_at, kept) ON concerns.signals TO heed_app;

-- Patterns raised before this was kept, so that what was decided about them counts: by the network in them, or by the count.
INSERT INTO concerns.signals (id, rule, first_at, at, strength, counts, pattern_id, raised_at)
  SELECT gen_random_uuid(), CASE WHEN p.figures ? 'network' THEN 'network' ELSE 'repeat-warnings' END, p.raised_at,
    p.raised_at, coalesce((p.figures->'network'->>'homes')::int, (p.figures->>'incidents')::int, 0), '{}', p.id, p.raised_at
  FROM concerns.patterns p;
INSERT INTO concerns.signal_edges (signal_id, named_id, concern_id)
  SELECT s.id, c.concern_id, c.concern_id
  FROM concerns.signals s JOIN concerns.pattern_concerns c ON c.pattern_id = s.pattern_id;
