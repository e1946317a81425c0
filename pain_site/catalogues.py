"""The catalogues of `locale/`: what a reader is told by the site itself, in other languages.

Readers' sentences only: the desk works in English. `./run messages` brings new sentences into the catalogues, keeps
what is translated, and compiles them. It needs Babel, which the site itself does not.
"""

import ast
import io
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("de", "es", "fr")

#: Where readers' sentences are written: of each file that a pattern fits, or of the one class or value after “::”.
READER_SIDE = (
    "pain_site/templates/*.html",
    "pain_site/middleware/refusals.py",
    "pain_site/context_processors.py",
    "articles/templates/articles/components/*.html",
    "articles/templates/articles/opensearch.xml",
    "articles/reading/*.py",
    "articles/record/signed/claim_checks.py::Verdict",
    "articles/record/signers/credentials.py::CredentialKind",
    "articles/record/published/editions.py::ChangeClass",
    "articles/record/published/reported_months.py::Urgency",
    "articles/record/signed/risk.py::RiskTier",
    "articles/record/published/status.py::PublicationStatus",
    "articles/record/signed/subjects.py::SubjectKind",
    "articles/references/integrity/status.py::Status",
    "articles/references/library/warnings.py",
    "articles/references/works.py::WorkKind",
    "articles/references/works.py::StudyType",
    "articles/writing/citations.py",
    "articles/writing/typesetting.py",
    "editorial/exchange/templates/exchange/ark/*.html",
    "editorial/syndication/recalls/sentences.py",
    "editorial/feedback/capture/*.py",
    "editorial/feedback/reports/report.py::Report.answer",
    "editorial/feedback/reports/report.py::Report.state_in_words",
    "editorial/feedback/reports/states.py::Reason",
    "editorial/feedback/reports/states.py::STATES_FOR_READERS",
    "editorial/feedback/templates/feedback/emails/report_answered.txt",
    "editorial/feedback/templates/feedback/emails/report_left.txt",
)
#: What those patterns fit and no reader sees: the desk's screens, and models that only they show.
DESK_SIDE = (
    "pain_site/templates/guide/*",
    "pain_site/templates/set_up/*",
    "articles/reading/site_form.py",
    "articles/reading/site_settings.py",
    "pain_site/templates/health/*",
    "pain_site/templates/wagtailadmin/*",
    "articles/reading/listings/related.py",
    "articles/reading/search/index.py",
    "articles/reading/search/synonyms.py",
    "articles/reading/search/viewsets.py",
    "articles/reading/search/vocabulary.py",
    "articles/reading/search/zero_results.py",
    "editorial/feedback/capture/storing/*.py",
    "editorial/feedback/capture/words/safety.py",
    "editorial/feedback/capture/words/viewsets.py",
)
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
#: Catalogues say when they were made, and would differ each time.
MADE = datetime(2026, 1, 1, tzinfo=UTC)
#: How the head of a catalogue says who stands for it, and for which words.
SIGNED = re.compile(r"^# Read and signed: (?P<who>.+), \d{4}-\d\d-\d\d, (?P<words>[0-9a-f]{12})$", re.MULTILINE)
MACHINE_MADE = """\
# What readers are told by the site itself, in {language}.
# Read and signed: nobody yet
#
# Whoever has read all of it and stands for it writes above, in place of “nobody yet”: name, day, words.
# The words are what `./run messages` prints for this catalogue; they change with any translation in it."""


@dataclass(frozen=True)
class Source:
    """A file with readers' sentences, or a part of it."""

    path: Path
    part: str = ""

    @property
    def name(self):
        return str(self.path.relative_to(ROOT))

    def messages(self):
        """(message, context) of each sentence; a message with a plural is a pair."""
        text = self.path.read_text(encoding="utf-8")
        return in_python(text, self.part) if self.path.suffix == ".py" else in_template(text)


def in_template(text):
    """Django makes calls of gettext out of its tags, and Babel reads them, where no line begins with a space."""
    calls = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    found = extract("python", io.BytesIO(calls.encode()), KEYWORDS)
    return [(message, context) for _line, message, _comments, context in found]


def in_python(text, part=""):
    """From the syntax tree, which knows what is inside an f-string and what belongs to a class."""
    tree = ast.parse(text)
    for name in filter(None, part.split(".")):
        tree = next(node for node in tree.body if name in names_of(node))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [message_of(call) for call in calls if called(call) in KEYWORDS]


def names_of(node):
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return {getattr(node, "name", None), *(getattr(target, "id", None) for target in targets)}


