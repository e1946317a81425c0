"""Operations of a migration that are done as one make and take back what they would one by one."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from articles.sql.together import Together

pytestmark = pytest.mark.django_db

SHELVES = CreateModel("Shelf", [("id", models.AutoField(primary_key=True))])
BOOKS = CreateModel(
    "Book",
    [
        ("id", models.AutoField(primary_key=True)),
        ("shelf", models.ForeignKey("library.Shelf", on_delete=models.PROTECT)),
    ],
)


def tables():
    return {name for name in connection.introspection.table_names() if name.startswith("library_")}


def state_after(operation):
    state = ProjectState()
    operation.state_forwards("library", state)
    return state


def test_what_is_made_together_is_taken_back_together():
    both = Together([SHELVES, BOOKS])
    before, after = ProjectState(), state_after(both)

    with connection.schema_editor() as editor:
        both.database_forwards("library", editor, before, after)
    assert tables() == {"library_shelf", "library_book"}

    with connection.schema_editor() as editor:
        both.database_backwards("library", editor, after, before)
    assert tables() == set()


def test_what_needs_the_table_of_another_one_is_refused():
    after_all = Together([SHELVES, AddField("Shelf", "height", models.IntegerField(null=True))])

    with pytest.raises(LookupError, match="library"), connection.schema_editor() as editor:
        after_all.database_forwards("library", editor, ProjectState(), state_after(after_all))


def test_it_says_what_it_does_and_is_written_as_it_was():
    both = Together([SHELVES, BOOKS])

    assert both.describe() == "Create model Shelf; Create model Book"
    written, imports = OperationWriter(both).serialize()
    assert written.strip().startswith("articles.sql.together.Together(") and written.count("CreateModel(") == 2
    assert "import articles.sql.together" in imports
