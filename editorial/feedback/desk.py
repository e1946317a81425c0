"""Which of the desk's groups triage: given where nobody has the permission yet, left alone afterwards."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from editorial.review.permissions import EDITORS, TRIAGERS

from .models import Report


def let_groups_triage(**kwargs):
    permissions = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Report))
    if Group.objects.filter(permissions__in=permissions).exists():
        return
    for group in Group.objects.filter(name__in=[TRIAGERS, EDITORS]):
        group.permissions.add(*permissions)
