"""What `./run` calls, inside the project's own Python."""

import os
import signal
import subprocess
import sys

from .environment import read_environment
from .inspections.audit import audit
from .inspections.checks import run_checks
from .inspections.rehearsal import rehearse
from .inspections.sbom import print_sbom
from .inspections.scan import scan
from .manage import manage
from .refusal import Refusal
from .site import serve
from .state import PROJECT, State
from .throwaway import run_tests


def main(task, arguments):
    """Do one task; the exit code."""
    if task == "test":
        return run_tests(arguments)
    if task == "check":
        return run_checks()
    if task == "messages":
        return subprocess.call([sys.executable, "-m", "pain_site.catalogues"], cwd=PROJECT)
    if task in ("bench", "bench-large"):
        large = ["--large"] if task == "bench-large" else []
        return subprocess.call([sys.executable, "-m", "benchmarks", *large, *arguments], cwd=PROJECT)
    if task == "sbom":
        return print_sbom()
    state = State(read_environment().get("PAIN_SITE_STATE") or PROJECT / ".state")
    if task == "audit":
        return audit(arguments, state=state)
    if task == "scan":
        return scan(arguments, state=state)
    if task == "rehearse":
        return rehearse(state=state)
    if task == "manage":
        return manage(arguments, state=state)
    return serve(state=state)


def leave(signum, frame):
    """A request to end, or a closed terminal, unwinds the stack: what was started is stopped on the way."""
    sys.exit(128 + signum)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # also for whoever reads it through a pipe
    signal.signal(signal.SIGTERM, leave)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup leaves it
        signal.signal(signal.SIGHUP, leave)
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except Refusal as refusal:
        sys.exit(f"./run: {refusal}")
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # whoever read what we print has gone, as in `./run | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
