"""What the admin's home page says of corrections to whoever works on the article."""

from editorial.planning.screens.homepage import SHOWN
from editorial.review.screens.elements.panels import Panel
from editorial.review.signing.permissions import WRITERS, is_in

from .correction import Correction


class CorrectionsPanel(Panel):
    """What readers' reports ask a writer to put right."""

    order = 115
    template_name = "feedback/admin/corrections_panel.html"

    def is_shown(self):
        return is_in(self.user, WRITERS)

    def get_context_data(self, parent_context):
        waiting = Correction.objects.waited_for().filter(page__owner=self.user).select_related("page", "opened_by")
        return {"corrections": waiting.with_counts().order_by("opened_at")[:SHOWN]}
