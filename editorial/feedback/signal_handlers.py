"""An article about to be shown is answered with what asks the reader; a retracted source with a report for the desk;
a new edition with the end of the corrections that it holds.
"""

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save

from articles.extensions import edition_facts, help_numbers, page_parts, readers_may, search_parts, words_of_people
from articles.signals import edition_published
from editorial.review.signals import account_closed

from .capture.question import ask_whether_it_helped
from .capture.regions import choices, region
from .capture.storing.intake import receive_from_watch
from .capture.words.danger.sentences import common
from .capture.words.redaction.redacting import redact_and_count
from .capture.words.safety import SafetyPhrase, danger_of, forget_phrases, last_known_phrases
from .corrections.correcting import publish_corrections
from .corrections.correction import AskedFor
from .reports.former_comments import close_as_reports
from .triage.emails import tell_of_source
from .triage.saved_filters import SavedFilter


def report_what_the_watch_found(sender, reference, **kwargs):
    cited = reference.citations.filter(edition__publication__isnull=False).select_related("edition")
    if reports := [receive_from_watch(citation) for citation in cited]:
        tell_of_source(reference, reports)


def publish_what_was_asked_for(sender, edition, **kwargs):
    publish_corrections(edition)


def close_what_was_said_on_the_former_site(sender, edition, **kwargs):
    close_as_reports(edition.page_id)


def which_editions_readers_asked_for():
    return Exists(AskedFor.objects.filter(edition=OuterRef("pk")))


def what_answers_to_readers_may_do():
    """Add a report, and see to one whose code the reader has. No report can be read besides."""
    return [
        f"SELECT ON {AskedFor._meta.db_table}",
        f"SELECT ON {SafetyPhrase._meta.db_table}",
        "INSERT, SELECT (id) ON feedback_report",
        "USAGE ON SEQUENCE feedback_report_id_seq",
        "EXECUTE ON FUNCTION feedback_report_with_receipt(text)",
        "EXECUTE ON FUNCTION feedback_erase_with_receipt(text)",
        "EXECUTE ON FUNCTION feedback_add_with_receipt(text, jsonb)",
        "EXECUTE ON FUNCTION feedback_mend_with_receipt(text, jsonb)",
        "EXECUTE ON FUNCTION feedback_unmark_with_receipt(text, jsonb)",
    ]


def whether_a_search_tells_of_danger(text):
    """Of all that was typed, not of the words searched for alone. Known without a question to the database."""
    return bool(danger_of(text, last_known_phrases()))


def whether_a_search_tells_who_somebody_is(text):
    return bool(redact_and_count(text)[1])


def which_words_people_write(words):
    from .capture.words.danger.encoder import is_english  # with numpy, which commands and workers need not load

    return {word for word in words if word in common() or is_english(word)}


def account_was_closed(sender, user, **kwargs):
    SavedFilter.objects.filter(user=user).delete()


def connect():
    edition_published.connect(publish_what_was_asked_for, dispatch_uid="feedback_publish_what_was_asked_for")
    edition_published.connect(
        close_what_was_said_on_the_former_site, dispatch_uid="feedback_close_what_was_said_on_the_former_site"
    )
    edition_facts.register("asked_for", which_editions_readers_asked_for)
    readers_may.register("feedback", what_answers_to_readers_may_do)
    page_parts.register("helpful", ask_whether_it_helped)
    help_numbers.register("region", region)
    help_numbers.register("regions", choices)
    account_closed.connect(account_was_closed, dispatch_uid="feedback_forget_saved_filters")
    search_parts.register("danger", whether_a_search_tells_of_danger)
    search_parts.register("personal", whether_a_search_tells_who_somebody_is)
    words_of_people.register("reports", which_words_people_write)
    for signal in (post_save, post_delete):
        signal.connect(forget_phrases, sender=SafetyPhrase, dispatch_uid="feedback_forget_phrases")
    if apps.is_installed("editorial.upkeep"):
        from editorial.upkeep.signals import reference_flagged  # its models are there only where it is installed

        reference_flagged.connect(report_what_the_watch_found, dispatch_uid="feedback_report_what_the_watch_found")
