"""What a page says to machines in JSON-LD (https://schema.org, 30.0): the edition and its sign-offs, and nothing else.

One graph for each page. An article's `MedicalWebPage` carries the facts of its review, its `Article` the editorial
ones; the shapes follow Google's guides for articles, profile pages and breadcrumbs.
"""

import json
import re
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from ..record.published.addresses import absolute
from ..record.signed.pictures import shared_url
from ..record.signed.sign_offs import SignOffKind
from ..references.works import WorkKind
from .logo import logo_url
from .notices import in_short
from .site_settings import this_site
from .structured_parts import questions, search_action, subject_node

TAGS = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w+")
#: Policies that an organisation names on schema.org, by our kind of policy page.
POLICY_PROPERTIES = {
    "editorial": "publishingPrinciples",
    "corrections": "correctionsPolicy",
    "conflicts": "ethicsPolicy",
    "funding": "ownershipFundingInfo",
    "fact_checking": "verificationFactCheckingPolicy",
}
#: Characters that would end a script element or start a comment in it; JSON may write them as escapes.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script_text(reading, policies):
    """The graph of a page as text for a script element. `policies` maps kinds of policy page to their addresses."""
    graph = Graph(reading, policies).nodes()
    return mark_safe(json_in_script({"@context": "https://schema.org", "@graph": graph}))  # noqa: S308  escaped there


def json_in_script(data):
    """JSON that ends no script element."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escape in ESCAPES.items():  # str.translate takes thirty times as long
        text = text.replace(character, escape)
    return text


@dataclass
class ListPage:
    """A page that is a list and no edition, as the graph sees it."""

    path: str
    title: str
    breadcrumb: list
    standfirst: str = ""
    kind: str = "list"
    language: str = field(default_factory=get_language)
    publication: None = None


def without_empty(node):
    """A node without the properties that have no value."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


