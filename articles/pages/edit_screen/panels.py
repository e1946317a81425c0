"""Panels of our own on the edit screen."""

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, Panel

from ...record.document import typeset
from ...writing.advice.rules import groups_of_advice, is_in_english
from ...writing.checks import advice_on_citations, unmet_by_citations, unmet_by_claims


class TranslationPanel(FieldPanel):
    """A field that only translations have."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and self.instance.original() is not None


class DraftPanel(Panel):
    """What the desk is told of the draft, as it was last saved; panels of one form have it set once."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk)

        @property
        def typeset(self):
            if not hasattr(self.form, "typeset"):
                self.form.typeset = typeset(self.instance)
            return self.form.typeset


class CitationChecksPanel(DraftPanel):
    """What the citations and claims of the draft still need."""

    class BoundPanel(DraftPanel.BoundPanel):
        template_name = "articles/admin/citation_checks.html"

        def get_context_data(self, parent_context=None):
            unmet = unmet_by_citations(self.instance, self.typeset.document)
            return {
                **super().get_context_data(parent_context),
                "unmet": [*unmet, *unmet_by_claims(self.typeset.claims)],
                "advice": advice_on_citations(self.instance, self.typeset),
            }


class AdvicePanel(DraftPanel):
    """What its writer may want to look at again. A button asks for it again, of what the form holds by then."""

    class BoundPanel(DraftPanel.BoundPanel):
        template_name = "articles/admin/advice.html"

        class Media:
            js = ["articles/advice.js"]

        def get_context_data(self, parent_context=None):
            return {
                **super().get_context_data(parent_context),
                **advice_context(self.typeset.document),
                "ask_again_url": reverse("advice", args=[self.instance.pk]),
            }


def advice_context(document):
    """What the list of advice is given."""
    return {"groups": groups_of_advice(document), "is_english": is_in_english(document)}
