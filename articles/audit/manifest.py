"""The rules of the database are those that the release brings: functions, triggers, columns, constraints, grants.

`manifest.json` lists them as a freshly migrated database has them, in PostgreSQL's own words. After a migration a test
fails until `manage.py write_manifest` has written it anew. The audit compares the database that there is with it.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

PATH = Path(__file__).with_name("manifest.json")

#: The packages in which our apps are.
OURS = {"articles", "editorial", "pain_site"}
# All that makes a function do what it does. Its text is hashed, so that the manifest stays readable.
FUNCTIONS = """
    SELECT f.oid::regprocedure::text,
           concat_ws('|', pg_get_function_arguments(f.oid), pg_get_function_result(f.oid), l.lanname, f.provolatile,
                     f.prosecdef, f.proisstrict, f.proparallel, f.proconfig, f.prosrc)
    FROM pg_proc AS f JOIN pg_language AS l ON l.oid = f.prolang
    WHERE f.pronamespace = 'public'::regnamespace AND f.proname ~ %s
"""
TRIGGERS = """
    SELECT c.relname || '.' || t.tgname,
           pg_get_triggerdef(t.oid) || CASE WHEN t.tgenabled IN ('O', 'A') THEN '' ELSE ' (switched off)' END
    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND c.relname ~ %s
"""
# That a column must not be empty became a constraint with a name in PostgreSQL 18; before it stood in the column.
CONSTRAINTS = """
    SELECT c.relname || '.' || k.conname,
           pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN '' ELSE ' (not validated)' END
    FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
    WHERE k.contype <> 'n' AND c.relnamespace = 'public'::regnamespace AND c.relname ~ %s
"""
# What everybody may do who is not the owner of a table. A site calls the role of its web process what it likes.
GRANTS = """
    SELECT c.relname, string_agg(DISTINCT a.privilege_type, ', ' ORDER BY a.privilege_type)
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S') AND a.grantee <> c.relowner
      AND c.relname ~ %s
    GROUP BY c.relname
"""
# A default that somebody changed would date what is signed from now on.
COLUMNS = """
    SELECT c.relname || '.' || a.attname,
           concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
                     CASE WHEN a.attidentity <> '' THEN 'identity' END,
                     CASE WHEN a.attgenerated <> '' THEN 'generated' END,
                     pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
      AND c.relnamespace = 'public'::regnamespace AND c.relname ~ %s
"""
# Of what must be unique under a condition PostgreSQL knows an index and no constraint.
INDEXES = """
    SELECT i.relname, pg_get_indexdef(x.indexrelid) || CASE WHEN x.indisvalid THEN '' ELSE ' (not valid)' END
    FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS c ON c.oid = x.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ %s
"""
COLUMN_GRANTS = """
    SELECT c.relname || '.' || a.attname, string_agg(DISTINCT g.privilege_type, ', ' ORDER BY g.privilege_type)
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid, aclexplode(a.attacl) AS g
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ %s
    GROUP BY c.relname, a.attname
"""
# Rules rewrite statements before a trigger sees them; policies hide rows.
REWRITINGS = """
    SELECT c.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
    FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ %s
"""
POLICIES = """
    SELECT c.relname, concat_ws(' ', CASE WHEN c.relrowsecurity THEN 'switched on' END, string_agg(p.polname, ', '))
    FROM pg_class AS c LEFT JOIN pg_policy AS p ON p.polrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ %s AND (c.relrowsecurity OR p.oid IS NOT NULL)
    GROUP BY c.oid
"""
KINDS = {
    "function": FUNCTIONS,
    "trigger": TRIGGERS,
    "constraint": CONSTRAINTS,
    "column": COLUMNS,
    "index": INDEXES,
    "rewriting rule": REWRITINGS,
    "row security of": POLICIES,
    "grant": GRANTS,
    "grant on the column": COLUMN_GRANTS,
}

# Whoever may act for the owner of a table can switch its triggers off; a superuser may act for everybody.
TABLES_IN_ITS_POWER = """
    SELECT current_user, count(*) FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'USAGE')
