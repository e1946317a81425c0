"""What the admin's home page says about remarks, to whom they name."""

from __future__ import annotations

from django.db.models import Exists

from ..signing.discussion.mentions import Mention
from ..signing.permissions import kinds_signed_by, works_on_pages
from .elements.panels import Panel


class MentionsPanel(Panel):
    """The remarks that name somebody, until they open them or they are settled; for those who see drafts still."""

    order = 105
    template_name = "review/panels/mentions.html"
    most = 8

    def mentions(self):
        return Mention.objects.of(self.user).open()

    def asks(self):
        return {"are_there": Exists(self.mentions())}

    def is_shown(self):
        return self.told["are_there"] and (works_on_pages(self.user) or bool(kinds_signed_by(self.user)))

    def get_context_data(self, parent_context):
        mentions = list(self.mentions()[: self.most + 1])
        return {"mentions": mentions[: self.most], "more": len(mentions) > self.most}


def add_mentions(request, panels):
    panels.append(MentionsPanel(request))
