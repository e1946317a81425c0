"""What lies in a backup's archive comes to the place of its name, and nothing of it anywhere else."""

import io
import os
import tarfile

import pytest

from pain_site.backups import unpack


def archive(*members):
    """Of (name, bytes) for a file, (name, None) for a folder, and (name, text) for a link to it."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w|") as packed:
        for name, holds in members:
            member = tarfile.TarInfo(name)
            member.mtime, member.mode = 1_500_000_000, 0o4644
            if isinstance(holds, bytes):
                member.size = len(holds)
            else:
                member.type = tarfile.DIRTYPE if holds is None else tarfile.SYMTYPE
                member.linkname = holds or ""
            packed.addfile(member, io.BytesIO(holds or b"") if member.size else None)
    written.seek(0)
    return written


def test_files_and_folders_come_back_as_they_were(tmp_path):
    media, editions = tmp_path / "a" / "media", tmp_path / "b"
    packed = archive(("media", None), ("media/empty", None), ("media/x/heat.jpg", b"heat"), ("editions/1.jpg", b"one"))

    unpack(packed, {"media": media, "editions": editions})

    assert (media / "empty").is_dir()
    assert (media / "x" / "heat.jpg").read_bytes() == b"heat"
    assert (editions / "1.jpg").read_bytes() == b"one"
    found = (media / "x" / "heat.jpg").stat()
    assert (found.st_mtime, found.st_mode & 0o7777) == (1_500_000_000, 0o644)


def test_nothing_leads_elsewhere(tmp_path):
    media = tmp_path / "media"
    hostile = [
        "media/../out",
        "media/a/../../out",
        "/out",
        "media//out",
        f"media/{tmp_path}/out",
        "../out",
        "other/out",
    ]
    links = [("media/link", str(tmp_path)), ("media/link/out", b"out")]

    unpack(archive(("media", None), *((name, b"out") for name in hostile), *links), {"media": media})

    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "media",
        "media/link",
        "media/link/out",
    ]
    assert not (media / "link").is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")
def test_what_root_brings_back_belongs_to_the_sites_users(tmp_path):
    state, log = tmp_path / "state", tmp_path / "log"
    for folder, owner in ((state, 12001), (log, 12002)):
        folder.mkdir()
        os.chown(folder, owner, 12003)
    packed = archive(("media", None), ("media/x/heat.jpg", b"heat"), ("log", None), ("log/lock", b""))

    unpack(packed, {"media": state / "media", "log": log})

    assert {path.stat().st_uid for path in state.rglob("*")} == {12001}
    assert {(path.stat().st_uid, path.stat().st_gid) for path in log.rglob("*")} == {(12002, 12003)}
