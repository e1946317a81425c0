"""The nightly audit of the record, and the email to whoever must act when it fails."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit
from articles.emails import send_email
from articles.log.folder import Folder
from articles.reading.site_settings import this_site
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write

from .signals import record_audited
from .witnesses import witnessed

logger = logging.getLogger(__name__)

ALARM = "upkeep/emails/record_alarm.txt"


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
    sequence, head_hash = report.head
    record_audited.send_robust(None, findings=report.finding_count, head=f"{sequence}:{head_hash}")
    if report.finding_count:
        for finding in report.findings:
            logger.error("finding in the record: %s", finding)
        logger.error("findings in the record: %s; its head is %s:%s", report.finding_count, *report.head)
        send_alarm(report=report)
    else:
        logger.info("the record is intact; its head is %s:%s", *report.head)
        send_head()
        for warning in report.warnings:
            logger.warning("the audit warns: %s", warning)
    return report.finding_count


def send_alarm(*, report=None, error=""):
    """Write to everybody who must act.

    At once and past the outbox: whoever changed the record could take a letter out of it. An alarm that the mail server
    does not take now waits there all the same.
    """
    context = {"site_name": this_site().name, "address": settings.BASE_URL, "report": report, "error": error}
    text, left = render_to_string(ALARM, context), []
    for address in alarm_addresses():
        try:
            send_email(text, [address])
        except OSError:  # smtplib's are OSErrors, too
            logger.exception("the alarm about the record did not leave at once")
            left.append(address)
    if left:
        write(Kind.SECURITY, f"record alarm {timezone.now().isoformat()}", left, ALARM, context)


def send_head():
    """Mail the newest head of the log to whoever keeps heads where nobody here can change them."""
    note = Folder().newest_note()
    if note:
        subject = _("%s: the head of the log") % this_site().name
        send_email(f"{subject}\n{note}", settings.LOG_HEADS_TO)


def alarm_addresses():
    """RECORD_ALARM_TO, or the superusers who still work here."""
    superusers = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return settings.RECORD_ALARM_TO or list(superusers.order_by("pk").values_list("email", flat=True))
