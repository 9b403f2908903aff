-- Legal holds, erasures, and what an erasure destroys (20-domain.md, 40-ledger.md). The database is the last judge: the
-- role that serves can destroy nothing but by concerns.carry_out_erasure, which wants two people of two agencies, no hold
-- and nothing owed.

CREATE TABLE concerns.holds (
  id uuid NOT NULL CONSTRAINT holds_pkey PRIMARY KEY,
  concern_id uuid NOT NULL CONSTRAINT holds_concern_fkey REFERENCES concerns.concerns,
  placed_at timestamptz NOT NULL,
  placed_by uuid NOT NULL,
  placed_post uuid NOT NULL,
  -- Sealed under the hold's own key, as the reason for lifting it is.
  reason bytea NOT NULL,
  lifted_at timestamptz,
  lifted_by uuid CONSTRAINT "concerns.own-hold" CHECK (lifted_by <> placed_by),
  lifted_post uuid,
  lift_reason bytea,
  CONSTRAINT holds_lifted_whole CHECK (
    (lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_post IS NULL)
    AND (lifted_at IS NULL) = (lift_reason IS NULL)
  )
);
CREATE INDEX holds_concern ON concerns.holds (concern_id);
CREATE INDEX holds_standing ON concerns.holds (placed_at, id) WHERE lifted_at IS NULL;

CREATE TABLE concerns.erasures (
  id uuid NOT NULL CONSTRAINT erasures_pkey PRIMARY KEY,
  concern_id uuid NOT NULL CONSTRAINT erasures_concern_fkey REFERENCES concerns.concerns,
  ground text NOT NULL CONSTRAINT erasures_ground CHECK (ground IN ('retention', 'rights-request', 'court-order')),
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_post uuid NOT NULL,
  proposed_agency uuid NOT NULL,
  -- Sealed under the erasure's own key, as the answer's reason is. Null where a restore replayed it.
  reason bytea,
  state text NOT NULL CONSTRAINT erasures_state CHECK (state IN ('proposed', 'refused', 'erased')),
  settled_at timestamptz,
  settled_by uuid CONSTRAINT "concerns.own-erasure" CHECK (settled_by <> proposed_by),
  settled_post uuid,
  settled_agency uuid,
  finding bytea,
  -- The records whose keys were destroyed with it, and counts. Null until it is carried out.
  destroyed jsonb,
  CONSTRAINT "concerns.same-agency" CHECK (state <> 'erased' OR settled_agency <> proposed_agency),
  CONSTRAINT erasures_settled_whole CHECK (
    (state = 'proposed') = (settled_at IS NULL) AND (state = 'proposed') = (settled_by IS NULL)
    AND (state = 'proposed') = (settled_post IS NULL) AND (state = 'proposed') = (settled_agency IS NULL)
  )
);
CREATE UNIQUE INDEX "concerns.erasure-waiting" ON concerns.erasures (concern_id) WHERE state = 'proposed';
CREATE UNIQUE INDEX "concerns.erased" ON concerns.erasures (concern_id) WHERE state = 'erased';
CREATE INDEX erasures_concern ON concerns.erasures (concern_id);
CREATE INDEX erasures_waiting ON concerns.erasures (proposed_at, id) WHERE state = 'proposed';
CREATE INDEX erasures_settled ON concerns.erasures (settled_at, id) WHERE state <> 'proposed';

CREATE FUNCTION concerns.refuse_unsettling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.destroyed IS NOT NULL THEN
    RAISE EXCEPTION 'what was decided about erasing is never changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER erasures_stay BEFORE UPDATE OR DELETE ON concerns.erasures
  FOR EACH ROW EXECUTE FUNCTION concerns.refuse_unsettling();

-- Records whose time may be over, oldest first: the part of what is answered that a list asks for, by how long it is kept.
CREATE INDEX concerns_kept ON concerns.concerns (exploitation, (coalesce(answered_at, received_at)), id)
  WHERE standing = 'answered';

