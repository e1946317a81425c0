"""People, pages and editions for tests, made through the same doors as the desk uses."""

import io
import time
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image as PillowImage
from post_office.models import Email
from wagtail.models import Page, Site

from articles.pages import ArticlePage, Byline, HomePage, PersonPage, PolicyPage, ReferenceItem, TermPage, TopicPage
from articles.record.assertions import said_by_sign_off
from articles.record.published.drafts import Draft
from articles.record.published.legacy import ImportedText, LegacyBatch, LegacyText, as_it_came_in
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signed.claim_checks import Verdict
from articles.record.signed.pictures import SiteImage
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind, SigningRule
from articles.record.signers.credentials import CREDENTIAL_FOR, Credential
from editorial.accounts.log_in.reauthentication import Authentication
from editorial.feedback.capture.limits.form_time import form_time
from editorial.letters.outbox.letter import Letter
from editorial.review.publishing.emergency import call_emergency, confirm_emergency
from editorial.review.publishing.legacy import BatchSignature, decide_about_batch, publish_imported, root_of
from editorial.review.publishing.publishing import publish
from editorial.review.publishing.status import decide, propose
from editorial.review.signing.claim_checks import claims_of, record_verdicts
from editorial.review.signing.permissions import EDITORS, REVIEWERS, TRIAGERS, WRITERS
from editorial.review.signing.risk import assess
from editorial.review.signing.rules import eligible_signers, signatures_missing
from editorial.review.signing.signing import Signature, put_signature, sign, waiting_for
from editorial.review.signing.statements import checklist, statement
from tests.accounts.passkey import SoftPasskey

PASSWORD = "correct horse battery staple"


GROUPS = {"writer": WRITERS, "reviewer": REVIEWERS, "editor": EDITORS, "triager": TRIAGERS}


class UserFactory(factory.django.DjangoModelFactory):
    """A member of the desk; `writer=True`, `reviewer=True`, `editor=True` or `triager=True` puts them in that group.

    So does `group` with a group's name.
    """

    class Meta:
        model = get_user_model()

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Pat"
    last_name = factory.Sequence(lambda n: f"Person{n}")
    password = factory.django.Password(PASSWORD)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        names = [
            kwargs.pop("group", None),
            *(GROUPS[word] for word in list(kwargs) if word in GROUPS and kwargs.pop(word)),
        ]
        user = super()._create(model_class, *args, **kwargs)
        user.groups.add(*Group.objects.filter(name__in=names))
        return user


def logged_in(client, user):
    """The client, after its user has logged in through the form: their authentication is a moment old."""
    answer = client.post("/admin/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, "The log-in was refused."
    return client


def home():
    """The site's home page, made on first use."""
    found = HomePage.objects.first()
    if found is None:
        found = add_page(
            Page.objects.get(depth=1), HomePage(title="Plain Relief", slug="home", standfirst="About pain.")
        )
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": found}
        )
    return found


def add_page(parent, page, by=None, saved=True):
    """A page under `parent`, its draft `saved` by somebody, or still to be."""
    page.live = False
    page.owner = by or UserFactory(writer=True)
    parent.add_child(instance=page)
    if saved:
        page.save_revision(user=page.owner)
    return page


class Unique:
    """Numbers for slugs."""

    last = 0

    @classmethod
    def slug(cls, word):
        cls.last += 1
        return f"{word}-{cls.last}"


def topic(title="Back pain", parent=None, **fields):
    """A published topic of its own."""
    page = TopicPage(title=title, slug=fields.pop("slug", Unique.slug("topic")), standfirst="About it.", **fields)
    return published(add_page(parent or published_home(), page))


def shared_topic():
    """The published topic that articles lie in unless a test says where."""
    return TopicPage.objects.filter(slug="back-pain").first() or topic(slug="back-pain")


def shared_editor():
    """The appointed editor who decides what no test asks about."""
    board = Credential.objects.valid().filter(kind="editorial", register="Board of Tests")
    held = board.select_related("person__account__user").first()
    return held.person.account.user if held else credentialed("editorial", introduced=False, register="Board of Tests")


