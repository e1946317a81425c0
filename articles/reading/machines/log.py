"""The log's files, as witnesses get them (https://c2sp.org/tlog-tiles). A proxy may serve the folder itself."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ...log.folder import Folder
from ..caching.headers import FOR_EVER

#: Nobody may keep the newest head longer than it takes to be asked for by many at once.
FOR_SECONDS = "public, max-age=0, s-maxage=5"
PLAIN = "text/plain; charset=utf-8"


@require_safe
def checkpoint(request):
    """The newest signed head."""
    return _text(Folder().note_for_readers())


@require_safe
def key(request):
    """The public key. Whoever checks us had better have it from somewhere else too."""
    key = Folder().key
    return _text(f"{key}\n" if key else None)


@require_safe
def tile(request, path):
    """A tile of the tree, or the entries below it. The pattern of its address leaves no way out of the folder."""
    try:
        content = Folder().read(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Http404 from error
    return HttpResponse(content, content_type="application/octet-stream", headers={"Cache-Control": FOR_EVER})


def _text(text):
    if text is None:
        raise Http404
    return HttpResponse(text, content_type=PLAIN, headers={"Cache-Control": FOR_SECONDS})
