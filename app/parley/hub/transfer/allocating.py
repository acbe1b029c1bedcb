"""Room for a file before it is written, from the file system itself and without writing zeros."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import struct
import sys

#: What systems say where a file system cannot reserve room.
_UNABLE = {errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}


def allocate(number: int, size: int) -> None:
    """Give an open file `size` bytes, and room on the disk where the file system reserves it.

    What it holds stays. On Windows the length alone takes the room.

    Raises:
        OSError: with `ENOSPC` where there is no room; the file is as it was.
    """
    before = os.fstat(number).st_size
    try:
        if sys.platform == "linux":
            _fallocate(number, size)
        elif sys.platform == "darwin":
            _preallocate(number, size - before)
        _set_length(number, size)
    except OSError:
        with contextlib.suppress(OSError):
            _set_length(number, before)
        raise


def _fallocate(number: int, size: int) -> None:
    """Call the system's own function: that of POSIX writes to each block where this one fails."""
    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, "fallocate64", None) or getattr(library, "fallocate", None)
    if function is None:
        return
    wide = ctypes.c_int64
    function.argtypes = (ctypes.c_int, ctypes.c_int, wide, wide)
    while function(number, 0, 0, size) != 0:
        code = ctypes.get_errno()
        if code in _UNABLE:
            return
        if code != errno.EINTR:
            raise OSError(code, os.strerror(code))


def _preallocate(number: int, size: int) -> None:
    """Reserve `size` bytes after the file's end (fcntl(2) of macOS, F_PREALLOCATE)."""
    import fcntl

    if size <= 0:
        return
    all_of_it, after_the_end, command = 4, 3, 42
    # struct fstore: flags, position mode, offset, length, bytes allocated.
    request = struct.pack("=Iiqqq", all_of_it, after_the_end, 0, size, 0)
    try:
        fcntl.fcntl(number, command, request)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise


def _set_length(number: int, size: int) -> None:
    if sys.platform == "win32":
        # The C library would write zeros up to the new end.
        import msvcrt

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(number))
        moved = kernel.SetFilePointerEx(handle, ctypes.c_int64(size), None, 0)
        if not moved or not kernel.SetEndOfFile(handle):
            raise ctypes.WinError(ctypes.get_last_error())
    else:
        os.ftruncate(number, size)