def shared_author():
    """The person in the byline of articles unless a test says who."""
    return PersonPage.objects.filter(title="Sam Author").first() or person()


def published_home():
    page = home()
    return page if page.editions.exists() else published(page)


def shared_article():
    """The published article that readers write about. It cites what is not in the library."""
    found = ArticlePage.objects.filter(slug="hanging-upside-down").first()
    return found or published(
        edited(
            article(
                slug="hanging-upside-down",
                sections=body(
                    section("How it works", "The space between the vertebrae grows.[1]", anchor="how-it-works"),
                    section("Risks", "Pressure in the eye rises. Ask a doctor first.", anchor="risks"),
                ),
            ),
            references=[ReferenceItem(text="Author A. A talk. 2012.")],
        )
    )


def about():
    """The published policy page below which people stand."""
    front = published_home()  # whose signer may have brought it
    found = PolicyPage.objects.filter(slug="about").first()
    found = found or add_page(front, PolicyPage(title="About us", slug="about", policy_kind="section"))
    return found if found.editions.exists() else published(found)


def policy(kind="disclaimer", text="This article does not provide medical advice.", **fields):
    page = PolicyPage(title=fields.pop("title", kind.title()), slug=Unique.slug(kind), policy_kind=kind, **fields)
    page.body = body(section("What this means", text))
    return published(add_page(about(), page))


def term(title="Placebo", definition="A treatment without an active part.", **fields):
    """A word of the glossary, as a draft."""
    page = TermPage(title=title, slug=Unique.slug("term"), definition=definition, **fields)
    return add_page(policy("glossary", text="Words in plain ones."), page)


def person(name="Sam Author", saved=True, **fields):
    """A person's page, below the home page's policies; its draft has been `saved`, or is still to be."""
    parent = PolicyPage.objects.filter(slug="about").first() or add_page(
        home(), PolicyPage(title="About us", slug="about", policy_kind="section")
    )
    return add_page(parent, PersonPage(title=name, slug=Unique.slug("person"), **fields), saved=saved)


def credentialed(kind, *, user=None, name="Dr Robin Reviewer", expires_in_days=365, introduced=True, **details):
    """A user who holds a credential for one kind of sign-off; `introduced` by a published page of their own."""
    user = user or UserFactory(reviewer=True)
    page = person(name, saved=False, post_nominals="MBBS", job_title="Physician")
    link(page, user)
    expires_on = timezone.localdate() + timedelta(days=expires_in_days)
    issued(page, CREDENTIAL_FOR[SignOffKind(kind)], expires_on=expires_on.isoformat(), **details)
    page.save_revision(user=page.owner)
    if introduced:
        about()
        published(page)
    return user


def decided(kind, **about):
    """What decides who may sign, changed by the owner of the database."""
    return AuthorityEvent.objects.found(kind, **{"reason": "It is so."} | about)


def link(page, user):
    """Say that a person is this user."""
    return decided(AuthorityEventKind.ACCOUNT_LINKED, person=page, user=user)


def issued(page, kind, **details):
    """A credential of a person, which stands as soon as it is issued."""
    given = {"kind": kind, "register": "Register of Tests", "number": Unique.slug("no")} | details
    return decided(AuthorityEventKind.CREDENTIAL_ISSUED, person=page, details=given).credential


def looked_up(credential, days=365, **details):
    """The credential, after it was looked up again and found to end so many days from now."""
    details["expires_on"] = (timezone.now().date() + timedelta(days=days)).isoformat()
    kind = AuthorityEventKind.CREDENTIAL_LOOKED_UP
    return decided(kind, person=credential.person, credential=credential, details=details).credential


def revoked(credential):
    """The credential, after it was revoked."""
    kind = AuthorityEventKind.CREDENTIAL_REVOKED
    return decided(kind, person=credential.person, credential=credential).credential


