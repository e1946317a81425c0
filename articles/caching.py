"""How long caches may keep what readers get."""

from django.utils.cache import has_vary_header

#: So that a withdrawal reaches every shared cache within a minute; a reader's own browser asks each time.
FOR_A_MINUTE = "public, max-age=0, s-maxage=60"
#: For what stands at an address made of its own hash.
FOR_EVER = "public, max-age=31536000, immutable"
#: Refusals and failures are not kept.
KEPT_STATUSES = {200, 301, 302, 304, 404, 410}


class ReaderCacheMiddleware:
    """Lets caches keep, for a minute, every answer of an address in `articles.urls`, and of none at all.

    It stands outside the sessions, and keeps its hands off an answer that somebody's cookie had a part in.
    """

    def __init__(self, get_response):
        from .urls import urlpatterns  # here, because the models are not there yet when settings name this class

        self.get_response = get_response
        self.views = {pattern.callback for pattern in urlpatterns}

    def __call__(self, request):
        response = self.get_response(request)
        if self._is_for_any_reader(request, response):
            response["Cache-Control"] = FOR_A_MINUTE
        return response

    def _is_for_any_reader(self, request, response):
        match = request.resolver_match
        return (
            request.method in ("GET", "HEAD")
            and response.status_code in KEPT_STATUSES
            and (match is None or match.func in self.views)
            and not response.has_header("Cache-Control")
            and not response.cookies
            and not has_vary_header(response, "Cookie")
        )
