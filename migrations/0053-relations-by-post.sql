-- The same people stand to the same concerns in the same words as in 0042, put so that PostgreSQL starts a third fewer steps
-- for it: who holds which post is looked up once for everything that follows from a post, not once for each. It is asked
-- several times for every page (docs/decisions/0303).
-- Which posts stand how to which concerns, whoever holds them.
CREATE VIEW concerns.post_relations AS
  SELECT d.post_id, d.about_id AS record_id, 'duty-owner'::text AS relation
    FROM duties.duties d WHERE d.about_kind = 'concern'
  UNION ALL
  SELECT r.post_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    WHERE d.about_kind = 'concern'
  UNION ALL
  SELECT s.handed_to, s.concern_id, 'handed-to' FROM concerns.subjects s WHERE s.status = 'in-force'
  UNION ALL
  SELECT r.post_id, r.concern_id, 'asked-agency' FROM concerns.requests r
  UNION ALL
  SELECT p.owner_post, pc.concern_id, 'pattern-owner'
    FROM concerns.pattern_concerns pc JOIN concerns.patterns p ON p.id = pc.pattern_id
  UNION ALL
  SELECT l.above_id, c.id, 'manager-in-line'
    FROM concerns.concerns c JOIN access.lines l ON l.post_id = c.owner_post;

-- Who is kept away from which concern, whatever else is true of them: all that an inbox asks.
CREATE VIEW concerns.kept_away AS
  SELECT n.account_id, n.concern_id AS record_id, 'named'::text AS relation FROM concerns.named_people n
  UNION ALL
  SELECT above.account_id, n.concern_id, 'named-line'
    FROM concerns.named_people n JOIN access.current_holdings below ON below.account_id = n.account_id
    JOIN access.lines l ON l.post_id = below.post_id
    JOIN access.current_holdings above ON above.post_id = l.above_id
  UNION ALL
  SELECT i.account_id, i.concern_id, 'declared-interest' FROM concerns.interests i
  UNION ALL
  SELECT a.id, r.concern_id, 'restricted'
    FROM (SELECT DISTINCT concern_id FROM concerns.restricted_posts) r CROSS JOIN access.accounts a
    WHERE NOT EXISTS (
      SELECT FROM concerns.restricted_posts p JOIN access.current_holdings h ON h.post_id = p.post_id
      WHERE p.concern_id = r.concern_id AND h.account_id = a.id
    );
GRANT SELECT ON concerns.kept_away TO heed_app;

CREATE OR REPLACE VIEW concerns.relations AS
  SELECT h.account_id, r.record_id, r.relation
    FROM access.current_holdings h JOIN concerns.post_relations r ON r.post_id = h.post_id
  UNION ALL
  SELECT h.account_id, c.id, f.relation
    FROM access.current_holdings h
    JOIN (VALUES ('front-door-screener', 'front-door'), ('emergency-duty', 'front-door'), ('lado', 'lado'),
      ('police', 'police-post')) AS f (function, relation) ON f.function = ANY (h.functions)
    CROSS JOIN concerns.concerns c WHERE f.relation <> 'lado' OR c.about_worker
  UNION ALL
  SELECT c.recorded_by, c.id, 'recorded-it' FROM concerns.concerns c WHERE c.recorded_by IS NOT NULL
  UNION ALL
  SELECT k.account_id, k.record_id, k.relation FROM concerns.kept_away k;
