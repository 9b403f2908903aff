-- Emergency openings ("break-glass"): a practitioner without a relationship opened concerns for four hours, with a reason,
-- and somebody who answers for information owes a review (50-access.md).
CREATE TABLE concerns.emergency_openings (
  id uuid NOT NULL CONSTRAINT emergency_openings_pkey PRIMARY KEY,
  account_id uuid NOT NULL,
  post_id uuid NOT NULL,
  at timestamptz NOT NULL,
  until_at timestamptz NOT NULL CONSTRAINT emergency_openings_order CHECK (until_at > at),
  -- Sealed under the opening's own key.
  reason bytea NOT NULL,
  state text NOT NULL CONSTRAINT emergency_openings_state CHECK (state IN ('open', 'fitting', 'not-fitting')),
  reviewed_at timestamptz,
  reviewed_by uuid CONSTRAINT "concerns.own-opening" CHECK (reviewed_by <> account_id),
  finding bytea,
  CONSTRAINT emergency_openings_reviewed_whole CHECK (
    (state = 'open') = (reviewed_at IS NULL) AND (state = 'open') = (reviewed_by IS NULL)
    AND (state = 'open') = (finding IS NULL)
  )
);
CREATE INDEX emergency_openings_account ON concerns.emergency_openings (account_id, until_at);
CREATE INDEX emergency_openings_at ON concerns.emergency_openings (at);

CREATE TABLE concerns.emergency_concerns (
  opening_id uuid NOT NULL CONSTRAINT emergency_concerns_opening_fkey REFERENCES concerns.emergency_openings,
  concern_id uuid NOT NULL CONSTRAINT emergency_concerns_concern_fkey REFERENCES concerns.concerns,
  CONSTRAINT emergency_concerns_pkey PRIMARY KEY (opening_id, concern_id)
);
CREATE INDEX emergency_concerns_concern ON concerns.emergency_concerns (concern_id);

GRANT SELECT, INSERT ON concerns.emergency_openings, concerns.emergency_concerns TO heed_app;
GRANT UPDATE (state, reviewed_at, reviewed_by, finding) ON concerns.emergency_openings TO heed_app;

-- Apart from concerns.relations, because an earlier Heed that is still running beside this one refuses words that its
-- rules do not know. An emergency opening holds while its four hours last, while whoever made it still holds the post
-- they made it in, and until a review finds it not fitting.
CREATE VIEW concerns.further_relations AS
  SELECT o.account_id, e.concern_id AS record_id, 'broke-glass'::text AS relation
    FROM concerns.emergency_openings o JOIN concerns.emergency_concerns e ON e.opening_id = o.id
    JOIN access.current_holdings h ON h.account_id = o.account_id AND h.post_id = o.post_id
    WHERE o.at <= access.as_of() AND o.until_at > access.as_of() AND o.state <> 'not-fitting'
  UNION ALL
  SELECT h.account_id, c.id, 'allocated-manager'
    FROM concerns.concerns c JOIN access.posts p ON p.id = c.owner_post
    JOIN access.current_holdings h ON h.post_id = p.reports_to;

-- Who stands how to which emergency opening: whoever owes its review, and, kept away from it, whoever made it or is
-- kept away from a concern in it.
CREATE VIEW concerns.opening_relations AS
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
  SELECT r.account_id, e.opening_id, r.relation
    FROM concerns.emergency_concerns e JOIN concerns.relations r ON r.record_id = e.concern_id
    WHERE r.relation IN ('named', 'named-line', 'declared-interest');

GRANT SELECT ON concerns.further_relations, concerns.opening_relations TO heed_app;