-- Without what they say, of restricted ones too: for those who answer for keeping, who see nothing of what a record says.
CREATE VIEW concerns.kept AS
  SELECT c.id, c.reference, c.received_at, c.exploitation, c.standing,
    coalesce(c.answered_at, c.received_at) AS rested_at,
    -- The newest act about the child, as src/modules/concerns/domain/erasure.ts counts it.
    (SELECT max(a.at) FROM concerns.acts a WHERE a.concern_id = c.id AND a.act <> ALL (ARRAY['hold-placed', 'hold-lifted',
      'erasure-proposed', 'erasure-refused', 'concern-erased', 'attachment-opened', 'reporter-identity-seen']))
      AS newest_at,
    (SELECT count(*)::int FROM concerns.messages m WHERE m.concern_id = c.id) AS messages,
    (SELECT count(*)::int FROM concerns.requests r WHERE r.concern_id = c.id) AS requests
    FROM concerns.concerns c;

-- Who stands how to which erasure: whoever owes its answer, and those kept away from the concern. A restriction does not
-- shut out those who answer for keeping: a record that nobody may hold or erase is one that the law can't reach.
CREATE VIEW concerns.erasure_relations AS
  SELECT h.account_id, d.about_id AS record_id, 'duty-owner'::text AS relation
    FROM duties.duties d JOIN access.current_holdings h ON h.post_id = d.post_id
    WHERE d.about_kind = 'erasure'
  UNION ALL
  SELECT h.account_id, d.about_id, 'ladder-reached'
    FROM duties.duties d JOIN duties.rungs_reached r ON r.duty_id = d.id AND r.part <> 'passed'
    JOIN access.current_holdings h ON h.post_id = r.post_id
    WHERE d.about_kind = 'erasure'
  UNION ALL
  SELECT r.account_id, e.id, r.relation
    FROM concerns.erasures e JOIN concerns.relations r ON r.record_id = e.concern_id
    WHERE r.relation IN ('named', 'named-line', 'declared-interest');

-- Destroys what was said in a concern: its key, and the keys of records that only it said anything of; what it gave to
-- children, adults and things on record; its match keys, files, answers to agencies' systems, and half-written forms
-- about it. Its rows and every ledger entry stay. Not for the role that serves.
CREATE FUNCTION concerns.destroy_words(gone uuid) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  mentioned uuid[] := ARRAY(SELECT m.id FROM people.mentions m WHERE m.concern_id = gone);
  touched uuid[];
  orphaned uuid[];
  files integer;
  lost jsonb;
