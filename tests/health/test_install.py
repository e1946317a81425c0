"""Steps of deploy/install in folders of their own; deploy/try_on_debian.py tries all of it on a machine."""

import subprocess
import sys

import pytest

from pain_site.stack.state import PROJECT

#: As whoever runs it, and nothing of systemd's.
ALONE = 'as_root() { "$@"; }; systemctl() { :; }; DOMAIN=www.example.org;'


def does(steps):
    """Whether these steps succeed, and what they say."""
    command = ["bash", "-c", f"source deploy/install; {ALONE} {steps}"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    return done.returncode == 0, done.stdout + done.stderr


def is_complete(release):
    complete, said = does(f"RELEASE={release}; is_complete")
    assert complete or not said
    return complete


def test_a_release_is_complete_while_its_python_starts_and_has_its_packages(tmp_path):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.symlink_to(sys.executable)
    assert not is_complete(tmp_path)  # it was never finished

    (tmp_path / "complete").touch()
    python.unlink()
    assert not is_complete(tmp_path)

    python.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')  # one that has no packages
    python.chmod(0o755)
    assert not is_complete(tmp_path)

    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    assert is_complete(tmp_path)


@pytest.fixture
def nginx(tmp_path):
    """Configure an nginx below this folder, which takes what it is given or does not."""
    for name in ("sites-available", "sites-enabled"):
        (tmp_path / name).mkdir()

    def configure(takes):
        answers = "true" if takes else "false"
        return does(f"NGINX={tmp_path}; certificate() {{ echo /x; }}; nginx() {{ {answers}; }}; configure_nginx")

    configure.folder = tmp_path
    return configure


def sites(folder):
    """What stands there: the target of a link, or the words of a file."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    return {name: path.readlink() if path.is_symlink() else path.read_text() for name, path in found.items()}


def test_nginx_is_configured_for_the_host(nginx):
    fine, said = nginx(takes=True)

    found = sites(nginx.folder)
    assert fine and "ssl_certificate /x/fullchain.pem;" in found["sites-available/pain-site"], said
    assert found["sites-enabled/pain-site"] == nginx.folder / "sites-available" / "pain-site"


@pytest.mark.parametrize("before", ["nothing", "a file that nginx took", "a file by hand", "a site that is off"])
def test_what_nginx_does_not_take_leaves_it_as_it_was(nginx, before):
    available, enabled = (nginx.folder / f"sites-{place}" / "pain-site" for place in ("available", "enabled"))
    if before in ("a file that nginx took", "a site that is off"):
        available.write_text("the former")
    if before == "a file that nginx took":
        enabled.symlink_to(available)
    if before == "a file by hand":
        enabled.write_text("by hand")
    former = sites(nginx.folder)

    fine, said = nginx(takes=False)

    assert not fine and "it was left as it was" in said
    assert sites(nginx.folder) == former


@pytest.mark.parametrize(
    ("written", "password"), [("ab%2Fcd", "ab/cd"), ("plain", "plain"), ("it%27s", r"it\'\'s"), ("a%5Cb", r"a\\b")]
)
def test_a_password_in_an_address_is_the_same_for_postgresql_and_for_the_site(tmp_path, written, password):
    (tmp_path / "env").write_text(f"DATABASE_URL=postgres://pain_site_web:{written}@localhost:5432/pain_site\n")

    assert does(f"password_of {tmp_path}/env DATABASE_URL") == (True, f"{password}\n")
