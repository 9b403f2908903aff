-- Who stands how to which person or thing on record: as they stand to a concern that names it and that they are not kept
-- away from; the front door to all of them. Whoever is named in, or has an interest in, a concern about it is kept from the
-- whole record: what is left would tell them what is missing. The laterals are fenced (`OFFSET 0`) so that a concern's id
-- reaches the index inside them.
CREATE VIEW concerns.record_relations AS
  SELECT h.account_id, l.record_id, p.relation
    FROM people.links_now l
    CROSS JOIN LATERAL (SELECT m.concern_id FROM people.mentions m WHERE m.id = l.mention_id LIMIT 1) m
    CROSS JOIN LATERAL (
      SELECT pr.post_id, pr.relation FROM concerns.post_relations pr WHERE pr.record_id = m.concern_id OFFSET 0) p
    JOIN access.current_holdings h ON h.post_id = p.post_id
    WHERE l.status = 'confirmed'
      AND p.relation IN ('manager-in-line', 'duty-owner', 'ladder-reached', 'pattern-owner')
      AND NOT EXISTS (
        SELECT FROM concerns.kept_away k WHERE k.record_id = m.concern_id AND k.account_id = h.account_id)
  UNION ALL
  SELECT k.account_id, l.record_id, k.relation
    FROM people.links_now l
    CROSS JOIN LATERAL (SELECT m.concern_id FROM people.mentions m WHERE m.id = l.mention_id LIMIT 1) m
    CROSS JOIN LATERAL (
      SELECT ka.account_id, ka.relation FROM concerns.kept_away ka WHERE ka.record_id = m.concern_id OFFSET 0) k
    WHERE l.status = 'confirmed' AND k.relation IN ('named', 'named-line', 'declared-interest')
  UNION ALL
  SELECT h.account_id, r.id, 'front-door'
    FROM access.current_holdings h CROSS JOIN (SELECT id FROM people.persons UNION ALL SELECT id FROM people.things) r
    WHERE h.functions && ARRAY['front-door-screener', 'emergency-duty']
  UNION ALL
  SELECT a.id, p.record_id, 'protected-from'
    FROM people.protections p CROSS JOIN access.accounts a
    WHERE p.ended_at IS NULL AND p.covers = 'identity' AND NOT EXISTS (
      SELECT FROM people.protection_posts q JOIN access.current_holdings h ON h.post_id = q.post_id
      WHERE q.protection_id = p.id AND h.account_id = a.id)
  UNION ALL
  SELECT h.account_id, p.record_id, 'protects'
    FROM people.protections p JOIN people.protection_posts q ON q.protection_id = p.id
    JOIN access.current_holdings h ON h.post_id = q.post_id
    WHERE p.ended_at IS NULL
  UNION ALL
  -- Whoever owes the second person's answer about it.
  SELECT h.account_id, d.about_id, 'duty-owner'
    FROM duties.duties d JOIN access.current_holdings h ON h.post_id = d.post_id
    WHERE d.about_kind IN ('person', 'thing')
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind IN ('person', 'thing');
GRANT SELECT ON concerns.record_relations TO heed_app;
