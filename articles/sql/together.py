"""Operations of a migration for which Django makes its models into classes once, and not again after each of them."""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Do all `operations` as one.

    Django keeps the models that a migration sees as classes, and makes those that lead to one another, which are nearly
    all, anew after each operation: that took six times as long as PostgreSQL takes for the tables. Here it makes them
    when they are asked for, as they are before all operations and after all. So no operation may need what another one
    makes: a table's indexes and constraints stand in its `CreateModel`, and its triggers come later.
    """

    reversible = True

    def __init__(self, operations):
        self.operations = operations

    @property
    def reduces_to_sql(self):
        return all(operation.reduces_to_sql for operation in self.operations)

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)

    def deconstruct(self):
        return self.__class__.__name__, [self.operations], {}
