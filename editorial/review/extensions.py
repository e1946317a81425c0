"""What the layers above hand over to review when the site starts: one answer to each question."""

from typing import NamedTuple

from articles.extensions import Answers


class Undecided(NamedTuple):
    """What waits for an editor's decision: its name, what is decided about it, and where.

    `not_by` holds the numbers of the accounts that may not: they asked for it, or have said their word already. It is
    for appointed editors, or for every editor.
    """

    name: str
    asked: str
    url: str
    not_by: frozenset[int | None]
    by_every_editor: bool = False


#: Whom the desk counts on for a step that begins. It is given the step, the kind of sign-off, the draft and the users
#: who may sign, and says which of them are told; None where all of them are.
counted_on = Answers("a step that begins")
#: Of those who may sign, who is asked already: given and answered as the one above, but nobody is asked by it.
asked_already = Answers("a step that goes on")
#: Whether something else than signatures keeps a page from being published: each answer is given the page's number, and
#: gives a sentence, which is empty where nothing does.
keeps_from_publishing = Answers("publishing")
#: What stands beside a text that waits for a signature: each is given the draft and who looks, and gives HTML or "".
beside_text = Answers("a text in review")
#: What keeps a text from being published: each is given the draft, and gives sentences.
unmet_requirements = Answers("what a text needs")
#: What goes into the evidence pack of a page: each is given the page, and gives a piece, or None where there is none.
evidence = Answers("an evidence pack")
#: What else waits for editors to decide: each gives what is Undecided.
undecided = Answers("what editors decide")
