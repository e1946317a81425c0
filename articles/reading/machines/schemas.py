"""What the API answers with. Addresses are absolute, times in ISO 8601 with their offset."""

from datetime import date, datetime

from ninja import Field, Schema


class Link(Schema):
    name: str
    url: str


class Person(Schema):
    name: str
    credentials: str = ""
    role: str = Field(description="written, edited, illustrated, fact_check, medical_review, editorial or emergency")
    url: str = Field("", description="Their page, when they have one now.")
    signed_on: date | None = Field(None, description="Of people who signed.")


class Warning(Schema):
    """What the world has said of a cited work since."""

    status: str = Field(description="corrected, removed-for-now, concern, removed, withdrawn or retracted")
    label: str
    sentence: str
    since: str = Field(description="A sentence, empty when nobody knows the day.")


class Reference(Schema):
    number: int
    text: str
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    warning: Warning | None = Field(None, description="Do not repeat what rests on it without saying so.")


class KeyPoint(Schema):
    html: str = Field(description="Clean HTML of one line; links to this site's own pages are relative to its address.")


class Section(Schema):
    id: str
    heading: str
    html: str = Field(description="Clean HTML; links to this site's own pages are relative to its address.")


class Summary(Schema):
    """A page that readers get now."""

    id: int
    kind: str = Field(description="article, topic, person, policy, term or home")
    language: str = Field(description="Of the text, as in HTML and HTTP: a tag of BCP 47, such as “en-gb”.")
    name: str
    description: str
    url: str
    api_url: str
    edition: int
    digest: str = Field(description="SHA-256 of the edition's text.")
    date_published: datetime | None = Field(
        description="When it first came out; null where it was moved in unreviewed, since that is not known."
    )
    date_modified: datetime = Field(
        description="Of the newest change of what the text says: not of a typing error, a clarification, or a review "
        "that changed nothing."
    )
    last_reviewed: date | None = None
    next_review: date | None = None
    moved_in_unreviewed: bool = Field(
        False, description="Whether it was moved from a former site, and nobody has reviewed or signed it here."
    )
    published_in_emergency: bool = Field(
        False, description="Whether it was published in an emergency, before its medical review."
    )
    under_review: str = Field("", description="The notice, while the page is under urgent review.")


class Summaries(Schema):
    pages: list[Summary]
    next: str | None = Field(description="The address of the next page of this list.")


class Code(Schema):
    system: str = Field(description="ICD-11, ICD-10, MeSH, SNOMED CT, RxNorm or ATC")
    code: str


class Subject(Schema):
    """What a page is about."""

    kind: str = Field(description="condition, symptom, drug, therapy, procedure, test or device")
    name: str
    codes: list[Code]


class Group(Schema):
    """Pages under a heading of a topic, in its editor's order."""

    heading: str
    pages: list[Link]


class Page(Summary):
    """One edition, whole."""

    is_current: bool
    not_yet_medically_reviewed: str = Field("", description="The notice of an emergency edition.")
    not_yet_reviewed: str = Field("", description="The notice of an edition that was moved in unreviewed.")
    original_changed: str = Field(
        "", description="Of a translation: the notice that its original was corrected, or is not as it was, since."
    )
    key_points: list[KeyPoint]
    sections: list[Section]
    topics: list[Link]
    subjects: list[Subject] = Field(description="Of an article without its own: those of its topics.")
    groups: list[Group] = Field(description="Of topics.")
    people: list[Person]
    references: list[Reference]
    newer_source_since: date | None = Field(
        None, description="Since when a newer version of a source of this text is being looked at."
    )
    corrections: list[str]
    editions_url: str
    record_url: str = Field(description="The trust record, with all that is needed to verify this edition.")


class EditionSummary(Schema):
    number: int
    created: datetime
    digest: str
    change_class: str
    change_note: str
    url: str
    api_url: str
    record_url: str


class Editions(Schema):
    editions: list[EditionSummary]


class Withdrawal(Schema):
    """A change of what readers get of a page, other than a new edition. Act on it at once."""

    id: int = Field(description="The page.")
    name: str
    url: str
    status: str = Field(description="published, under_review, withdrawn, retracted or archived")
    notice: str
    edition: int
    decided: datetime


class Withdrawals(Schema):
    withdrawals: list[Withdrawal]
    next: str | None


class Refusal(Schema):
    detail: str
