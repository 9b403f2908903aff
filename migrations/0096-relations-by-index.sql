-- The same people stand to the same openings, erasures and attachments in the same words as in 0043, 0048 and 0054. Those
-- views joined concerns.relations, one branch of which is every concern for each holder of the front door: PostgreSQL read
-- all concerns for one erasure, and threw all but one away. Who is kept away is now asked of the view that says only that;
-- where the whole is needed it is fenced (`OFFSET 0`), so that the concern's id reaches the index inside it.
CREATE OR REPLACE VIEW concerns.opening_relations AS
  SELECT h.account_id, d.about_id AS record_id, 'duty-owner'::text AS relation
    FROM duties.duties d JOIN access.current_holdings h ON h.post_id = d.post_id
    WHERE d.about_kind = 'opening'
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind = 'opening'
  UNION ALL
  SELECT o.account_id, o.id, 'named' FROM concerns.emergency_openings o
  UNION ALL
  SELECT k.account_id, e.opening_id, k.relation
    FROM concerns.emergency_concerns e CROSS JOIN LATERAL (
      SELECT ka.account_id, ka.relation FROM concerns.kept_away ka WHERE ka.record_id = e.concern_id OFFSET 0) k
    WHERE k.relation IN ('named', 'named-line', 'declared-interest');

CREATE OR REPLACE VIEW concerns.erasure_relations AS
  SELECT h.account_id, d.about_id AS record_id, 'duty-owner'::text AS relation
    FROM duties.duties d JOIN access.current_holdings h ON h.post_id = d.post_id
    WHERE d.about_kind = 'erasure'
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind = 'erasure'
  UNION ALL
  SELECT k.account_id, e.id, k.relation
    FROM concerns.erasures e CROSS JOIN LATERAL (
      SELECT ka.account_id, ka.relation FROM concerns.kept_away ka WHERE ka.record_id = e.concern_id OFFSET 0) k
    WHERE k.relation IN ('named', 'named-line', 'declared-interest');

CREATE OR REPLACE VIEW concerns.attachment_relations AS
  SELECT r.account_id, a.id AS record_id, r.relation
    FROM files.attachments a CROSS JOIN LATERAL (
      SELECT cr.account_id, cr.relation FROM concerns.relations cr WHERE cr.record_id = a.concern_id OFFSET 0) r
    WHERE a.state = 'kept'
  UNION ALL
  SELECT h.account_id, a.id, 'locked'
    FROM files.attachments a CROSS JOIN access.current_holdings h
    WHERE a.locked_at IS NOT NULL;
