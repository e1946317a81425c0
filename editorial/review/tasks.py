"""What Celery does for review. Each is safe to run twice."""

from celery import shared_task

from .publishing import emergency, publishing


@shared_task
def publish_due():
    return [edition.pk for edition in publishing.publish_due()]


@shared_task
def end_emergencies():
    return [publication.pk for publication in emergency.end_emergencies()]
