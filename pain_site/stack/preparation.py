"""Brings the database to what the code expects: tables, the web role's rights, the demo's content."""

import hashlib

from pain_site.demo.files import logins

from .manage import quietly
from .state import PROJECT

SCHEMA_FILES = (
    "*/migrations/**/*",
    "*/*/migrations/**/*",
    "pain_site/management/commands/migrate.py",
    "articles/audit/database_roles.py",
    "pain_site/stack/servers/roles.py",
    "requirements.txt",
)
CHECKED = "--skip-checks"  # `migrate` has made them a moment ago
DEMO_FILES = ("pain_site/demo/**/*", "*/management/commands/load_demo.py")


class Preparation:
    """Steps that are skipped while the files they depend on are as they were when the step was completed."""

    def __init__(self, state, servers, environment, *, say=print):
        self.state = state
        self.servers = servers
        self.say = say
        self.with_demo = bool(servers.postgres) and environment.get("DEMO", "true").lower() not in ("false", "0", "no")
        self.as_owner = environment | servers.addresses(as_owner=True)
        self.as_web = environment | servers.addresses()

    def make_tables(self):
        """Migrate, and give the roles their rights: in one process, since each needs seconds to load the site."""
        self._once("schema", fingerprint(SCHEMA_FILES), self._migrate)

    def make_log_key(self):
        """Once: the key that signs the heads of the log, for the worker that does it."""
        if not self.state.log_key.exists():
            make = ["make_log_key", str(self.state.log_key), CHECKED]
            quietly("Making the log's key", make, env=self.as_web, state=self.state)

    def load_demo(self):
        """A database of your own gets no demo people with known passwords, nor does who says `DEMO=false`."""
        if self.with_demo:
            self._once("demo", fingerprint(SCHEMA_FILES + DEMO_FILES), self._load_demo)

    def demo_logins(self):
        """(role, e-mail address, password) of each person in the demo."""
        return logins() if self.with_demo else []

    def _once(self, name, content, step):
        stamp = self.state.folder / f"prepared-{name}"
        if self.servers.postgres and stamp.exists() and stamp.read_text() == content:
            return
        step()
        stamp.write_text(content)

    def _migrate(self):
        self.say("Preparing the tables (about ten seconds the first time).")
        roles = {"--web-role": self.servers.web_role, "--readers-role": self.servers.readers_role}
        grants = [f"{option}={role}" for option, role in roles.items() if role]
        quietly("Preparing the tables", ["migrate", "--no-input", *grants], env=self.as_owner, state=self.state)

    def _load_demo(self):
        self.say("Loading the demo's articles and people.")
        quietly("Loading the demo", ["load_demo", CHECKED], env=self.as_owner, state=self.state)


def fingerprint(patterns):
    """A digest of the names and contents of the files that match."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in PROJECT.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
