"""Doors through what stands inside a page: people, topics, pictures, documents, and pages that it links to."""

from django.core.files.base import ContentFile
from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page

from articles.pages import PersonPage
from articles.record.signed.pictures import EditionImage, SiteImage
from articles.record.signers.credentials import Credential, PersonAccount
from tests.factories.authority import revoked
from tests.factories.drafts import edited, png, submitted
from tests.factories.pages import policy
from tests.factories.signing import credentialed, published_through_the_workflow, signed
from tests.gate.doors.registry import door
from tests.gate.doors.site import MARKER, PLANTED
from tests.gate.doors.workshop import live_row_holds, wagtail_serves

# People


@door("an author's name and title changed and published by Wagtail")
def authors_name(site):
    draft = site.author.get_latest_revision_as_object()
    draft.title = draft.prefix = draft.job_title = draft.post_nominals = PLANTED
    draft.save_revision(user=site.boss).publish()

    assert wagtail_serves(site.author)


@door("the names and titles of all who signed, changed in their rows")
def signers_names(site):
    Page.objects.filter(pk__in=PersonPage.objects.values("pk")).update(title=PLANTED)
    changed = PersonPage.objects.update(prefix=PLANTED, job_title=PLANTED, post_nominals=PLANTED, standfirst=PLANTED)

    assert changed > 3 and live_row_holds(PersonPage.objects.latest("pk"))


@door("the credentials of all who signed, changed in their rows")
def signers_credentials(site):
    changed = Credential.objects.update(register=PLANTED, issuer=PLANTED)

    assert changed >= 3


@door("accounts exchanged between people")
def accounts_exchanged(site):
    stranger = PersonPage(title=PLANTED, slug="new-person", job_title=PLANTED)
    stranger = site.author.get_parent().add_child(instance=stranger)

    changed = PersonAccount.objects.filter(person__credentials__kind="clinical").update(person=stranger)

    assert changed == 1 and wagtail_serves(stranger)


@door("the names of user accounts")
def user_names(site):
    changed = type(site.boss).objects.update(first_name=PLANTED, last_name=PLANTED)

    assert changed > 3


@door("an author's photo, with its description")
def authors_photo(site):
    photo = _picture(site, "magenta")

    PersonPage.objects.filter(pk=site.author.pk).update(photo=photo, photo_alt=PLANTED)

    assert wagtail_serves(site.author)


# Topics and pages that are linked to


@door("the title of the topic that an article lies in")
def topics_title(site):
    draft = site.topic.get_latest_revision_as_object()
    draft.title = draft.standfirst = PLANTED
    draft.save_revision(user=site.boss).publish()

    assert wagtail_serves(site.topic)


@door("groups and a subject given to a topic, with a page in them that nobody signed")
def topics_groups(site):
    hidden = site.new_article()
    hidden.get_latest_revision().publish()
    draft = site.topic.get_latest_revision_as_object()
    draft.groups = [{"type": "group", "value": {"heading": PLANTED, "pages": [hidden.pk, site.article.pk]}}]
    subject = {"kind": "drug", "name": PLANTED, "codes": []}
    draft.subjects = [{"type": "subject", "value": subject}]
    draft.save_revision(user=site.boss).publish()

    assert wagtail_serves(site.topic)


@door("topics chosen on the home page, among them one that nobody signed")
def topics_chosen(site):
    hidden = site.drafts_of_every_kind()[0]
    hidden.get_latest_revision().publish()
    draft = site.home.get_latest_revision_as_object()
    draft.chosen = [{"type": "topic", "value": hidden.pk}]
    draft.save_revision(user=site.boss).publish()

    assert wagtail_serves(hidden)


@door("the title and the address of a page that an article links to")
def linked_page(site):
    draft = site.linked.get_latest_revision_as_object()
    draft.title, draft.slug = PLANTED, f"planted-{MARKER}"
    draft.save_revision(user=site.boss).publish()

    assert wagtail_serves(site.linked) and MARKER in site.linked.url_path


@door("an article's link turned to a page that nobody signed")
def link_target(site):
    hidden = site.new_article()
    hidden.get_latest_revision().publish()
    draft = site.article.get_latest_revision_as_object()
    raw = draft.body.get_prep_value()
    raw[0]["value"]["content"][0]["value"] = f'<p><a linktype="page" id="{hidden.pk}">Look</a>.[1]</p>'
    edited(site.article, by=site.boss, body=raw).get_latest_revision().publish()

    assert wagtail_serves(hidden) and f'id="{hidden.pk}"' in str(site.article.body.get_prep_value())


