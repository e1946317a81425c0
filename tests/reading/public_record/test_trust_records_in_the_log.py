"""A trust record whose hashes all fit is believed only if the log holds it, under a head that the log's key signed."""

import json
import shutil

import pytest

from articles.log.notes import SignerKey
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.reading.public_record.forgeries import forged_whole, log_of_its_own

pytestmark = pytest.mark.django_db


def test_a_record_that_was_forged_whole_is_not_in_the_log(record, check_copy):
    code, said = check_copy(forged_whole(record(published_article())))

    assert code == 1
    assert "the log does not hold this link" in said
    assert "does not fit" not in said, "all else fits: the hashes were forged too"


def test_a_record_that_was_forged_with_a_log_of_its_own_is_refused_by_the_logs_key(record, check_copy, log_key):
    forgery = log_of_its_own(forged_whole(record(published_article())), SignerKey.made(log_key.name))

    code, said = check_copy(forgery)

    assert code == 1
    assert said.endswith("\nThe log's key did not sign this head.\n")


def test_without_the_logs_key_nobody_is_told_that_everything_fits(record, check_copy, log_key):
    true = record(published_article())
    forgery = log_of_its_own(forged_whole(json.loads(json.dumps(true))), SignerKey.made(log_key.name))

    for each in (true, forgery):
        code, said = check_copy(each, key="")
        assert code == 3
        assert "Give the log's key to see whether it was forged whole: that was not checked." in said


def test_a_record_that_is_too_new_for_the_log_does_not_fit_yet(client, check_copy):
    found = client.get(f"{path_of(published_article())}editions/1/record.json").json()

    code, said = check_copy(found)

    assert code == 1
    assert "This record is not in the log." in said
    assert found["edition"]["inclusion"] is None


@pytest.mark.parametrize("key", ["key", "a+b+c", "testserver/log+00000000+AQ=="])
def test_what_is_no_key_believes_nothing(record, check_copy, key):
    code, _said = check_copy(record(published_article()), key=key)

    assert code in (1, 2)


@pytest.mark.parametrize(
    "damage", [lambda note: note.replace("\n", "\r\n"), lambda note: note + note, lambda note: note[:60]]
)
def test_a_damaged_head_is_not_believed(record, check_copy, damage):
    found = record(published_article())
    found["log"]["checkpoint"] = damage(found["log"]["checkpoint"])

    assert check_copy(found)[0] in (1, 2)


def test_a_record_of_which_the_tiles_are_gone_is_shown_without_its_proofs(client, sign, folder):
    page = published_article()
    sign()
    shutil.rmtree(folder.root / "tile")

    found = client.get(f"{path_of(page)}editions/1/record.json").json()

    assert found["edition"]["inclusion"] is None
    assert found["log"]["checkpoint"]
