"""The Celery application: `celery -A pain_site.celery worker` and `beat`."""

import os
import signal

from celery import Celery
from celery.signals import beat_embedded_init

from .queue_places import give_places_back
from .stack.servers.child import die_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")

give_places_back()
app = Celery("pain_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["pain_site"], related_name="background_tasks")
app.autodiscover_tasks(["pain_site.health"], related_name="heartbeats")


@beat_embedded_init.connect
def end_with_the_worker(**kwargs):
    """A clock that outlives a worker which was killed would go beside the clock of the next one."""
    die_with(os.getppid(), signal.SIGTERM)
