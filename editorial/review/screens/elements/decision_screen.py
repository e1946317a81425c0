"""A screen on which somebody decides, by the button that is pressed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.views.generic import TemplateView

from editorial.review.publishing.publishing import NotReadyError
from editorial.review.signing.signing import ContentChangedError, MayNotSignError

from .frame import ReviewScreen


class DecisionScreen(ReviewScreen, TemplateView):
    """A screen with forms of which one is sent: the button's name says which `take_<name>` answers it."""

    def post(self, request, *args, **kwargs):
        name = next((name for name in self.decisions if name in request.POST), None)
        if name is None:
            raise PermissionDenied
        try:
            return getattr(self, f"take_{name}")()
        except (ValidationError, PermissionDenied, MayNotSignError, ContentChangedError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        except NotReadyError as error:
            messages.error(request, " ".join(error.unmet))
        return self.again()
