"""A draft as it will be published, for the desk only: through the reader document, like an edition."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.userbar import ContentCheckerItem, Userbar

from ...reading.page.readings import Reading
from ...reading.page.views import show
from ...record.document import reader_document


class ContentChecks(ContentCheckerItem):
    """What the edit screen checks of the preview beside it, with axe. To Wagtail's rules it adds that of pictures."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt"]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": gettext_lazy("A picture has no description"),
            "help_text": gettext_lazy("Describe it, or mark it as decorative"),
        },
    }


def check_pictures_too(request, items, page):
    """Wagtail's checker of content gives way to ours."""
    items[:] = [ContentChecks(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


def preview_response(page, request):
    """The whole page that readers would get from this draft.

    Beside the edit screen it brings along Wagtail's user bar, which nobody sees there: it is what checks the preview.
    """
    notice = _("Draft, as it will be published. Not visible to readers.")
    is_beside_the_editor = getattr(request, "in_preview_panel", False)
    parts = {"checker": Userbar(object=page).render_html({"request": request})} if is_beside_the_editor else {}
    response = show(request, Reading(reader_document(page)), preview_notice=notice, robots="noindex", parts=parts)
    response["Cache-Control"] = "private, no-store"
    return response
