-- Which posts there are and who holds them is asked for every concern, and changes a few times a week. The version changes
-- with them, so that a process may keep what it read until then. Random, not counted: a number given out in a
-- transaction that was rolled back would be given out again, and would then stand for something else.
CREATE TABLE access.organisation_version (
  only_row boolean NOT NULL DEFAULT true CONSTRAINT organisation_version_pkey PRIMARY KEY
    CONSTRAINT organisation_version_one_row CHECK (only_row),
  version uuid NOT NULL
);
INSERT INTO access.organisation_version (version) VALUES (gen_random_uuid());

CREATE FUNCTION access.renew_organisation_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog AS $$
BEGIN
  UPDATE access.organisation_version SET version = gen_random_uuid();
  RETURN NULL;
END $$;

CREATE TRIGGER posts_renew_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON access.posts
  FOR EACH STATEMENT EXECUTE FUNCTION access.renew_organisation_version();
CREATE TRIGGER holdings_renew_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON access.holdings
  FOR EACH STATEMENT EXECUTE FUNCTION access.renew_organisation_version();
CREATE TRIGGER accounts_renew_version AFTER UPDATE OF disabled_at ON access.accounts
  FOR EACH STATEMENT EXECUTE FUNCTION access.renew_organisation_version();

GRANT SELECT ON access.organisation_version TO heed_app;
