"""What the web server process runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.production")
application = get_wsgi_application()

from articles import database_watch  # noqa: E402  (needs the settings)
from articles.log.checks import refuse_key  # noqa: E402

refuse_key()
database_watch.start()
