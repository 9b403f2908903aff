-- The second wall (0044) round the acts of a restricted concern.
ALTER TABLE concerns.acts ENABLE ROW LEVEL SECURITY;
CREATE POLICY acts_not_walled_off ON concerns.acts TO heed_app
  USING (NOT (concern_id IN (SELECT w.concern_id FROM concerns.walled_off w)));
