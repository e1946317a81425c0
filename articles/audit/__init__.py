"""The audit of the record: all of it is walked, and whatever does not fit is said in a sentence.

`manage.py verify_record` prints what is found, and a nightly task mails it. Each check yields, for every thing that it
looks at, the list of what is wrong with it. Memory does not grow with the record but for the names of pictures.
"""

from collections import Counter
from dataclasses import dataclass, field

from ..extensions import also_audited
from ..record.published.addresses import AddressChange
from ..record.published.editions import Edition
from ..record.published.publications import Publication
from ..record.published.status_changes import StatusChange
from ..record.signed.pictures import EditionImage
from ..record.signed.sign_offs import SignOff
from .editions import edition_findings
from .links import chain_findings
from .log import KeptHeads, log_findings
from .manifest import manifest_findings, role_warnings, rules_wanted
from .pictures import ShownPictures, picture_findings
from .powers import power_findings
from .publications import address_findings, publication_findings, unpublished_findings
from .search_entries import search_findings
from .signatures.authority import authority_findings
from .signatures.legacy import legacy_findings
from .signatures.passkeys import confirmation_findings, key_findings, signing_warnings
from .signatures.sign_offs import sign_off_findings
from .snapshot import one_moment

__all__ = ["MOST_LISTED", "Report", "run"]

#: So many findings are kept word for word; of the others there is only a number.
MOST_LISTED = 50


@dataclass
class Report:
    """What an audit checked and found. `head` is the last link of the chain, (sequence, hash)."""

    checked: Counter = field(default_factory=Counter)
    findings: list = field(default_factory=list)
    finding_count: int = 0
    warnings: list = field(default_factory=list)
    head: tuple = (0, "")

    def add(self, findings):
        self.finding_count += len(findings)
        self.findings += findings[: MOST_LISTED - len(self.findings)]


def run(expected=(), heads=(), all_pictures=False, on_step=None):
    """Audit everything; the report.

    `expected` are earlier heads of the chain, (sequence, hash), that must still be links of it; `heads` those of the
    log that others kept, (whose, checkpoint). `all_pictures` has old ones looked at, too. `on_step` is called after
    each step with how many are done and about how many there are.
    """
    report, pictures, kept = Report(), ShownPictures(all_pictures), KeptHeads(heads)
    with one_moment():
        checks = {
            "links of the chain": chain_findings(report, expected),
            "heads and tiles of the log": log_findings(kept),
            "sign-offs": sign_off_findings(),
            "who may sign": authority_findings(),
            "confirmations": confirmation_findings(),
            "signing keys": key_findings(),
            "decisions about imported texts": legacy_findings(),
            "editions": edition_findings(pictures),
            "publications": publication_findings(),
            "address changes": address_findings(),
            "pages with editions": unpublished_findings(),
            "pictures": picture_findings(pictures),
            "search entries": search_findings(),
            "rules of the database": manifest_findings(),
            "powers in the database": power_findings(),
            **also_audited.given(),
        }
        done, total = 0, number_of_steps()
        for what, check in checks.items():
            for findings in check:
                report.checked[what] += 1
                report.add(findings)
                done += 1
                if on_step:
                    on_step(min(done, total), total)
        report.warnings = [*role_warnings(), *signing_warnings(), *kept.warnings, *pictures.warnings]
    return report


def number_of_steps():
    """About how many steps an audit takes: sign-offs and editions are looked at as links and for what they say."""
    looked_at = (SignOff, SignOff, Edition, Edition, StatusChange, AddressChange, AddressChange)
    looked_at += (Publication, Publication, Publication, EditionImage)
    return sum(model.objects.count() for model in looked_at) + sum(map(len, rules_wanted().values()))
