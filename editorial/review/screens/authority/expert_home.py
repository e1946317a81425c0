"""The home page and the menu of an outside expert: their article, and nothing else of the desk."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem

from articles.record.signers.signing_keys import SigningKey
from editorial.review.authority.inviting import Readiness
from editorial.review.authority.keys import passkeys_of
from editorial.review.signing.discussion.mentions import Mention
from editorial.review.signing.experts import Ending, ExpertInvitation
from editorial.review.signing.permissions import is_outside_expert
from editorial.review.signing.signing import waiting_for

from ..elements.frame import ReviewScreen
from .expert_views import people_of

#: An expert is asked for one article, or a few.
MOST = 10
#: What somebody is told of whom nothing is asked any more.
OVER = {
    Ending.SIGNED: gettext_lazy("Thank you: you signed the text. Nothing else is asked of you."),
    Ending.DECLINED: gettext_lazy("You said no, and the desk looks for somebody else. Nothing else is asked of you."),
    Ending.CALLED_OFF: gettext_lazy("You are not asked any more. Thank you for your time."),
    Ending.OVER: gettext_lazy("The day until which you were invited is past. Nothing is asked of you any more."),
}


class ExpertHomeView(ReviewScreen, TemplateView):
    """What this person is invited to sign, until when, and what they still lack; or that nothing is asked of them.

    It stands in place of Wagtail's home page, which offers a search of all pages to whoever is in the admin.
    """

    template_name = "review/expert_home.html"
    page_title = gettext_lazy("Your review")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.user = request.user
        if not is_outside_expert(self.user):
            raise PermissionDenied

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        mine = ExpertInvitation.objects.of(self.user)
        standing = list(mine.standing().select_related("page", "invited_by").order_by("due", "pk")[:MOST])
        for invitation in standing:
            invitation.waits = waiting_for(invitation.page) == invitation.kind
        pages = [invitation.page_id for invitation in standing]
        newest = None if standing else mine.order_by("-pk").first()
        context = {
            "invitations": standing,
            "mentions": Mention.objects.of(self.user).open().filter(remark__page__in=pages)[:MOST],
            "over": OVER[(newest and newest.ending) or Ending.OVER],
            "steps": self.steps() if standing else [],
        }
        return super().get_context_data(**context, **kwargs)

    def steps(self):
        """What is missing before they can sign: (sentence, address, words of its link), empty for what others do."""
        person = people_of([self.user]).get(self.user.pk)
        readiness = Readiness([person] if person else [])
        missing = []
        account = getattr(self.user, "person_account", None)
        if account is None or person.pk not in readiness.entitled:
            missing.append((_("Two editors confirm that you are who you are, and your credential."), "", ""))
        if person is None or person.pk not in readiness.published:
            missing.append((_("Your page on the site, which says who you are, is approved by the desk."), "", ""))
        if readiness.needs_key and account and not SigningKey.objects.standing().of(self.user).exists():
            missing.append(self.key())
        return missing

    def key(self):
        passkeys = passkeys_of(self.user)
        if not passkeys:
            return _("You need a passkey, with which you sign."), reverse("mfa_add_webauthn"), _("Add a passkey")
        if any(passkey.asked for passkey in passkeys):
            return _("An editor will call you, and compare the fingerprint of your passkey."), "", ""
        return _("Say with which passkey you sign."), reverse("review:keys"), _("Signing keys")


def nothing_else(request, items):
    """Of whatever list: an outside expert gets none of it."""
    if is_outside_expert(request.user):
        items[:] = []


def only_their_menu(request, items):
    if is_outside_expert(request.user):
        address = reverse("review:expert_home")
        items[:] = [MenuItem(ExpertHomeView.page_title, address, name="expert-home", icon_name="clipboard-list")]
