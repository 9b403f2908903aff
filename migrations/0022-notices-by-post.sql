-- A post's newest notices, for its holders' page: without it each showing read every notice there is.
CREATE INDEX notices_post ON duties.notices (post_id, at DESC, id DESC);
