-- How many duties a post had open at an instant in the past. A duty that has ended is a line on a plane, at its post's place
-- from when it was raised to when it ended; an instant is a point there, and the index finds the lines through it.
-- Open duties are not in it (duties_post has them), so raising a duty and the engine's rounds cost nothing more.

-- The place is the last 48 bits of the post's id, a whole number that a double holds exactly. Two posts at one place would
-- only be looked at together: queries compare ids and instants again.
CREATE FUNCTION duties.place_of(post uuid, at timestamptz) RETURNS point LANGUAGE sql IMMUTABLE
  RETURN point(
    ('x' || right(post::text, 12))::bit(48)::bigint::float8,
    extract(epoch FROM at AT TIME ZONE 'UTC')::float8
  );
GRANT EXECUTE ON FUNCTION duties.place_of TO heed_app, heed_reader;

CREATE INDEX duties_ended_span ON duties.duties
  USING gist (box(duties.place_of(post_id, from_at), duties.place_of(post_id, ended_at)))
  WHERE state <> 'open';
