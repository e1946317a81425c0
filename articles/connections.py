"""Which connection a request comes from, for limits that are counted and never stored."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied


def connection_of(request):
    """A fingerprint of it; empty when it cannot be told. Behind which proxies we are, allauth's settings say."""
    try:
        return get_adapter(request).get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return ""
