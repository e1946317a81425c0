"""A site leaves as lines of JSON and files, and an empty one becomes the same site, its record intact."""

import hashlib
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.reading.search import zero_results
from articles.record.published.editions import Edition
from editorial.accounts.users import User
from editorial.exchange.whole_site import tables
from editorial.exchange.whole_site.left_out import STAYS
from editorial.exchange.whole_site.moving_back import move_back
from editorial.exchange.whole_site.moving_out import move_out
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report, ReportNote
from tests.factories.accounts import UserFactory
from tests.factories.drafts import image
from tests.factories.editions import path_of
from tests.factories.moved_in import imported_article, legacy_edition
from tests.factories.pages import published_article
from tests.roles import READERS_ROLE, WEB_ROLE

pytestmark = pytest.mark.django_db

ROLES = (f"--web-role={WEB_ROLE}", f"--readers-role={READERS_ROLE}")
SECRETS = {"a password": "a-hash-of-a-password", "an address": "reader@example.org"}


@pytest.fixture(scope="module")
def left(scene, tmp_path_factory):
    """The folder that a site left in, with an article, its picture, a reader's report and the desk's note on it."""
    article = published_article("Heat packs", hero_image=image(), hero_alt="A heat pack")
    legacy_edition(imported_article("Moved in"))
    told = receive(
        Edition.objects.get(page=article),
        receipt=new_receipt(),
        reason="not_accurate",
        comment="The dose for Jo Reader is wrong.",
        email=SECRETS["an address"],
    )
    ReportNote.objects.create(report=told, author=UserFactory(triager=True), text="Jo Reader again.")
    zero_results.count("jo reader of elm street")
    User.objects.filter(pk=article.owner_id).update(password=SECRETS["a password"])
    folder = tmp_path_factory.mktemp("left") / "site"
    move_out(folder)
    return folder


@pytest.fixture
def emptied(settings, tmp_path):
    """The site is empty, as one that was just installed."""
    with tables.as_written():
        tables.empty(tables.tables())
    for name in ("MEDIA_ROOT", "EDITION_IMAGES_ROOT", "LOG_ROOT"):
        setattr(settings, name, tmp_path / "new" / name)


def everything():
    """{table: its rows} of all that leaves."""
    return {name: list(tables.lines(name, {})) for name in tables.tables() if name not in STAYS}


def rows_of(folder, table):
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text().splitlines()]


def put_into(folder, table, change):
    """Change each row of a table in the folder, and let the manifest say that it was always so."""
    name = f"tables/{table}.jsonl"
    text = "".join(json.dumps(row | change) + "\n" for row in rows_of(folder, table))
    (folder / name).write_text(text)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] |= {"size": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def say(folder, **changes):
    """Let the manifest say something else."""
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | changes))


@pytest.fixture
def copy(left, tmp_path):
    """The folder, to be harmed."""
    target = tmp_path / "copy"
    for path in left.rglob("*"):
        if path.is_file():
            (target / path.relative_to(left)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(left)).write_bytes(path.read_bytes())
    return target


def test_an_empty_site_becomes_the_one_that_left(left, emptied, settings, client):
    report = move_back(left)

    told = {row["id"]: (row["digest"], row["document"]) for row in rows_of(left, "articles_edition")}
    assert {edition.pk: (edition.digest, edition.document) for edition in Edition.objects.all()} == told
    assert "{}:{}".format(*report.head) == json.loads((left / "manifest.json").read_text())["head"]
    assert [edition.title for edition in Edition.objects.legacy()] == ["Moved in"]
    [heat] = [edition for edition in Edition.objects.all() if edition.content["title"] == "Heat packs"]
    assert client.get(path_of(heat.page)).status_code == 200
    assert [path.read_bytes() for path in settings.EDITION_IMAGES_ROOT.rglob("*.webp")]


def test_nothing_changes_on_the_way_but_what_stays_behind(tmp_path, scene, left, emptied):
    move_back(left)
    before = everything()

    move_out(tmp_path / "again")
    with tables.as_written():
        tables.empty(tables.tables())
    for place in (tmp_path / "new").iterdir():
        place.rename(tmp_path / f"old-{place.name}")
    move_back(tmp_path / "again")

    assert everything() == before


def test_people_go_on_where_the_site_left(left, emptied):
    move_back(left)

    UserFactory()
    published_article("The first of the new place")
    call_command("verify_record")


def test_no_secret_and_no_reader_leaves(left):
    leaving = [path.read_bytes() for path in left.rglob("*") if path.is_file()]

    assert "words" not in rows_of(left, "feedback_report")[0]  # worked out of the comment
    for secret in (*SECRETS.values(), "Jo Reader", "jo reader"):
        assert not [content for content in leaving if secret.encode() in content]
    assert not {f"{table}.jsonl" for table in STAYS} & {path.name for path in (left / "tables").iterdir()}


