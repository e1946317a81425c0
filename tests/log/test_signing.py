"""Heads of the log: signed by the one process that has the key, never against what was signed before."""

import hashlib
import resource
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from articles.log import checks
from articles.log.checkpoints import Checkpoint
from articles.log.folder import ENTRIES
from articles.log.links import links_from
from articles.log.merkle import WIDTH, Growth, leaf_hash, root_from_proof
from articles.log.notes import BadNoteError, SignerKey, VerifierKey
from articles.log.programs import PROGRAMS, program_hash
from articles.log.proofs import SignedTree
from articles.log.signing import LogRefusalError
from articles.record.published.addresses import AddressChange
from editorial.upkeep import tasks
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.upkeep.damage import as_somebody_who_can_do_everything, chain_everything_anew, damage

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_links(monkeypatch):
    """A chain of any length, without a row for each link."""
    made = [(number, hashlib.sha256(str(number).encode()).digest()) for number in range(1, 70_001)]

    def have(number):
        monkeypatch.setattr(
            "articles.log.signing.links_from", lambda first: (link for link in made[first - 1 : number])
        )
        return [link for _, link in made[:number]]

    return have


def root_of(links):
    growth = Growth(lambda *tile: None)
    for link in links:
        growth.append(link)
    return growth.root


def test_each_link_of_the_chain_is_a_leaf_in_the_order_of_the_chain(sign, folder):
    published_article()

    head = sign()

    links = [link for _, link in links_from(1)]
    assert head.size == len(links) == AddressChange.objects.latest("sequence").sequence
    assert head.root == root_of(links)
    assert folder.read_entries(0, head.size) == links


def test_nothing_is_signed_twice_and_what_is_new_is_taken_in(sign):
    first = sign()

    assert sign() is None
    published_article()
    assert first.size < sign().size == len(list(links_from(1)))


