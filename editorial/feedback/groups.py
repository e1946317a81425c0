"""Which of the desk's groups do what: given where nobody has the permission yet, left alone afterwards."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from editorial.review.signing.permissions import EDITORS, TRIAGERS

from .capture.words.safety import SafetyPhrase
from .reports.report import Report
from .triage.topic_owners import TopicOwner

GROUPS = {Report: [TRIAGERS, EDITORS], SafetyPhrase: [EDITORS], TopicOwner: [EDITORS]}
#: What fewer may do than the rest: a file with what readers wrote leaves the site.
ONLY = {"export_report": [EDITORS]}


def set_up_groups(**kwargs):
    for model, names in GROUPS.items():
        permissions = Permission.objects.filter(content_type=ContentType.objects.get_for_model(model))
        if Group.objects.filter(permissions__in=permissions).exists():
            continue
        for permission in permissions:
            groups = Group.objects.filter(name__in=ONLY.get(permission.codename, names))
            permission.group_set.add(*groups)
