"""What the layers above hand over to review when the site starts."""

from articles.extensions import Answers

#: Whether something else than signatures keeps a page from being published: each answer is given the page's number, and
#: gives a sentence, which is empty where nothing does.
keeps_from_publishing = Answers("publishing")
