"""The programs with which readers check us, and their hashes, which every head of the log names.

Who can change the files of the site cannot sign a head: a program that was changed is not the one that it names.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "static" / "articles"
PROGRAMS = ("check_record.js", "verify_record.py", "witness.py")


def program_hash(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


def program_lines() -> tuple[str, ...]:
    """A line of a checkpoint for each program."""
    return tuple(f"{name} sha256 {program_hash(name)}" for name in PROGRAMS)
