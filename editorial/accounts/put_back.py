"""The edit screen of a page with what somebody had typed in it and the browser kept. Nothing is saved by showing it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView


class FilledIn:
    """Wagtail's screen, filled in from a form that was kept, as it fills in one that has mistakes."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """What is no whole form is not put back: Wagtail's fields of blocks raise where their counts are missing."""
        try:
            return super().post(request, *args, **kwargs)
        except MultiValueDictKeyError:
            messages.error(request, _("What was kept is not the whole form, so it cannot be put back."))
            return redirect(request.path.removesuffix("put-back/"))

    def form_valid(self, form):
        return self.show()

    def form_invalid(self, form):
        return self.show()

    def show(self):
        self.has_unsaved_changes = True
        messages.success(self.request, _("This is what you had typed. It is not saved yet."))
        return self.render_to_response(self.get_context_data())


class PutBackInPageView(FilledIn, EditView):
    """Who typed it had one version before them. Where there is a newer one, Wagtail asks before that is overwritten."""

    expects_json_response = False

    def show(self):
        if self.is_out_of_date:
            messages.warning(
                self.request, _("Somebody saved this page since. Compare with their version before you save yours.")
            )
        return super().show()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.is_out_of_date:
            context["loaded_revision_created_at"] = self.request.POST.get("loaded_revision_created_at", "")
        return context


class PutBackInNewPageView(FilledIn, CreateView):
    expects_json_response = False
