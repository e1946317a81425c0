"""The Celery application: `celery -A pain_site.celery worker` and `beat`."""

import os

from celery import Celery

from .queue_places import give_places_back

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")

give_places_back()
app = Celery("pain_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["pain_site"], related_name="background_tasks")
app.autodiscover_tasks(["pain_site.health"], related_name="heartbeats")
