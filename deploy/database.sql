-- Run once as a superuser of PostgreSQL: psql -v owner="'…'" -v web="'…'" -v readers="'…'" -f deploy/database.sql
-- The three variables are the passwords. Running it again changes the passwords and nothing else.

SELECT 'CREATE ROLE pain_site_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pain_site_owner') \gexec
SELECT 'CREATE ROLE pain_site_web LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pain_site_web') \gexec
SELECT 'CREATE ROLE pain_site_readers LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pain_site_readers') \gexec
ALTER ROLE pain_site_owner NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :owner;
ALTER ROLE pain_site_web NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :web;
ALTER ROLE pain_site_readers NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :readers;

SELECT 'CREATE DATABASE pain_site OWNER pain_site_owner ENCODING ''UTF8'' TEMPLATE template0'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'pain_site') \gexec

-- A temporary table could hide a real one from a trigger's function. Those functions pin their search path; this is the
-- second lock.
REVOKE TEMPORARY ON DATABASE pain_site FROM PUBLIC;
REVOKE CONNECT ON DATABASE pain_site FROM PUBLIC;
GRANT CONNECT ON DATABASE pain_site TO pain_site_web, pain_site_readers;

\connect pain_site
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO pain_site_owner;
GRANT USAGE ON SCHEMA public TO pain_site_web, pain_site_readers;

-- A search has many steps of a few rows each. PostgreSQL takes them for dear and compiles each statement before it begins:
-- seconds for what takes milliseconds.
ALTER DATABASE pain_site SET jit = off;

-- What readers write stands in no log of PostgreSQL (docs/operations/servers.md).
ALTER SYSTEM SET log_parameter_max_length = 0;
ALTER SYSTEM SET log_parameter_max_length_on_error = 0;
ALTER SYSTEM SET log_error_verbosity = 'terse';
ALTER SYSTEM SET log_min_error_statement = 'panic';
SELECT pg_reload_conf();
