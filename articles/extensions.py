"""What the layers above hand over to articles when the site starts: one answer to each question.

Articles know nothing of readers' reports, and their pages ask whether they helped all the same: feedback registers that
part of a page here. A signal would take any number of answers and keep the last without a word.
"""


class AnsweredTwiceError(Exception):
    """Two parts of the site answer one question; the site does not start."""


class Answers:
    """Answers to questions about one thing, each under the name by which it is asked for."""

    def __init__(self, about):
        self.about = about
        self._given = {}

    def register(self, name, answer):
        """Answer a question, once; the same function again is no second answer."""
        earlier = self._given.setdefault(name, answer)
        if earlier is not answer:
            raise AnsweredTwiceError(
                f"“{name}” of {self.about} is answered by {earlier.__module__}.{earlier.__qualname__} already; "
                f"{answer.__module__}.{answer.__qualname__} cannot answer it too."
            )

    @property
    def is_answered(self):
        """Whether anybody has registered an answer."""
        return bool(self._given)

    def given(self, *about):
        """{name: what its answer says} of all that were registered."""
        return {name: answer(*about) for name, answer in self._given.items()}

    def get(self, name, default):
        """What one answer says, or the default where nobody has registered one."""
        return self._given[name]() if name in self._given else default


#: Parts of the page of a current edition, by their name in its template: each is given the Reading, and says None where
#: there is nothing to show.
page_parts = Answers("a reader's page")
#: Parts of the page of a search, by their name in its template: each is given what was searched for. Where one has
#: something to say, the search is nobody else's and is not counted.
search_parts = Answers("the page of a search")
#: Which words people write, so that none that no page has is taken for a misspelt one: each is given a set of words in
#: small letters and gives those among them.
words_of_people = Answers("words")
#: Whether somebody of the desk may see a picture that only drafts show: each is given the user and the picture's hash,
#: and one that says no is enough.
may_see_picture = Answers("pictures of drafts")
#: What the desk is told of a cited work, besides what the library knows: each is given the work.
work_facts = Answers("a cited work")
#: What is told of editions: each gives an expression on them.
edition_facts = Answers("editions")
#: What the desk's screens tell of a page: each gives an expression on pages, so that all are asked at once.
page_facts = Answers("a page at the desk")
#: What is noted of an edition whose text a program gets (JSON, Markdown, a trust record): each is given the request and
#: the edition's id. One that refuses the request raises ninja's HttpError.
given_to_programs = Answers("an edition that a program is given")
#: What else the audit of the record looks at: each gives, for every thing, the list of what is wrong with it.
also_audited = Answers("the audit of the record")
#: The header `Link` of feeds: each is given the request.
topic_links = Answers("a feed")
#: Whom readers call: `region` gives what feedback's components of help are given, `regions` all that a site can be for,
#: as the choices of a field.
help_numbers = Answers("whom readers call")
#: What answers at the addresses of a namespace may do as the readers’ role, under which they are: each gives a list
#: of what GRANT says between its name and TO.
readers_may = Answers("what answers to readers may do")
