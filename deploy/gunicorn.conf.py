"""How gunicorn runs the public site: gunicorn -c deploy/gunicorn.conf.py pain_site.wsgi

A thread waits for its client, its database and nothing else, so slow clients do not stop others. nginx in front takes
what is slower still.
"""

import gc
import multiprocessing
import os

bind = os.environ.get("GUNICORN_BIND", "unix:/run/pain-site/web.sock")
workers = int(os.environ.get("WEB_PROCESSES", multiprocessing.cpu_count()))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", 8))
# The site is loaded once and then forked: its processes share what none of them changes, and a new one is there at
# once. A release comes in by a restart, since HUP would not load it.
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 75  # longer than nginx keeps its connections
# A process that has answered so many requests makes way for a new one, not all at the same time.
max_requests, max_requests_jitter = 10_000, 1_000
# Addresses here hold no more than a search: what is longer is no reader's.
limit_request_line, limit_request_fields, limit_request_field_size = 4094, 60, 8190
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
# nginx logs, without the query; errors go to the journal.
accesslog, errorlog = None, "-"
worker_tmp_dir = "/dev/shm"  # noqa: S108  a heartbeat on a slow disk would look like a dead process
control_socket_disable = True


def when_ready(server):
    """What is loaded stays: Python need not look through it for what could go, and write to what is shared by that."""
    from pain_site.wsgi import load_what_is_shared  # only now: the site needs this server's environment

    load_what_is_shared()
    gc.collect()
    gc.freeze()
