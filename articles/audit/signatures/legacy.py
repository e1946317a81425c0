"""Batches of imported texts: each decision names what the batch holds, is somebody else's, and is as they signed it."""

from ...log.batches import leaf, tree_over
from ...record.assertions import said_by_legacy_decision
from ...record.published.legacy import LegacyDecision, LegacyText
from ..snapshot import rows
from .sign_offs import KEY_OF, SIGNED_BY, problems_of_signature

DECISIONS = f"""
    SELECT d.id, d.batch_id, d.texts, d.root, d.statement, d.decided_by_id, d.assertion,
           EXISTS (SELECT 1 FROM articles_legacydecision other
                   WHERE other.batch_id = d.batch_id AND other.id < d.id
                     AND other.decided_by_id IN (SELECT articles_accounts_of(d.decided_by_id))) AS is_second_word,
           {SIGNED_BY.format(link="d", signer="d.decided_by_id")}
    FROM articles_legacydecision AS d {KEY_OF.format(link="d")} ORDER BY d.sequence
"""  # noqa: S608  (made of constants)


def legacy_findings():
    """Compute the tree over each batch anew, and check who decided about it."""
    for row in rows(DECISIONS):
        name = f"The decision with id {row.id} about the batch {row.batch_id}"
        said = said_by_legacy_decision(decision_in(row))
        findings = [f"{name} {problem}" for problem in problems_of_signature(row, said)]
        texts = texts_of(row.batch_id)
        if (len(texts), root_of(texts)) != (row.texts, row.root):
            findings.append(f"{name} is about other texts than the batch holds.")
        if row.is_second_word:
            findings.append(f"{name} is by somebody who had decided about it before.")
        yield findings


def texts_of(batch):
    return list(LegacyText.objects.filter(batch_id=batch).order_by("place").values_list("page_id", "digest"))


def root_of(texts):
    return tree_over([leaf(*text) for text in texts])[-1][0].hex() if texts else ""


def decision_in(row):
    names = ("batch_id", "texts", "root", "statement")
    return LegacyDecision(**{name: getattr(row, name) for name in names})