BEGIN
  touched := ARRAY(
    SELECT f.record_id FROM people.facts f WHERE f.mention_id = ANY (mentioned)
    UNION SELECT l.record_id FROM people.links l WHERE l.mention_id = ANY (mentioned)
  );
  DELETE FROM people.match_keys k USING people.mentions m CROSS JOIN LATERAL unnest(m.keys) AS own (hash)
    WHERE m.concern_id = gone AND k.key = own.hash AND k.owner_id = m.id;
  DELETE FROM people.match_keys k USING people.mentions m CROSS JOIN LATERAL unnest(m.keys) AS own (hash)
    WHERE m.concern_id = gone AND k.key = own.hash AND k.record AND k.owner_id = ANY (touched)
      AND NOT EXISTS (
        SELECT FROM people.links l JOIN people.mentions o ON o.id = l.mention_id
        WHERE l.record_id = k.owner_id AND l.status = 'confirmed' AND o.concern_id <> gone AND k.key = ANY (o.keys)
      );
  DELETE FROM people.facts WHERE mention_id = ANY (mentioned);
  DELETE FROM people.links WHERE mention_id = ANY (mentioned);
  DELETE FROM people.unlike WHERE first_id = ANY (mentioned) OR second_id = ANY (mentioned);
  UPDATE people.mentions SET keys = '{}', key_kinds = '{}' WHERE concern_id = gone;
  orphaned := ARRAY(
    SELECT r FROM unnest(touched) AS t (r)
    WHERE NOT EXISTS (SELECT FROM people.facts f WHERE f.record_id = r AND f.withdrawn_at IS NULL)
      AND NOT EXISTS (SELECT FROM people.links l WHERE l.record_id = r AND l.status = 'confirmed')
  );
  DELETE FROM files.parts p USING files.attachments a
    WHERE a.concern_id = gone AND a.state = 'kept' AND p.attachment_id = a.id;
  SELECT count(*) INTO files FROM files.attachments a WHERE a.concern_id = gone AND a.state = 'kept';
  UPDATE concerns.api_answers SET answer = NULL, concern_id = NULL WHERE concern_id = gone;
  DELETE FROM access.autosaves WHERE position(gone::text IN form) > 0 OR EXISTS (
    SELECT FROM duties.duties d WHERE d.about_id = gone AND position(d.id::text IN form) > 0);
  lost := (
    SELECT jsonb_agg(jsonb_build_object('kind', kind, 'id', id)) FROM (
      SELECT 'concern' AS kind, gone AS id
      UNION ALL
      SELECT CASE WHEN EXISTS (SELECT FROM people.persons p WHERE p.id = r) THEN 'person' ELSE 'thing' END, r
        FROM unnest(orphaned) AS o (r)
      UNION ALL
      -- Reasons that were given for several concerns go with the last of them.
      SELECT 'opening', e.opening_id FROM concerns.emergency_concerns e WHERE e.concern_id = gone
        AND NOT EXISTS (SELECT FROM concerns.emergency_concerns o JOIN concerns.concerns c ON c.id = o.concern_id
          WHERE o.opening_id = e.opening_id AND o.concern_id <> gone AND c.standing <> 'erased')
      UNION ALL
      SELECT 'pattern', e.pattern_id FROM concerns.pattern_concerns e WHERE e.concern_id = gone
        AND NOT EXISTS (SELECT FROM concerns.pattern_concerns o JOIN concerns.concerns c ON c.id = o.concern_id
          WHERE o.pattern_id = e.pattern_id AND o.concern_id <> gone AND c.standing <> 'erased')
    ) AS record
  );
  DELETE FROM ledger.body_keys k USING ledger.refs r, jsonb_to_recordset(lost) AS l (kind text, id text)
    WHERE r.kind = l.kind AND r.id = l.id AND k.ref = r.ref;
  RETURN jsonb_build_object('records', lost, 'mentions', cardinality(mentioned), 'files', files);
END $$;
REVOKE ALL ON FUNCTION concerns.destroy_words(uuid) FROM PUBLIC;

-- Carries out an erasure that two people of two agencies decided. Gives what was destroyed.
CREATE FUNCTION concerns.carry_out_erasure(decided uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  gone uuid;
  lost jsonb;
BEGIN
  SELECT concern_id INTO gone FROM concerns.erasures WHERE id = decided AND state = 'erased' AND destroyed IS NULL FOR UPDATE;
  IF gone IS NULL THEN
    RAISE EXCEPTION 'no erasure was decided' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM FROM concerns.concerns WHERE id = gone FOR UPDATE;
  IF EXISTS (SELECT FROM concerns.holds WHERE concern_id = gone AND lifted_at IS NULL) THEN
    RAISE EXCEPTION 'a legal hold stands' USING ERRCODE = 'check_violation', CONSTRAINT = 'concerns.held';
  END IF;
  IF EXISTS (SELECT FROM duties.duties WHERE about_id = gone AND about_kind = 'concern' AND state = 'open') THEN
    RAISE EXCEPTION 'something is owed about it' USING ERRCODE = 'check_violation', CONSTRAINT = 'concerns.still-owed';
  END IF;
  lost := concerns.destroy_words(gone);
  UPDATE concerns.erasures SET destroyed = lost WHERE id = decided;
  RETURN lost;
END $$;
REVOKE ALL ON FUNCTION concerns.carry_out_erasure(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION concerns.carry_out_erasure(uuid) TO heed_app;

GRANT SELECT, INSERT ON concerns.holds, concerns.erasures TO heed_app;
GRANT UPDATE (lifted_at, lifted_by, lifted_post, lift_reason) ON concerns.holds TO heed_app;
GRANT UPDATE (state, settled_at, settled_by, settled_post, settled_agency, finding) ON concerns.erasures TO heed_app;
GRANT SELECT ON concerns.kept, concerns.erasure_relations TO heed_app;
