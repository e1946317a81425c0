"""`./run rehearse`: whether a backup of the running site brings it back, tried in a place that is thrown away."""

import os
import subprocess
import tempfile
from pathlib import Path

from ..environment import port_of, read_environment, site_environment
from ..manage import manage_command
from ..refusal import Refusal
from ..servers.data_stores import Servers
from ..state import PROJECT
from ..throwaway import throwaway_servers


def rehearse(*, state):
    """Back the running site up, restore that into an empty place and audit the record there; the exit code."""
    environment = read_environment()
    servers = Servers(state, environment)
    if servers.embedded and not state.is_taken():
        raise Refusal("`./run rehearse` backs up a site that runs: start it first, with `./run`.")
    site = site_environment(environment, state=state, port=port_of(environment)) | servers.addresses(as_owner=True)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder, throwaway_servers() as addresses:
        apart = {"BACKUP_ROOT": f"{folder}/backups", "BACKUP_LOG_ROOT": f"{folder}/log-backups"}
        _do("backup", "--plain", env=site | apart)
        [backup], [log] = (list(Path(place).iterdir()) for place in apart.values())
        place = {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev", "PAIN_SITE_STATE": f"{folder}/state"}
        restored = os.environ | addresses | place
        _do("restore", str(backup), "--log", str(log), env=restored)
    print("The backup brings the site back, and its record is intact.")
    return 0


def _do(*command, env):
    done = subprocess.run(manage_command(*command), env=env, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    print(done.stdout, end="", flush=True)
    if done.returncode:
        raise Refusal(f"It does not: manage.py {command[0]} failed.")