"""


def labels_of_ours():
    return sorted(config.label for config in apps.get_app_configs() if config.name.split(".")[0] in OURS)


def names_of_ours():
    """What is ours in the database, as a pattern: tables and functions begin with the label of their app."""
    return f"^({'|'.join(labels_of_ours())})_"


def rules_there_are():
    """{kind: {name: what PostgreSQL says of it}} of this database."""
    with connection.cursor() as cursor:
        return {kind: dict(sorted(_rows(cursor, kind, query))) for kind, query in KINDS.items()}


def _rows(cursor, kind, query):
    cursor.execute(query, [names_of_ours()])
    for name, said in cursor.fetchall():
        yield name, hashlib.sha256(said.encode()).hexdigest() if kind == "function" else said


@cache
def rules_of_the_release():
    return json.loads(PATH.read_text(encoding="utf-8"))


def rules_wanted():
    """The same as the release brings them, of the apps that are installed."""
    installed = tuple(f"{config.label}_" for config in apps.get_app_configs())
    return {
        kind: {name: said for name, said in rules.items() if name.startswith(installed)}
        for kind, rules in rules_of_the_release().items()
    }


def manifest_findings():
    """For each rule of the release, and each that should not be there, the list of what is wrong with it.

    Of tables that a later release made this one can say nothing else.
    """
    if later := migrations_of_a_later_release():
        yield [
            f"The tables are those of a later release ({', '.join(later)}): their rules cannot be compared with this "
            "one's. Run the audit of that release."
        ]
        return
    there = rules_there_are()
    for kind, wanted in rules_wanted().items():
        for name, said in wanted.items():
            yield [sentence for sentence in [_difference(kind, name, said, there[kind].get(name))] if sentence]
        for name in there[kind].keys() - wanted.keys():
            if kind != "grant":
                yield [f"The {kind} {name} is not one of the release's: {there[kind][name]}"]


def migrations_of_a_later_release():
    """The migrations of our apps that were carried out and that this release does not have."""
    ours = {config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in OURS}
    known = MigrationLoader(None).disk_migrations
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in ours and (app, name) not in known)


def _difference(kind, name, said, found):
    if kind == "grant":
        return _more_rights(name, set(said.split(", ")), set((found or "").split(", ")))
    if found is None:
        return f"The {kind} {name} is not there."
    if found == f"{said} (switched off)":
        return f"The {kind} {name} is switched off."
    if _as_restored(found) != _as_restored(said):
        return f"The {kind} {name} is not the one that the migrations made: {found}"
    return ""


_WORD = r"'(?:[^']|'')*'"
_LIST_AS_MADE = re.compile(rf"\(ARRAY\[((?:{_WORD}::character varying(?:, )?)+)\]\)::text\[\]")
_WORD_AS_RESTORED = re.compile(rf"\(({_WORD})::character varying\)::text")


def _as_restored(rule):
    """A rule whichever way it came here: pg_restore writes the same lists of words with their types at other places."""
    rule = _LIST_AS_MADE.sub(lambda made: f"ARRAY[{made[1].replace('::character varying', '::text')}]", rule)
    return _WORD_AS_RESTORED.sub(r"\1::text", rule)


def _more_rights(table, allowed, held):
    more = held - allowed - {""}
    return f"Somebody beside the owner has more rights on {table}: {', '.join(sorted(more))}." if more else ""


def write():
    """Write the manifest from this database, which has just been migrated and granted."""
    text = json.dumps(rules_there_are(), indent=1, ensure_ascii=False, sort_keys=True)
    PATH.write_text(f"{text}\n", encoding="utf-8")


def role_warnings():
    """That the role in use could switch triggers off, if it could."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES_IN_ITS_POWER)
        role, tables = cursor.fetchone()
    if not tables:
        return []
    return [f"The database role {role} owns {tables} tables, or may act for their owner: it could switch triggers off."]
