"""No test reaches another machine, nor a server on this one unless it drives a browser."""

import socket

import pytest
from pytest_socket import SocketBlockedError


def test_sockets_are_closed() -> None:
    with pytest.warns(UserWarning, match="tried to use socket"), pytest.raises(SocketBlockedError):
        socket.create_connection(("127.0.0.1", 9))


def test_sockets_between_processes_of_this_machine_are_open() -> None:
    with socket.socket(socket.AF_UNIX) as unix:
        assert unix.family == socket.AF_UNIX
