"""Somebody leaves: their account opens nothing any more, and keeps of them what the record rests on."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from articles.record.signers.credentials import Credential, PersonAccount
from editorial.accounts.users import User
from editorial.letters.outbox.choices import LetterChoice
from editorial.letters.outbox.letter import Letter, LetterState

from ..signals import account_closed

#: A domain that nobody has, by RFC 2606.
NOWHERE = "left.invalid"


@transaction.atomic
def close_account(user: User, *, forget_name: bool = False) -> list[Credential]:
    """Close an account for good; the credentials that its owner still holds, which two editors revoke.

    Address, password, passkeys, groups and settings go. The row stays, since the record and the drafts point at it. So
    does the name, unless it is to be forgotten: ValidationError where readers know it, from what they signed. Likewise
    where nobody else could do what only the administrator of a site does.
    """
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and user.is_active and not others.exists():
        raise ValidationError(_("%s is the only administrator of this site. Make another one first.") % user)
    if forget_name and PersonAccount.objects.filter(user=user).exists():
        raise ValidationError(_("%s is known to readers: what they signed names them, and so does the account.") % user)
    Authenticator.objects.filter(user=user).delete()
    for model in (SocialAccount, LetterChoice, UserProfile):
        model._base_manager.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    address = f"{user.pk}@{NOWHERE}"
    letters = Letter.objects.filter(recipient=user)
    letters.filter(state__in=[LetterState.WAITING, LetterState.FOR_DIGEST]).delete()
    letters.update(address=address)
    closed = {"is_active": False, "is_staff": False, "is_superuser": False, "email": address}
    if forget_name:
        closed |= {"first_name": _("Former colleague"), "last_name": str(user.pk)}
        forget_in_histories(user, f"{closed['first_name']} {user.pk}")
    # Past the model's own way to save, which would write to both addresses that they are another.
    User.objects.filter(pk=user.pk).update(**closed, password=make_password(None))
    account_closed.send(User, user=user)
    return list(Credential.objects.standing().filter(person__account__user=user))


#: What a line in a page's history calls a person whom it names, where that is not who did it.
NAMED_AS = ("person", "expert", "by")


def forget_in_histories(user: User, instead: str) -> None:
    """Take the name of somebody out of Wagtail's log, and out of what the histories of pages say of others.

    A line there says the name and not whose it is: where a colleague has the same, such lines stay.
    """
    about = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=about, object_id=str(user.pk)).update(label=instead)
    same_name = User.objects.exclude(pk=user.pk).filter(first_name=user.first_name, last_name=user.last_name)
    for name in () if same_name.exists() else NAMED_AS:
        for line in PageLogEntry.objects.filter(**{f"data__{name}": str(user)}):
            PageLogEntry.objects.filter(pk=line.pk).update(data=line.data | {name: instead})
