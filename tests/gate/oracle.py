"""What makes an edition lawful, written once more and apart from the gate, for tests to compare with."""

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.dateparse import parse_date

from articles.pages import ArticlePage, TopicPage
from articles.record.document import digest
from articles.record.published.editions import Edition
from articles.record.signed.draft_records import NO_DRAFT, DraftRecord
from articles.record.signed.risk import RiskAssessment
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signed.source_changes import SourceChange
from articles.record.signers.authority import AuthorityEvent
from articles.record.signers.credentials import CredentialKind, PersonAccount

ENTITLES = {
    SignOffKind.FACT_CHECK: CredentialKind.FACT_CHECKING,
    SignOffKind.MEDICAL_REVIEW: CredentialKind.CLINICAL,
    SignOffKind.EDITORIAL: CredentialKind.EDITORIAL,
    SignOffKind.EMERGENCY: CredentialKind.EDITORIAL,
}


def findings(edition):
    """What is wrong with an edition that has just come into being; nothing, if the gate holds."""
    sign_offs = list(SignOff.objects.filter(pk__in=edition.sign_off_ids))
    signers = {sign_off.signer_id for sign_off in sign_offs}
    everything_theirs = set().union(*map(accounts_of, signers))
    wrong = []
    if digest(edition.document) != edition.digest:
        wrong.append("the digest is not of the text")
    if any((sign_off.page_id, sign_off.digest) != (edition.page_id, edition.digest) for sign_off in sign_offs):
        wrong.append("a sign-off is on another text")
    if sorted(sign_off.kind for sign_off in sign_offs) != sorted(required(edition)):
        wrong.append(f"the sign-offs are {[sign_off.kind for sign_off in sign_offs]}")
    if len(signers) != len(sign_offs):
        wrong.append("somebody signed twice")
    if everything_theirs & contributors(edition) or None in contributors(edition):
        wrong.append("somebody signed their own words, or nobody knows whose they are")
    if everything_theirs & rewording(edition):
        wrong.append("somebody signed a text with a work that they had reworded")
    if signers & in_bylines(edition):
        wrong.append("somebody in a byline signed")
    wrong += [f"{sign_off.signer} was not entitled" for sign_off in sign_offs if not entitled(sign_off)]
    return wrong


def required(edition):
    """The kinds of sign-off that it needs, each as often as it is needed."""
    if edition.override_id:
        return [SignOffKind.EMERGENCY] * 2
    about_health = (ArticlePage, TopicPage)
    if not any(model.objects.filter(pk=edition.page_id).exists() for model in about_health):
        return [SignOffKind.EDITORIAL]
    risky = edition.content.get("risk_tier") == "high" or risk_said_by_writer(edition)
    medical = 2 if risky else 1
    return [SignOffKind.FACT_CHECK] + [SignOffKind.MEDICAL_REVIEW] * medical


def risk_said_by_writer(edition):
    """Whether whoever said last how risky it is wrote words of it, or stands in its byline."""
    said = RiskAssessment.objects.filter(page=edition.page_id).order_by("sequence").last()
    wrote = contributors(edition, by_saving=True) | in_bylines(edition)
    return said is not None and not wrote.isdisjoint(accounts_of(said.set_by_id))


def contributors(edition, *, by_saving=False):
    """Whose records of its draft moved the digest since the signed edition before this one; all, or of saves alone."""
    earlier = Edition.objects.filter(page=edition.page_id, number__lt=edition.number, override__isnull=True)
    covered = max(earlier.values_list("draft_record_id", flat=True), default=0)
    records = DraftRecord.objects.filter(page=edition.page_id, pk__gte=covered, pk__lte=edition.draft_record_id)
    people, before = set(), None
    for record in records.order_by("pk"):
        moved = record.pk > covered and (record.revision_id == NO_DRAFT or record.digest != before)
        if moved and (record.is_save or not by_saving):
            people.add(record.user_id)
        before = record.digest
    return people


def rewording(edition):
    """Who changed a work that stands in it since the text before it, or since its own first draft."""
    before = Edition.objects.filter(page=edition.page_id, number__lt=edition.number, override__isnull=True)
    begun = before or DraftRecord.objects.filter(page=edition.page_id)
    since = begun.aggregate(at=Max("created_at") if before else Min("saved_at"))["at"]
    texts = [item["text"] for item in edition.content.get("references", [])]
    changes = SourceChange.objects.filter(changed_at__gt=since, work__text__in=texts)
    return set(changes.values_list("user", flat=True))


def in_bylines(edition):
    people = [byline["person"] for byline in edition.content.get("bylines", [])] + [edition.page_id]
    return set(PersonAccount.objects.filter(person__in=people).values_list("user_id", flat=True))


def accounts_of(user_id):
    """An account, and all that were ever those of the person whose account it is."""
    people = PersonAccount.objects.filter(user=user_id).values("person")
    linked = AuthorityEvent.objects.filter(kind="account_linked", person__in=people)
    return {user_id, *linked.values_list("user", flat=True)}


def accounts():
    """(person, user) of every account that is somebody's, by what the record says happened."""
    linked = set()
    for event in AuthorityEvent.objects.filter(kind__startswith="account_").order_by("sequence"):
        change = linked.add if event.kind == "account_linked" else linked.discard
        change((event.person_id, event.user_id))
    return linked


def credentials():
    """(id, person, last day) of every credential that stands, by what the record says happened."""
    standing = {}
    for event in AuthorityEvent.objects.filter(kind__startswith="credential_").order_by("sequence"):
        last_day = parse_date(event.details.get("expires_on") or "")
        standing[event.credential_id] = (event.credential_id, event.person_id, last_day)
        if event.kind == "credential_revoked":
            del standing[event.credential_id]
    return set(standing.values())


def entitled(sign_off):
    """Whether the credential is of the right kind, its signer's own, verified by another and valid today."""
    credential = sign_off.credential
    return (
        sign_off.signer.is_active
        and credential.kind == ENTITLES[sign_off.kind]
        and credential.person.account.user_id == sign_off.signer_id
        and credential.revoked_at is None
        and (credential.expires_on is None or credential.expires_on >= timezone.localdate())
    )
