"""As whom PostgreSQL runs: it refuses to run as root, which is what many containers are."""

import ctypes
import os
import pwd
import stat
import subprocess
from pathlib import Path

from ..refusal import Refusal

CLONE_NEWUSER = 0x10000000
NOBODY = 65534
libc = ctypes.CDLL(None, use_errno=True)


class Ourselves:
    """An ordinary user: nothing to change."""

    def become(self):
        pass

    def own(self, folder):
        pass


class NobodyInUserNamespace(Ourselves):
    """Root outside, nobody inside: what `unshare --user --map-user=65534` does.

    Done here and not by that command because gaining a namespace clears the parent-death signal, which must
    be set after it. A database superuser could still overwrite root's files; the site never connects as one.
    """

    def become(self):
        if libc.unshare(CLONE_NEWUSER):
            raise OSError(ctypes.get_errno(), "no user namespaces")
        for name, mapping in (
            ("setgroups", "deny"),
            ("uid_map", f"{NOBODY} 0 1"),
            ("gid_map", f"{NOBODY} 0 1"),
        ):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(mapping)

    def own(self, folder):
        give(folder, 0, 0)


class LesserUser(Ourselves):
    """Another user of this machine, where namespaces are refused."""

    def __init__(self, user):
        self.user = user

    def become(self):
        os.setgroups([])
        os.setgid(self.user.pw_gid)
        os.setuid(self.user.pw_uid)

    def own(self, folder):
        """Theirs, and they may pass through the state folder, but see nothing else in it."""
        give(folder, self.user.pw_uid, self.user.pw_gid)
        if folder.parent.stat().st_uid == os.getuid():
            folder.parent.chmod(folder.parent.stat().st_mode | 0o011)


def lesser_users():
    """The users who could run PostgreSQL in root's place, best first."""
    return [user for name in ("postgres", "nobody") for user in pwd.getpwall() if user.pw_name == name]


def account_for(program):
    """The first account that can run this program."""
    if os.geteuid() != 0:
        return Ourselves()
    for account in (NobodyInUserNamespace(), *map(LesserUser, lesser_users())):
        try:
            subprocess.run([program, "--version"], preexec_fn=account.become, check=True, capture_output=True)
        except (OSError, subprocess.SubprocessError):
            continue
        return account
    raise Refusal(
        "PostgreSQL refuses to run as root, and this machine lets neither a user namespace nor the user "
        f"nobody run {program}. {_way_out(program)} start ./run as an ordinary user, or set DATABASE_URL to another "
        "PostgreSQL."
    )


def _way_out(program):
    shut = shut_folder(program)
    place = "a folder that others may pass through, such as /srv"
    return f"Others may not enter {shut}: clone to {place}," if shut else f"Clone to {place},"


def shut_folder(program):
    """The first folder on the way to a program that nobody but its owner and their group may pass through, or None."""
    above = reversed(Path(program).parents)
    return next((folder for folder in above if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH), None)


def give(folder, uid, gid):
    """Change the owner of a folder and everything in it, if it is not theirs already."""
    if not folder.exists() or folder.stat().st_uid == uid:
        return
    for parent, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(os.path.join(parent, name), uid, gid, follow_symlinks=False)
