"""What the web server process runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.production")
django = get_wsgi_application()

from django.urls import reverse  # noqa: E402  (needs the settings)

from articles import database_watch  # noqa: E402
from articles.log.checks import refuse_key  # noqa: E402

refuse_key()
reverse("wagtailadmin_home")  # brings in all views: what a server loads before it forks its processes, they share


def application(environ, start_response):
    """Django's; with a watch in each process that answers, since threads do not come along into a forked one."""
    database_watch.start()
    return django(environ, start_response)