def signing_rule(rule):
    """What signatures are made with from now on, by the word of the owner of the database."""
    return decided(AuthorityEventKind.SIGNING_RULE_SET, details={"rule": rule})


def with_signing_key(user, **made):
    """A passkey of the user's, which is a signing key in the record."""
    passkey = SoftPasskey(**made)
    decided(AuthorityEventKind.KEY_ADDED, person=user.person_account.person, user=user, details=passkey.details)
    return passkey


def signed_with(passkey, page, by, **changes):
    """A sign-off of the kind that the page waits for, with a passkey; `changes` as in `signature`.

    `moved` is what was changed between the passkey's signature and its arrival here.
    """
    moved, kind, draft = changes.pop("moved", {}), changes.pop("kind", None) or waiting_for(page), Draft.of(page)
    if kind == SignOffKind.FACT_CHECK:
        find_claims_supported(draft, by=by)
    given = signature(kind, draft.digest, **changes)
    row = {name: getattr(given, name) for name in ("statement", "checklist", "interest_answer", "interests")}
    said = said_by_sign_off(SignOff(page_id=page.pk, digest=draft.digest, kind=kind, **row))
    assertion = passkey.sign(said)
    return sign(page, by=by, kind=kind, signature=replace(given, **{"assertion": assertion, **moved}))


def published_with_passkeys(page=None, **made):
    """The page, after the workflow asked everybody needed and their passkeys signed. `made` is how the passkeys are."""
    page = submitted(page or article())
    while kind := waiting_for(page):
        by = able_to_sign(page, kind)
        signed_with(with_signing_key(by, **made), page, by)
        page = fresh(page)
    return page


def asks_for(topic, *specialties):
    """Let a topic ask for medical reviewers of these specialties."""
    decided(AuthorityEventKind.SPECIALTIES_ASKED, topic=topic, details={"specialties": specialties})


def introduce(user):
    """The user, after their own page was published as it is now: readers can look them up."""
    about()
    published(edited(user.person_account.person))
    return user


def section(heading="How it works", *paragraphs, anchor="", blocks=()):
    """A section's raw value."""
    text = [{"type": "text", "value": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)}] if paragraphs else []
    return {"type": "section", "value": {"heading": heading, "anchor": anchor, "content": [*text, *blocks]}}


def body(*sections):
    """A StreamField's raw value."""
    return list(sections)


def article(
    title="Inversion therapy",
    *,
    parent=None,
    by=None,
    author=None,
    references=1,
    sections=None,
    risk_tier="standard",
    **fields,
):
    """An article as a draft, fit to be reviewed."""
    page = ArticlePage(
        title=title,
        slug=fields.pop("slug", Unique.slug("article")),
        standfirst=fields.pop("standfirst", "What it does and does not do."),
        key_points=[{"type": "point", "value": point} for point in fields.pop("key_points", ["It may help a little."])],
        **fields,
    )
    cited = "".join(f"[{number}]" for number in range(1, references + 1))
    page.body = sections or body(section("How it works", f"The space between the vertebrae grows.{cited}"))
    page.bylines = [Byline(person=author or shared_author(), role=Byline.Role.WRITTEN)]
    page.references = [ReferenceItem(text=f"Author A. Study {n}. 2012.", doi=f"10.1000/{n}") for n in range(references)]
    page.typed_citations = page.typed_marks()
    add_page(parent or shared_topic(), page, by, saved=False)
    if risk_tier:
        assess(page, by=shared_editor(), tier=risk_tier, reason="As the editors see it.")
    page.save_revision(user=page.owner)
    return page


def fresh(page):
    """The page as the database has it now."""
    return page.specific_class.objects.get(pk=page.pk)


def submitted(page, by=None):
    """The page, sent into its workflow."""
    page = fresh(page)
    state = page.current_workflow_state
    if state and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=by or page.owner)
    else:
        page.get_workflow().start(page, by or page.owner)
    return fresh(page)


def shown_digest(page):
    """The digest of the newest draft, as the review screen shows it."""
    return Draft.of(page).digest


