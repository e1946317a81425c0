"""The folder in which the embedded servers keep their data, and who may use it now."""

import fcntl
import hashlib
import os
import stat
import tempfile
from pathlib import Path

from .refusal import Refusal
from .servers.account import lesser_users

PROJECT = Path(__file__).resolve().parents[2]
SOCKET_PATH_LIMIT = 100  # Linux allows 107 bytes, macOS 103
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"


class State:
    """The paths inside one state folder; `take()` makes it ours until the process ends."""

    def __init__(self, folder):
        self.folder = Path(folder).absolute()
        self.postgres = self.folder / "postgres"
        self.valkey = self.folder / "valkey"
        self.celery = self.folder / "celery"
        self.logs = self.folder / "logs"
        self.pids = self.folder / "pids"
        self.mail = self.folder / "mail"
        self.log_key = self.folder / "log.key"
        self.lock = self.folder / "lock"
        self.sockets = socket_folder(self.folder)
        self._lock_file = None

    def make(self):
        """Make the folders; whatever was left by an earlier start stays."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for part in (self.valkey, self.celery, self.logs, self.pids, self.mail):
                part.mkdir(exist_ok=True, mode=0o700)
            make_private(self.sockets)
            probe = self.folder / "probe"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise Refusal(
                f"Cannot write in {self.folder} ({error.strerror}). "
                "Name another folder with PAIN_SITE_STATE=/some/folder."
            ) from error

    def take(self, purpose):
        """Lock the folder for this process, or say which one has it; the kernel drops a dead one's lock."""
        self.make()
        holder = self.lock.open("a+")
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(f"The site's folder {self.folder} is in use by {self.holder()}.") from None
        holder.truncate(0)
        holder.write(f"{os.getpid()} ./run {purpose}")
        holder.flush()
        self._lock_file = holder

    def holder(self):
        """Who took the folder, in words."""
        pid, _, command = self.lock.read_text().partition(" ")
        return f"process {pid} (`{command}`); stop it first with `kill {pid}`" if pid else "another process"

    def is_taken(self):
        """Whether a living process holds the folder; what a dead one left in the lock file means nothing."""
        try:
            with self.lock.open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False


def socket_folder(state_folder):
    """Where the Unix sockets go: the state folder, or a private one that is sure to hold them."""
    inside = state_folder / "sockets"
    if can_hold_sockets(inside):
        return inside
    name = hashlib.sha256(os.fsencode(state_folder)).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"pain-site-{os.getuid()}-{name}"


def can_hold_sockets(folder):
    """The kernel limits the length of a socket's path, and libpq takes a comma for the end of a host's name."""
    return len(os.fsencode(folder / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_LIMIT and "," not in str(folder)


def make_private(folder):
    """A folder that only we may enter; one that another user put in its place is refused."""
    folder.mkdir(exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.getuid(), *allowed_owners()):
        raise Refusal(f"{folder} belongs to somebody else; remove it.")
    folder.chmod(0o700)


def allowed_owners():
    """Started as root, PostgreSQL may have had to become another user, who then owns the folder."""
    return [user.pw_uid for user in lesser_users()] if os.getuid() == 0 else []
