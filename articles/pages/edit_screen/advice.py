"""Advice on what the form of the edit screen holds, which nobody has saved."""

from django.core.exceptions import BadRequest
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.views.pages.preview import PreviewOnEdit

from ...record.document import reader_document
from .panels import advice_context


class AdviceView(PreviewOnEdit):
    """For whoever may edit the page. As for a preview, what is sent makes a page, and nothing of it is kept."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            form = self.get_form(request.POST)
            is_valid = self.validate_form(form)
        except MultiValueDictKeyError as error:
            raise BadRequest("This is no form of the edit screen.") from error
        if is_valid:
            form.save(commit=False)
            context = advice_context(reader_document(self.object))
        else:
            context = {"problems": list(form.sentences())}
        return TemplateResponse(request, "articles/admin/advice_list.html", context)