@pytest.mark.parametrize("steps", [[1, 255, 256, 257], [300, 512, 513], [65535, 65537, 70_000], [70_000]])
def test_a_log_that_grew_in_steps_is_the_one_that_was_made_at_once(sign, folder, many_links, steps):
    for number in steps:
        links = many_links(number)
        head = sign()
        assert (head.size, head.root) == (number, root_of(links))
        for sequence in {1, number // 2 + 1, number}:
            proof = SignedTree().tree.inclusion_proof(sequence - 1)
            assert root_from_proof(leaf_hash(links[sequence - 1]), sequence - 1, number, proof) == head.root

    index, width = divmod(steps[-1], WIDTH)
    assert folder.read_entries(0, min(steps[-1], WIDTH)) == links[:WIDTH]
    assert not width or folder.read_entries(index, width) == links[-width:]


def test_what_a_head_says_is_signed_with_the_key_that_readers_are_given(sign, folder, log_key):
    head = sign()

    assert Checkpoint.read(folder.newest_note(), log_key.verifier) == head
    assert folder.key == log_key.verifier
    assert head.origin == log_key.name


def test_a_head_names_the_programs_with_which_readers_check(sign, monkeypatch):
    head = sign()
    assert head.extensions == tuple(f"{name} sha256 {program_hash(name)}" for name in PROGRAMS)

    monkeypatch.setattr("articles.log.signing.program_lines", lambda: ("check_record.js sha256 another",))
    assert sign().extensions != head.extensions


def test_after_the_way_back_to_an_earlier_release_readers_get_a_head_that_names_its_programs(
    sign, folder, log_key, monkeypatch
):
    earlier = sign()
    with monkeypatch.context() as later:
        later.setattr("articles.log.signing.program_lines", lambda: ("check_record.js sha256 another",))
        sign()

    sign()

    assert Checkpoint.read(folder.newest_note(), log_key.verifier) == earlier
    assert sign() is None


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe", b"no note"])
def test_a_head_for_readers_that_is_damaged_is_written_anew(sign, folder, log_key, damaged):
    head = sign()
    (folder.root / "checkpoint").write_bytes(damaged)

    assert sign() == head
    assert Checkpoint.read(folder.newest_note(), log_key.verifier) == head


def test_a_kept_head_that_is_damaged_is_refused_with_a_sentence(sign, folder):
    sign()
    [kept] = (folder.root / "checkpoints").iterdir()
    kept.write_bytes(b"\xff\xfe")

    with pytest.raises(BadNoteError, match="That is no signed note"):
        sign()


def test_every_head_is_kept(sign, folder):
    heads = [sign()]
    published_article()
    heads.append(sign())

    kept = [Checkpoint.read(note, folder.key) for _, note in folder.kept_notes()]
    assert kept == heads


# --- refusals ---


def test_a_record_that_lost_its_end_is_not_signed(sign, folder):
    published_article()
    note = (sign(), folder.newest_note())[1]
    damage("DELETE FROM articles_addresschange WHERE id = %s", AddressChange.objects.latest("sequence").pk)

    with pytest.raises(LogRefusalError, match="has not the link"):
        sign()
    assert folder.newest_note() == note


def test_a_record_that_was_chained_anew_is_not_signed(sign):
    page = published_article()
    sign()
    damage("UPDATE articles_signoff SET statement = 'I read it.' WHERE page_id = %s AND kind = 'fact_check'", page.pk)
    chain_everything_anew()

    with pytest.raises(LogRefusalError, match="has not the link"):
        sign()


def test_a_record_that_was_chained_anew_is_not_signed_when_the_tiles_are_gone_too(sign, folder):
    page = published_article()
    sign()
    for tile in (folder.root / "tile").rglob("*"):
        if tile.is_file():
            tile.unlink()
    damage("UPDATE articles_signoff SET statement = 'I read it.' WHERE page_id = %s AND kind = 'fact_check'", page.pk)
    chain_everything_anew()

    with pytest.raises(LogRefusalError, match="not the one that was signed"):
        sign()
    assert not [path for path in (folder.root / "tile").rglob("*") if path.is_file()]


def test_a_record_with_a_gap_is_not_signed(sign):
    first = published_article()
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("DELETE FROM articles_signoff WHERE page_id = %s", [first.pk])

    with pytest.raises(LogRefusalError, match="lacks number"):
        sign()


def test_damaged_tiles_are_made_anew_from_the_chain(sign, folder):
    sign()
    published_article()
    (tile,) = (folder.root / "tile" / "0").rglob("[0-9]*[0-9]")
    tile.write_bytes(b"x" * len(tile.read_bytes()))

    head = sign()

    assert SignedTree().tree.root == head.root


def test_a_head_that_somebody_else_put_there_is_not_built_on(sign, folder):
    sign()
    published_article()
    for path in (folder.root / "checkpoints").iterdir():
        path.write_text(
            SignerKey.made("testserver/log").sign(
                Checkpoint.from_text(path.read_text().rpartition("\n\n")[0] + "\n").text
            )
        )

    with pytest.raises(ValueError, match="not signed by"):
        sign()


# --- who has the key ---


@pytest.fixture
def key_file(tmp_path, capsys):
    call_command("make_log_key", str(tmp_path / "log.key"))
    return tmp_path / "log.key", capsys.readouterr().out.strip()


def test_a_key_is_made_once_and_read_by_its_owner_alone(key_file):
    path, public = key_file

    assert VerifierKey.read(public).name == "testserver/log"
    assert SignerKey.read(path.read_text()).verifier == VerifierKey.read(public)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="File exists"):
        call_command("make_log_key", str(path))


