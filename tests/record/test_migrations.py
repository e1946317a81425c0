"""Migrations go back and forth, step by step, and a function that was changed has to have one."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from articles import sql

TODAY = sql.todays_texts("articles")
#: Those whose migrations stand on nobody else's but Wagtail's; everything else of ours stands on them.
LABELS = ("articles", "review", "upkeep", "feedback")


class Steps:
    """Our own migrations in their order, each taken back and made again on its own."""

    def __init__(self):
        graph = MigrationLoader(connection).graph
        leaves = [leaf for label in LABELS for leaf in graph.leaf_nodes(label)]
        plan = list(dict.fromkeys(node for leaf in leaves for node in graph.forwards_plan(leaf)))
        self.state = MigrationLoader(connection).project_state([node for node in plan if node[0] not in LABELS])
        self.migrations = [graph.nodes[node] for node in plan if node[0] in LABELS]
        self.before = [self.state]
        for migration in self.migrations:
            self.before.append(migration.mutate_state(self.before[-1], preserve=True))

    def back(self, place):
        with connection.schema_editor(atomic=False) as editor:
            self.migrations[place].unapply(self.before[place].clone(), editor)

    def forth(self, place):
        with connection.schema_editor(atomic=False) as editor:
            self.migrations[place].apply(self.before[place].clone(), editor)


def functions_and_triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace AND proname ~ '^(articles|feedback)_' UNION ALL "
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        )
        return cursor.fetchall()


def test_every_migration_can_be_taken_back_and_made_again_step_by_step(db):
    before, steps = functions_and_triggers(), Steps()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    places = range(len(steps.migrations))

    for place in reversed(places):
        steps.back(place)
    assert functions_and_triggers() == []
    for place in places:
        steps.forth(place)
        steps.back(place)
        steps.forth(place)

    assert functions_and_triggers() == before


def test_a_changed_function_without_a_migration_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(apps.get_app_config("articles"), "path", str(tmp_path))
    (tmp_path / "sql").mkdir()
    for name, text in TODAY.items():
        (tmp_path / "sql" / f"{name}.sql").write_text(text)
    call_command("freeze_functions", "--check")
    (tmp_path / "sql" / "covered.sql").write_text(TODAY["covered"] + "-- a word more")

    with pytest.raises(CommandError, match="covered changed without a migration"):
        call_command("freeze_functions", "--check")