def able_to_sign(page, kind, draft=None):
    """Somebody who may give this sign-off on the page's newest draft; made, where there is nobody."""
    return found_able_to_sign(draft or Draft.of(page), kind) or made_able_to_sign(page, kind)


def found_able_to_sign(draft, kind):
    return min(eligible_signers(draft, kind), key=lambda user: user.pk, default=None)


def made_able_to_sign(page, kind):
    return credentialed(kind, introduced=isinstance(page, ArticlePage | TopicPage))


def just_authenticated():
    """What a signer's session says when they gave their password a moment ago."""
    return Authentication(at=timezone.now(), methods=["password"])


def signature(kind, shown, **changes):
    """What a signer who has no interest answers, and the words that they are asked with; `shown` is a digest."""
    given = {
        "shown_digest": shown,
        "interest_answer": "none",
        "authenticated": just_authenticated(),
        "checklist": [{"question": question, "answer": "yes"} for question in checklist(kind)],
        "statement": statement(kind),
    }
    return Signature(**given | changes)


def signed(page, by=None, **changes):
    """A sign-off of the kind that the page waits for, by somebody who may give it unless `by` says who."""
    draft = Draft.of(page)
    kind = changes.pop("kind", None) or waiting_for(page)
    by = by or able_to_sign(page, kind, draft)
    if kind == SignOffKind.FACT_CHECK:
        find_claims_supported(draft, by=by)
    return sign(page, by=by, kind=kind, signature=signature(kind, changes.pop("shown_digest", draft.digest), **changes))


def find_claims_supported(draft, by):
    """A fact checker's verdicts on the claims that a draft marks."""
    claims = claims_of(draft) if draft.page.claims else []
    verdicts = [(item, Verdict.SUPPORTED if item["marked"] else Verdict.GIVEN_UP, "As it says.") for item in claims]
    record_verdicts(draft.page, verdicts, by=by)


def published_through_the_workflow(page):
    """The page, after the workflow asked everybody needed and they signed: the desk's own way, with its letters."""
    page = submitted(page)
    while waiting_for(page):
        signed(page)
        page = fresh(page)
    return page


@transaction.atomic
def published(page):
    """The page, after everybody needed has signed; its edition is what readers get.

    PostgreSQL judges signatures and edition as ever. What is left out is the workflow around them, which
    hands on the draft that it has locked, as this does.
    """
    draft, by = Draft.locked(page), None
    while kinds := signatures_missing(draft):
        kind = kinds[0]
        by = found_able_to_sign(draft, kind)
        if by is None:
            by = made_able_to_sign(page, kind)
            draft = Draft.locked(page)  # whoever was made has a page, which may stand below this one
        if kind == SignOffKind.FACT_CHECK:
            find_claims_supported(draft, by=by)
        put_signature(draft, by=by, kind=kind, signature=signature(kind, draft.digest))
    publish(page, by=by, draft=draft)
    return fresh(page)


def published_article(title="Inversion therapy", **fields):
    return published(article(title, **fields))


def taken_away(page, status=PublicationStatus.WITHDRAWN, notice="The dose was wrong.", reason="Report 12"):
    """The page, after two editors took it away from readers."""
    proposal = propose(page, by=UserFactory(editor=True), status=status, notice=notice, reason=reason)
    decide(proposal, by=UserFactory(editor=True), accept=True)
    return page


def gone_back(page, number=1, notice="We had it wrong.", reason="Report 12"):
    """The page, after two editors showed readers an earlier edition again."""
    older = page.editions.get(number=number)
    words = {"edition": older, "notice": notice, "reason": reason}
    proposal = propose(page, by=UserFactory(editor=True), status=PublicationStatus.PUBLISHED, **words)
    decide(proposal, by=UserFactory(editor=True), accept=True)
    return fresh(page)


def appointed_editor():
    """An editor with the credential that emergencies and waivers ask for."""
    return credentialed(SignOffKind.EDITORIAL, user=UserFactory(editor=True))


