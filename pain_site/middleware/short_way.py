"""Readers' requests go past sessions, log-in and messages, which are for the desk: a fifth of what a kept page took.

Django makes middleware from the innermost on, so the end of the way is there when its beginning is made.
"""

from editorial.accounts.requests import is_at_desk

#: Readers get pictures by hash; of those that only drafts show, the desk does.
ALSO_OF_THE_DESK = "/images/"


class ShortWayMiddleware:
    """Where the way begins. What follows up to its end is for the desk, and for what somebody sends."""

    def __init__(self, get_response):
        self.whole_way, self.short_way = get_response, EndOfShortWayMiddleware.newest

    def __call__(self, request):
        if self.is_desks(request):
            return self.whole_way(request)
        # Nothing that readers get, or send, depends on a cookie. Django answers a broken one of its own with a new one.
        request.COOKIES = {}
        return self.short_way(request) if request.method in ("GET", "HEAD") else self.whole_way(request)

    def is_desks(self, request):
        """Also a preview asks for a page's address (Wagtail marks it), and it is the desk's."""
        is_at_one = is_at_desk(request) or request.path_info.startswith(ALSO_OF_THE_DESK)
        return is_at_one or getattr(request, "is_dummy", False)


class EndOfShortWayMiddleware:
    """Where it ends. Who somebody is, nothing further in may ask for a reader: there is no `request.user`."""

    newest = None

    def __init__(self, get_response):
        self.get_response = type(self).newest = get_response

    def __call__(self, request):
        return self.get_response(request)
