-- Who is kept away from a concern: those who declared an interest, and everybody but some posts where two people have
-- restricted it. Both tables are summaries of the fold of its acts, kept for lists and for the second wall (0043).

CREATE TABLE concerns.interests (
  concern_id uuid NOT NULL CONSTRAINT interests_concern_fkey REFERENCES concerns.concerns,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT interests_pkey PRIMARY KEY (concern_id, account_id)
);

-- A concern with a row here is restricted, to the posts in its rows.
CREATE TABLE concerns.restricted_posts (
  concern_id uuid NOT NULL CONSTRAINT restricted_posts_concern_fkey REFERENCES concerns.concerns,
  post_id uuid NOT NULL,
  CONSTRAINT restricted_posts_pkey PRIMARY KEY (concern_id, post_id)
);

GRANT SELECT, INSERT ON concerns.interests TO heed_app;
GRANT SELECT, INSERT, DELETE ON concerns.restricted_posts TO heed_app;

-- As in 0040, and with it who declared an interest and whom a restriction shuts out: whoever holds none of its posts,
-- those who hold no post at all included. Words that an earlier Heed knows, so that one still running beside this one
-- keeps the same people out.
CREATE OR REPLACE VIEW concerns.relations AS
  SELECT h.account_id, c.id AS record_id, 'front-door'::text AS relation
    FROM access.current_holdings h CROSS JOIN concerns.concerns c
    WHERE h.functions && ARRAY['front-door-screener', 'emergency-duty']
  UNION ALL
  SELECT h.account_id, c.id, 'manager-in-line'
    FROM concerns.concerns c JOIN access.lines l ON l.post_id = c.owner_post
    JOIN access.current_holdings h ON h.post_id = l.above_id
  UNION ALL
  SELECT h.account_id, d.about_id, 'duty-owner'
    FROM duties.duties d JOIN access.current_holdings h ON h.post_id = d.post_id
    WHERE d.about_kind = 'concern'
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind = 'concern'
  UNION ALL
  SELECT h.account_id, s.concern_id, 'handed-to'
    FROM concerns.subjects s JOIN access.current_holdings h ON h.post_id = s.handed_to
    WHERE s.status = 'in-force'
  UNION ALL
  SELECT h.account_id, r.concern_id, 'asked-agency'
    FROM concerns.requests r JOIN access.current_holdings h ON h.post_id = r.post_id
  UNION ALL
  SELECT h.account_id, c.id, 'lado'
    FROM access.current_holdings h CROSS JOIN concerns.concerns c
    WHERE h.functions && ARRAY['lado'] AND c.about_worker
  UNION ALL
  SELECT h.account_id, pc.concern_id, 'pattern-owner'
    FROM concerns.patterns p JOIN concerns.pattern_concerns pc ON pc.pattern_id = p.id
    JOIN access.current_holdings h ON h.post_id = p.owner_post
  UNION ALL
  SELECT c.recorded_by, c.id, 'recorded-it' FROM concerns.concerns c WHERE c.recorded_by IS NOT NULL
  UNION ALL
  SELECT h.account_id, c.id, 'police-post'
    FROM access.current_holdings h CROSS JOIN concerns.concerns c WHERE h.functions && ARRAY['police']
  UNION ALL
  SELECT n.account_id, n.concern_id, 'named' FROM concerns.named_people n
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

-- A pattern is kept from whoever is kept from a concern in it.
CREATE OR REPLACE VIEW concerns.pattern_relations AS
  SELECT h.account_id, p.id AS record_id, 'pattern-owner'::text AS relation
    FROM concerns.patterns p JOIN access.current_holdings h ON h.post_id = p.owner_post
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind = 'pattern'
  UNION ALL
  SELECT n.account_id, pc.pattern_id, 'named'
    FROM concerns.pattern_concerns pc JOIN concerns.named_people n ON n.concern_id = pc.concern_id
  UNION ALL
  SELECT i.account_id, pc.pattern_id, 'declared-interest'
    FROM concerns.pattern_concerns pc JOIN concerns.interests i ON i.concern_id = pc.concern_id;
