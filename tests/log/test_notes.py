"""Notes, keys and checkpoints are those of the specifications, and whatever is not whole is refused."""

import pytest

from articles.log.checkpoints import Checkpoint
from articles.log.notes import BadKeyError, BadNoteError, Note, SignerKey, VerifierKey

#: The example of the specification's authors (golang.org/x/mod/sumdb/note).
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""


def test_a_note_that_others_signed_is_believed():
    assert Note.read(NOTE).is_signed_by(VerifierKey.read(KEY))


def test_a_note_whose_text_was_changed_is_not():
    assert not Note.read(NOTE.replace("answer", "cause")).is_signed_by(VerifierKey.read(KEY))


def test_a_signature_of_another_key_is_passed_over(log_key):
    signed = log_key.sign("A text\n")

    assert Note.read(signed).is_signed_by(log_key.verifier)
    assert not Note.read(signed).is_signed_by(SignerKey.made(log_key.name).verifier)
    assert not Note.read(signed).is_signed_by(VerifierKey.read(KEY))


def test_a_key_is_read_as_it_was_written(log_key):
    assert SignerKey.read(log_key.secret()) == log_key
    assert VerifierKey.read(str(log_key.verifier)) == log_key.verifier
    assert log_key.secret().rsplit("+", 1)[1] not in f"{log_key!r} {log_key}"


@pytest.mark.parametrize(
    "text", ["", "key", "a+b+c", KEY[:-4], KEY.replace("c74f20a3", "00000000"), KEY.replace("PeterN", "Peter N"), "++"]
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(BadKeyError):
        VerifierKey.read(text)
    with pytest.raises(BadKeyError):
        SignerKey.read(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "new\nline"])
def test_a_log_has_one_word_for_a_name(name):
    with pytest.raises(BadKeyError):
        SignerKey.made(name)


@pytest.mark.parametrize(
    "content", ["", "text", "text\n\n", "text\n\n- a b\n", NOTE[:-1], NOTE + "more", "t\n\n— a %\n"]
)
def test_what_is_no_note_is_refused(content):
    with pytest.raises(BadNoteError):
        Note.read(content)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n",
        "log\n1\n",
        "log\nx\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n1\nCsUY\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(BadNoteError):
        Checkpoint.from_text(text)


def test_a_checkpoint_of_another_log_is_refused(log_key):
    checkpoint = Checkpoint("another.example/log", 1, b"r" * 32)

    with pytest.raises(BadNoteError, match="another log"):
        Checkpoint.read(log_key.sign(checkpoint.text), log_key.verifier)
