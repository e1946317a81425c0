"""What does not leave with the site: secrets, what is on its way, and what can be worked out again."""

from __future__ import annotations

from ..extensions import left_blank

#: Tables that stay behind, with why. Every other table leaves, also one that nobody thought of here.
STAYS = {
    "django_migrations": "the new site has its own, of the same release",
    "django_session": "who is logged in here is not logged in there",
    "mfa_authenticator": "second factors: their owners set them up anew; public keys that signed are in the record",
    "account_emailconfirmation": "keys that were sent",
    "post_office_attachment": "letters on their way",
    "post_office_attachment_emails": "letters on their way",
    "post_office_email": "letters on their way",
    "post_office_log": "letters on their way",
    "letters_letter": "letters on their way, and which were sent",
    "articles_zeroresultsearch": "what readers searched for, in their own words",
    "exchange_sentexport": "files that were sent to move in",
    "wagtailadmin_editingsession": "who has what open",
    "wagtailadmin_formstate": "what somebody has typed and not saved",
    "wagtailcore_uploadedfile": "files between two steps of a form",
}


def blank(with_words: bool) -> dict[str, dict[str, str]]:
    """{table: {column: what stands there instead, in SQL}}, those of the layers above included.

    `with_words` says whether what readers wrote leaves, too, as it was redacted before it was stored.
    """
    # Django knows no password by this one: nobody logs in before they have chosen a new one.
    found = {"accounts_user": {"password": "'!'"}}
    for columns in left_blank.given(with_words).values():
        found.update(columns)
    return found
