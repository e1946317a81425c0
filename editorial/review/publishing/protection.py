"""What the record names is kept: people are deactivated and pages archived, not deleted."""

from django.contrib import messages
from django.db import router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.record.status import PublicationStatus


def is_named_by_the_record(thing):
    """Whether deleting this would be refused, because a sign-off, an edition or another kept row points at it."""
    try:
        Collector(using=router.db_for_write(type(thing))).collect([thing])
    except (ProtectedError, RestrictedError):
        return True
    return False


def keep_people(request, user):
    """Wagtail asks before it deletes an account: answered with a way that works."""
    if is_named_by_the_record(user):
        messages.error(request, _keep_sentence(user))
        return redirect("wagtailusers_users:edit", user.pk)
    return None


def keep_people_in_bulk(request, action_type, objects, action):
    """The same for many accounts at once; nothing is deleted if one of them has to stay."""
    if action_type != "delete" or action.models[0]._meta.label != "accounts.User":
        return None
    kept = [user for user in objects if is_named_by_the_record(user)]
    for user in kept:
        messages.error(request, _keep_sentence(user))
    return redirect("wagtailusers_users:index") if kept else None


def leave_out_archived(parent_page, pages, request):
    """Archived pages are out of the way in the explorer, but for who asks for them with `?archived`."""
    if "archived" in request.GET:
        return pages
    return pages.exclude(publication__status=PublicationStatus.ARCHIVED)


def _keep_sentence(user):
    return _(
        "%s has saved or signed texts, so this account is kept. Take away “Active” instead: then they cannot log in."
    ) % (user.get_full_name() or user.get_username())
