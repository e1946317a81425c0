"""Brings the database to what the code expects: tables, the web role's rights, the demo's content."""

import hashlib

from pain_site.demo.files import logins

from .manage import begin, quietly
from .refusal import Refusal
from .state import PROJECT

SCHEMA_FILES = (
    "*/migrations/**/*",
    "*/*/migrations/**/*",
    "pain_site/management/commands/migrate.py",
    "articles/audit/database_roles.py",
    "pain_site/stack/servers/roles.py",
    "requirements.txt",
)
CHECKED = "--skip-checks"  # `migrate` makes them
#: What a setting says that is true or false: as in settings/values.py, which loads Django (a test compares them).
TRUE, FALSE = {"true", "on", "ok", "y", "yes", "1"}, {"false", "off", "n", "no", "0"}
DEMO_FILES = ("pain_site/demo/**/*", "*/management/commands/load_demo.py")


class Preparation:
    """Steps that are skipped while the files they depend on are as they were when the step was completed."""

    def __init__(self, state, servers, environment, *, say=print):
        self.state = state
        self.servers = servers
        self.say = say
        self.with_demo = bool(servers.postgres) and is_true(environment.get("DEMO", ""))
        self.as_owner = environment | servers.addresses(as_owner=True)
        self.as_web = environment | servers.addresses()

    def make_tables_and_key(self):
        """The tables, the rights of the roles, and once the key with which a worker signs the heads of the log."""
        finish_key, content = self._begin_key(), fingerprint(SCHEMA_FILES)
        if not self._is_done("schema", content):
            self._migrate()
            self._note("schema", content)
        finish_key()

    def _begin_key(self):
        """Beside the migrations, which keep one processor busy."""
        if self.state.log_key.exists():
            return lambda: None
        make = ["make_log_key", str(self.state.log_key), CHECKED]
        return begin("Making the log's key", make, env=self.as_web, state=self.state)

    def begin_demo(self):
        """Begin to load the demo: what comes back waits until it is there. None where there is nothing to load.

        A database of your own gets no demo people with known passwords, nor does who says `DEMO=false`.
        """
        content = fingerprint(SCHEMA_FILES + DEMO_FILES)
        if not self.with_demo or self._is_done("demo", content):
            return None
        self.say("Loading the demo's articles and people.")
        load = begin("Loading the demo", ["load_demo", CHECKED], env=self.as_owner, state=self.state)

        def finish():
            load()
            self._note("demo", content)

        return finish

    def demo_logins(self):
        """(role, e-mail address, password) of each person in the demo."""
        return logins() if self.with_demo else []

    def _is_done(self, name, content):
        stamp = self._stamp(name)
        return bool(self.servers.postgres) and stamp.exists() and stamp.read_text() == content

    def _note(self, name, content):
        if self.servers.postgres:
            self._stamp(name).write_text(content)

    def _stamp(self, name):
        """With the embedded database, whose tables it tells of: of another one nobody knows what becomes of it."""
        return self.state.postgres / f"prepared-{name}"

    def _migrate(self):
        """In one process with the grants, since each needs seconds to load the site."""
        self.say("Preparing the tables (about ten seconds the first time).")
        roles = {"--web-role": self.servers.web_role, "--readers-role": self.servers.readers_role}
        grants = [f"{option}={role}" for option, role in roles.items() if role]
        quietly("Preparing the tables", ["migrate", "--no-input", *grants], env=self.as_owner, state=self.state)


def is_true(said):
    """What DEMO says, by the rule of all settings: what cannot be meant is refused, and nothing is true."""
    said = said.strip().lower()
    if said and said not in TRUE | FALSE:
        raise Refusal(f"DEMO is “{said}”: it has to be true or false, and nothing behind it.")
    return said not in FALSE


def fingerprint(patterns):
    """A digest of the names and contents of the files that match."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in PROJECT.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
