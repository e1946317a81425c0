"""`manage.py verify_record`: whether the record is intact. Nightly, and after a restore before readers come back."""

import argparse
import re
import time
from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError

from ... import audit
from ...log.checkpoints import Checkpoint
from ...log.folder import Folder
from ...log.notes import Note
from ..progress_bar import ProgressBar


def head(value):
    """(sequence, hash) of a head of the chain, as this command prints it."""
    sequence, _colon, head = value.partition(":")
    if not re.fullmatch(r"\d+:[0-9a-f]{64}", value):
        raise argparse.ArgumentTypeError(f"give SEQUENCE:HASH as this command prints it, not “{value}”.")
    return int(sequence), head


def kept_checkpoint(path):
    """(whose, checkpoint) of a signed head of the log that lies in a file.

    One that the key of today did not sign may be from before the key was lost, and may be damaged: that is said.
    """
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            note = Note.read(file.read())
        checkpoint, key = Checkpoint.from_text(note.text), Folder().key
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{path} holds no head of the log: {error}") from error
    whose = f"The head of the log in {path}"
    return whose if key and note.is_signed_by(key) else f"{whose}, which the log's key did not sign,", checkpoint


class Command(BaseCommand):
    help = (
        "Walk the whole record: chain, digests, sign-offs, publications, pictures and triggers. Fails on any finding."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect",
            metavar="SEQUENCE:HASH",
            type=head,
            action="append",
            default=[],
            help="An earlier head of the chain, kept elsewhere: it must still be in the chain. May be repeated.",
        )
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=kept_checkpoint,
            action="append",
            default=[],
            help="A signed head of the log, kept elsewhere: the record must still give its root. May be repeated.",
        )
        parser.add_argument(
            "--all-pictures",
            action="store_true",
            help="Look whether the smaller widths show what the original shows, however old a picture is.",
        )
        parser.add_argument("--progress", action="store_true", help="Draw a progress bar even without a terminal.")

    def handle(self, expect, checkpoint, all_pictures, progress, **options):
        started = time.monotonic()
        with ProgressBar(self.stdout) if progress or self.stdout.isatty() else nullcontext() as bar:
            report = audit.run(expect, checkpoint, all_pictures, on_step=bar)
        for what, number in report.checked.items():
            self.stdout.write(f"{number:>12,} {what}")
        self.stdout.write(f"Checked in {time.monotonic() - started:.1f} seconds.")
        self.stdout.write("The head of the chain, to be kept elsewhere: {}:{}".format(*report.head))
        for warning in report.warnings:
            self.stdout.write(self.style.WARNING(f"Warning: {warning}"))
        self.show(report)

    def show(self, report):
        """List the findings, and fail if there is one."""
        for finding in report.findings:
            self.stderr.write(finding)
        if report.finding_count > len(report.findings):
            self.stderr.write(f"… and {report.finding_count - len(report.findings):,} more.")
        if report.finding_count:
            told = "docs/operations/record.md says what to do."
            raise CommandError(f"Findings in the record: {report.finding_count:,}. {told}")
        self.stdout.write(self.style.SUCCESS("The record is intact."))
