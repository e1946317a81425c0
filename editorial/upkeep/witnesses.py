"""What witnesses saw of our log: their newest cosigned checkpoints, with which the audit compares the record."""

import logging

import httpx
from django.conf import settings

from articles.log.checkpoints import Checkpoint
from articles.log.folder import Folder
from articles.log.notes import BadKeyError, BadNoteError, VerifierKey
from articles.public_internet import tls

logger = logging.getLogger(__name__)

TIMEOUT = 20  # seconds


def witnessed():
    """([(whose, checkpoint)], [what is wrong with the word of a witness]). One that does not answer is only logged."""
    heads, problems = [], []
    for key, address in settings.LOG_WITNESSES:
        name = f"The head of the log that the witness {key.partition('+')[0]} saw"
        try:
            answer = httpx.get(address, timeout=TIMEOUT, follow_redirects=True, verify=tls())
            answer.raise_for_status()
        except httpx.HTTPError as error:
            logger.warning("the witness at %s does not answer: %s", address, error)
            continue
        try:
            checkpoint = Checkpoint.read(answer.text, Folder().key, also_by=VerifierKey.read(key))
            heads.append((name, checkpoint))
        except (AttributeError, BadKeyError, BadNoteError) as error:
            problems.append(f"{name} cannot be believed: {error}")
    return heads, problems
