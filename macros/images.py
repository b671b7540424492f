"""Pictures beside pages: the content is what the name says, and holds the picture and nothing else.

A phone writes place, time and device into its pictures; a file may also carry a program behind the picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

KINDS = (".png", ".jpg", ".webp")
MAX_BYTES = 400_000  # readers pay for data
MAX_SIDE = 4000  # pixels; a few bytes can unfold to more than a phone holds
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM", b"iCCP", b"pHYs", b"bKGD", b"sBIT", b"acTL", b"fcTL", b"fdAT"}
_WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
# tables, frames, restart interval, JFIF, Adobe's colour mark
_JPEG_PARTS = {0xC4, 0xCC, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE}
_JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}
_JPEG_EXTRAS = {0xE1: "Exif or XMP", 0xED: "IPTC", 0xFE: "a comment"}


def fault(path: Path) -> str | None:
    """What is wrong with a picture file, with its cure; None when it is fine."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        return f"the picture has {len(data)} bytes. Allowed: {MAX_BYTES}. Fix: make it smaller."
    read, size = {".png": (_png, _png_size), ".jpg": (_jpeg, _jpeg_size), ".webp": (_webp, _webp_size)}[path.suffix]
    try:
        extra = next(read(data), None)
        sides = size(data) if not extra else (1, 1)
    except (struct.error, ValueError, IndexError):
        return f"the content is not that of a whole {path.suffix} picture. Fix: save the picture again as {path.suffix}."
    if extra:
        return f"the picture holds more than the picture ({extra}): place, time or a program may be in it. Fix: save it again without metadata, for instance as a screenshot."
    if not all(0 < side <= MAX_SIDE for side in sides):
        return f"the picture has {sides[0]} × {sides[1]} pixels. Allowed: 1 to {MAX_SIDE} on each side. Fix: make it smaller."
    return None


def _png(data: bytes) -> Iterator[str]:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        raise ValueError
    at, name = len(_PNG), b""
    while name != b"IEND":
        size, name = struct.unpack_from(">I4s", data, at)
        if name not in _PNG_CHUNKS or name == b"IHDR" and at > len(_PNG):
            yield name.decode("ascii", "replace")
        at += size + 12
    if at > len(data):
        raise ValueError
    if at < len(data):
        yield "something behind its end"


def _png_size(data: bytes) -> tuple[int, int]:
    return struct.unpack_from(">II", data, 16)


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


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height of the first part, which is one of three."""
    kind, at = data[12:16], 20
    if kind == b"VP8X":
        return int.from_bytes(data[at + 4:at + 7], "little") + 1, int.from_bytes(data[at + 7:at + 10], "little") + 1
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, at + 1)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind != b"VP8 ":
        raise ValueError
    width, height = struct.unpack_from("<HH", data, at + 6)
    return width & 0x3FFF, height & 0x3FFF


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """(marker, place of its length) of a JPEG, those between the scans included; the last is the end, with the place behind it."""
    at = 2
    while True:
        marker, size = struct.unpack_from(">HH", data + b"\0\0", at)
        if marker == 0xFFD9:
            yield 0xD9, at + 2
            return
        if marker >> 8 != 0xFF or size < 2:
            raise ValueError
        yield marker & 0xFF, at + 2
        at += 2 + size
        if marker == 0xFFDA:
            # the picture's own data: a marker ends it, 00 and D0 to D7 belong to it
            at = data.index(b"\xff", at)
            while data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
                at = data.index(b"\xff", at + 2)


def _jpeg(data: bytes) -> Iterator[str]:
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError
    for marker, at in _segments(data):
        # a colour profile, unless it holds more pictures
        profile = marker == 0xE2 and data[at + 2:at + 13] == b"ICC_PROFILE"
        thumbnail = marker == 0xE0 and data[at + 2:at + 6] != b"JFIF"
        if marker == 0xD9:
            if at < len(data):
                yield "something behind its end"
        elif thumbnail or marker not in _JPEG_PARTS | _JPEG_FRAMES and not profile:
            yield _JPEG_EXTRAS.get(marker, f"part {marker:02X}")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    frame = next((at for marker, at in _segments(data) if marker in _JPEG_FRAMES), None)
    if frame is None:
        raise ValueError
    height, width = struct.unpack_from(">HH", data, frame + 3)
    return width, height
