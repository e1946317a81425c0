"""As whom PostgreSQL runs where root starts it."""

import os
import tempfile
from pathlib import Path

from pain_site.stack.servers.account import shut_folder


def test_a_folder_that_keeps_others_from_a_program_is_named():
    with tempfile.TemporaryDirectory() as folder:
        program = f"{folder}/.venv/bin/postgres"
        assert shut_folder(program) == Path(folder)

        os.chmod(folder, 0o711)  # noqa: S103
        assert shut_folder(program) is None
