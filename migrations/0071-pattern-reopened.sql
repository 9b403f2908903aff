-- A network grows after its pattern was reviewed: the pattern is open again, and what was decided before stays.
CREATE TABLE concerns.pattern_earlier_reviews (
  pattern_id uuid NOT NULL CONSTRAINT pattern_earlier_reviews_pattern_fkey REFERENCES concerns.patterns,
  reviewed_at timestamptz NOT NULL,
  reviewed_by uuid NOT NULL,
  outcome text NOT NULL,
  -- Sealed under the pattern's key.
  words bytea NOT NULL,
  reopened_at timestamptz NOT NULL,
  CONSTRAINT pattern_earlier_reviews_pkey PRIMARY KEY (pattern_id, reviewed_at)
);
GRANT SELECT, INSERT ON concerns.pattern_earlier_reviews TO heed_app;
GRANT UPDATE (figures) ON concerns.patterns TO heed_app;
