-- The second wall (0044) round the requests of a restricted concern.
ALTER TABLE concerns.requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY requests_not_walled_off ON concerns.requests TO heed_app
  USING (NOT (concern_id IN (SELECT w.concern_id FROM concerns.walled_off w)));
