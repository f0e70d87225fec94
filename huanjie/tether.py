"""Run a command that cannot outlive the process that started it.

A script of the standard library alone: `python tether.py PARENT SIGNAL USER:GROUP COMMAND…`. The
kernel sends SIGNAL to the command the moment the thread that started it ends, even by signal 9.
USER:GROUP are numbers, `-` leaves them as they are. It is its own program and not a hook between
fork and exec: such a hook may hang in a threaded parent.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int, signal_number: int) -> None:
    """Ask the kernel for the signal; end at once when the parent is gone already."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        sys.exit(1)


def become(account: str) -> None:
    """Give up root for good; `-` keeps the account."""
    if account == "-":
        return
    user, group = (int(number) for number in account.split(":"))
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)


def main(arguments: list[str]) -> None:
    """Become the command."""
    parent, signal_number, account, *command = arguments
    become(account)  # first: the kernel forgets the wish for the signal when the user changes
    end_with_parent(int(parent), int(signal_number))
    os.execvp(command[0], command)  # noqa: S606 - the purpose of this program


if __name__ == "__main__":
    main(sys.argv[1:])
