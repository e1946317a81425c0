"""`manage.py freeze_functions [--check]`: the migration that installs the database functions that were changed."""

import subprocess

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.writer import MigrationWriter

from ... import sql


class Command(BaseCommand):
    help = "Writes the migrations that install the functions of sql/ which were changed since the last one."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if something would be written.")

    def handle(self, *args, check, **options):
        loader = MigrationLoader(None, ignore_no_migrations=True)
        for config in apps.get_app_configs():
            if (changed := self.changed_in(config.label, loader)) and not check:
                self.freeze(config.label, loader, changed)
            elif changed:
                raise CommandError(
                    f"{config.label}: {', '.join(changed)} changed without a migration; "
                    "`./run manage freeze_functions` writes it."
                )

    def changed_in(self, app_label, loader):
        """{name: (digest in migrations or None, today's digest)} of the functions of an app that differ."""
        self.frozen = sql.frozen_in(migrations_of(app_label, loader))
        todays = {name: sql.digest(text) for name, text in sql.todays_texts(app_label).items()}
        if gone := self.frozen.keys() - todays.keys():
            raise CommandError(f"{app_label}/sql has lost {', '.join(sorted(gone))}, which migrations install.")
        return {name: text for name, text in todays.items() if self.frozen.get(name) != text}

    def freeze(self, app_label, loader, changed):
        """Keep the old texts, write the migration."""
        former = {name: self.frozen[name] for name in changed if name in self.frozen}
        for name, digest in former.items():
            path = sql.former_path(app_label, name, digest)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text_before(app_label, name, digest), encoding="utf-8")
        leaf = loader.graph.leaf_nodes(app_label)[0]
        number = int(leaf[1][:4]) + 1
        migration = type(
            "Migration",
            (loader.get_migration(*leaf).__class__.__mro__[1],),
            {"dependencies": [leaf], "operations": [sql.InstallFunctions(changed, former)], "initial": False},
        )(f"{number:04}_{'_and_'.join(sorted(changed))[:60]}", app_label)
        writer = MigrationWriter(migration)
        with open(writer.path, "w", encoding="utf-8") as file:
            file.write(writer.as_string())
        self.stdout.write(f"{writer.path}: {', '.join(changed)}")


def migrations_of(app_label, loader):
    """An app's migrations, the first first."""
    return [
        loader.get_migration(*leaf_or_parent)
        for leaf in loader.graph.leaf_nodes(app_label)
        for leaf_or_parent in loader.graph.forwards_plan(leaf)
        if leaf_or_parent[0] == app_label
    ]


def text_before(app_label, name, digest):
    """The committed text of a function, which the migrations install."""
    path = sql.folder_of(app_label) / f"{name}.sql"
    done = subprocess.run(
        ["git", "show", f"HEAD:./{path.name}"],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or sql.digest(done.stdout) != digest:
        raise CommandError(
            f"The last commit does not hold the text of {name} that the migrations install. "
            f"Put it into {sql.former_path(app_label, name, digest)} yourself."
        )
    return done.stdout
