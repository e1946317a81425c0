"""The first command a newcomer types: `./run`, before anything is installed."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from importlib.machinery import SourceFileLoader

import pytest

from pain_site.stack.state import PROJECT


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The script as a module, with a project of its own that has no .venv yet."""
    loader = SourceFileLoader("run_script", str(PROJECT / "run"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    script = importlib.util.module_from_spec(importlib.util.spec_from_loader("run_script", loader))
    loader.exec_module(script)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("one==1\ntwo==2\n")
    monkeypatch.setattr(script, "PROJECT", str(tmp_path))
    monkeypatch.setattr(script, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(script, "PYTHON", sys.executable)
    return script


def test_help_lists_every_task(run):
    shown = subprocess.run([PROJECT / "run", "help"], capture_output=True, text=True, check=True).stdout

    assert all(f"./run {task}" in shown for task in run.LISTS if task != "serve")


def test_an_unknown_task_is_refused_in_one_sentence():
    done = subprocess.run([PROJECT / "run", "sevre"], capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr == "./run: there is no task named sevre; `./run help` lists them.\n"


def test_what_one_process_has_compiled_is_kept_for_the_others():
    """Also where the environment says not to: `./run` has started the tests too."""
    assert not sys.dont_write_bytecode


def test_an_older_python_is_told_what_is_needed(run, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is Python 3\.10\.$"):
        run.main()


def test_a_missing_venv_module_is_named_with_the_command_that_installs_it(run, monkeypatch):
    monkeypatch.setattr(run, "PYTHON", "/nonexistent/python")
    monkeypatch.setattr(run, "SYSTEM_PYTHON", "/nonexistent/python")
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)

    with pytest.raises(SystemExit, match="`apt install python3-venv` installs it"):
        run.make_venv()


@pytest.mark.parametrize("lacks", [None, "ensurepip", "a version that is new enough"])
def test_the_systems_own_python_is_taken_on_linux_if_it_is_able(run, tmp_path, monkeypatch, lacks):
    system = tmp_path / "python3"
    system.write_text(f"#!/bin/sh\nexit {int(lacks is not None)}\n")
    system.chmod(0o755)
    monkeypatch.setattr(run, "SYSTEM_PYTHON", str(system))

    monkeypatch.setattr(sys, "platform", "linux")
    assert run.best_python() == (sys.executable if lacks else str(system))
    monkeypatch.setattr(sys, "platform", "darwin")  # where asking for it may open a window that offers to install it
    assert run.best_python() == sys.executable


def test_a_machine_without_a_network_is_told_so(run):
    said = ["WARNING: Retrying after NewConnectionError", "ERROR: No matching distribution found for one==1"]

    with pytest.raises(SystemExit, match="is this machine online\\? pip said: ERROR: No matching"):
        run.explain(said)


def test_another_failure_of_pip_is_shown_in_its_own_words(run):
    with pytest.raises(SystemExit, match="could not be installed. pip said: ERROR: the hashes do not match"):
        run.explain(["Collecting one", "ERROR: the hashes do not match"])


def test_packages_are_installed_again_only_after_their_list_changed(run, tmp_path):
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / ".venv" / f"installed-{name}").write_bytes(run.stamp(name))
    assert run.is_installed("requirements.txt")
    assert run.is_installed("requirements-dev.txt")

    (tmp_path / "requirements-dev.txt").write_text("one==1\ntwo==3\n")

    assert run.is_installed("requirements.txt")
    assert not run.is_installed("requirements-dev.txt")


def test_a_venv_without_a_stamp_counts_as_half_made(run, tmp_path):
    (tmp_path / ".venv").mkdir()

    assert not run.is_installed("requirements.txt")


def test_a_folder_that_cannot_be_written_is_named(run, tmp_path, monkeypatch):
    (tmp_path / ".venv").write_text("a file where a folder should be")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit, match=r"cannot write in .*\.venv .*Copy the project to a folder of your own"):
        run.prepare("requirements.txt")


def test_it_can_be_interrupted_when_a_script_started_it_in_the_background(run, tmp_path):
    """A shell that is no terminal's has such a job ignore SIGINT."""
    shutil.copy(PROJECT / "run", tmp_path)
    (tmp_path / "pain_site" / "stack").mkdir(parents=True)
    (tmp_path / "pain_site" / "stack" / "__main__.py").write_text(
        "import os, time\n"
        "try: print(os.getpid(), flush=True); time.sleep(20)\n"
        "except KeyboardInterrupt: print('interrupted')\n"
    )
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / "installed-requirements.txt").write_bytes(run.stamp("requirements.txt"))

    script = [shutil.which("sh"), "-c", f"{tmp_path}/run & wait"]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as shell:
        os.kill(int(shell.stdout.readline()), signal.SIGINT)

        assert shell.stdout.read() == "interrupted\n"
