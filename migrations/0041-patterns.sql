-- Who stands how to which pattern, as of access.as_of(): its owner, and whoever its review climbed to.
CREATE VIEW concerns.pattern_relations AS
  SELECT h.account_id, p.id AS record_id, 'pattern-owner'::text AS relation
    FROM concerns.patterns p JOIN access.current_holdings h ON h.post_id = p.owner_post
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind = 'pattern'
  UNION ALL
  SELECT n.account_id, pc.pattern_id, 'named'
    FROM concerns.pattern_concerns pc JOIN concerns.named_people n ON n.concern_id = pc.concern_id;
GRANT SELECT ON concerns.pattern_relations TO heed_app;
