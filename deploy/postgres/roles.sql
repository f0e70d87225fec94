-- One schema and one role per service, and one of each for the event log. Run it in the database of
-- the services, as its administrator, with a password for each role in a psql variable:
--   psql -v roster_password=… -v election_password=… -v audit_password=… -v reporting_password=… \
--        -v event_log_password=… -f roles.sql
-- May be run again: it then sets the passwords anew. `huanjie/databases.py` runs the same file.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['roster', 'election', 'audit', 'reporting', 'event_log'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', name);
    END IF;
    EXECUTE format('ALTER ROLE %I SET search_path = %I', name, name);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name);
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', name, name);
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', name);
  END LOOP;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

ALTER ROLE roster PASSWORD :'roster_password';
ALTER ROLE election PASSWORD :'election_password';
ALTER ROLE audit PASSWORD :'audit_password';
ALTER ROLE reporting PASSWORD :'reporting_password';
ALTER ROLE event_log PASSWORD :'event_log_password';
