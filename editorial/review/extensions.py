"""What the layers above add to reviewing. Publishing and signing work where nobody adds anything."""

from articles.extensions import Answers

#: What stands beside a text that waits for a signature: each is given the draft and who looks, and gives HTML or "".
beside_text = Answers("a text in review")
#: What keeps a text from being published: each is given the draft, and gives sentences.
unmet_requirements = Answers("what a text needs")
