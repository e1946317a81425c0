"""What readers are told of a page that they do not get any more, or get before its medical review."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from ..extensions import help_numbers
from ..record.published.editions import Edition
from ..record.published.overdue import OverdueStep
from ..record.published.status import PublicationStatus
from ..record.published.status_changes import StatusChange

#: Stands beside every word of the desk's that no clinician signed.
NOT_REVIEWED = _("Written by our editors, not medically reviewed.")

#: For each status in which readers do not get the text: a word for it, and a sentence.
AWAY = {
    PublicationStatus.WITHDRAWN: (_("Withdrawn"), _("We have taken this page down. Please do not rely on it.")),
    PublicationStatus.RETRACTED: (_("Retracted"), _("We have retracted this page. It should not be relied on at all.")),
    PublicationStatus.ARCHIVED: (
        _("Archived"),
        _("We do not keep this page up to date any more, so we have taken it down."),
    ),
}
ENDED = (
    _("No longer published"),
    _("This was published in an emergency, before its medical review. It was not reviewed in time, so it has ended."),
)


def away_notice(publication):
    """Why readers do not get a page: a word, a sentence, what the editors say, and the day."""
    if publication.status in AWAY:
        label, sentence = AWAY[publication.status]
        change = StatusChange.objects.filter(page_id=publication.page_id).order_by("-pk").first()
        since, notice = change and change.decided_at, publication.notice
    else:
        (label, sentence), since, notice = ENDED, publication.readable_until, ""
    day = since and timezone.localdate(since)
    return {"label": label, "sentence": sentence, "notice": notice, "mark": notice and NOT_REVIEWED, "since": day}


def ended_notice(edition):
    """Why readers do not get an emergency edition any more, while they get another one of its page."""
    label, sentence = ENDED
    day = timezone.localdate(edition.ends_at)
    return {"label": label, "sentence": sentence, "notice": "", "mark": "", "since": day}


def status_notice(publication):
    """The notice over every edition of a page that is being checked, and whom to call; None for other pages."""
    if publication is None or publication.status != PublicationStatus.UNDER_REVIEW:
        return None
    change = StatusChange.objects.filter(page_id=publication.page_id).order_by("-pk").first()
    since = _("Since %s.") % date_format(timezone.localdate(change.decided_at)) if change else ""
    return {
        "heading": CHECKED_NOW,
        "text": f"{publication.notice} ({NOT_REVIEWED}) {since}".strip(),
        "region": help_numbers.get("region", None),
    }


def emergency_notice(edition):
    """The notice over an edition that was published before its medical review; None for other editions."""
    if edition is None or not edition.is_emergency:
        return None
    words = {
        "since": moment(edition.created_at),
        "until": moment(edition.ends_at),
        "reason": edition.override.reason,
    }
    reviewed = Edition.objects.signed().filter(page_id=edition.page_id, digest=edition.digest).first()
    if reviewed:
        words["number"] = reviewed.number
        return {
            "heading": _("Published in an emergency, reviewed later"),
            "text": _(
                "This was published on %(since)s, before its medical review. Edition %(number)d is the same text, "
                "reviewed."
            )
            % words,
        }
    return {
        "heading": NOT_YET_REVIEWED,
        "text": _(
            "We published this in an emergency on %(since)s, before its medical review. Unless it is reviewed by then, "
            "it ends on %(until)s. The reason: %(reason)s"
        )
        % words,
    }


#: What is said of a text that was moved in, wherever programs ask for its state.
LEGACY = _("Moved from our previous site, not yet reviewed under our present policy")


#: The same of a text that nobody has reviewed yet, and of one that is being checked.
NOT_YET_REVIEWED, CHECKED_NOW = _("Not yet medically reviewed"), _("This page is under urgent review")


def in_short(publication):
    """What programs are told of a text besides that it is published, in a few words; "" where that is all."""
    if publication.edition.is_legacy:
        return str(LEGACY)
    if publication.status == PublicationStatus.UNDER_REVIEW:
        return str(CHECKED_NOW)
    return str(NOT_YET_REVIEWED) if publication.edition.is_emergency else ""


def legacy_notice(edition):
    """The notice over an edition that was moved in, and that nobody here has signed; None for other editions."""
    if edition is None or not edition.is_legacy:
        return None
    since = date_format(timezone.localdate(edition.created_at))
    return {
        "heading": LEGACY,
        "text": _("We moved this text here on %(since)s. Nobody has checked or signed it here so far.")
        % {"since": since},
    }


def moment(time):
    """A day and a time of day as readers read them."""
    time = timezone.localtime(time)
    return f"{date_format(time)}, {time_format(time, 'H:i')}"


def edition_notice(edition, publication):
    """Which edition this is, over one at its own address, with the way to what readers get at the page's."""
    return {
        "text": which_edition(edition.number, publication.edition.number),
        "url": publication.path,
        "link_text": _("Read the current edition"),
    }


def which_edition(number, current):
    """How an edition stands to the one that readers get at the page's address."""
    if number == current:
        return _("This is edition %d. It is the current one.") % number
    if number < current:
        return _("This is edition %d. A newer one exists.") % number
    return _("This is edition %(number)d. We have gone back to edition %(current)d.") % {
        "number": number,
        "current": current,
    }


def overdue_notice(reading):
    """What readers are told over a text whose next medical review is late; None otherwise."""
    days = OverdueStep.NOTICE.days
    if days is None or not (reading.is_current and reading.review_overdue):
        return None
    if timezone.localdate() - reading.next_review_due <= timedelta(days=days):
        return None
    due = date_format(reading.next_review_due)
    return (
        _(
            "This page was due for a medical review on %s and has not been reviewed since. Some of it may be out of "
            "date."
        )
        % due
    )
