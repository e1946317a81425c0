"""The ten criteria of the PIF TICK, the Patient Information Forum's mark for health information, in words of ours.

https://pifonline.org.uk/pif-tick/about/
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .pieces import Words

SOURCE = "https://pifonline.org.uk/pif-tick/about/"


@dataclass(frozen=True)
class Criterion:
    """One of the ten: what it asks for, the pieces that show something for it, and what they do not show."""

    name: Words
    asks: Words
    shown_by: tuple[str, ...]
    not_shown: Words


CRITERIA = [
    Criterion(
        _("Systems"),
        _("Texts come about in a process that is written down, and always the same."),
        ("editions", "sign-offs", "assignments", "change-requests", "risk", "status"),
        _("The description of the process itself: the site's editorial policy and its publishing rules are elsewhere."),
    ),
    Criterion(
        _("Training"),
        _("Whoever writes and checks is trained for it, and goes on learning."),
        ("sign-offs", "interests"),
        _("Training. What is shown is who signed with which credential, and that it was valid on that day."),
    ),
    Criterion(
        _("Need"),
        _("There is a need for the text, which somebody found out."),
        ("reports",),
        _("Why the text was commissioned. What readers sent since shows only what they asked of it afterwards."),
    ),
    Criterion(
        _("Evidence"),
        _("What it says rests on evidence that is reliable and up to date, and says how sure it is."),
        ("references", "claims", "originality", "sign-offs"),
        _("Whether the best sources were found. What is shown is that each claim was compared with what it cites."),
    ),
    Criterion(
        _("Involving users"),
        _("People whom the text is for had a part in making it."),
        ("reports",),
        _("Anybody's part before the first edition. Shown are reports of readers, and the editions that answer them."),
    ),
    Criterion(
        _("Health inequalities"),
        _("It can be read and used by those whom it is for, whatever their language, reading and access."),
        ("editions",),
        _("Whether people understand it. The texts themselves are here, to be judged; nobody was tested with them."),
    ),
    Criterion(
        _("Content and design"),
        _("It is clear, and easy to find one's way in."),
        ("editions", "change-requests"),
        _("How the page looks. The texts are shown as they were signed, without the site's design."),
    ),
    Criterion(
        _("Feedback"),
        _("Readers can say what they think of it, and something comes of it."),
        ("reports", "status"),
        _("What readers wrote: words and addresses are left out, on purpose."),
    ),
    Criterion(
        _("Disseminating"),
        _("It reaches those who need it."),
        (),
        _("Anything. How the page is found is not in the record."),
    ),
    Criterion(
        _("Impact"),
        _("What the text changes is measured."),
        ("reports",),
        _("What became of readers. Whether they found the text helpful is counted, and no more."),
    ),
]
