"""What the web server process runs."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.production")
answer = get_wsgi_application()

from django.apps import apps  # noqa: E402  (as below: it needs the environment)
from django.conf import settings  # noqa: E402

from articles.log.checks import refuse_key  # noqa: E402
from articles.stores import database_watch  # noqa: E402

refuse_key()
import_module(settings.ROOT_URLCONF)  # with all views: what a server loads before it forks its processes, they share


def load_what_is_shared():
    """For a server before it forks its processes: what each of them would else load with the first text of a reader."""
    if apps.is_installed("editorial.feedback"):
        from editorial.feedback.capture.words.danger.recognition import load

        load()


def application(environ, start_response):
    """Django's; with a watch in each process that answers, since threads do not come along into a forked one."""
    database_watch.start()
    return answer(environ, start_response)
