-- What a post was only informed of stands in its inbox too; without this the inbox would read every rung ever reached.
CREATE INDEX rungs_reached_informed ON duties.rungs_reached (post_id, duty_id) WHERE part = 'informs';
