#!/usr/bin/env python3
"""Django's command line; `./run manage` calls it with the embedded servers."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, OperationalError) as error:  # whoever types a command can do something about these
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(error) if isinstance(error, ImproperlyConfigured) else f"PostgreSQL could not be asked: {error}")


if __name__ == "__main__":
    main()