def test_a_report_without_its_words_still_waits_for_the_desk(left, emptied):
    move_back(left)

    [moved] = Report.objects.exclude(erased_at=None)
    assert (moved.comment, moved.email, moved.state) == ("", "", "new")
    assert moved in Report.objects.open().with_details()


def test_words_leave_where_they_are_asked_for(tmp_path, left):
    call_command("export_site", str(tmp_path / "all"), "--with-words")

    [told] = rows_of(tmp_path / "all", "feedback_report")
    assert (told["comment"], told["email"]) == ("The dose for Jo Reader is wrong.", "")


def test_a_site_in_use_is_not_written_over(left):
    with pytest.raises(CommandError, match="in use"):
        call_command("import_site", str(left), *ROLES)


def test_a_site_that_stays_as_it_is_gives_nobody_new_rights(left):
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE SELECT ON articles_edition FROM {WEB_ROLE}")
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("import_site", str(left), *ROLES)

        cursor.execute("SELECT has_table_privilege(%s, 'articles_edition', 'SELECT')", [WEB_ROLE])
        assert cursor.fetchone() == (False,)


def test_nothing_is_written_into_a_folder_that_holds_something(left):
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_site", str(left))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "broke off"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "format"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "no JSON"),
        (lambda folder: (folder / "manifest.json").write_text("[" * 100_000), "no JSON"),
        (lambda folder: say(folder, files=None), "not as export_site writes it"),
        (lambda folder: say(folder, files={"README.txt": "x"}), "not as export_site writes it"),
        (lambda folder: say(folder, columns=None), "not as export_site writes it"),
        (lambda folder: say(folder, head="x"), "not as export_site writes it"),
        (lambda folder: say(folder, head=""), "ends elsewhere"),
        (lambda folder: (folder / "tables/articles_edition.jsonl").write_text(""), "not as it was written"),
        (lambda folder: (folder / "tables/articles_signoff.jsonl").unlink(), "is missing"),
        (lambda folder: put_into(folder, "articles_edition", {"change_note": "Never said."}), "not intact"),
        (lambda folder: put_into(folder, "articles_edition", {"page_id": 10**6}), "PostgreSQL refuses"),
    ],
    ids=["unfinished", "not a manifest", "not JSON", "JSON without end", "no files", "files of no size", "no columns"]
    + ["no head", "another end", "changed", "torn", "another record", "rows of no page"],
)
def test_a_harmed_folder_changes_nothing(copy, emptied, harm, said, tmp_path):
    harm(copy)

    with pytest.raises(CommandError, match=said) as refused:
        call_command("import_site", str(copy), *ROLES)

    assert "Nothing was changed." in str(refused.value)
    assert not Edition.objects.exists()
    assert not [path for path in (tmp_path / "new").rglob("*") if path.is_file()]


def test_lines_that_are_no_text_change_nothing(copy, emptied):
    content, name = b"\xff\xfe\n", "tables/articles_synonym.jsonl"
    (copy / name).write_bytes(content)
    files = json.loads((copy / "manifest.json").read_text())["files"]
    say(copy, files=files | {name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}})

    with pytest.raises(CommandError, match="articles_synonym.jsonl is no text"):
        call_command("import_site", str(copy), *ROLES)


def test_whoever_moves_a_site_in_is_told_what_the_audit_could_not_see(left, emptied, capsys):
    call_command("import_site", str(left), *ROLES)

    assert "No head of the log was ever signed here" in capsys.readouterr().out


def test_a_folder_of_another_release_is_refused_by_what_differs(copy, emptied):
    manifest = (copy / "manifest.json").read_text()
    (copy / "manifest.json").write_text(re.sub(r'"number smallint",\s*', "", manifest).replace('"number integer",', ""))

    with pytest.raises(CommandError, match="another release: .*articles_edition"):
        call_command("import_site", str(copy), *ROLES)


@pytest.mark.parametrize(
    "name", ["media/../../secret", "/etc/hostname", "media//OUT", "media/./secret", "media/a/b", "\0"]
)
def test_no_file_comes_from_outside_the_folder_or_goes_there(copy, emptied, tmp_path, name):
    out = tmp_path / "out" / "secret"
    name = name.replace("/OUT", str(out))
    inside = copy / name.replace("//", "/").strip("\0")
    (copy / "media" / "a").symlink_to("/etc")
    if "//" in name:
        inside.parent.mkdir(parents=True)
        inside.write_bytes(b"")
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"][name] = {"size": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    (copy / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match="outside the folder"):
        call_command("import_site", str(copy), *ROLES)
    assert not out.exists()


def test_triggers_are_as_they_were(left, emptied):
    def how():
        with connection.cursor() as cursor:
            cursor.execute(tables.TRIGGERS)
            return sorted(cursor.fetchall())

    before = how()
    move_back(left)

    assert how() == before
    assert {enabled for _table, _name, enabled in before} <= set(tables.ENABLED)
