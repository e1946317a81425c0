"""What an article's edit screen says of the corrections that its draft is for."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from .corrections import Correction
from .permissions import may_see_correction


def say_what_to_correct(request, page):
    """A message with each open correction, its note and its reports; nothing of it becomes part of the draft."""
    corrections = (
        Correction.objects.open().of_page(page).prefetch_related("attached") if request.method == "GET" else []
    )
    items = format_html_join(
        "", "<li>{}</li>", ((in_a_line(item),) for item in corrections if may_see_correction(request.user, item))
    )
    if items:
        messages.warning(request, format_html("{}<ul>{}</ul>", _("Readers’ reports wait for the next edition:"), items))


def in_a_line(correction):
    address = reverse("corrections:correction", args=[correction.pk])
    link = format_html('<a href="{}">{}</a>', address, correction)
    numbers = ", ".join(str(link.report_id) for link in correction.attached.all() if link.is_resolved)
    told = _("answers reports %s.") % numbers if numbers else _("answers none of its reports yet.")
    return format_html("{}: {} {}", link, told, correction.note)
