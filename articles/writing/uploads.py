"""The workshop's own files, for the desk, wherever they lie."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import condition, require_safe


def changed_at(request, path):
    try:
        return default_storage.get_modified_time(path)
    except (OSError, ValueError):  # no file; or no name that one could have
        return None


@require_safe
@condition(last_modified_func=changed_at)
def upload(request, path):
    try:
        return FileResponse(default_storage.open(path))
    except (OSError, ValueError) as error:
        raise Http404 from error
