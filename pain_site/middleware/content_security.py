"""The content security policies: one that is the same for all that readers get, one for each answer of the desk's."""

import json
import re

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property

from editorial.accounts.requests import is_at_desk

#: What no page here needs of a device. Passkeys, and copying a reference, are the site's own.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *(
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "encrypted-media",
            "geolocation",
        ),
        *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
    )
)
#: Pictures that other sites may show, where somebody shares a page that has one of its own or has none.
SHARED = ("/images/", "/logo/", "/static/pain_site/img/shared")


class SamePolicyMiddleware(CSPMiddleware):
    """django-csp's, which works the policy out for each answer: for a reader's vote that was a twelfth of all the work.

    Where a view or a template changes the policy, or Django explains an error, it is worked out as ever.
    """

    def process_response(self, request, response):
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not request.path_info.startswith(SHARED):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        is_changed = any(name.startswith("_csp") for holder in (request, response) for name in vars(holder))
        if is_changed or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        return response

    @cached_property
    def policy(self):
        return build_policy(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])


#: A script that stands inside a page of Wagtail's, and its parts: it only calls a function, or makes what chooses
#: something, and hands it values.
HANDS_OVER = re.compile(
    r"""<script>(?P<script>\s*
        (?: \(function\(\)\s\{\s* var\spanel\s=\s )?
        (?: new\s (?:InlinePanel|MultipleChooserPanel|[A-Z]\w*Chooser)
          | init(?:Date|Time|DateTime)Chooser | createTaskChooser )
        \( (?:JSON\.parse\()? (?P<values>[^<]*?) \)? \) ;?
        (?: \s* \}\)\(\); )?
    \s*)</script>""",
    re.VERBOSE,
)


class DeskPolicyMiddleware:
    """What the desk's pages may run: the site's own files, and of scripts inside a page those that do nothing but hand
    values to Wagtail.

    Wagtail writes such scripts without a nonce. They get theirs here, by what they are: whatever else gets into a page
    does not run, because it is not of that shape.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_at_desk(request) or HEADER in response:  # a preview has one, as a reader's page
            return response
        nonce = get_random_string(22)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = with_nonce(response.content.decode(response.charset), nonce).encode(response.charset)
        response.headers[HEADER] = build_policy(settings.DESK_SECURITY_POLICY, nonce=nonce)
        return response


def with_nonce(page, nonce):
    """A page whose scripts that only hand values over may run."""
    return HANDS_OVER.sub(lambda found: _may_run(found, nonce), page)


def _may_run(found, nonce):
    try:
        json.loads(f"[{found['values']}]")
    except ValueError:  # it computes something
        return found[0]
    return f'<script nonce="{nonce}">{found["script"]}</script>'
