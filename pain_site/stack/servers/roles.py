"""Who may do what in the database: the owner changes tables, the web process only fills them.

What the web role may not even fill (the append-only tables) is taken from it by `manage.py grant_web_role`,
and what readers are shown is given to the readers' role by `manage.py grant_readers_role`. Both run after the
migrations that make those tables.
"""

OWNER = "pain_site_owner"
WEB = "pain_site_web"
READERS = "pain_site_readers"
DATABASE = "pain_site"

ROLES = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER}') THEN CREATE ROLE {OWNER} LOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WEB}') THEN CREATE ROLE {WEB} LOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{READERS}') THEN CREATE ROLE {READERS} LOGIN; END IF;
END $$;
ALTER ROLE {OWNER} NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE {WEB} NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE {READERS} NOSUPERUSER NOCREATEDB NOCREATEROLE;
"""

EXTENSIONS_AND_GRANTS = f"""
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {WEB};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {WEB};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {WEB};
"""

# A temporary table could hide a real one from a trigger's function. Those functions pin their search path;
# this is the second lock.
DATABASE_GRANTS = f"""
REVOKE TEMPORARY ON DATABASE {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO {WEB}, {READERS};
"""

# Only in the throw-away cluster of the tests: make test databases, empty append-only tables between tests,
# act as the web role.
TEST_PRIVILEGES = f"""
ALTER ROLE {OWNER} CREATEDB;
GRANT SET ON PARAMETER session_replication_role TO {OWNER};
GRANT {WEB}, {READERS} TO {OWNER};
"""


def make_site_database(postgres):
    """Roles, database, extensions and grants; safe to run at every start."""
    with postgres.connect("postgres") as server:
        server.execute(ROLES)
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            server.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        server.execute(DATABASE_GRANTS)
    with postgres.connect(DATABASE) as database:
        database.execute(EXTENSIONS_AND_GRANTS)


def make_test_databases_possible(postgres):
    """The same in the template that test databases are copied from."""
    with postgres.connect("template1") as template:
        template.execute(EXTENSIONS_AND_GRANTS)
        template.execute(TEST_PRIVILEGES)
