"""A draft as it will be published, for the desk only: through the reader document, like an edition."""

from django.utils.translation import gettext as _

from ..reading.readings import Reading
from ..reading.views import show
from ..record.document import reader_document


def preview_response(page, request):
    """The whole page that readers would get from this draft."""
    notice = _("Draft, as it will be published. Not visible to readers.")
    response = show(request, Reading(reader_document(page)), preview_notice=notice, robots="noindex")
    response["Cache-Control"] = "private, no-store"
    return response
