"""How gunicorn runs the site on a developer's machine: one process, started again when a file changes."""

import os

from gunicorn.glogging import Logger

from ..observability.quiet_log import without_keys
from .state import PROJECT


class QuietLogger(Logger):
    """Says what was asked for and how it went; nothing of who asked, nor of what they searched for or quoted."""

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        return {**atoms, "U": without_keys(atoms["U"])}


bind = [f"127.0.0.1:{os.environ.get('PORT', '8000')}"]
workers = 1
worker_class = "gthread"
threads = 8
graceful_timeout = 3
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(b)s %(M)sms"
logger_class = QuietLogger
control_socket_disable = True
reload = True
reload_extra_files = [
    str(template) for part in ("pain_site", "articles", "editorial") for template in (PROJECT / part).rglob("*.html")
]
