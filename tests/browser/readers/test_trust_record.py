"""The trust record checks itself in a reader's browser, and says so when something does not fit."""

import re
from itertools import count, product

import pytest

from articles.log.notes import SignerKey
from articles.log.signing import sign_head
from articles.record.assertions import EDDSA, ES256, RS256
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, complaints, nothing_scrolls_sideways
from tests.browser.trust_records import change_on_its_way, outcome
from tests.factories.drafts import body, section
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article, published_with_passkeys
from tests.factories.signing import published

pytestmark = IN_A_BROWSER


@pytest.fixture
def page_of_record(sign, live_server):
    """The address of the record of an article that is in the log."""
    claim = "<mark>Heat eases pain for a day.</mark>[1]"
    page = published(article(sections=body(section("Heat", claim))))
    sign()
    return f"{live_server.url}{path_of(page)}editions/1/record/"


def test_the_readers_browser_finds_that_all_of_it_fits(window, people, sign, live_server):
    page = published_article(title="Où ça fait mal – ½ “dose” 😀")
    sign()
    reader = window()
    heard = complaints(reader)

    reader.goto(f"{live_server.url}{path_of(page)}editions/1/record/")

    said, states = outcome(reader)
    assert set(states.values()) == {"yes"}, states
    assert said == "All of it fits: this is the text that these people signed."
    assert heard == []
    assert reader.context.cookies() == []


@pytest.mark.parametrize(
    ("check", "path", "value"),
    [
        ("text", ["edition", "document"], lambda text: text.replace("It may", "It will")),
        ("signatures", ["sign_offs", 0, "statement"], lambda text: "I read it."),
        ("signatures", ["sign_offs", 1, "hash"], lambda text: "0" * 64),
        ("chain", ["sign_offs"], lambda signed: signed[:1]),
        ("chain", ["edition", "document"], lambda text: text.replace('"risk_tier":"standard"', '"risk_tier":"high"')),
        ("signatures", ["verdicts", 0, "verdict"], lambda verdict: "overstated"),
        ("signatures", ["verdicts", 0, "hash"], lambda text: "0" * 64),
        ("log", ["verdicts", 0, "inclusion", "proof"], lambda proof: proof[1:]),
        ("log", ["edition", "inclusion", "proof"], lambda proof: proof[1:]),
        ("log", ["sign_offs", 0, "inclusion", "index"], lambda index: index + 1),
        (
            "head",
            ["log", "checkpoint"],
            lambda note: SignerKey.made("testserver/log").sign(note.rpartition("\n\n")[0] + "\n"),
        ),
        (
            "script",
            ["log", "checkpoint"],
            lambda note: note.replace("check_record.js sha256", "check_record.js sha256 0"),
        ),
    ],
)
def test_what_does_not_fit_is_said(window, page_of_record, check, path, value):
    reader = window()
    change_on_its_way(reader, path, value)

    reader.goto(page_of_record)

    said, states = outcome(reader)
    assert states[check] == "no"
    assert said.startswith("Something does not fit.")


def test_an_edition_that_is_too_new_for_the_log_says_so(window, people, live_server):
    reader = window()

    reader.goto(f"{live_server.url}{path_of(published_article())}editions/1/record/")

    said, states = outcome(reader)
    assert "A new edition is in the public log within minutes" in said
    assert [states[check] for check in ("text", "signatures", "chain", "log")] == ["yes", "yes", "yes", "unknown"]


def test_a_log_key_with_plus_signs_is_read_to_its_end(window, people, live_server):
    keys = (SignerKey("testserver/log", number.to_bytes(32, "big")) for number in count())
    key = next(key for key in keys if re.search(r"\+.{8}\+.*\+.{8}\+", str(key.verifier)))
    page = published_article()
    sign_head(key)
    reader = window()

    reader.goto(f"{live_server.url}{path_of(page)}editions/1/record/")

    said, states = outcome(reader)
    assert states["head"] == "yes"
    assert said == "All of it fits: this is the text that these people signed."


