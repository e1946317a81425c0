"""What monitors ask, and the page that shows people the same."""

import math

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .conditions import head_of_audit, look

#: Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@never_cache
def healthz(request):
    """That this process answers: for a balancer. It asks nobody, since readers are answered without a database too."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request):
    """Whether all is well: for a monitor that wakes somebody. What is not well is told to who has the token."""
    found = look()
    ill = {each.condition.name: each.shown for each in found if not each.is_well}
    said = {"is_well": not ill, **({"not_well": ill} if may_know(request) else {})}
    return JsonResponse(said, status=503 if ill else 200)


@require_safe
@never_cache
def metrics(request):
    """The numbers of all conditions, for Prometheus. They tell how busy the desk is, so they need the token."""
    if not may_know(request):
        raise Http404
    return HttpResponse("".join(map(exposed, look())), content_type=EXPOSITION)


def exposed(found):
    """One condition as two gauges: its number, and whether it is well."""
    name, value = found.condition.name, "+Inf" if math.isinf(found.value) else f"{found.value:g}"
    unit = found.condition.unit.replace(" ", "_")
    gauge, alert = f"pain_site_{name}_{unit}", f"pain_site_{name}_is_well"
    return (
        f"# HELP {gauge} {found.condition.sentence}\n# TYPE {gauge} gauge\n{gauge} {value}\n"
        f"# TYPE {alert} gauge\n{alert} {int(found.is_well)}\n"
    )


def may_know(request):
    given = request.headers.get("Authorization", "")
    return bool(settings.MONITOR_TOKEN) and constant_time_compare(given, f"Bearer {settings.MONITOR_TOKEN}")


class HealthView(WagtailAdminTemplateMixin, TemplateView):
    """The same for people: what is not well stands first."""

    template_name = "health/health.html"
    page_title = _("How the site is")
    header_icon = "circle-check"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        found = sorted(look(), key=lambda each: each.is_well)
        context = {"found": found, "ill": [each for each in found if not each.is_well], "head": head_of_audit()}
        return super().get_context_data(**context, **kwargs)
