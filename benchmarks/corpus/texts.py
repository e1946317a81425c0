"""What the articles of a corpus say: words at random, or parts of documents that others wrote, put together anew."""

import random
import re
import tarfile
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from .words import WORD, Talker, words_by_frequency

#: Sections of an article, and of its paragraphs so many words at most.
SECTIONS, PARAGRAPH = range(4, 9), 90
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Text(NamedTuple):
    """An article without what the site adds; a section is a heading and HTML."""

    title: str
    standfirst: str
    key_points: list[str]
    sections: list[tuple[str, str]]


def texts_of(path=None):
    """Of an archive of documents (`Documents`), or of the words of a folder's files, by default the demo's."""
    if path and Path(path).is_file():
        return Documents(path)
    return AtRandom(words_by_frequency(path))


class AtRandom:
    """Texts of 600 to 1,200 words without meaning."""

    def __init__(self, words, seed=1):
        self.words = words
        self.random = random.Random(seed)
        self.say = Talker(words, seed).say

    def __next__(self):
        return Text(
            title=self.say(self.random.randint(2, 8)).capitalize(),
            standfirst=self.say(18).capitalize(),
            key_points=[self.say(10).capitalize() for _ in range(4)],
            sections=[(self.say(4).capitalize(), self.html()) for _ in range(self.random.randint(6, 8))],
        )

    def html(self):
        paragraphs = (self.say(self.random.randint(40, 90)).capitalize() for _ in range(2))
        return "".join(f"<p>{text}.</p>" for text in paragraphs)


class Answer(NamedTuple):
    """A question of a document with its answer, as a section."""

    kind: str
    heading: str
    html: str
    sentences: list[str]


class Documents:
    """Texts of a tar archive of XML documents as MedQuAD has them (https://github.com/abachaa/MedQuAD).

    A document has a subject and answers to questions of some kinds. The first round of texts is the documents
    themselves. In each later one some of a document's answers come from others of its kind, and some are added, so that
    texts differ, and share sections as the articles of a large site share phrases.
    """

    def __init__(self, archive, seed=1):
        self.random = random.Random(seed)
        self.documents = list(documents_in(archive))
        self.by_kind = defaultdict(list)
        for _subject, answers in self.documents:
            for answer in answers:
                self.by_kind[answer.kind].append(answer)
        self.kinds = sorted(self.by_kind)
        self.random.shuffle(self.documents)
        self.made = 0

    @property
    def words(self):
        """All that occur, each once."""
        said = (f"{subject} {answer.heading} {answer.html}" for subject, found in self.documents for answer in found)
        return sorted({word.lower() for text in said for word in WORD.findall(text)})

    def __next__(self):
        turn, place = divmod(self.made, len(self.documents))
        self.made += 1
        subject, answers = self.documents[place]
        if turn:
            answers = [answer if self.random.random() < 0.5 else self.another(answer.kind) for answer in answers]
            more = self.random.choices(self.kinds, k=max(0, self.random.choice(SECTIONS) - len(answers)))
            answers += map(self.another, more)
            subject = f"{subject}: {self.random.choice(answers).heading}"
        sentences = answers[0].sentences
        return Text(
            title=subject[:200],
            standfirst=sentences[0][:300],
            key_points=[escape(answer.sentences[-1][:200]) for answer in answers[:4]],
            sections=[(answer.heading, answer.html) for answer in answers],
        )

    def another(self, kind):
        return self.random.choice(self.by_kind[kind])


def documents_in(archive):
    """(subject, answers) of each document that answers something, in the archive's order."""
    with tarfile.open(archive) as files:
        for member in files:
            if not member.name.endswith(".xml"):
                continue
            root = ElementTree.parse(files.extractfile(member)).getroot()
            subject = " ".join((root.findtext("Focus") or "").split())
            if answers := [answer for pair in root.iter("QAPair") if (answer := answer_in(pair))]:
                yield subject, answers


def answer_in(pair):
    """None where it says nothing, as where an answer may not be shared."""
    sentences = [" ".join(sentence.split()) for sentence in _SENTENCE.split((pair.findtext("Answer") or "").strip())]
    if not sentences[0]:
        return None
    question = pair.find("Question")
    html = "".join(f"<p>{escape(text)}</p>" for text in paragraphs(sentences))
    return Answer(question.get("qtype"), " ".join((question.text or "").split())[:200], html, sentences)


def paragraphs(sentences):
    """Some sentences each."""
    taken, count = [], 0
    for sentence in sentences:
        taken.append(sentence)
        count += len(sentence.split())
        if count >= PARAGRAPH:
            yield " ".join(taken)
            taken, count = [], 0
    if taken:
        yield " ".join(taken)