class Graph:
    """The nodes of one page."""

    def __init__(self, reading, policies):
        self.reading = reading
        self.policies = policies
        self.url = absolute(reading.path)

    def nodes(self):
        kinds = {
            "article": self.article,
            "person": self.profile,
            "topic": self.topic,
            "home": self.front_page,
            "term": self.term,
        }
        crumbs = [self.breadcrumb()] if self.reading.breadcrumb else []
        own = kinds.get(self.reading.kind, self.plain_page)()
        return [*map(without_empty, [*own, *self.questions(), *crumbs, self.organisation()])]

    # What every page has

    def id(self, name):
        return f"{self.url}#{name}"

    def organisation(self):
        policies = {
            name: absolute(self.policies[kind]) for kind, name in POLICY_PROPERTIES.items() if kind in self.policies
        }
        return {
            "@type": "NewsMediaOrganization",
            "@id": absolute("/#organisation"),
            "name": this_site().name,
            "url": absolute("/"),
            "logo": {"@type": "ImageObject", "url": absolute(logo_url())},
            **policies,
        }

    def page(self, kind):
        reading = self.reading
        return {
            "@type": kind,
            "@id": self.id("page"),
            "url": self.url,
            "name": reading.title,
            "description": reading.standfirst,
            "inLanguage": reading.language,
            "isPartOf": self.site(),
            "breadcrumb": {"@id": self.id("breadcrumb")} if reading.breadcrumb else None,
            "creativeWorkStatus": self.in_short,
            **self.dates(),
        }

    @property
    def is_legacy(self):
        """Whether nobody here has reviewed or signed it. Lists are no editions."""
        return getattr(self.reading, "is_legacy", False)

    @property
    def in_short(self):
        """What there is to say of it besides that it is published; None where that is all, and of lists."""
        return in_short(self.reading.publication) if self.reading.publication else None

    def dates(self):
        publication = self.reading.publication
        if publication is None or self.is_legacy:  # how old a text is that was moved in is not known here
            return {}
        first = publication.first_published_at
        published = {"datePublished": first.isoformat()} if first else {}
        return {**published, "dateModified": publication.modified_at.isoformat()}

    def breadcrumb(self):
        links = [*self.reading.breadcrumb, {"title": self.reading.title, "url": self.reading.path}]
        return {
            "@type": "BreadcrumbList",
            "@id": self.id("breadcrumb"),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": link["title"], "item": page_node(link)}
                for place, link in enumerate(links, start=1)
            ],
        }

    def site(self):
        return {
            "@type": "WebSite",
            "@id": absolute("/#site"),
            "name": this_site().name,
            "url": absolute("/"),
        }

    def plain_page(self):
        kind = "CollectionPage" if self.reading.kind in ("topic", "home", "list") else "WebPage"
        return [{**self.page(kind), "publisher": {"@id": absolute("/#organisation")}}]

    def front_page(self):
        """With the site itself, and how to search it."""
        (page,) = self.plain_page()
        site = {**self.site(), "potentialAction": search_action(absolute(reverse("search")))}
        return [page | {"isPartOf": {"@id": site["@id"]}}, site]

    def about(self):
        return [without_empty(subject_node(subject)) for subject in self.reading.about]

    def questions(self):
        """The questions that a page answers, as a page of their own within it."""
        asked = questions(getattr(self.reading, "sections", []))
        if not asked:
            return []
        page = {"@type": "FAQPage", "@id": self.id("questions"), "url": self.url, "name": self.reading.title}
        return [{**page, "isPartOf": {"@id": self.id("page")}, "mainEntity": asked}]

    # Topics

    def topic(self):
        """A list that says something of its own, which clinicians review."""
        reviewers = self.signed_by(SignOffKind.MEDICAL_REVIEW)
        (page,) = self.plain_page()
        reviewed = {
            "about": self.about(),
            "lastReviewed": self.reading.reviewed_on and self.reading.reviewed_on.isoformat(),
            "reviewedBy": [{"@id": person["@id"]} for person in reviewers],
        }
        return [page | reviewed, *reviewers]

    # Articles

    def article(self):
        reading = self.reading
        reviewers = self.signed_by(SignOffKind.MEDICAL_REVIEW)
        page = {
            **self.page("MedicalWebPage"),
            "mainEntity": {"@id": self.id("article")},
            "about": self.about(),
            "lastReviewed": reading.reviewed_on and reading.reviewed_on.isoformat(),
            "reviewedBy": [{"@id": person["@id"]} for person in reviewers],
            "expires": reading.next_review_due and reading.next_review_due.isoformat(),
            "audience": {"@type": "Patient", "audienceType": "Patient"},
            "publishingPrinciples": self.principles(),
        }
        return [page, self.article_node(), *reviewers]

    def article_node(self):
        reading = self.reading
        hero = reading.hero
        return {
            "@type": "Article",
            "@id": self.id("article"),
            "headline": reading.title,
            "description": reading.standfirst,
            "mainEntityOfPage": {"@id": self.id("page")},
            "image": [absolute(shared_url(hero["sha256"]))] if hero else [],
            **self.dates(),
            "version": str(reading.edition_number) if reading.edition_number else None,
            "wordCount": word_count(reading.document),
            "author": [self.in_byline(byline) for byline in reading.bylines if byline["role"] == "written"],
            "editor": [
                self.in_byline(byline)
                for byline in reading.bylines
                if byline["role"] == "edited" and byline.get("kind") != "organisation"
            ],
            "contributor": [
                {
                    "@type": "Role",
                    "roleName": "Fact checker",
                    "contributor": {key: value for key, value in person.items() if key != "hasCredential"},
                }
                for person in self.signed_by(SignOffKind.FACT_CHECK)
            ],
            "publisher": {"@id": absolute("/#organisation")},
            "citation": [citation(reference) for reference in reading.references],
            "correction": [
                {"@type": "CorrectionComment", "text": row["note"], "datePublished": row["date"].isoformat()}
                for row in reading.corrections
            ],
            "isAccessibleForFree": True,
            "creativeWorkStatus": self.work_status(),
        }

    def principles(self):
        """The policy by which it was made: not a text that was moved in."""
        return absolute(self.policies["editorial"]) if "editorial" in self.policies and not self.is_legacy else None

    def work_status(self):
        """Schema.org has no word for a source that is followed by a newer version, nor for a text in doubt."""
        since = self.reading.newer_source_since
        newer = f"Published; since {since} a newer version of a source is being looked at" if since else "Published"
        return self.in_short or newer

    def in_byline(self, byline):
        kind = "Organization" if byline.get("kind") == "organisation" else "Person"
        return without_empty(
            {
                "@type": kind,
                "@id": f"{absolute(byline['url'])}#person" if byline["url"] else None,
                "url": absolute(byline["url"]) if byline["url"] else None,
                **named(byline),
            }
        )

    def signed_by(self, kind):
        """The people who gave the sign-offs of one kind, as they were shown when they signed."""
        addresses = self.reading.addresses
        people = []
        for sign_off in self.reading.given:
            if sign_off.kind != kind:
                continue
            url = addresses.url(sign_off.shown["person"])
            people.append(
                without_empty(
                    {
                        "@type": "Person",
                        "@id": f"{absolute(url)}#person" if url else self.id(f"sign-off-{sign_off.pk}"),
                        "url": absolute(url) if url else None,
                        **named(sign_off.shown),
                        "hasCredential": credential(sign_off.shown.get("credential") or {}),
                    }
                )
            )
        return people

    def term(self):
        """A word and what it means, on a page that was reviewed like an article."""
        word = {
            "@type": "DefinedTerm",
            "@id": self.id("term"),
            "name": self.reading.title,
            "description": self.reading.standfirst,
            "alternateName": [word.strip() for word in self.reading.document["also_called"].split(",") if word.strip()],
        }
        return [{**self.page("WebPage"), "mainEntity": {"@id": word["@id"]}}, word]

    # People

    def profile(self):
        document = self.reading.document
        is_organisation = document.get("person_kind") == "organisation"
        person = without_empty(
            {
                "@type": "Organization" if is_organisation else "Person",
                "@id": self.id("person"),
                "url": self.url,
                "name": self.reading.title,
                "description": self.reading.standfirst,
                "honorificPrefix": None if is_organisation else document.get("prefix"),
                "honorificSuffix": None if is_organisation else document.get("post_nominals"),
                "jobTitle": None if is_organisation else document.get("job_title"),
                "image": absolute(shared_url(document["photo"]["sha256"])) if document.get("photo") else None,
                "hasCredential": [credential(shown) for shown in document.get("credentials", [])],
            }
        )
        dates = self.dates()
        page = self.page("ProfilePage") | {"mainEntity": {"@id": person["@id"]}}
        if dates:
            page |= {"dateCreated": dates["datePublished"]}
        return [page, person]


