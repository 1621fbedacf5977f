"""Whether a window can be shown here at all; Qt itself would only abort."""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from pathlib import Path
from typing import TextIO

from annotator.core.errors import AnnotatorError


def check_display() -> None:
    """Raise AnnotatorError, with what to do, where no window can be shown."""
    if (
        not sys.platform.startswith("linux")
        or os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] != "xcb"
    ):
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not os.environ.get("DISPLAY"):
        raise AnnotatorError(
            "There is no display to show a window on. Run Annotator in a desktop session, or use its commands "
            "without a window: annotator --help."
        )
    _check_plugin()
    _check_server()


def _check_plugin() -> None:
    """Find system libraries that Qt's window plugin needs and that are not there."""
    import PySide6

    plugin = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        library = str(error).partition(":")[0]
        raise AnnotatorError(
            "Qt cannot show a window: the system library {library} is missing. On Debian and Ubuntu: sudo apt "
            "install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libegl1.",
            library=library,
        ) from error


def _check_server() -> None:
    """Ask the X server for a connection, as Qt will."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if broken:
        raise AnnotatorError(
            "The display {display} cannot be reached. Run Annotator in a desktop session, or use its commands "
            "without a window: annotator --help.",
            display=os.environ["DISPLAY"],
        )


def is_read(stream: TextIO | None) -> bool:
    """Tell whether somebody reads what is written: on a terminal or through a pipe, not from a desktop."""
    try:
        return stream is not None and (stream.isatty() or stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode))
    except (OSError, ValueError):
        return False