def called(call):
    return getattr(call.func, "id", None) or getattr(call.func, "attr", None)


def message_of(call):
    """What a call has translated, which is written out in it, and its context."""
    texts = [ast.literal_eval(argument) for argument in call.args if isinstance(argument, ast.Constant)]
    wanted = KEYWORDS[called(call)] or (1,)
    context = next((texts[place[0] - 1] for place in wanted if isinstance(place, tuple)), None)
    message = tuple(texts[place - 1] for place in wanted if not isinstance(place, tuple))
    return (message if len(message) > 1 else message[0]), context


def sources():
    """Every file with readers' sentences, in the order of the names."""
    found = set()
    for pattern in READER_SIDE:
        pattern, _, part = pattern.partition("::")
        top = ROOT / pattern.partition("*")[0].rpartition("/")[0]
        found |= {Source(path, part) for path in top.rglob("*") if fnmatch(path.relative_to(ROOT), pattern)}
    wanted = [source for source in found if not any(fnmatch(source.name, pattern) for pattern in DESK_SIDE)]
    return sorted(wanted, key=lambda source: (source.name, source.part))


def template():
    """A catalogue of everything that readers are told, without translations."""
    catalog = Catalog()
    for source in sources():
        for message, context in source.messages():
            catalog.add(message, locations=[(source.name, 0)], context=context)
    return catalog


def po(language):
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language):
    """The translations into a language, as they are on disk; a new catalogue where there are none."""
    if not po(language).exists():
        name = Locale(language).english_name
        who = {
            "last_translator": "machine",
            "language_team": name,
            "msgid_bugs_address": "the desk",
            "project": "pain-site",
        }
        return Catalog(language, header_comment=MACHINE_MADE.format(language=name), version="1", fuzzy=False, **who)
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language):
    """The same with every sentence of today; translations of sentences that are gone are kept at its end."""
    catalog = catalogue(language)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def as_po(catalog):
    """A catalogue as the file that people read: without line numbers, which would change with every commit."""
    catalog.revision_date = catalog.creation_date = MADE
    file = io.BytesIO()
    write_po(file, catalog, width=0, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def as_mo(catalog):
    """The same as the file that Django reads."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def english():
    """Every sentence as it is written, which needs no file for people.

    Django looks for a sentence in the catalogues of all apps, some twenty, twice, and in what those fall back to,
    before it takes it as it is written. In this one, which comes first, it finds it at once: it made an eighth of what
    Python does for an article.
    """
    catalog = Catalog("en", creation_date=MADE, revision_date=MADE)
    for message in filter(lambda message: message.id, template()):
        catalog.add(message.id, message.id, context=message.context)
    return catalog


def mo_of_english():
    return po("en").with_suffix(".mo")


def words_of(catalog):
    """A digest of all translations: what somebody signs who has read them."""
    said = sorted(repr((message.context, message.id, message.string)) for message in catalog if message.id)
    return sha256("\n".join(said).encode()).hexdigest()[:12]


def signer(catalog):
    """Who stands for all of these words; nobody where a word changed since."""
    signed = SIGNED.search(catalog.header_comment)
    return signed["who"] if signed and signed["words"] == words_of(catalog) else ""


def untranslated(catalog):
    """The sentences that have no translation, or one that nobody looked at."""
    return [
        message
        for message in catalog
        if message.id and (message.fuzzy or not message.string or not all(as_tuple(message.string)))
    ]


def as_tuple(text):
    return text if isinstance(text, tuple) else (text,)


def state(language, catalog):
    """For whoever works on the catalogues: how far one is, and what it does not say yet."""
    missing, who = untranslated(catalog), signer(catalog)
    said = f"read and signed by {who}" if who else "machine-made, signed by nobody"
    head = (
        f"{language}  {len(catalog)} sentences, {len(missing)} without a translation, words {words_of(catalog)}: {said}"
    )
    return "\n".join([head, *(f"    {message.id}" for message in missing)]) + "\n"


def update():
    """Bring every catalogue up to date and compile it."""
    for language in LANGUAGES:
        catalog = updated(language)
        po(language).parent.mkdir(parents=True, exist_ok=True)
        po(language).write_bytes(as_po(catalog))
        po(language).with_suffix(".mo").write_bytes(as_mo(catalog))
        sys.stdout.write(state(language, catalog))
    mo_of_english().parent.mkdir(parents=True, exist_ok=True)
    mo_of_english().write_bytes(as_mo(english()))


if __name__ == "__main__":
    update()
