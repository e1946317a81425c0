"""The review screen: one text, one signature."""

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from articles.characters.whole_numbers import whole_number
from articles.pages.edit_screen.preview import preview_response
from articles.reading.public_record.comparison import changes_between
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import Credential
from articles.record.signers.interests import InterestAnswer, InterestDeclaration
from articles.references.library.references import Reference
from articles.references.style import same_in_html
from editorial.accounts.log_in.reauthentication import just_authenticated
from editorial.review.extensions import beside_text
from editorial.review.signing.claim_checks import claims_of, record_verdicts
from editorial.review.signing.discussion.change_requests import ChangeRequest
from editorial.review.signing.discussion.mentions import Mention
from editorial.review.signing.discussion.remarks import why_blocked
from editorial.review.signing.interests import declare, waiver_for
from editorial.review.signing.permissions import is_outside_expert
from editorial.review.signing.rules import signatures_needed, signing_refusal, unmet_before_publishing
from editorial.review.signing.signing import ContentChangedError, MayNotSignError, ask_for_changes, sign, waiting_for

from ..elements.frame import ReviewScreen, draft_for, page_for
from ..elements.page_letters import letters_about
from ..elements.passkeys import origin_of, passkey_for
from ..elements.sign_form import SignForm
from .forms import AskForChangesForm, VerdictsForm
from .remarks import remarks_for
from .since_signed import since_signed

#: How long, in seconds, the desk can still show what moved since a reviewer opened a text.
REMEMBER_SHOWN = 7 * 24 * 3600


def document(request, page_id):
    """The page as readers would get it, for the frame on the review screen."""
    return preview_response(draft_for(request, page_id).page, request)


