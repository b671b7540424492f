"""Pictures beside pages: the content is what the name says, and holds the picture and nothing else.

A phone writes place, time and device into its pictures; a file may also carry a program behind the picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

KINDS = (".png", ".jpg", ".webp")
MAX_BYTES = 400_000  # readers pay for data
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM", b"iCCP", b"pHYs", b"bKGD", b"sBIT", b"acTL", b"fcTL", b"fdAT"}
_WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_JPEG_EXTRAS = {0xE1: "Exif or XMP", 0xED: "IPTC", 0xFE: "a comment"}


def fault(path: Path) -> str | None:
    """What is wrong with a picture file, with its cure; None when it is fine."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        return f"the picture has {len(data)} bytes. Allowed: {MAX_BYTES}. Fix: make it smaller."
    parts = {".png": _png, ".jpg": _jpeg, ".webp": _webp}[path.suffix](data)
    try:
        extra = next(parts, None)
    except (struct.error, ValueError, IndexError):
        return f"the content is not that of a whole {path.suffix} picture. Fix: save the picture again as {path.suffix}."
    if extra:
        return f"the picture holds more than the picture ({extra}): place, time or a program may be in it. Fix: save it again without metadata, for instance as a screenshot."
    return None


def _png(data: bytes) -> Iterator[str]:
    if not data.startswith(_PNG):
        raise ValueError
    at, name = len(_PNG), b""
    while name != b"IEND":
        size, name = struct.unpack_from(">I4s", data, at)
        if name not in _PNG_CHUNKS:
            yield name.decode("ascii", "replace")
        at += size + 12
    if at > len(data):
        raise ValueError
    if at < len(data):
        yield "something behind its end"


def _webp(data: bytes) -> Iterator[str]:
    riff, size, kind = struct.unpack_from("<4sI4s", data)
    if (riff, kind) != (b"RIFF", b"WEBP") or size + 8 > len(data):
        raise ValueError
    if size + 8 < len(data):
        yield "something behind its end"
    at = 12
    while at < len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        if name not in _WEBP_CHUNKS:
            yield name.decode("ascii", "replace").strip()
        at += 8 + length + length % 2


def _jpeg(data: bytes) -> Iterator[str]:
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError
    at = 2
    while data[at + 1] != 0xDA:  # the picture's own data begins
        marker, size = struct.unpack_from(">HH", data, at)
        if marker >> 8 != 0xFF:
            raise ValueError
        if marker & 0xFF in _JPEG_EXTRAS:
            yield _JPEG_EXTRAS[marker & 0xFF]
        at += 2 + size
    end = data.rfind(b"\xff\xd9")
    if end < at:
        raise ValueError
    if end + 2 < len(data):
        yield "something behind its end"
