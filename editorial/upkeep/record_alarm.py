"""The nightly audit of the record, and the email to whoever must act when it fails."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string

from articles import audit

from .witnesses import witnessed

logger = logging.getLogger(__name__)


def audit_record():
    """Walk the whole record; how many findings it has. Each, and an audit that breaks off, is logged and mailed."""
    try:
        heads, problems = witnessed()
        report = audit.run(heads=heads)
        report.add(problems)
    except Exception as error:
        logger.exception("the audit of the record broke off")
        send_alarm(error=f"{type(error).__name__}: {error}")
        raise
    if report.finding_count:
        for finding in report.findings:
            logger.error("finding in the record: %s", finding)
        logger.error("findings in the record: %s; its head is %s:%s", report.finding_count, *report.head)
        send_alarm(report=report)
    else:
        logger.info("the record is intact; its head is %s:%s", *report.head)
        for warning in report.warnings:
            logger.warning("the audit warns: %s", warning)
    return report.finding_count


def send_alarm(*, report=None, error=""):
    """Write to everybody who must act; the number of emails."""
    context = {"site_name": settings.SITE_NAME, "address": settings.BASE_URL, "report": report, "error": error}
    subject, _blank, body = render_to_string("upkeep/emails/record_alarm.txt", context).partition("\n")
    return sum(
        send_mail(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [address])
        for address in alarm_addresses()
    )


def alarm_addresses():
    """RECORD_ALARM_TO, or the superusers who still work here."""
    superusers = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return settings.RECORD_ALARM_TO or list(superusers.order_by("pk").values_list("email", flat=True))
