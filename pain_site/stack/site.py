"""`./run`: the whole site on this machine, from nothing to a page that answers, until Ctrl-C."""

import errno
import http.client
import os
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from .environment import port_of, read_environment, site_environment
from .preparation import Preparation
from .refusal import Refusal
from .servers.child import Child
from .servers.data_stores import Servers
from .supervision import Part, watch

ADMIN_PATH = "/admin/"


def serve(*, state):
    """Start everything, say where it is, and keep it alive until somebody stops it."""
    environment = read_environment()
    port = port_of(environment)
    state.take("serve")
    servers = Servers(state, environment)
    site = site_environment(environment, state=state, port=port)
    site |= servers.addresses()
    processes = [web(state, site), worker(state, site), upkeep_worker(state, site), log_worker(state, site)]
    for process in processes:
        process.stop_leftover()
    refuse_taken(port)
    try:
        servers.start()
        preparation = Preparation(state, servers, site)
        preparation.make_tables_and_key()
        finish_demo = preparation.begin_demo()
        if finish_demo:
            start_in_turn(port, processes)
            finish_demo()
        else:
            start_together(port, processes)
        print(greeting(f"http://localhost:{port}", state, preparation.demo_logins()), flush=True)
        parts = [Part(server.child, server.start) for server in servers.embedded]
        watch(parts + [Part(process, process.start) for process in processes])
    except (KeyboardInterrupt, SystemExit):
        print("\nStopping.", flush=True)
    finally:
        for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signal_number, signal.SIG_IGN)
        stop_together(processes)
        servers.stop()


def web(state, env):
    command = ["-m", "gunicorn", "-c", "python:pain_site.stack.web", "pain_site.wsgi:application"]
    return Child("web", [sys.executable, *command], state=state, env=env)


CELERY_WORKER = ["-m", "celery", "-A", "pain_site.celery", "worker", "--loglevel", "INFO"]
#: The workers have nothing to tell each other.
ALONE = ["--without-mingle", "--without-gossip"]


def worker(state, env):
    """Celery's worker and its clock in one process; in production the clock runs apart, once."""
    schedule = ["--beat", "--schedule", state.celery / "beat-schedule"]
    pool = ["--pool", "prefork", "--concurrency", "2"]  # only a process can be ended when its time is over
    command = [*CELERY_WORKER, *ALONE, "--hostname", "desk@%h", *pool, *schedule]
    return Child("worker", [sys.executable, *command], state=state, env=env)


def upkeep_worker(state, env):
    """What takes minutes, such as checking references, so that nothing urgent waits behind it.

    Nobody who stops the site waits for it either: SIGQUIT ends it at once, and the clock begins anew what it was at.
    While its queue is away too, Celery may take no notice of that, and look for the queue for ever.
    """
    pool = ["--pool", "prefork", "--concurrency", "1"]
    command = [*CELERY_WORKER, *ALONE, "--hostname", "upkeep@%h", *pool, "--queues", "upkeep"]
    signals = {"stop_signal": signal.SIGQUIT, "orphan_signal": signal.SIGKILL}
    return Child("upkeep-worker", [sys.executable, *command], state=state, env=env, **signals)


def log_worker(state, env):
    """Signs the heads of the log. No other process is given its key."""
    command = [*CELERY_WORKER, *ALONE, "--hostname", "log@%h", "--pool", "solo", "--queues", "log"]
    env = env | {"LOG_SIGNING_KEY_FILE": str(state.log_key)}
    return Child("log-worker", [sys.executable, *command], state=state, env=env)


def stop_together(processes):
    """Ask all of them to end before waiting for the first."""
    with ThreadPoolExecutor() as threads:
        list(threads.map(Child.stop, processes))


#: Where a browser looks for localhost; on a machine without IPv6 the second cannot be had, by others neither.
LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def refuse_taken(port):
    """Say so when another program listens on the port, before anything else fails because of it."""
    for family, address in LOOPBACK:
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            if error.errno in NO_SUCH_ADDRESS:
                continue
            is_taken = error.errno == errno.EADDRINUSE
            reason = "is taken by another program" if is_taken else f"cannot be used ({error.strerror})"
            raise Refusal(f"Port {port} {reason}. Choose another with `PORT={port + 100} ./run`.") from error


#: 404 is the answer of a site that has no pages yet: a database of one's own gets no demo.
ANSWERS = (200, 301, 302, 404)


def start_together(port, processes):
    for process in processes:
        process.start()
    wait_until_ready(port, processes)


def start_in_turn(port, processes):
    """One after the other, so that what goes on meanwhile has a processor for itself."""
    for number, process in enumerate(processes, start=1):
        process.start()
        wait_until_ready(port, processes[:number])


def wait_until_ready(port, processes, seconds=60):
    """Until the site answers and tasks are taken; a part that ends, or stays broken, ends the wait."""
    site, *workers = processes
    wait_for("the home page answers", lambda: status_of_home_page(port) in ANSWERS, site, seconds, workers)
    for worker in workers:
        wait_for("the worker takes tasks", lambda worker=worker: worker.has_said(" ready."), worker, seconds, [site])


def wait_for(what, has_come, process, seconds, others):
    """Look until it has come, and blame this process when it does not."""
    deadline = time.monotonic() + seconds
    while not has_come():
        refuse_ended([process, *others])
        if time.monotonic() > deadline:
            raise Refusal(
                f"Waited {seconds} seconds until {what}, in vain. The end of {process.log}:\n{process.last_lines(20)}"
            )
        time.sleep(0.2)


def status_of_home_page(port):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None


def refuse_ended(processes):
    for process in processes:
        if process.has_ended():
            raise Refusal(
                f"{process.name} has ended by itself ({process.how_it_ended}), "
                f"so everything is stopped. The end of {process.log}:\n{process.last_lines(20)}"
            )


def greeting(address, state, logins):
    """What a newcomer needs to know, in one screen."""
    logs = ", ".join(sorted(log.name for log in state.logs.glob("*.log")))
    lines = [
        "",
        "The site is running.",
        f"  Readers  {address}/",
        f"  Editors  {address}{ADMIN_PATH}",
        f"  Mail     {shown(state.mail)}/ (what the site sends is written there, one file for each mail)",
        f"  Logs     {shown(state.logs)}/ ({logs})",
    ]
    if logins:
        width = max(len(role) for role, _, _ in logins)
        mail_width = max(len(email) for _, email, _ in logins)
        lines += ["", "Log in with one of these:"]
        lines += [f"  {role:{width}}  {email:{mail_width}}  {password}" for role, email, password in logins]
    else:
        lines += ["", "Nobody can log in yet? Make the first account: ./run manage createsuperuser"]
    return "\n".join([*lines, "", "Ctrl-C stops everything."])


def shown(path):
    """A path as short as it can be said from here."""
    here = os.path.relpath(path)
    return str(path) if here.startswith("..") else here
