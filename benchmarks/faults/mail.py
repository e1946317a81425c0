"""A mail server of one's own, which keeps what it took as a file for each letter."""

import email
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

from pain_site.stack.servers.child import wait_until


class MailServer:
    """Nobody watches over it: whoever kills it starts it again."""

    def __init__(self, folder, port):
        self.letters, self.port, self.process = Path(folder) / "letters", port, None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def start(self):
        listen = ["--nosetuid", "--listen", f"127.0.0.1:{self.port}"]
        command = [sys.executable, "-m", "aiosmtpd", *listen, "--class", "aiosmtpd.handlers.Mailbox", self.letters]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers, seconds=30)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.kill()

    def _answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False

    def taken(self):
        """How often each letter came, by its Message-ID."""
        letters = (email.message_from_bytes(path.read_bytes()) for path in (self.letters / "new").iterdir())
        return Counter(letter["Message-ID"] for letter in letters)
