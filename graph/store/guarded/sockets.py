"""Forbid a process to make sockets, where it must still be able to open files: by a filter of system calls."""

from __future__ import annotations

import ctypes
import os
import struct
import sys

#: Machine → what the kernel calls it, and the number of socket(2) there.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198), "riscv64": (0xC00000F3, 198)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # of prctl(2)
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the filter's instructions
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | 13  # EACCES
_NUMBER, _MACHINE = 0, 4  # where a system call says what it is


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def forbid_sockets() -> bool:
    """Let this process make no socket any more, and say whether the system could promise it: only Linux can."""
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" and sys.maxsize > 1 << 32 else None
    if machine is None:
        return False
    code = _instructions(*machine)
    program = _Program(len(code) // 8, code)
    control = ctypes.CDLL(None).prctl
    control.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)
    steps = ((_NO_NEW_PRIVILEGES, 1, None), (_SECCOMP, _FILTER, ctypes.byref(program)))
    return all(control(*step, 0, 0) == 0 for step in steps)


def _instructions(machine: int, socket: int) -> bytes:
    """Return the filter: kill what comes from a machine of another kind, refuse sockets, allow the rest."""
    lines = (
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
