"""What an article's edit screen says of the corrections that its draft is for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..reports.permissions import may_see_correction
from .correction import Correction


def say_what_to_correct(request, page):
    """A message for each open correction with its reports and its note; nothing of it becomes part of the draft."""
    if request.method != "GET":
        return
    for correction in Correction.objects.waited_for().of_page(page):
        if may_see_correction(request.user, correction):
            address = reverse("corrections:correction", args=[correction.pk])
            messages.warning(request, in_a_line(correction), buttons=[messages.button(address, str(correction))])


def in_a_line(correction):
    answered = correction.attached.to_correct().filter(is_resolved=True)
    numbers = [str(number) for number in answered.values_list("report", flat=True)]
    answers = ngettext("The next edition answers report %s.", "The next edition answers reports %s.", len(numbers))
    told = answers % ", ".join(numbers) if numbers else _("The next edition answers none of their reports yet.")
    return " ".join([_("Readers wait for a correction."), told, correction.note]).strip()
