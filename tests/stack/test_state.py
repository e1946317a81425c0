"""The state folder: one process at a time, private, and with socket paths that the kernel accepts."""

import os

import pytest

from pain_site.stack.refusal import Refusal
from pain_site.stack.state import SOCKET_PATH_LIMIT, State, make_private


def test_a_second_start_says_which_process_has_the_folder(state):
    state.take("serve")

    with pytest.raises(Refusal, match=rf"in use by process {os.getpid()} \(`./run serve`\).*kill {os.getpid()}"):
        State(state.folder).take("serve")


def test_a_number_left_in_the_lock_file_by_a_dead_process_is_no_obstacle(state):
    state.lock.write_text(f"{os.getppid()} ./run serve")

    assert not state.is_taken()
    state.take("serve")

    assert state.lock.read_text() == f"{os.getpid()} ./run serve"


def test_looking_whether_the_folder_is_taken_does_not_take_it(state):
    state.lock.touch()

    assert not state.is_taken()
    assert not state.is_taken()


def test_a_folder_that_cannot_be_written_is_named_with_the_way_out(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Refusal, match=r"Cannot write in .*file/state .*PAIN_SITE_STATE="):
        State(tmp_path / "file" / "state").take("serve")


def test_sockets_live_in_the_state_folder_when_their_path_is_short(tmp_path):
    assert State("/srv/pain-site/.state").sockets.as_posix() == "/srv/pain-site/.state/sockets"


def test_sockets_of_a_deep_folder_get_a_short_one_of_their_own():
    deep, deeper = (State("/srv/" + "very-deep/" * depth) for depth in (12, 13))

    assert len(os.fsencode(deep.sockets / ".s.PGSQL.5432.lock")) <= SOCKET_PATH_LIMIT
    assert deep.sockets != deeper.sockets
    assert deep.sockets == State(deep.folder).sockets


def test_sockets_of_a_folder_with_a_comma_get_one_without():
    """To libpq a comma ends the name of a host."""
    sockets = State("/srv/pain, and more/.state").sockets

    assert "," not in str(sockets)
    assert sockets != State("/srv/pain, and less/.state").sockets


def test_nobody_else_may_enter_the_sockets_folder(tmp_path):
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o777)

    make_private(folder)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_link_put_in_the_place_of_the_sockets_folder_is_refused(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "sockets").symlink_to(tmp_path / "theirs")

    with pytest.raises(Refusal, match="belongs to somebody else"):
        make_private(tmp_path / "sockets")
