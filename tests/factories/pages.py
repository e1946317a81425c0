"""Articles and what stands around them, as nearly every test wants them."""

from post_office.models import Email

from articles.pages import ArticlePage, Byline, PersonPage, PolicyPage, ReferenceItem, TermPage, TopicPage
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import SigningRule
from editorial.letters.outbox.letter import Letter
from editorial.review.signing.risk import assess
from editorial.review.signing.signing import waiting_for
from tests.factories.authority import signing_rule, with_signing_key
from tests.factories.drafts import Unique, add_page, body, edited, fresh, person, section, submitted
from tests.factories.signing import (
    able_to_sign,
    about,
    credentialed,
    published,
    published_home,
    shared_editor,
    signed_with,
)


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


def published_article(title="Inversion therapy", **fields):
    return published(article(title, **fields))


def published_with_passkeys(page=None, **made):
    """The page, after the workflow asked everybody needed and their passkeys signed. `made` is how the passkeys are."""
    page = submitted(page or article())
    while kind := waiting_for(page):
        by = able_to_sign(page, kind)
        signed_with(with_signing_key(by, **made), page, by)
        page = fresh(page)
    return page


def topic(title="Back pain", parent=None, **fields):
    """A published topic of its own."""
    page = TopicPage(title=title, slug=fields.pop("slug", Unique.slug("topic")), standfirst="About it.", **fields)
    return published(add_page(parent or published_home(), page))


def policy(kind="disclaimer", text="This article does not provide medical advice.", **fields):
    page = PolicyPage(title=fields.pop("title", kind.title()), slug=Unique.slug(kind), policy_kind=kind, **fields)
    page.body = body(section("What this means", text))
    return published(add_page(about(), page))


def term(title="Placebo", definition="A treatment without an active part.", **fields):
    """A word of the glossary, as a draft."""
    page = TermPage(title=title, slug=Unique.slug("term"), definition=definition, **fields)
    return add_page(policy("glossary", text="Words in plain ones."), page)


def shared_topic():
    """The published topic that articles lie in unless a test says where."""
    return TopicPage.objects.filter(slug="back-pain").first() or topic(slug="back-pain")


def shared_author():
    """The published person in the byline of articles unless a test says who."""
    return PersonPage.objects.filter(title="Sam Author").first() or published(person())


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
