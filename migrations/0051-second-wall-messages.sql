-- The second wall (0044) round the messages of a restricted concern.
ALTER TABLE concerns.messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY messages_not_walled_off ON concerns.messages TO heed_app
  USING (NOT (concern_id IN (SELECT w.concern_id FROM concerns.walled_off w)));
