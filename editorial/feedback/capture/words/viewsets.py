"""The screen on which the desk keeps the phrases that cannot wait."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from .safety import SafetyPhrase


class SafetyPhraseViewSet(ModelViewSet):
    """What is looked for in reports."""

    model = SafetyPhrase
    name = "safety-phrases"
    icon = "warning"
    menu_label = _("Safety phrases")
    menu_order = 730
    add_to_settings_menu = True
    list_display = ["words", "get_kind_display", "language"]
    list_filter = ["kind", "language"]
    search_fields = ["words"]
    search_backend_name = None
    form_fields = ["kind", "language", "words"]
    copy_view_enabled = False
