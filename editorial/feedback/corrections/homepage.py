"""What the admin's home page says of corrections to whoever is asked to see to them."""

from itertools import islice

from editorial.planning.screens.homepage import SHOWN
from editorial.review.screens.elements.panels import Panel
from editorial.review.signing.permissions import EDITORS, WRITERS, is_in

from .correction import Correction


class CorrectionsPanel(Panel):
    """What readers' reports ask a writer to put right; an editor sees that for which there is no writer."""

    order = 115
    template_name = "feedback/admin/corrections_panel.html"

    def is_shown(self):
        return is_in(self.user, WRITERS) or is_in(self.user, EDITORS)

    def get_context_data(self, parent_context):
        asked, mine = [self.user], {"page__owner": self.user}
        if is_in(self.user, EDITORS):
            asked, mine = [self.user, None], {}
        waiting = Correction.objects.waited_for().filter(**mine).with_counts().order_by("opened_at")
        people = waiting.select_related("page__owner", "opened_by")
        found = (correction for correction in people if correction.writer in asked)
        return {"corrections": list(islice(found, SHOWN))}
