"""How long `manage.py export_site --static` takes, and how much memory: python -m benchmarks.ark [EDITIONS]"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.verify_record import prepare
from pain_site.stack.manage import manage_command
from pain_site.stack.servers import roles
from pain_site.stack.throwaway import throwaway_servers

EDITIONS = 10_000


def main(editions):
    """Fill a throw-away database, then run the command on it in processes of its own, as the web role."""
    with throwaway_servers() as addresses, tempfile.TemporaryDirectory() as parent:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.test")
        prepare(editions)
        as_web = {"DATABASE_URL": addresses["DATABASE_URL"].replace(roles.OWNER, roles.WEB)}
        folder, started = Path(parent) / "ark", time.monotonic()
        command = subprocess.Popen([*manage_command("export_site"), folder, "--static"], env={**os.environ, **as_web})
        _pid, status, usage = os.wait4(command.pid, 0)
        seconds = time.monotonic() - started
        files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
        # Linux counts in kilobytes, macOS in bytes. The largest of the processes.
        megabytes = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        print(
            f"{editions:,} editions: {seconds:.0f} seconds by the clock and {usage.ru_utime + usage.ru_stime:.0f} of a "
            f"processor besides PostgreSQL's, on {os.cpu_count()} cores; at most {megabytes:.0f} MB in a process; "
            f"{len(files):,} files, {sum(files) / 1_000_000:,.0f} MB."
        )
        return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EDITIONS))
