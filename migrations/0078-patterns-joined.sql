-- Two patterns that turn out to be one network: one goes on, the other is part of it from then on, with its warnings, its
-- history and whatever was decided about it (docs/decisions/0332).
ALTER TABLE concerns.patterns
  DROP CONSTRAINT patterns_state,
  ADD CONSTRAINT patterns_state CHECK (state IN ('open', 'reviewed', 'joined')),
  ADD COLUMN joined_into uuid CONSTRAINT patterns_joined_fkey REFERENCES concerns.patterns,
  ADD COLUMN joined_at timestamptz,
  ADD CONSTRAINT patterns_joined CHECK ((state = 'joined') = (joined_into IS NOT NULL AND joined_at IS NOT NULL));
CREATE INDEX patterns_joined_into ON concerns.patterns (joined_into) WHERE joined_into IS NOT NULL;
GRANT UPDATE (joined_into, joined_at) ON concerns.patterns TO heed_app;
