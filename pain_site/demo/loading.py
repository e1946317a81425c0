"""Loads the demo through the same doors as the desk: its people save, sign and publish, and PostgreSQL judges.

Only the articles that are on their way, and one second edition, go through Wagtail's workflow: it asks the same people
for the same signatures, and takes three times as long.
"""

import io
import json
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from articles.pages import (
    ArticlePage,
    Byline,
    Disclosure,
    HomePage,
    PersonPage,
    PolicyPage,
    ReferenceItem,
    TermPage,
    TopicPage,
)
from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import SigningRule
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.corrections.correcting import open_correction
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import Decision, triage
from editorial.review.authority.appointing import appoint_editor
from editorial.review.authority.deciding import ask, decide
from editorial.review.signing.permissions import EDITORS, REVIEWERS, TRIAGERS, WRITERS
from editorial.review.signing.risk import assess
from editorial.review.signing.signing import ask_for_changes

from ..set_up.steps import put_away
from .desk import Desk
from .files import PASSWORD, STAFF, content, contents
from .page_parts import PageParts

GROUPS = {"writer": WRITERS, "editor": EDITORS, "fact_checker": REVIEWERS, "medical_reviewer": REVIEWERS}
FOUNDED = "The first editors of the demonstration."


@transaction.atomic
def load_demo(say=lambda sentence: None):
    """Load everything, once; False when the site has content already."""
    if Page.objects.filter(depth=2).exists():
        return False
    demo = Demo()
    for step in (
        demo.let_passwords_sign,
        demo.make_staff,
        demo.make_pages,
        demo.make_people,
        demo.publish_frame,
        demo.write_articles,
        demo.send_reports,
        demo.answer_reports,
    ):
        say(step.__doc__)
        step()
    return True


