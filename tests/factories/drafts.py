"""Pages as somebody saved them: nobody has signed anything, and readers get none of it."""

import io

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.models import Page, Site

from articles.pages import ArticlePage, HomePage, PersonPage, PolicyPage
from articles.record.published.drafts import Draft
from articles.record.signed.pictures import SiteImage
from tests.factories.accounts import UserFactory


class Unique:
    """Numbers for slugs."""

    last = 0

    @classmethod
    def slug(cls, word):
        cls.last += 1
        return f"{word}-{cls.last}"


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


def person(name="Sam Author", saved=True, **fields):
    """A person's page, below the home page's policies; its draft has been `saved`, or is still to be."""
    parent = PolicyPage.objects.filter(slug="about").first() or add_page(
        home(), PolicyPage(title="About us", slug="about", policy_kind="section")
    )
    return add_page(parent, PersonPage(title=name, slug=Unique.slug("person"), **fields), saved=saved)


def section(heading="How it works", *paragraphs, anchor="", blocks=()):
    """A section's raw value."""
    text = [{"type": "text", "value": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)}] if paragraphs else []
    return {"type": "section", "value": {"heading": heading, "anchor": anchor, "content": [*text, *blocks]}}


def body(*sections):
    """A StreamField's raw value."""
    return list(sections)


def png(colour="teal", size=(640, 360)):
    """The bytes of a picture."""
    out = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def image(colour="teal", content=None, **fields):
    content = content or png(colour)
    return SiteImage.objects.create(title=colour, file=ContentFile(content, name=f"{colour}.png"), **fields)


def edited(page, by=None, **changes):
    """Another draft of the page, with other values, saved by somebody, for whom every bracket is a citation."""
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    if isinstance(draft, ArticlePage) and "typed_citations" not in changes:
        draft.typed_citations = draft.typed_marks()
    draft.save_revision(user=by or page.owner)
    return fresh(page)


def fresh(page):
    """The page as the database has it now."""
    return page.specific_class.objects.get(pk=page.pk)


def shown_digest(page):
    """The digest of the newest draft, as the review screen shows it."""
    return Draft.of(page).digest


def submitted(page, by=None):
    """The page, sent into its workflow."""
    page = fresh(page)
    state = page.current_workflow_state
    if state and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=by or page.owner)
    else:
        page.get_workflow().start(page, by or page.owner)
    return fresh(page)
