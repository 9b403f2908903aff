-- As in 0054, and with it what records got from a concern by way of facts put on them: keys that a record derived together
-- with what the erased concern gave it are taken away, and derived again without it by the worker (people.records_to_rekey).
-- A record that has facts of its own, or is somebody's relative, outlives the concern.
CREATE OR REPLACE FUNCTION concerns.destroy_words(gone uuid) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog AS $$
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
  DELETE FROM people.match_keys k USING people.record_keys rk CROSS JOIN LATERAL unnest(rk.keys) AS own (hash)
    WHERE rk.record_id = ANY (touched) AND k.key = own.hash AND k.owner_id = rk.record_id AND k.record;
  INSERT INTO people.records_to_rekey (record_id)
    SELECT rk.record_id FROM people.record_keys rk WHERE rk.record_id = ANY (touched) ON CONFLICT DO NOTHING;
  DELETE FROM people.record_keys rk WHERE rk.record_id = ANY (touched);
  DELETE FROM people.facts WHERE mention_id = ANY (mentioned);
  DELETE FROM people.links WHERE mention_id = ANY (mentioned);
  DELETE FROM people.unlike WHERE first_id = ANY (mentioned) OR second_id = ANY (mentioned);
  UPDATE people.mentions SET keys = '{}', key_kinds = '{}' WHERE concern_id = gone;
  orphaned := ARRAY(
    SELECT r FROM unnest(touched) AS t (r)
    WHERE NOT EXISTS (SELECT FROM people.facts f WHERE f.record_id = r AND f.withdrawn_at IS NULL)
      AND NOT EXISTS (SELECT FROM people.links l WHERE l.record_id = r AND l.status = 'confirmed')
      AND NOT EXISTS (SELECT FROM people.details d WHERE d.record_id = r AND d.ended_at IS NULL)
      AND NOT EXISTS (SELECT FROM people.relationships s WHERE s.ended_at IS NULL AND (s.record_id = r OR s.other_id = r))
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