class ReviewView(ReviewScreen, TemplateView):
    """One text: as it will be published, what changed, and the signature."""

    template_name = "review/review.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = page_for(request, kwargs["page_id"])
        self.kind = waiting_for(self.page)
        self.moved = None

    @cached_property
    def draft(self):
        """The text that is shown: not made for whoever signs what they were shown before."""
        return Draft.of(self.page)

    @property
    def document(self):
        return self.draft.document

    @cached_property
    def claims(self):
        return claims_of(self.draft)

    def get_page_title(self):
        return self.document["title"]

    def get(self, request, *args, **kwargs):
        Mention.objects.of(request.user).note_seen(self.page)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "settle" in request.POST:
            return self.settle(request.POST["settle"])
        if "ask" in request.POST:
            return self.ask(AskForChangesForm(request.POST))
        if VerdictsForm.is_answered_in(request.POST) and self.judges_claims:
            answer = self.judge(VerdictsForm(request.POST, claims=self.claims))
            if answer:
                return answer
        return self.sign(SignForm(request.POST, kind=self.kind or SignOffKind.EDITORIAL))

    @property
    def judges_claims(self):
        return self.kind == SignOffKind.FACT_CHECK and bool(self.claims) and not self.why_not()

    def judge(self, form):
        """Keep the verdicts on the claims; an answer, unless all that was asked for is a signature that they allow."""
        if not form.is_valid():
            return self.again(verdicts_form=form)
        try:
            record_verdicts(self.page, form.verdicts, by=self.request.user)
        except PermissionDenied as error:
            messages.error(self.request, str(error))
            return self.again(verdicts_form=form)
        self.claims = claims_of(self.draft)
        if form.is_about_others:
            told = _("Nothing was signed: a claim that you judged is not in the text any more. The others are kept.")
            messages.error(self.request, told)
            return self.again()
        if form.what_fails:
            messages.info(self.request, _("Your verdicts are kept. Nothing was signed: ask for changes."))
            return self.again(ask_form=AskForChangesForm(initial={"comment": form.what_fails}))
        if "judge" in self.request.POST:
            messages.success(self.request, _("Your verdicts are kept."))
            if self.request.POST.get("which_interests", "").strip():  # typed in the same form, and not sent yet
                return self.again()
            return redirect("review:page", self.page.pk)
        return None

    def sign(self, form):
        if self.kind and not form.is_what_was_shown:
            told = _("Nothing was signed: the sign-off that you were shown was given meanwhile. This is the next one.")
            messages.error(self.request, told)
            return self.again()
        if not form.is_valid():
            return self.again(sign_form=form)
        if form.declares_interest and not waiver_for(self.request.user, self.page, form.declared):
            return self.declare(form)
        signature = form.signature(just_authenticated(self.request), origin_of(self.request))
        try:
            sign_off = sign(self.page, by=self.request.user, kind=self.kind, signature=signature)
        except ContentChangedError as error:
            messages.error(self.request, str(error))
            self.moved = what_moved(error.shown, self.document)
            return self.again()
        except MayNotSignError as error:
            messages.error(self.request, str(error))
            return self.again(sign_form=form)
        messages.success(self.request, outcome(self.page, sign_off.digest))
        return redirect("wagtailadmin_home")

    def declare(self, form):
        if why := self.why_not():
            messages.error(self.request, why)
            return self.again(sign_form=form)
        declare(self.page, by=self.request.user, interests=form.declared)
        messages.info(
            self.request, _("Nothing was signed. The editors have been asked whether you may sign with this interest.")
        )
        return self.again(sign_form=form)

    def ask(self, form):
        if not form.is_valid():
            return self.again(ask_form=form)
        shown, comment = self.request.POST.get("digest", ""), form.cleaned_data["comment"]
        try:
            ask_for_changes(self.page, by=self.request.user, comment=comment, shown_digest=shown)
        except ContentChangedError as error:
            told = _("The content changed after you opened it, so it was not sent back. Read what moved first.")
            messages.error(self.request, told)
            self.moved = what_moved(error.shown, self.document)
            return self.again(ask_form=form)
        except PermissionDenied as error:
            messages.error(self.request, str(error))
            return self.again(ask_form=form)
        messages.success(self.request, _("“%s” went back to its writer with your comment.") % self.document["title"])
        return redirect("wagtailadmin_home")

    def settle(self, number):
        asked = get_object_or_404(ChangeRequest, page_id=self.page.pk, pk=whole_number(number))
        asked.settle(self.request.user)
        messages.success(self.request, _("Settled: nobody is shown it any more."))
        return redirect("review:page", self.page.pk)

    def change_requests(self):
        found = ChangeRequest.objects.open_on(self.page)
        return [(asked, asked.may_be_settled_by(self.request.user)) for asked in found]

    def get_context_data(self, **kwargs):
        cache.set(shown_key(self.draft.digest), self.document, REMEMBER_SHOWN)
        newest = Edition.objects.newest_of(self.page)
        needed = signatures_needed(self.draft)
        blocked = why_blocked(self.page.pk)
        # What keeps it from readers may name other pages.
        unmet = [] if is_outside_expert(self.request.user) else unmet_before_publishing(self.draft)
        sign_form = self.kind and SignForm(kind=self.kind, initial=self.initial())
        context = {
            "reviewed_page": self.draft.page,
            "document": self.document,
            "digest": self.draft.digest,
            "kind": self.kind and SignOffKind(self.kind),
            "newest": newest,
            "publication": Publication.objects.select_related("edition").filter(page_id=self.page.pk).first(),
            "changes": changes_between(newest and newest.content, self.document),
            "moved": self.moved,
            "since_signed": since_signed(self.request.user, self.draft, self.kind),
            "signed": SignOff.objects.on(self.page, self.draft.digest).order_by("pk"),
            "needed": [(SignOffKind(kind).label, count) for kind, count in needed.items()],
            "unmet": [sentence for sentence in unmet if sentence != blocked],
            "why_not": self.why_not(),
            "why_blocked": blocked,
            "sign_form": sign_form,
            "passkey": sign_form and passkey_for(self.request, {**sign_form.says, "page": self.page.pk}),
            "verdicts_form": VerdictsForm(claims=self.claims) if self.judges_claims else None,
            "claims": self.claims,
            "change_requests": self.change_requests(),
            "sources": sources_of(self.document),
            "ask_form": AskForChangesForm(),
            "letters": letters_about(self.page.pk, self.request.user),
            "beside_text": list(filter(None, beside_text.given(self.draft, self.request.user).values())),
        }
        context |= remarks_for(self.request, self.page)
        return super().get_context_data(**{**context, **kwargs})

    def initial(self):
        """What stands in the form at first: the digest, and an interest that an editor has waived.

        What was typed of interests stays, whichever button was pressed and whatever was refused.
        """
        typed = {
            name: self.request.POST[name] for name in ("interests", "which_interests") if name in self.request.POST
        }
        waived = InterestDeclaration.objects.of(self.request.user, self.page).filter(waiver__isnull=False).first()
        answers = {"interests": InterestAnswer.DECLARED, "which_interests": waived.interests} if waived else {}
        return {"digest": self.draft.digest, **answers, **typed}

    def why_not(self):
        """Why this person cannot sign, in a sentence; empty when they can."""
        if not self.kind:
            return _("This text is not waiting for a signature now.")
        user = self.request.user
        if SignOff.objects.on(self.page, self.draft.digest).given_by(user).exists():
            return _("You have signed this text already.")
        credential = Credential.objects.entitling(user, self.kind, self.draft.document).first()
        return str(signing_refusal(user, self.draft, self.kind, credential) or "")


def sources_of(document):
    """The numbered references of a document, each with its work in the library, or None."""
    items = document.get("references", [])
    shown = [{**item, "html": mark_safe(same_in_html(item.get("html", ""), item["text"]))} for item in items]  # noqa: S308  cleaned
    return list(zip(shown, Reference.objects.of_items(items), strict=True))


def shown_key(digest_):
    return f"review-shown-{digest_}"


def what_moved(shown_digest, document):
    """What changed between the text that a reviewer was shown and the text now; None when the former is forgotten."""
    shown = cache.get(shown_key(shown_digest))
    return changes_between(shown, document) if shown else None


def outcome(page, digest):
    """What signing this text led to, in a sentence."""
    made = Edition.objects.signed().of_page(page).filter(digest=digest).order_by("-number").first()
    if made and Publication.objects.readable().filter(edition=made).exists():
        return _("Signed. Readers now get edition %d.") % made.number
    if made:
        told = _("Signed by all. It is edition %d, which readers do not get: the page was taken away, and stays away.")
        return told % made.number
    if kind := waiting_for(page):
        return _("Signed. Next: %s.") % SignOffKind(kind).label.lower()
    return _("Signed. It is not published yet: see what is still missing on its review screen.")
