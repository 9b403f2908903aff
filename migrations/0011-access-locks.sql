-- A half-done sign-in is locked while its next step is tried, so that each is finished once; PostgreSQL asks for the
-- right to update for that.
GRANT UPDATE (expires_at) ON access.sign_ins TO heed_app;