def test_a_browser_that_knows_no_such_key_claims_nothing(window, page_of_record):
    reader = window()
    reader.add_init_script("crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))")

    reader.goto(page_of_record)

    said, states = outcome(reader)
    assert states["head"] == "unknown"
    assert said.startswith("What your browser can check fits.")


def test_a_network_that_is_away_for_a_moment_is_no_forgery(window, page_of_record):
    reader, asked = window(), []

    def once(route):
        asked.append(route)
        return route.continue_() if len(asked) == 1 else route.abort()

    reader.route("**/check_record*.js", once)
    reader.goto(page_of_record)

    said, states = outcome(reader)
    assert (len(asked), states["script"]) == (2, "unknown")
    assert said.startswith("What your browser can check fits.")


def test_an_answer_that_breaks_off_is_no_forgery(window, page_of_record):
    """As in a tunnel: the head of the answer came, and not all of what it announced."""
    reader = window()
    reader.add_init_script(
        """
        const whole = window.fetch;
        window.fetch = async (address, ...more) => {
          if (!/check_record|log\\/key/.test(address)) return whole(address, ...more);
          return new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError("network error")) }));
        };
        """
    )

    reader.goto(page_of_record)

    said, states = outcome(reader)
    assert (states["script"], states["text"], states["signatures"]) == ("unknown", "yes", "yes")
    assert said.startswith("What your browser can check fits.")


def test_without_javascript_it_says_how_to_check_by_hand(window, page_of_record):
    reader = window(java_script_enabled=False, viewport={"width": 390, "height": 844})

    reader.goto(page_of_record)

    assert not reader.get_by_role("status").is_visible()
    assert reader.get_by_text("Without JavaScript your browser cannot check this page by itself.").is_visible()
    assert reader.get_by_role("heading", name="Check it without trusting us").is_visible()


def test_everybody_can_read_it(window, page_of_record):
    for width, scheme in product((390, 820, 1280), ("light", "dark")):
        reader = window(viewport={"width": width, "height": 900}, color_scheme=scheme)
        reader.goto(page_of_record)
        outcome(reader)
        axe_finds_nothing(reader)
        nothing_scrolls_sideways(reader)


@pytest.fixture
def signed_with_passkeys(people, sign, live_server):
    """The address of the record of an article that was signed with passkeys of an algorithm."""

    def address(algorithm=ES256):
        page = published_with_passkeys(article(title="Où ça fait mal – ½ “dose” 😀"), algorithm=algorithm)
        sign()
        return f"{live_server.url}{path_of(page)}editions/1/record/"

    return address


@pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256], ids=["ES256", "EdDSA", "RS256"])
def test_the_readers_browser_checks_what_passkeys_signed(window, signed_with_passkeys, algorithm):
    reader = window()

    reader.goto(signed_with_passkeys(algorithm))

    said, states = outcome(reader)
    assert states["passkeys"] == "yes"
    assert said == "All of it fits: this is the text that these people signed."
    axe_finds_nothing(reader)


#: What is changed of a signature, and how.
FORGED = {
    "the signature": (["assertion", "signature"], lambda text: f"{text[:-8]}AAAAAAAA"),
    "its flags": (["assertion", "authenticatorData"], lambda text: text.translate(str.maketrans("AF", "FA"))),
    "the interests": (["interests"], lambda text: "Shares"),
    "the algorithm": (["signing_key", "algorithm"], lambda number: -257),
    "a later key": (["signing_key", "sequence"], lambda number: number + 1),
    "no key": (["signing_key"], lambda key: None),
}


def test_a_passkeys_signature_that_does_not_fit_is_said(window, signed_with_passkeys):
    address = signed_with_passkeys()
    for what, (path, value) in FORGED.items():
        reader = window()
        change_on_its_way(reader, ["sign_offs", 0, *path], value)
        reader.goto(address)

        assert outcome(reader)[1]["passkeys"] == "no", what
