"""How gunicorn runs the site on a developer's machine: one process, started again when a file changes."""

import os

from .state import PROJECT

bind = [f"127.0.0.1:{os.environ.get('PORT', '8000')}"]
workers = 1
worker_class = "gthread"
threads = 8
graceful_timeout = 3
accesslog = "-"
control_socket_disable = True
reload = True
reload_extra_files = [
    str(template) for part in ("pain_site", "articles", "editorial") for template in (PROJECT / part).rglob("*.html")
]
