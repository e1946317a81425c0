"""How long `manage.py verify_record` takes, and how much memory: python -m benchmarks.verify_record [EDITIONS]"""

import io
import os
import subprocess
import sys
import time

import django
from django.core.management import call_command

from pain_site.stack.manage import manage_command
from pain_site.stack.servers import roles
from pain_site.stack.throwaway import throwaway_servers

EDITIONS = 10_000


def main(editions):
    """Fill a throw-away database, then run the command on it in a process of its own, as the web role."""
    with throwaway_servers() as addresses:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.test")
        prepare(editions)
        as_web = {"DATABASE_URL": addresses["DATABASE_URL"].replace(roles.OWNER, roles.WEB)}
        started = time.monotonic()
        command = subprocess.Popen(manage_command("verify_record"), env={**os.environ, **as_web})
        _pid, status, usage = os.wait4(command.pid, 0)
        seconds = time.monotonic() - started
        # Linux counts in kilobytes, macOS in bytes.
        megabytes = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        print(f"With the start of Python: {seconds:.1f} seconds, at most {megabytes:.0f} MB.")
        return os.waitstatus_to_exitcode(status)


def prepare(editions):
    django.setup()
    from benchmarks.many_editions import fill  # only now does Django know its models

    started = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("grant_web_role", roles.WEB, stdout=io.StringIO())
    call_command("grant_readers_role", roles.READERS, stdout=io.StringIO())
    fill(editions)
    print(f"Made in {time.monotonic() - started:.0f} seconds.", flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EDITIONS))
