"""Powers in the database: who else could act for the owner of our tables, or switch the rules off.

The manifest says what may be done to each table; this says what roles may become. A site calls its roles what it likes,
so that no list is compared: whoever is not the owner has no power over what is the owner's.
"""

from django.db import connection

from .manifest import names_of_ours

#: The owner of the tables, and the roles to which something was granted on them: the site's processes connect as those.
ROLES = """
    SELECT c.relowner, array_agg(DISTINCT a.grantee) FILTER (WHERE a.grantee NOT IN (0, c.relowner))
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE c.oid = 'articles_edition'::regclass GROUP BY c.relowner
"""
#: Each selects what must not be there, and the sentence says it of each row.
POWERS = {
    "The {} {} belongs to {}, and not to the owner of the other tables.": """
        SELECT 'table', c.relname, c.relowner::regrole FROM pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ %(ours)s AND c.relowner <> %(owner)s UNION ALL
        SELECT 'function', f.oid::regprocedure::text, f.proowner::regrole FROM pg_proc AS f
        WHERE f.pronamespace = 'public'::regnamespace AND f.proname ~ %(ours)s AND f.proowner <> %(owner)s
    """,
    "Everybody, whatever their role, has a right on {}: {}.": """
        SELECT c.relname, string_agg(a.privilege_type, ', ') FROM pg_class AS c, aclexplode(c.relacl) AS a
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ %(ours)s AND a.grantee = 0 GROUP BY c.relname
    """,
    "The role {} may act for the owner of the tables.": """
        SELECT rolname FROM pg_roles
        WHERE oid <> %(owner)s AND NOT rolsuper AND pg_has_role(oid, %(owner)s, 'MEMBER')
    """,
    "The role {} may act as {}, which the site's processes connect as.": """
        SELECT r.rolname, site.grantee::regrole FROM pg_roles AS r, unnest(%(site)s::oid[]) AS site (grantee)
        WHERE r.oid NOT IN (site.grantee, %(owner)s) AND NOT r.rolsuper
          AND pg_has_role(r.oid, site.grantee, 'MEMBER')
    """,
    "The role {}, which the site's processes connect as, has a power over the whole server.": """
        SELECT rolname FROM pg_roles
        WHERE oid = ANY (%(site)s::oid[]) AND (rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication)
    """,
    "The role {} may switch triggers off for itself (session_replication_role).": """
        SELECT rolname FROM pg_roles
        WHERE NOT rolsuper AND oid <> %(owner)s AND has_parameter_privilege(oid, 'session_replication_role', 'SET')
    """,
    "Connections begin with a setting that switches rules off: {}.": """
        SELECT setting FROM pg_db_role_setting, unnest(setconfig) AS setting
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
          AND setting ~ '^(session_replication_role|search_path|row_security)='
    """,
    "Something happens in the whole database that the release knows nothing of: the event trigger {}.": """
        SELECT evtname FROM pg_event_trigger
    """,
}


def power_findings(cursor=None):
    """For each power that nobody may have, the list of who has it."""
    cursor = cursor or connection.cursor()
    with cursor:
        cursor.execute(ROLES)
        owner, site = cursor.fetchone() or (None, None)
        for sentence, query in POWERS.items():
            cursor.execute(query, {"ours": names_of_ours(), "owner": owner, "site": site or []})
            yield [sentence.format(*row) for row in cursor.fetchall()]
