"""PostgreSQL and Valkey together: the embedded ones, or those that the environment names."""

from urllib.parse import urlsplit

from . import roles
from .postgres import Postgres
from .valkey import Valkey


class Servers:
    """The data stores that the site's processes use, and the addresses at which they find them."""

    def __init__(self, state, environment, *, say=print):
        self.own_database_url = environment.get("DATABASE_URL")
        self.own_valkey_url = environment.get("VALKEY_URL")
        self.owner_url = environment.get("DATABASE_OWNER_URL") or self.own_database_url
        self.readers_url = environment.get("READERS_DATABASE_URL", "")
        self.postgres = None if self.own_database_url else Postgres(state, say=say)
        self.valkey = None if self.own_valkey_url else Valkey(state)

    @property
    def embedded(self):
        return [server for server in (self.postgres, self.valkey) if server is not None]

    def start(self):
        for server in self.embedded:
            server.start()
        if self.postgres:
            roles.make_site_database(self.postgres)

    def stop(self):
        for server in reversed(self.embedded):
            server.stop()

    def addresses(self, *, as_owner=False):
        """What the settings read. Only migrations and grants connect as the owner of the tables."""
        if self.postgres:
            database = self.postgres.url(roles.OWNER if as_owner else roles.WEB)
            own = self.postgres.url(roles.READERS)
            # A replica of the embedded server may answer readers; what they send goes to the server itself.
            readers = {"READERS_DATABASE_URL": self.readers_url or own, "CAPTURE_DATABASE_URL": own}
        else:
            database = self.owner_url if as_owner else self.own_database_url
            readers = {"READERS_DATABASE_URL": self.readers_url} if self.readers_url else {}
        valkey = self.valkey.url if self.valkey else self.own_valkey_url
        return {"DATABASE_URL": database, **readers, "VALKEY_URL": valkey}

    @property
    def web_role(self):
        """The role of the web process; None when that is the owner itself and nothing can be granted."""
        if self.postgres:
            return roles.WEB
        return None if self.owner_url == self.own_database_url else urlsplit(self.own_database_url).username

    @property
    def readers_role(self):
        """The role over which readers are answered; None when the environment names none."""
        if self.postgres:
            return roles.READERS
        return urlsplit(self.readers_url).username if self.readers_url else None
