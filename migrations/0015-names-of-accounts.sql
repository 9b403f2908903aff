-- What people are called likewise; that an account was stopped changes the version already (0012).
CREATE TRIGGER accounts_renew_version_named AFTER INSERT OR UPDATE OF name OR DELETE OR TRUNCATE ON access.accounts
  FOR EACH STATEMENT EXECUTE FUNCTION access.renew_organisation_version();
