"""What Celery does for review. Each is safe to run twice."""

from celery import shared_task

from . import digest
from .authority import expiring
from .publishing import emergency, publishing, status


@shared_task(time_limit=240)
def publish_due():
    return [edition.pk for edition in publishing.publish_due()]


@shared_task(time_limit=240)
def carry_out_planned():
    return [proposal.pk for proposal in status.carry_out_planned()]


@shared_task(time_limit=240)
def end_emergencies():
    return [publication.pk for publication in emergency.end_emergencies()]


@shared_task(time_limit=240)
def write_digests():
    """Every hour, so that a Monday that was missed is made up for."""
    digest.write_digests()


@shared_task(time_limit=120)
def tell_of_expiring_credentials():
    expiring.tell_of_expiring_credentials()
