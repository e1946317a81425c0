#!/usr/bin/env python3
"""Django's command line; `./run manage` calls it with the embedded servers."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        from pain_site.refused_commands import sentence_for

        if "--traceback" in sys.argv or not (sentence := sentence_for(error)):
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    main()
