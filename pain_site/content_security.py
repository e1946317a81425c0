"""The content security policy, the same for all that readers get."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.utils.functional import cached_property


class SamePolicyMiddleware(CSPMiddleware):
    """django-csp's, which works the policy out for each answer: for a reader's vote that was a twelfth of all the work.

    Where a view or a template changes the policy, or Django explains an error, it is worked out as ever.
    """

    def process_response(self, request, response):
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
