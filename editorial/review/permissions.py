"""Who may do what in review. The database asks again."""

from articles.credentials import Credential

EDITORS = "Editors"
WRITERS = "Writers"
REVIEWERS = "Fact checkers and medical reviewers"
TRIAGERS = "Triagers"


def may_sign_kind(user, kind):
    """Whether the user holds a valid credential for this kind of sign-off today. Being a superuser does not help."""
    return user.is_active and Credential.objects.entitling(user, kind).exists()


def may_see_drafts(user, page):
    """Whether the user may read this draft: people who can edit the page, and people who can sign it."""
    if page.permissions_for_user(user).can_edit():
        return True
    return any(may_sign_kind(user, kind) for kind in page.required_sign_offs)
