"""A streaming replica of the site's embedded PostgreSQL, over which readers are answered."""

import subprocess
from pathlib import Path

from pain_site.stack.servers.postgres import Postgres, program
from pain_site.stack.servers.roles import READERS
from pain_site.stack.state import State


class Replica:
    """Nobody watches over it: whoever kills it starts it again."""

    def __init__(self, site, folder):
        self.state = State(Path(folder) / "replica")
        self.state.make()
        self.postgres = Postgres(self.state, say=lambda line: None)
        copy = [
            program("pg_basebackup"),
            "--host",
            site.state.sockets,
            "--username",
            "postgres",
            "--write-recovery-conf",
        ]
        subprocess.run([*copy, "--checkpoint=fast", "--pgdata", self.state.postgres], check=True)

    def __enter__(self):
        self.postgres.start()
        return self

    def __exit__(self, *failure):
        self.postgres.stop()

    @property
    def address(self):
        return self.postgres.url(READERS)

    @property
    def number(self):
        return self.postgres.child.process.pid
