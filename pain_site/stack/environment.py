"""What the site's own processes find in their environment."""

import os
import re

from .refusal import Refusal
from .state import PROJECT


def read_environment(dotenv=PROJECT / ".env"):
    """The environment, with what a `.env` file adds to it; a variable that is set wins over the file."""
    return read_dotenv(dotenv) | dict(os.environ)


def read_dotenv(path):
    """NAME=value lines; empty lines and lines that begin with # are skipped."""
    if not path.exists():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{path} cannot be read as text in UTF-8 ({error}).") from error
    found = {}
    for number, line in enumerate(lines, start=1):
        line = line.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Refusal(f"Line {number} of {path} is not of the form NAME=value.")
        found[name.strip()] = unquoted(value.strip())
    return found


def unquoted(value):
    """Without the pair of quotes around it, if there is one."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value


def site_environment(environment, *, state, port):
    """What every process of the site gets; the addresses of the servers are added by `Servers`."""
    defaults = {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev", "BASE_URL": f"http://localhost:{port}"}
    ours = {
        "PAIN_SITE_STATE": str(state.folder),
        "MAIL_DIR": str(state.mail),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "CELERY_SKIP_CHECKS": "1",  # Django's checks, 0.4 s for each worker; `./run check` makes them
    }
    return defaults | environment | ours


def port_of(environment):
    """The port to serve on."""
    port = environment.get("PORT", "8000")
    if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise Refusal(f"PORT is {port!r}; it must be a number between 1 and 65535.")
    return int(port)
