"""Migrations go back and forth, step by step, and a function that was changed has to have one."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from articles import sql
from articles.audit import manifest
from articles.management.commands import freeze_functions

TODAY = sql.todays_texts("articles")

#: What the manifest of the rules does not hold.
COLUMNS_AND_INDEXES = """
    SELECT table_name || '.' || column_name, concat_ws(' ', udt_name, character_maximum_length, collation_name,
        is_nullable, column_default, is_identity, is_generated, generation_expression)
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name ~ %s
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename ~ %s
"""


class Steps:
    """Our own migrations in their order, each taken back and made again on its own.

    Others' stay as they are, those too that stand on ours: Wagtail's and allauth's tables point at the accounts'.
    """

    def __init__(self):
        graph, ours, state = MigrationLoader(connection).graph, manifest.labels_of_ours(), ProjectState()
        leaves = [leaf for label in ours for leaf in graph.leaf_nodes(label)]
        self.migrations, self.before = [], []
        for node in dict.fromkeys(node for leaf in leaves for node in graph.forwards_plan(leaf)):
            if node[0] in ours:
                self.migrations.append(graph.nodes[node])
                self.before.append(state.clone())
            state = graph.nodes[node].mutate_state(state, preserve=False)

    def state(self, place):
        """The models before a step, made into classes once as `migrate` does, and not again for each operation."""
        state = self.before[place].clone()
        assert state.apps
        return state

    def back(self, place):
        with connection.schema_editor(atomic=False) as editor:
            self.migrations[place].unapply(self.state(place), editor)

    def forth(self, place):
        with connection.schema_editor(atomic=False) as editor:
            self.migrations[place].apply(self.state(place), editor)

    def moves_rows(self, place):
        return any(isinstance(operation, RunPython) for operation in self.migrations[place].operations)


def what_there_is():
    """Tables and rules, as PostgreSQL tells them. Rights are given when all migrations are over."""
    rules = manifest.rules_there_are()
    del rules["grant"], rules["grant on the column"]
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS_AND_INDEXES, [manifest.names_of_ours()] * 2)
        return rules | {"column or index": dict(cursor.fetchall())}


@pytest.mark.thorough
@pytest.mark.long
def test_every_migration_can_be_taken_back_and_made_again_step_by_step(db):
    """What a step back leaves is what was there before the step, so that the step can be made again from there."""
    today, steps = what_there_is(), Steps()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    places, left = range(len(steps.migrations)), {}

    for place in reversed(places):
        steps.back(place)
        left[place] = what_there_is()
    assert not any(left[0].values()), "Taking back everything left something."
    for place in places:
        assert what_there_is() == left[place], f"Taking back {steps.migrations[place]} left or took too much."
        steps.forth(place)
        if steps.moves_rows(place):  # a row that was left is no part of what was compared
            steps.back(place)
            steps.forth(place)

    assert what_there_is() == today


def test_a_changed_function_without_a_migration_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(apps.get_app_config("articles"), "path", str(tmp_path))
    (tmp_path / "sql").mkdir()
    for name, text in TODAY.items():
        (tmp_path / "sql" / f"{name}.sql").write_text(text)
    call_command(freeze_functions.Command(), "--check")
    (tmp_path / "sql" / "covered.sql").write_text(TODAY["covered"] + "-- a word more")

    with pytest.raises(CommandError, match="covered changed without a migration"):
        call_command(freeze_functions.Command(), "--check")