@door("the text of the disclaimer, published by Wagtail")
def disclaimer(site):
    draft = site.disclaimer.get_latest_revision_as_object()
    draft.title = PLANTED
    raw = draft.body.get_prep_value()
    raw[0]["value"]["heading"] = PLANTED
    edited(site.disclaimer, by=site.boss, title=PLANTED, body=raw).get_latest_revision().publish()

    assert wagtail_serves(site.disclaimer)


# Pictures and documents


def _picture(site, colour):
    content = png(colour)
    return SiteImage.objects.create(title=PLANTED, file=ContentFile(content, name=f"planted-{MARKER}.png"))


@door("the title, description and tags of a picture")
def picture_words(site):
    picture = site.picture
    picture.title = picture.description = PLANTED
    picture.tags.add(PLANTED)

    picture.save()

    assert SiteImage.objects.get(pk=picture.pk).title == PLANTED


@door("another file uploaded for a picture on its screen")
def picture_screen(site):
    upload = ContentFile(png("magenta"), name=f"planted-{MARKER}.png")
    form = {"title": PLANTED, "file": upload, "collection": Collection.get_first_root_node().pk, "tags": ""}

    response = site.post("wagtailimages:edit", site.picture.pk, form=form)

    assert response.status_code == 302
    assert MARKER in site.picture.file.name and site.picture.read_bytes() == png("magenta")


@door("the bytes of a picture replaced under its old name", unseen=True)
def picture_bytes(site):
    picture = site.picture
    with picture.file.storage.open(picture.file.name, "wb") as file:
        file.write(png("magenta") + MARKER.encode())
    SiteImage.objects.filter(pk=picture.pk).update(title=PLANTED)

    assert site.picture.read_bytes().endswith(MARKER.encode())


@door("a picture's hash forged, so that it passes for another")
def picture_hash(site):
    forged = _picture(site, "magenta")

    SiteImage.objects.filter(pk=forged.pk).update(sha256=site.picture.sha256)
    EditionImage.objects.keep(site.picture.read_bytes())

    assert SiteImage.objects.filter(sha256=site.picture.sha256).count() == 2


@door("a picture that only drafts show, asked for by its hash", unseen=True)
def draft_picture(site):
    picture = _picture(site, "magenta")
    site.draft(hero_image=picture, hero_alt=PLANTED)

    shown = site.browser.get(reverse("edition_image", args=[picture.sha256, 480]))

    assert shown.status_code == 200 and shown["Cache-Control"] == "private, no-store"


@door("a picture put into another published article in a draft")
def picture_changed(site):
    picture = _picture(site, "magenta")

    site.draft(hero_image=picture, hero_caption=PLANTED).get_latest_revision().publish()

    assert wagtail_serves(site.article)


@door("a document, its title and its bytes", unseen=True)
def document(site):
    made = get_document_model().objects.create(title=PLANTED, file=ContentFile(PLANTED.encode(), name=f"{MARKER}.txt"))

    shown = site.browser.get(f"/admin/workshop-documents/{made.pk}/{made.filename}")

    assert b"".join(shown) == PLANTED.encode()


# Who signs, with words of their own


@door("a signer's name and title, changed in the workshop just before they sign", moves=True)
def signer_renamed_before_signing(site):
    for kind in ("fact_check", "medical_review"):
        person = credentialed(kind).person_account.person
        PersonPage.objects.filter(pk=person.pk).update(prefix=PLANTED, job_title=PLANTED, post_nominals=PLANTED)
    Page.objects.filter(pk__in=PersonPage.objects.values("pk")).exclude(pk=site.author.pk).update(title=PLANTED)

    published_through_the_workflow(site.draft(standfirst="Harmless."))

    assert site.article.editions.count() == 3


@door("the names and numbers of credentials, changed in their rows just before they sign", moves=True)
def credentials_reworded_before_signing(site):
    changed = Credential.objects.update(register=PLANTED, issuer=PLANTED, number=Concat(Value(MARKER), "pk"))

    published_through_the_workflow(site.draft(standfirst="Harmless."))

    assert changed >= 3 and site.article.editions.count() == 3


@door("a person who signs a policy before anybody has signed their own page", moves=True)
def signer_without_edition(site):
    page = policy("other")
    for credential in Credential.objects.filter(kind="editorial"):
        revoked(credential)
    editor = credentialed("editorial", name=PLANTED, introduced=False)

    signed(submitted(edited(page, change_class="typo", standfirst="Harmless.")), by=editor)

    assert page.sign_offs.latest("pk").signer == editor
