"""The demo as its files tell it, and who can log in to it. Needs no Django, so that `./run` can ask."""

import json
from pathlib import Path

HERE = Path(__file__).parent
PASSWORD = "demo-only-password"  # noqa: S105  printed by `./run`, and for the demo only
STAFF = [("administrator", "admin@example.org", "Ada", "Admin"), ("triager", "triage@example.org", "Tariq", "Triager")]


def contents(folder):
    """The demo's items of one kind, by file name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "content" / folder).glob("*.json"))]


def content(name):
    return json.loads((HERE / "content" / name).read_text(encoding="utf-8"))


def logins():
    """One log-in for each role of the demo: role, e-mail, password."""
    staff = [(role, email, PASSWORD) for role, email, _first, _last in STAFF]
    first_of = {item["role"]: item["email"] for item in reversed(contents("people")) if item["role"]}
    editors = sorted(item["email"] for item in contents("people") if item["role"] == "editor")
    first_of |= dict(zip(("editor", "second editor"), editors, strict=True))  # some decisions take two
    return [*staff, *((role.replace("_", " "), email, PASSWORD) for role, email in first_of.items())]
