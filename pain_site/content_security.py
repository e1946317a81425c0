"""The content security policy, the same for all that readers get."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.utils.functional import cached_property

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
#: Pictures that other sites may show, where somebody shares a page.
SHARED = "/images/"


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
        if not request.path_info.startswith(self.excluded):
            response.headers.setdefault(HEADER, self.policy)
        return response

    @cached_property
    def excluded(self):
        return tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"])

    @cached_property
    def policy(self):
        return build_policy(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