def test_a_key_that_finds_no_place_on_the_disk_is_told_and_leaves_no_file(tmp_path):
    sizes = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, sizes[1]))
    try:
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("make_log_key", str(tmp_path / "log.key"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, sizes)

    assert not (tmp_path / "log.key").exists()


def test_the_worker_that_has_the_key_signs(key_file, monkeypatch, folder, capsys):
    monkeypatch.setenv("LOG_SIGNING_KEY_FILE", str(key_file[0]))

    assert "links" in tasks.sign_head()
    call_command("sign_head")

    assert "Nothing new to sign." in capsys.readouterr().out
    assert str(folder.key) == key_file[1]


def test_a_process_without_the_key_says_so(monkeypatch):
    for name in ("LOG_SIGNING_KEY", "LOG_SIGNING_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(CommandError, match="This process has no key of the log"):
        call_command("sign_head")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PRIVATE+KEY+one+two"])
def test_a_file_that_is_no_key_is_refused_in_a_sentence(monkeypatch, tmp_path, content):
    path = tmp_path / "log.key"
    path.write_bytes(content)
    monkeypatch.setenv("LOG_SIGNING_KEY_FILE", str(path))

    with pytest.raises(CommandError, match="That is no key of a log"):
        call_command("sign_head")
    with pytest.raises(CommandError, match="holds no head of the log"):
        call_command("verify_record", f"--checkpoint={path}")


def test_a_web_process_that_was_given_the_key_does_not_start(key_file, monkeypatch):
    checks.refuse_key()
    assert checks.web_process_has_no_key(None) == []

    monkeypatch.setenv("LOG_SIGNING_KEY_FILE", str(key_file[0]))

    (error,) = checks.web_process_has_no_key(None)
    assert "Only the worker of the queue “log” may have it" in error.msg
    with pytest.raises(ImproperlyConfigured, match="LOG_SIGNING_KEY_FILE"):
        checks.refuse_key()


def test_heads_are_signed_every_minute_in_a_queue_of_their_own(settings):
    (job,) = [job for job in settings.CELERY_BEAT_SCHEDULE.values() if job["task"] == tasks.sign_head.name]

    assert job["schedule"] == job["options"]["expires"] == 60
    assert settings.CELERY_TASK_ROUTES[tasks.sign_head.name] == {"queue": "log"}


# --- what is served ---


def test_the_log_is_served_as_the_specification_says(client, sign, folder):
    head = sign()

    checkpoint = client.get("/log/checkpoint")
    assert checkpoint.content.decode() == folder.newest_note()
    assert checkpoint["Content-Type"] == "text/plain; charset=utf-8"
    assert "max-age=0" in checkpoint["Cache-Control"]
    for path, each in (("tile/0/000", 32), ("tile/entries/000", 34)):
        tile = client.get(f"/log/{path}.p/{head.size}")
        assert tile["Content-Type"] == "application/octet-stream"
        assert "immutable" in tile["Cache-Control"]
        assert len(tile.content) == head.size * each
    assert client.get("/log/key").content.decode() == f"{folder.key}\n"


def test_a_tile_that_was_partial_is_cut_out_of_the_full_one(client, sign, many_links, folder):
    many_links(200)
    sign()
    before = client.get("/log/tile/0/000.p/200").content
    links = many_links(256)
    sign()

    assert client.get("/log/tile/0/000.p/200").content == before
    assert client.get("/log/tile/0/000").content == b"".join(map(leaf_hash, links))
    assert client.get("/log/tile/entries/000.p/200").content == client.get("/log/tile/entries/000").content[: 200 * 34]
    assert not list((folder.root / "tile" / "0").glob("*.p"))


@pytest.mark.parametrize(
    "path",
    ["checkpoint", "key", "tile/0/000", "tile/0/000.p/256", "tile/64/000", "tile/0/../../key", "tile/0/0001", "lock"],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(f"/log/{path}", follow=True).status_code == 404


def test_the_log_is_served_without_the_database(client, sign, django_assert_num_queries):
    head = sign()

    with django_assert_num_queries(0):
        client.get("/log/checkpoint")
        client.get(f"/log/tile/{ENTRIES}/000.p/{head.size}")


def test_the_newest_head_stands_at_the_beginning_of_feeds_and_llms_txt(client, sign, folder):
    published_article()
    assert b"checkpoint" not in client.get("/llms.txt").content
    sign()

    assert folder.newest_note().split("\n")[2] in client.get("/llms.txt").content.decode()
    for feed in ("/feed/", "/feed/rss/", "/corrections/feed/"):
        text = client.get(feed).content.decode()
        assert folder.newest_note().split("\n")[2] in text.partition("<entry>")[0].partition("<item>")[0]


def test_a_record_without_links_has_no_head(sign, folder, many_links):
    many_links(0)

    assert sign() is None
    assert folder.newest_note() is None and not (folder.root / "checkpoints").exists()


def test_what_was_being_written_when_the_machine_stopped_is_no_head(sign, folder):
    head = sign()
    (folder.root / "checkpoints" / "000000009999-0123456789ab.part").write_text("half a no")
    published_article()

    assert sign().size > head.size
    assert len(list(folder.kept_notes())) == 2


@pytest.mark.parametrize("content", [b"no note", b"\xff\xfe"])
def test_readers_get_feeds_and_records_when_the_head_cannot_be_read(client, sign, folder, content):
    page = published_article()
    sign()
    (folder.root / "checkpoint").write_bytes(content)

    for address in ("/feed/", "/llms.txt", f"{path_of(page)}editions/1/record.json"):
        assert client.get(address).status_code == 200, address
    assert SignedTree(folder).checkpoint is None
