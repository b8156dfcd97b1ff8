"""A first-come queue (先来先办): SQLite lets one write at a time and lets the others guess when to try again.

`threading.Lock` lets the last owner win again and starves the unlucky; here whoever has waited longest is next.
"""

import os
import threading
from collections import deque


class Queue:
    """One turn at a time, handed on in the order of arrival. A turn belongs to nobody in particular: keep count."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    def wait(self, seconds: float) -> bool:
        """Wait for the turn; False if it did not come within `seconds`. A true answer must be followed by `leave`."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            ticket = threading.Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        try:
            came = ticket.acquire(timeout=seconds)
        except BaseException:
            if not self._give_up(ticket):
                self.leave()
            raise
        return came or not self._give_up(ticket)

    def _give_up(self, ticket: threading.Lock) -> bool:
        """Step out of the queue; False if the turn came at this very moment."""
        with self._guard:
            if ticket not in self._waiting:
                return False
            self._waiting.remove(ticket)
            return True

    def leave(self) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


_queues: dict[str, Queue] = {}


def queue_before(database: str) -> Queue:
    """The queue of a database within this process, by its name as the settings write it.

    A private in-memory database (`:memory:`) is another one for every connection, so each gets a queue of its own.
    """
    return Queue() if database == ":memory:" else _queues.setdefault(database, Queue())


os.register_at_fork(after_in_child=_queues.clear)