def emergency_signature(page):
    """What an editor signs who agrees that the page's draft cannot wait for its medical review."""
    return signature(SignOffKind.EMERGENCY, shown_digest(page))


def emergency_called(page, by=None, hours=24):
    """The override, after a first editor called an emergency for the page's draft."""
    words = {"reason": "A recall of a pain gel", "hours": hours}
    return call_emergency(page, by=by or appointed_editor(), **words, signature=emergency_signature(page))


def emergency_edition(page):
    """The edition, after two editors published the page's draft before its medical review. It lasts a day."""
    emergency_called(page)
    return confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))


def let_the_hours_pass(edition):
    """As if the emergency had been called long ago: evidence cannot be changed, so only the tests' owner can."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE articles_edition SET ends_at = now() - interval '1 hour' WHERE id = %s", [edition.pk])
        cursor.execute(
            "UPDATE articles_publication SET readable_until = now() - interval '1 hour' WHERE edition_id = %s",
            [edition.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


def imported(page):
    """The page, whose draft was just saved, as one that came in from another site."""
    ImportedText.objects.note(page, site="former.example")
    return page


@transaction.atomic
def imported_article(*args, **fields):
    """An article that came in from another site, as a draft."""
    return imported(article(*args, **fields))


def batch_of(*pages):
    """A batch of the texts of these pages, which came in, about which nobody has decided."""
    batch = LegacyBatch.objects.create(site="former.example", file_digest="0" * 64)
    texts = {text.page_id: text for text in as_it_came_in([page.pk for page in pages])}
    for place, page in enumerate(pages):
        text = texts[page.pk]
        LegacyText.objects.create(batch=batch, place=place, page=page, digest=text.digest, imported=text)
    return batch


def batch_signature(batch, **changes):
    """What an editor agrees to who decides that readers get a batch unreviewed."""
    shown = {"texts": batch.texts.count(), "root": root_of(batch), "statement": "Nobody has reviewed these texts."}
    return BatchSignature(**{**shown, "authenticated": just_authenticated(), **changes})


def decided_by_two(batch):
    """The batch, after two editors decided that readers get it."""
    for _each in range(2):
        editor = credentialed(SignOffKind.EDITORIAL, introduced=False)
        decide_about_batch(batch, by=editor, signature=batch_signature(batch))
    return batch


def legacy_edition(page=None):
    """The edition of a page that was moved in, live unreviewed by the decision of two editors."""
    page = page or imported_article("Moved in")
    return publish_imported(decided_by_two(batch_of(page)).texts.get())


def path_of(page):
    """Where readers get the page."""
    return Publication.objects.get(page_id=page.pk).path


def edited(page, by=None, **changes):
    """Another draft of the page, with other values, saved by somebody, for whom every bracket is a citation."""
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    if isinstance(draft, ArticlePage) and "typed_citations" not in changes:
        draft.typed_citations = draft.typed_marks()
    draft.save_revision(user=by or page.owner)
    return fresh(page)


def furnish():
    """What nearly every test stands on, made once: the home page, a topic, an author, who signs, and one article.

    A password is enough to sign, but in the tests of passkeys. Nobody is told of any of it.
    """
    signing_rule(SigningRule.PASSWORD)
    about()
    shared_author()
    for kind in SignOffKind.values:
        credentialed(kind)
    shared_topic()
    shared_editor()
    shared_article()
    Letter.objects.all().delete()
    Email.objects.all().delete()


def png(colour="teal", size=(640, 360)):
    """The bytes of a picture."""
    out = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def image(colour="teal", content=None, **fields):
    content = content or png(colour)
    return SiteImage.objects.create(title=colour, file=ContentFile(content, name=f"{colour}.png"), **fields)


def time_in_form(edition_id=None, **ago):
    """The signed time in a form that a reader has had open for a while: a minute, or what `timedelta` is told."""
    then = time.time() - timedelta(**ago or {"minutes": 1}).total_seconds()
    with patch("time.time", return_value=then):
        return form_time(edition_id)
