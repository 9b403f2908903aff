-- The second wall (docs/decisions/0510): a restricted record's rows are not there for whoever it shuts out, whatever a page
-- forgets to ask. `heed.viewer` says for whom a transaction reads: an account's id where somebody looks at a page, `all`
-- where Heed itself works (commands, engine, reporters). Not set, it is nobody, and no restricted row is there at all.
-- Set-based: worked out once for a statement, never row by row.
CREATE VIEW concerns.walled_off AS
  SELECT DISTINCT r.concern_id
  FROM concerns.restricted_posts r
  WHERE current_setting('heed.viewer', true) IS DISTINCT FROM 'all'
    AND NOT EXISTS (
      SELECT FROM concerns.restricted_posts p JOIN access.current_holdings h ON h.post_id = p.post_id
      WHERE p.concern_id = r.concern_id AND h.account_id::text = current_setting('heed.viewer', true)
    );
GRANT SELECT ON concerns.walled_off TO heed_app;

-- References alone, of every concern: for the page that says who has looked at one, which shows nothing of what it says.
CREATE VIEW concerns.reference_ids AS SELECT id, reference FROM concerns.concerns;
GRANT SELECT ON concerns.reference_ids TO heed_app;

ALTER TABLE concerns.concerns ENABLE ROW LEVEL SECURITY;
CREATE POLICY concerns_not_walled_off ON concerns.concerns TO heed_app
  USING (NOT (id IN (SELECT concern_id FROM concerns.walled_off)));
