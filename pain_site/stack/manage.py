"""Runs `manage.py` in a process of its own, with the addresses of the servers."""

import os
import signal
import subprocess
import sys

from .environment import port_of, read_environment, site_environment
from .refusal import Refusal
from .servers.child import die_with, last_lines
from .servers.data_stores import Servers
from .servers.postgres import program
from .state import PROJECT

OWNERS_COMMANDS = {
    *("migrate", "flush", "sqlflush"),
    *("grant_web_role", "grant_readers_role", "emergency_editions"),
    *("appoint_editor", "add_signing_key", "signing_rule", "rewrite_search_index"),
    *("backup", "restore", "import_site", "load_demo"),
}


def manage(arguments, *, state):
    """`./run manage …`: with the servers of the running site, or with servers started just for it."""
    environment = read_environment()
    servers = Servers(state, environment)
    site = site_environment(environment, state=state, port=port_of(environment))
    site |= servers.addresses(as_owner=bool(arguments) and arguments[0] in OWNERS_COMMANDS)
    if servers.postgres:  # so that `manage dbshell` finds psql and the socket
        programs = os.path.dirname(program("psql"))
        site |= {"PATH": f"{programs}{os.pathsep}{site.get('PATH', '')}", "PGHOST": str(state.sockets)}
    if not servers.embedded or state.is_taken():
        return in_foreground(manage_command(*arguments), env=site)
    state.take("manage")
    try:
        servers.start()
        return in_foreground(manage_command(*arguments), env=site)
    finally:
        servers.stop()


def manage_command(*arguments):
    return [sys.executable, str(PROJECT / "manage.py"), *arguments]


def in_foreground(command, *, env):
    """Run it at this terminal, where Ctrl-C is for it to answer. Returns its exit code."""
    parent = os.getpid()
    process = subprocess.Popen(command, env=env, cwd=PROJECT, preexec_fn=lambda: die_with(parent, signal.SIGTERM))
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        except SystemExit:
            process.terminate()
            process.wait()
            raise
        return code if code >= 0 else 128 - code


def quietly(what, arguments, *, env, state):
    """Run a command with its output in a log, of which a failure shows the end. Returns what it printed."""
    return begin(what, arguments, env=env, state=state)()


def begin(what, arguments, *, env, state):
    """The same, which goes on meanwhile: what comes back waits for its end when it is called."""
    log = state.logs / "prepare.log"
    parent = os.getpid()
    with log.open("ab") as errors:
        process = subprocess.Popen(
            manage_command(*arguments),
            env=env,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            preexec_fn=lambda: die_with(parent, signal.SIGTERM),
        )

    def finish():
        printed, _errors = process.communicate()
        with log.open("ab") as output:
            output.write(printed)
        if process.returncode:
            raise Refusal(f"{what} failed (manage.py {arguments[0]}). The end of {log}:\n{last_lines(log)}")
        return printed.decode()

    return finish
