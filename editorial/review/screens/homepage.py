"""What the admin's menu and home page say about review, to whom."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from ..signing.mentions import Mention
from ..signing.permissions import kinds_signed_by, may_change_status, works_on_pages


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_change_status(request.user)


class MentionsPanel(Component):
    """The remarks that name somebody, until they open them or they are settled."""

    order = 105
    template_name = "review/panels/mentions.html"
    most = 8

    def __init__(self, mentions):
        self.mentions = mentions

    def get_context_data(self, parent_context):
        return {"mentions": self.mentions[: self.most], "more": len(self.mentions) > self.most}


def add_mentions(request, panels):
    """For those who see drafts still; one question for whoever is not named."""
    mentions = list(Mention.objects.of(request.user).open()[: MentionsPanel.most + 1])
    if mentions and (works_on_pages(request.user) or kinds_signed_by(request.user)):
        panels.append(MentionsPanel(mentions))