def page_node(link):
    """One of our pages, as other nodes point at it."""
    url = absolute(link["url"])
    return {"@type": "WebPage", "@id": f"{url}#page", "url": url, "name": link["title"]}


def named(shown):
    """A name without its title, and the title beside it."""
    prefix = shown.get("prefix", "")
    return {"name": shown["name"].removeprefix(prefix).strip(), "honorificPrefix": prefix}


def credential(shown):
    """A verified credential, from what readers are told of it."""
    if not shown:
        return None
    return without_empty(
        {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": shown["name"],
            "name": shown["register"],
            "identifier": shown["number"],
            "url": shown.get("url"),
            "recognizedBy": {"@type": "Organization", "name": shown["issuer"] or shown["register"]},
        }
    )


#: What schema.org calls the kinds of cited works.
TYPES_OF_WORKS = {
    WorkKind.ARTICLE: "ScholarlyArticle",
    WorkKind.PREPRINT: "ScholarlyArticle",
    WorkKind.BOOK: "Book",
    WorkKind.CHAPTER: "Chapter",
    WorkKind.REPORT: "Report",
    WorkKind.THESIS: "Thesis",
    WorkKind.WEB_PAGE: "WebPage",
}


def citation(reference):
    """A numbered reference. Its text is the citation as it is printed.

    Of what kind it is is often not known: then what services of articles know by a number of theirs is an article.
    """
    is_an_article = any(reference.get(name) for name in ("doi", "pmid", "pmcid"))
    identifiers = [
        {"@type": "PropertyValue", "propertyID": name, "value": reference[name]}
        for name in ("doi", "pmid", "pmcid", "isbn")
        if reference.get(name)
    ]
    url = reference["doi_url"] or reference["pubmed_url"] or reference.get("url")
    return without_empty(
        {
            "@type": TYPES_OF_WORKS.get(reference.get("kind"), "ScholarlyArticle" if is_an_article else "CreativeWork"),
            "name": reference["text"],
            "identifier": identifiers,
            "url": url,
            "sameAs": reference["pubmed_url"] if reference["doi_url"] else None,
            "creativeWorkStatus": str(reference["warning"]["label"]) if reference["warning"] else None,
        }
    )


def word_count(document):
    """How many words a reader of the sections reads."""
    return sum(len(WORD.findall(TAGS.sub(" ", section["html"]))) for section in document.get("sections", []))
