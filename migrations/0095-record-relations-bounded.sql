-- As in 0084, put so that a record that fifty thousand concerns name costs no page more than another does: how somebody stands
-- to it follows from the newest five hundred of them. Who is kept from it is asked the other way round, from the concerns
-- that they are kept from, so that none of those is missed however old it is (docs/decisions/0335).
CREATE OR REPLACE VIEW concerns.record_relations AS
  SELECT h.account_id, r.id AS record_id, p.relation
    FROM (SELECT id FROM people.persons UNION ALL SELECT id FROM people.things) r
    CROSS JOIN LATERAL (
      SELECT l.mention_id FROM (
        SELECT r.id UNION ALL SELECT g.record_id FROM people.merged g WHERE g.root_id = r.id) same (id)
      CROSS JOIN LATERAL (SELECT o.mention_id FROM people.links o WHERE o.record_id = same.id AND o.status = 'confirmed'
        ORDER BY o.mention_id DESC LIMIT 500) l
      WHERE (SELECT true FROM people.merged g WHERE g.record_id = r.id) IS NULL
      ORDER BY l.mention_id DESC LIMIT 500) l
    CROSS JOIN LATERAL (SELECT m.concern_id FROM people.mentions m WHERE m.id = l.mention_id LIMIT 1) m
    CROSS JOIN LATERAL (
      SELECT pr.post_id, pr.relation FROM concerns.post_relations pr WHERE pr.record_id = m.concern_id OFFSET 0) p
    JOIN access.current_holdings h ON h.post_id = p.post_id
    WHERE p.relation IN ('manager-in-line', 'duty-owner', 'ladder-reached', 'pattern-owner')
      AND NOT EXISTS (
        SELECT FROM concerns.kept_away k WHERE k.record_id = m.concern_id AND k.account_id = h.account_id)
  UNION ALL
  SELECT k.account_id, l.record_id, k.relation
    FROM concerns.kept_away k
    CROSS JOIN LATERAL (SELECT m.id FROM people.mentions m WHERE m.concern_id = k.record_id OFFSET 0) m
    CROSS JOIN LATERAL (SELECT l.record_id FROM people.links_now l WHERE l.mention_id = m.id AND l.status = 'confirmed' OFFSET 0) l
    WHERE k.relation IN ('named', 'named-line', 'declared-interest')
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
