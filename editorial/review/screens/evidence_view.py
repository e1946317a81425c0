"""The evidence pack of a page, for editors."""

from tempfile import SpooledTemporaryFile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import View

from articles.audit.snapshot import one_moment
from articles.record.published.publications import Publication

from ..evidence.pack import write_pack
from ..signing.permissions import may_change_status

#: A pack that is greater is written to the disk while it is made.
IN_MEMORY = 8_000_000


class EvidencePackView(View):
    """As a file to keep. All of it is of one moment, whatever is published meanwhile."""

    http_method_names = ["get"]

    def get(self, request, page_id):
        if not may_change_status(request.user):
            raise PermissionDenied
        file, now = SpooledTemporaryFile(IN_MEMORY), timezone.now()  # noqa: SIM115  the response closes it
        with one_moment():
            found = Publication.objects.select_related("page", "edition")
            write_pack(get_object_or_404(found, page_id=page_id), file, at=now)
        file.seek(0)
        name = f"evidence-{page_id}-{timezone.localdate(now)}.zip"
        headers = {"Cache-Control": "private, no-store"}
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip", headers=headers)