class Demo:
    """The demo while it is being loaded: its people and pages by slug."""

    def __init__(self):
        self.users = {}
        self.pages = {}
        self.people = contents("people")
        self.articles = contents("articles")
        self.password_hash = make_password(PASSWORD)  # once: it is slow by intention
        self.parts = PageParts(self.pages)
        self.desk = Desk(self.users, self.people)

    # People and places

    def let_passwords_sign(self):
        """Saying that a log-in is enough to sign: the demo's people have no passkeys."""
        call_command("signing_rule", SigningRule.PASSWORD, stdout=io.StringIO())

    def make_staff(self):
        """Making the administrator and the triager."""
        for role, email, first, last in STAFF:
            user = get_user_model()(email=email, first_name=first, last_name=last, password=self.password_hash)
            user.is_staff = user.is_superuser = role == "administrator"
            user.save()
            self.users[role] = user
        self.users["triager"].groups.add(Group.objects.get(name=TRIAGERS))
        put_away()  # the demo is set up

    def make_pages(self):
        """Laying out the pages."""
        home = content("home.json")
        root = Page.objects.get(depth=1)
        self.pages["home"] = self.add(root, HomePage, home | {"slug": "home"}, standfirst=home["standfirst"])
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": self.pages["home"]}
        )
        for item in contents("sections"):
            self.add_policy(item, self.pages[item["parent"] or "home"])
        for item in contents("policies"):
            self.add_policy(item, self.pages["about"])
        for item in contents("terms"):
            said = {name: item[name] for name in ("definition", "also_called")}
            self.pages[item["slug"]] = self.add(self.pages["glossary"], TermPage, item, **said)
        for item in sorted(contents("topics"), key=lambda topic: topic["parent"] or ""):
            parent = self.pages[item["parent"] or "home"]
            self.pages[item["slug"]] = self.add(parent, TopicPage, item, standfirst=item["standfirst"])
        for item in self.articles:
            self.pages[item["slug"]] = self.add(self.pages[item["topics"][0]], ArticlePage, item)

    def make_people(self):
        """Introducing the people, their accounts and credentials."""
        for item in self.people:
            person = self.add(self.pages["people"], PersonPage, {"title": item["name"], "slug": item["slug"]})
            self.pages[item["slug"]] = person
            if item["role"]:
                self.users[item["slug"]] = self.make_user(item)
        editors = [(item, c) for item in self.people for c in item["credentials"] if c["kind"] == "editorial"]
        for item, credential in editors:
            given = {name: value for name, value in credential.items() if name != "kind"}
            appoint_editor(self.pages[item["slug"]], self.users[item["slug"]], reason=FOUNDED, **given)
        for item in self.people:
            self.let_editors_decide(item, [self.users[editor["slug"]] for editor, _credential in editors])

    def let_editors_decide(self, item, editors):
        """Two editors say whose account somebody's is, and what entitles them to sign."""
        person, user = self.pages[item["slug"]], self.users.get(item["slug"])
        first, second = [editor for editor in editors if editor != user][:2]
        changes = [("credential_issued", {"details": c}) for c in item["credentials"] if c["kind"] != "editorial"]
        if user and user not in editors:
            changes.insert(0, ("account_linked", {"user": user}))
        for kind, about in changes:
            decide(ask(by=first, kind=kind, person=person, reason=item["job_title"], **about), by=second, accept=True)

    def make_user(self, item):
        first, _space, last = item["name"].partition(" ")
        user = get_user_model()(email=item["email"], first_name=first, last_name=last, password=self.password_hash)
        user.save()
        user.groups.add(Group.objects.get(name=GROUPS[item["role"]]))
        return user

    def add(self, parent, model, item, **fields):
        page = model(title=item["title"], slug=item["slug"], live=False, **fields)
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        return page

    def add_policy(self, item, parent):
        fields = {"standfirst": item["standfirst"], "policy_kind": item["policy_kind"]}
        self.pages[item["slug"]] = self.add(parent, PolicyPage, item, **fields)

    # Content

    def publish_frame(self):
        """Publishing the home page, policies, people and topics."""
        writer = self.desk.somebody("writer")
        chosen = content("home.json")["chosen"]
        self.pages["home"].chosen = [{"type": "topic", "value": self.pages[slug].pk} for slug in chosen]
        self.desk.publish(self.pages["home"], writer)
        for item in contents("sections"):
            self.publish_sections(item, writer)
        for item in self.people:
            page = self.pages[item["slug"]]
            self.fill_person(page, item)
            self.desk.publish(page, writer)
        for item in [*contents("policies"), *sorted(contents("topics"), key=lambda topic: topic["parent"] or "")]:
            self.publish_sections(item, writer)
        for item in contents("terms"):
            self.desk.publish(self.pages[item["slug"]], writer)

    def publish_sections(self, item, writer):
        page = self.pages[item["slug"]]
        page.body = self.parts.body(item)
        if "groups" in item:
            page.groups, page.subjects = self.parts.groups(item), self.parts.subjects(item)
        self.desk.publish(page, writer)

    def fill_person(self, page, item):
        page.person_kind = item["kind"]
        for name in ("prefix", "post_nominals", "job_title", "standfirst", "is_health_professional"):
            setattr(page, name, item[name])
        page.biography = self.parts.linked(item["bio"])
        page.photo, page.photo_alt = self.parts.image(item["photo"]), item["photo_alt"]
        page.disclosures = [Disclosure(**disclosure) for disclosure in item["disclosures"]]

    def write_articles(self):
        """Writing, checking, reviewing and publishing the articles."""
        for item in self.articles:
            page = self.pages[item["slug"]]
            assess(page, by=self.desk.somebody("editor"), tier=item["risk"], reason="As the plan says.")
            self.fill_article(page, item)
            writer = self.users[next(b["person"] for b in item["bylines"] if b["person"] in self.users)]
            self.desk.save(page, writer)
            getattr(self, f"take_to_{item['state']}")(page, writer, item)

    def fill_article(self, page, item):
        page.title, page.standfirst = item["title"], item["standfirst"]
        page.key_points = [{"type": "point", "value": self.parts.linked(point)} for point in item["key_points"]]
        if item["hero"]:
            page.hero_image, page.hero_alt = self.parts.image(item["hero"]["image"]), item["hero"]["alt"]
        page.body = self.parts.body(item)
        page.topics = [self.pages[slug] for slug in item["topics"][1:]]
        page.review_interval_months = item["review_interval_months"]
        page.bylines = [Byline(role=b["role"], person=self.pages[b["person"]]) for b in item["bylines"]]
        page.references = [ReferenceItem(**reference) for reference in item["references"]]
        page.typed_citations = page.typed_marks()
        page.subjects = self.parts.subjects(item)

    # What people do

    def take_to_draft(self, page, writer, item):
        pass

    def take_to_in_fact_check(self, page, writer, item):
        self.desk.submit(page, writer)

    def take_to_in_medical_review(self, page, writer, item):
        self.desk.submit(page, writer)
        self.desk.sign(page, SignOffKind.FACT_CHECK)

    def take_to_changes_requested(self, page, writer, item):
        self.desk.submit(page, writer)
        checker = self.desk.signer(Draft.of(page), SignOffKind.FACT_CHECK)
        ask_for_changes(page, by=checker, comment=item["changes_requested_comment"])

    def take_to_published(self, page, writer, item):
        self.desk.publish(page, writer)

    def take_to_published_twice(self, page, writer, item):
        """Its second edition comes when readers have reported what is wrong."""
        self.desk.publish(page, writer)

    def correct(self, page, writer, item):
        second = item["second_edition"]
        text = json.dumps(item, ensure_ascii=False)
        for old, new in second["replace"]:
            text = text.replace(json.dumps(old, ensure_ascii=False)[1:-1], json.dumps(new, ensure_ascii=False)[1:-1])
        draft = self.desk.fresh(page).get_latest_revision_as_object()
        self.fill_article(draft, json.loads(text))
        draft.change_class, draft.change_note = second["change_class"], second["change_note"]
        self.desk.publish_by_workflow(draft, writer)

    def send_reports(self):
        """Sending readers' reports, some of which the desk has dealt with."""
        for item in content("reports.json"):
            edition = self.pages[item["article"]].editions.order_by("number").first()
            details = {name: item[name] for name in ("reason", "section", "comment", "email")}
            report = receive(edition, receipt=new_receipt(), helpful=item["helpful"], **details)
            when = timezone.now() - timedelta(days=item["days_ago"])
            Report.objects.filter(pk=report.pk).update(received_at=when)
            if item["state"] != Report.State.NEW:
                triager = self.users["triager"]
                triage(report, Decision(state=item["state"], assignee=triager), by=triager)
                looked = when + timedelta(hours=20)
                Report.objects.filter(pk=report.pk).update(first_looked_at=looked)

    def answer_reports(self):
        """Correcting what readers reported, in a second edition that answers them."""
        for item in self.articles:
            if item["state"] == "published_twice":
                page = self.pages[item["slug"]]
                open_correction(
                    Report.objects.filter(page_id=page.pk, state=Report.State.ACCEPTED), by=self.users["triager"]
                )
                self.correct(page, page.owner, item)
