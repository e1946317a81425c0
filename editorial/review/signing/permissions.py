"""Who may do what in review. The database asks again."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from articles.record.credentials import Credential, SignOffKind
from editorial.accounts.models import User

EDITORS = "Editors"
WRITERS = "Writers"
REVIEWERS = "Fact checkers and medical reviewers"
TRIAGERS = "Triagers"


def may_sign_kind(user: User | AnonymousUser, kind: str) -> bool:
    """Whether the user holds a valid credential for this kind of sign-off today. Being a superuser does not help."""
    return user.is_active and Credential.objects.entitling(user, kind).exists()


def may_see_drafts(user: User | AnonymousUser, page: Page) -> bool:
    """Whether the user may read this draft: people who can edit the page, and people who can sign it."""
    if page.permissions_for_user(user).can_edit():
        return True
    return any(may_sign_kind(user, kind) for kind in page.required_sign_offs)


def may_change_status(user: User | AnonymousUser) -> bool:
    """Whether the user may put a notice on a page, or ask for it to be taken away or put back."""
    return user.is_active and (user.is_superuser or user.groups.filter(name=EDITORS).exists())


def is_appointed_editor(user: User | AnonymousUser) -> bool:
    """Whether the user is an editor by a credential that is valid today; the database asks for the same."""
    return may_sign_kind(user, SignOffKind.EDITORIAL)
