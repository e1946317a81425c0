"""What PostgreSQL refuses, in sentences for whoever must act.

Triggers refuse by a code, tables by the name of a constraint: both arrive where PostgreSQL names a constraint
(`articles/sql/refuse.sql`), and nothing is ever read out of the text of an error.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from .signers.credentials import SignOffKind

#: {code or name of a constraint: sentence}. What varies stands at %s.
SENTENCES = {
    # Who may sign
    "signer_is_inactive": _("Only an active member of the desk can sign."),
    "signer_contributed": _("You changed this text yourself, so somebody else has to sign it."),
    "signer_has_byline": _("You stand in a byline on this page, so somebody else has to sign it."),
    "signer_is_subject": _("This page is about you, so somebody else has to sign it."),
    "signer_lacks_credential": _("You hold no verified credential for this kind of sign-off that is valid today."),
    "signer_lacks_specialty": _("The topics of this article ask for a reviewer of another specialty: %s."),
    "signer_has_no_page": _(
        "Readers are told who signs an article, and your own page is not published. Have it published first."
    ),
    # A signature
    "articles_signoff_once_per_digest": _("You have signed this text already. One person signs one text once."),
    "articles_signoff_known_kind": _("There is no such kind of sign-off."),
    "articles_signoff_interests_answered": _("Say whether you have an interest that bears on this text."),
    "articles_signoff_says_something": _("A signature says what is signed, and which interests there are."),
    "digest_of_another_text": _("The digest does not belong to this text."),
    "text_of_another_page": _("The text belongs to another page."),
    "draft_moved_on": _("The content changed after you opened it: what you read is not the newest draft."),
    "sign_off_not_needed": _("This page does not need that kind of sign-off."),
    "authentication_too_old": _("To sign, confirm who you are: the last time is more than ten minutes ago."),
    "sign_offs_that_do_not_count": _("A signature that does not count any more is among those of this edition."),
    "record_of_an_older_moment": _("Nothing is added to the record from a transaction that sees an older moment."),
    "interest_not_waived": _("You declared an interest that bears on this text, and no editor has waived it."),
    "earlier_interest_not_waived": _("You declared an interest that bears on this page, and no editor has waived it."),
    "waived_by_writer": _(
        "The editor who waived your interest has written words of this text since, so somebody else signs it."
    ),
    "nothing_to_waive": _("There is nothing to waive where no interest was declared."),
    "risk_not_as_set": _("An editor has changed the risk of this article since. Save the draft again."),
    "claim_not_supported": _("A claim of this page was found unsupported by its sources, and nobody has settled that."),
    "dose_not_reviewed": _(
        "No clinician reviews this page, so it gives no dose: “%s”. Say it in an article or a topic, and link to that."
    ),
    "decided_before": _("You confirmed exactly this before. Ask for it anew, with a reason that says why again."),
    "dose_in_notice": _("No clinician reviews a notice, so it gives no dose: “%s”."),
    "articles_status_notice_short": _("A notice has at most 200 characters."),
    "articles_override_reason_short": _("What readers are told of an emergency has at most 200 characters."),
    # Claims and risk
    "verdict_needs_fact_checker": _("Only a fact checker who had no part in the text can say what its sources say."),
    "articles_claimcheck_known": _("There is no such verdict."),
    "upkeep_verdict_has_reason": _("Say why: it is kept."),
    "risk_needs_editor": _(
        "Only an editor with a verified credential that is valid today can say how risky a text is."
    ),
    "risk_of_own_text": _("You changed this text yourself, so another editor says how risky it is."),
    "articles_risk_known_tier": _("There is no such level of risk."),
    "articles_risk_has_reason": _("Say why: it is kept."),
    # Interests and emergencies
    "own_interest_waived": _("Nobody waives an interest of their own."),
    "waived_for_own_text": _("You changed this text yourself, so another editor says who may sign it all the same."),
    "waiver_needs_editor": _("Only an editor with a verified credential that is valid today can waive an interest."),
    "articles_waiver_has_reason": _("Say why the interest does not matter here."),
    "no_emergency_called": _("Nobody has called an emergency for this text."),
    "no_emergency_allowed": _("Nobody has called an emergency for this text, or emergencies are not allowed."),
    "emergencies_not_allowed": _("This site does not publish without a medical review, not even in an emergency."),
    "emergency_too_long": _("An emergency edition lasts between 1 and %s hours."),
    "emergency_needs_editor": _("Only an editor with a verified credential that is valid today can call an emergency."),
    "emergency_used_up": _(
        "This page has been published without a medical review for as long as this site allows. It has to be reviewed "
        "now."
    ),
    "emergency_hours_left": _("Without a medical review this page can be published for %s more hours, and no longer."),
    "emergency_needs_another_editor": _(
        "You called the last emergency of this page, so another editor calls this one."
    ),
    "articles_override_has_reason": _("Say why readers cannot wait for the medical review."),
    "articles_emergencyrule_only_one": _("There is one rule for emergencies."),
    "articles_emergencyrule_hours": _("An emergency lasts between an hour and a week."),
    # Texts that were moved in
    "imported_as_another_text": _("What came in is the newest draft of its page, and nothing else."),
    "imported_afterwards": _("That a text came in from another site is noted when it comes in, and not afterwards."),
    "imported_over_ours": _("Somebody wrote on this page here, or readers have got it: it is no page that came in."),
    "legacy_batch_decided": _("This batch of texts is decided about, and stays as it is."),
    "legacy_not_imported": _("This is not a text that came in with this batch."),
    "legacy_edited": _("Somebody has changed this text since it came in, so it is reviewed like any other."),
    "legacy_of_other_texts": _("What the batch holds is not what you were shown. Look at it again."),
    "legacy_needs_editor": _(
        "Only an editor with a verified credential that is valid today can decide that texts go out unreviewed."
    ),
    "legacy_needs_two_people": _("You have decided about this batch already: another editor has to decide as well."),
    "legacy_not_decided": _("Two people decide that a text which was moved in goes out unreviewed."),
    "legacy_claims_review": _("Nobody has signed or reviewed a text that was moved in, and nothing may say so."),
    "legacy_left_behind": _(
        "That edition was moved in unreviewed. Readers got a signed one since, and do not go back."
    ),
    "legacy_not_the_first": _("Readers have got this page already: what follows is signed like any other edition."),
    "articles_legacytext_place_once": _("A batch holds each text once, in its place."),
    "articles_legacytext_page_once": _("A batch holds each text once, in its place."),
    "articles_legacydecision_once": _(
        "You have decided about this batch already: another editor has to decide as well."
    ),
    "articles_legacydecision_says_something": _("A signature says what is signed."),
    # An edition
    "text_of_another_kind": _("The text of the edition is of another kind than its page."),
    "edition_out_of_turn": _("An edition follows the newest one of its page."),
    "articles_edition_number_once": _("An edition follows the newest one of its page."),
    "change_not_as_signed": _("The change class and its note are not those that were signed."),
    "only_the_first_is_new": _("“New” is the change class of the first edition, and of no other."),
    "reviewed_says_something_else": _(
        "“Reviewed, no change needed” is for exactly the text that readers get. This one says something else: choose "
        "what kind of change it is."
    ),
    "draft_moved_on_before_publishing": _("The text of the edition is not that of the newest draft."),
    "author_unknown": _("Nobody knows who wrote a part of this text, so nobody can be independent of them."),
    "draft_not_recorded": _("A draft of this page was saved past the record of who wrote it."),
    "sign_offs_not_on_this_text": _("The sign-offs of an edition are on exactly its text, each by another person."),
    "sign_offs_missing": _("Required sign-offs are missing or no longer valid: %s."),
    "text_published_before": _(
        "This text was published as an earlier edition. To show it to readers again, put that edition back."
    ),
    "sign_offs_spent": _("A sign-off counts for one edition. These were used up: have the text signed again."),
    "picture_not_kept": _("A picture of the edition has not been kept."),
    # What readers get
    "publication_not_as_recorded": _("What readers get follows from the record, and is written with it alone."),
    "edition_of_another_page": _("Readers of a page get an edition of that page."),
    "status_moved_on": _("The status of this page has changed meanwhile. Look at it again."),
    "taken_away_as_another_edition": _("A page is taken away with the edition that readers get."),
    "emergency_is_over": _("That edition was for an emergency whose time is over."),
    "status_needs_two_people": _("Two people decide this: an account that you had once is no other person."),
    "status_decided_by_nobody": _("Somebody decides about the status of a page."),
    "put_back_without_a_word": _("Say what readers are told: why they get an older edition again."),
    "correction_left_by_one": _(
        "Readers would lose the correction of an error by this, so two people decide it: propose it to another editor."
    ),
    "articles_status_needs_two_people": _("Two people decide that a page is taken away or given back."),
    "articles_status_has_reason": _("Say why."),
    "rows_are_evidence": _("This is evidence, and stays as it is (%s)."),
    # Addresses
    "page_above_not_published": _("Publish “%s” first: this page lies below it."),
    "address_in_use": _("Another page is published at %s already. Choose another slug."),
    "address_leads_elsewhere": _(
        "%s was the address of another page, and leads readers on to it. Choose another slug, or confirm that this "
        "page takes that address over."
    ),
    "address_leads_nowhere_else": _("This address leads to no other page, so there is nothing to confirm."),
    "address_without_edition": _("A page without an edition has no address."),
    "address_as_it_was": _("Readers get this page at its address already."),
    "articles_address_has_slashes": _("The slug holds something else than letters, digits, hyphens and underscores."),
    # Sources
    "fact_not_from_watch": _("What the world says of a work is learnt by the watch, and by nobody else."),
    "overrule_needs_two_editors": _(
        "Two editors, each with an editorial credential that is valid today, decide that a warning is a false alarm."
    ),
    "overrule_of_something_else": _("The world says something else of this work by now. Look at it again."),
    "articles_overrule_has_reason": _("Say why this is a false alarm: it is kept."),
    "articles_month_by_its_first_day": _("A month is named by its first day."),
    # Who may sign: accounts, credentials, specialties
    "authority_needs_two_editors": _(
        "Who may sign is decided by two editors, each with an editorial credential that is valid today."
    ),
    "authority_of_ones_own": _("This is about you, so two other editors decide it."),
    "authority_of_nobody": _("Say whom or what this is about."),
    "person_has_account": _("This person has an account already. Take that one away first."),
    "account_has_person": _("This account belongs to another person already."),
    "account_of_another": _("This account does not belong to this person."),
    "credential_not_standing": _("This person holds no such credential, or it was revoked."),
    # Signing keys
    "key_of_somebody_else": _("Everybody adds their own passkey as a signing key."),
    "key_needs_editor": _(
        "A signing key is confirmed by somebody else, an editor with an editorial credential that is valid today."
    ),
    "key_malformed": _("This is not the public key of a passkey that can be used to sign."),
    "key_known": _("This passkey was added before. A key belongs to one person for ever, and is added once."),
    "key_not_standing": _("This passkey is not one of your signing keys, or it was revoked."),
    "rule_is_the_owners": _("Only the owner of the database says whether a password is enough to sign."),
    "rule_unknown": _("Signatures are given with a passkey or with a password."),
    "passkey_needed": _("Sign with your passkey: no signature counts here without one."),
    "assertion_malformed": _("Your browser sent no complete passkey signature. Try again."),
    "assertion_of_another_site": _("Your passkey signed for another address than the one it was added for."),
    "signer_not_verified": _(
        "Your passkey did not make sure that it was you: it has to ask for a finger, a face or a code."
    ),
    "signed_something_else": _(
        "Your passkey signed something else than what stands here now. Check it, and sign again."
    ),
    "signature_false": _("This signature was not made with your passkey. Try again."),
    "articles_authority_known_kind": _("There is no such change."),
    "articles_authority_has_reason": _("Say why: it is kept."),
    "articles_credential_once": _("This person holds this credential already."),
    "articles_credential_known_kind": _("There is no such kind of credential."),
    "articles_credential_has_register": _("Name the register, or who appointed this person."),
    "articles_credential_country": _("A country is two letters, such as GB."),
}


@dataclass(frozen=True)
class Refusal:
    """A code of SENTENCES, and what varies in its sentence."""

    code: str
    detail: str = ""

    def __str__(self) -> str:
        sentence = SENTENCES[self.code]
        return sentence % self.varying if "%s" in sentence else str(sentence)

    @property
    def varying(self) -> str:
        """The detail as people read it: kinds of sign-off by their names."""
        if self.code != "sign_offs_missing":
            return self.detail
        return ", ".join(str(SignOffKind(kind).label).lower() for kind in self.detail.split(", "))


def refusal_in(error: IntegrityError) -> Refusal:
    """The Refusal in an error of the database's. Any other error is raised again: it was not foreseen."""
    cause = error.__cause__
    if not isinstance(cause, psycopg.Error) or cause.diag.constraint_name not in SENTENCES:
        raise error
    return Refusal(cause.diag.constraint_name, cause.diag.message_detail or "")
