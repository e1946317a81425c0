"""Who may do what in review. The database asks again."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.record.published.drafts import Draft
from articles.record.signers.credentials import CREDENTIAL_FOR, Credential, SignOffKind
from editorial.accounts.users import User

from .experts import EXPERTS, ExpertInvitation

EDITORS = "Editors"
WRITERS = "Writers"
REVIEWERS = "Fact checkers and medical reviewers"
TRIAGERS = "Triagers"


def may_sign_kind(user: User | AnonymousUser, kind: str) -> bool:
    """Whether the user holds a valid credential for this kind of sign-off today. Being a superuser does not help."""
    return user.is_active and Credential.objects.entitling(user, kind).exists()


def kinds_signed_by(user: User | AnonymousUser) -> list[SignOffKind]:
    """The kinds of sign-off for which the user holds a valid credential today: one question for all of them."""
    if not user.is_active:
        return []
    held = set(valid_credentials_of(user).values_list("kind", flat=True))
    return [kind for kind in SignOffKind if CREDENTIAL_FOR[kind] in held]


def valid_credentials_of(user: User | AnonymousUser) -> QuerySet[Credential]:
    return Credential.objects.valid().filter(person__account__user=user.pk)


def is_in(user: User | AnonymousUser, group: str) -> bool:
    return not isinstance(user, AnonymousUser) and group in user.names_of_groups


def editors() -> QuerySet[User]:
    """Those who act as editors."""
    return User.objects.filter(groups__name=EDITORS, is_active=True)


def appointed_editors() -> QuerySet[User]:
    """Those whom `is_appointed_editor` says are: what two editors decide, they may."""
    appointments = Credential.objects.valid().filter(kind=CREDENTIAL_FOR[SignOffKind.EDITORIAL])
    return User.objects.filter(is_active=True, pk__in=appointments.values("person__account__user"))


def may_see_drafts(user: User | AnonymousUser, page: Page) -> bool:
    """Whether the user may read this draft: people who can edit the page, and people who can sign it.

    Of outside experts those who are invited to it, and they whatever else they may.
    """
    if is_outside_expert(user):
        return is_invited(user, page)
    if page.permissions_for_user(user).can_edit():
        return True
    return any(may_sign_kind(user, kind) for kind in page.required_sign_offs)


def is_outside_expert(user: User | AnonymousUser) -> bool:
    """Whether the user sees nothing but what they are invited to: whoever is in the group, whatever else they are."""
    return is_in(user, EXPERTS)


def is_invited(user: User | AnonymousUser, page: Page) -> bool:
    return user.is_active and ExpertInvitation.objects.standing().filter(expert=user.pk, page=page.pk).exists()


def is_kept_out(user: User, page: Page) -> bool:
    """Whether the user is an outside expert who is not invited to this page."""
    return is_outside_expert(user) and not is_invited(user, page)


def sees_picture_of_draft(user: User, sha256: str) -> bool:
    """Whether the user may see this picture of the workshop: outside experts see those of their own article."""
    if not is_outside_expert(user):
        return True
    mine = ExpertInvitation.objects.standing().of(user).select_related("page")
    return any(sha256 in Draft.of(invitation.page).document["images"] for invitation in mine)


def may_change_status(user: User | AnonymousUser) -> bool:
    """Whether the user may put a notice on a page, or ask for it to be taken away or put back."""
    return user.is_active and (user.is_superuser or is_in(user, EDITORS))


def is_appointed_editor(user: User | AnonymousUser) -> bool:
    """Whether the user is an editor by a credential that is valid today; the database asks for the same."""
    return may_sign_kind(user, SignOffKind.EDITORIAL)


def works_on_pages(user: User | AnonymousUser) -> bool:
    """Whether somebody may add or change any page."""
    return user.is_active and bool(PagePermissionPolicy().user_has_any_permission(user, {"add", "change"}))
