"""A screen on which somebody decides, by the button that is pressed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext as _
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

    def again(self, **forms):
        """The screen once more, with the form that has to be mended; it may stand far down, so this is said first."""
        if any(isinstance(form, BaseForm) and form.errors for form in forms.values()):
            messages.error(self.request, _("Nothing is changed yet. What is missing or wrong is marked below."))
        return self.render_to_response(self.get_context_data(**forms))
