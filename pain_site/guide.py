"""The guide for people of the desk, in the admin: what to do, in its order, with pictures of the screens.

Its text is a template, its pictures come from the running demo (`docs/pictures/screens.py`).
"""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """One page for everybody: whoever reviews wants to know what writers do, too."""

    template_name = "guide/guide.html"
    page_title = _("Guide")
    header_icon = "help"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]
