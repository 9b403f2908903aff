-- What agencies are called is kept with the organisation, and so changes its version (0012).
CREATE TRIGGER agencies_renew_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON access.agencies
  FOR EACH STATEMENT EXECUTE FUNCTION access.renew_organisation_version();
