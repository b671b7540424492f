"""Pictures hold the picture and nothing else."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from macros import images, policy


def chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND")
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00" + b"\xff\xda\x00\x04\x00\x00" + b"data\xff\xd9"


def png(width: int, height: int, extra: bytes = b"") -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + extra + chunk(b"IDAT") + chunk(b"IEND")


def webp(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def part(name: bytes, data: bytes = b"ab") -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


WEBP = webp(part(b"VP8 ", b"abc\x9d\x01\x2a\x01\x00\x01\x00"))
GOOD = {"a.png": PNG, "a.jpg": JPEG, "a.webp": WEBP}
BAD = [
    ("a.png", b"<svg onload=x>", "not that of a whole .png"), ("a.png", JPEG, "not that of a whole .png"), ("a.png", b"", "not that of a whole .png"), ("a.png", PNG[:40], "not that of a whole .png"),
    ("a.png", PNG + b"<script>x()</script>", "something behind its end"), ("a.png", PNG[:-12] + chunk(b"tEXt", b"Author\0me") + PNG[-12:], "tEXt"), ("a.png", PNG[:-12] + chunk(b"eXIf", b"gps") + PNG[-12:], "eXIf"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31) + b"IHDR", "not that of a whole .png"),
    ("a.jpg", PNG, "not that of a whole .jpg"), ("a.jpg", JPEG[:20] + b"\xff\xe1\x00\x08Exif\0\0" + JPEG[20:], "Exif"), ("a.jpg", JPEG[:20] + b"\xff\xfe\x00\x04hi" + JPEG[20:], "a comment"), ("a.jpg", JPEG + b"PK\x03\x04", "something behind its end"),
    ("a.jpg", b"\xff\xd8\xff", "not that of a whole .jpg"), ("a.jpg", JPEG[:-2], "not that of a whole .jpg"), ("a.jpg", b"\xff\xd8\xff\xe0\x00\x00" * 3, "not that of a whole .jpg"),
    ("a.webp", b"RIFF1234WEBP", "not that of a whole .webp"), ("a.webp", webp(part(b"VP8X"), part(b"EXIF")), "EXIF"), ("a.webp", webp(part(b"XMP ")), "XMP"), ("a.webp", WEBP + b"x", "something behind its end"),
    # a few bytes that unfold to gigabytes; pictures without a picture
    ("a.png", png(60000, 60000), "60000 × 60000 pixels. Allowed: 1 to 4000"), ("a.png", png(0, 1), "0 × 1 pixels"), ("a.png", PNG[:8] + PNG[-12:], "not that of a whole .png"), ("a.png", png(1, 1, chunk(b"IHDR", b"")), "IHDR"),
    ("a.jpg", JPEG.replace(b"\x08\x00\x01\x00\x01", b"\x08\xff\xff\xff\xff"), "65535 × 65535 pixels"), ("a.jpg", JPEG[:20] + JPEG[-12:], "not that of a whole .jpg"),
    ("a.webp", webp(part(b"VP8X", b"\0" * 4 + b"\xff" * 6)), "16777216 × 16777216 pixels"), ("a.webp", webp(part(b"VP8L", b"\x2f\xff\xff\xff\x0f")), "16384 × 16384 pixels"), ("a.webp", webp(part(b"ALPH")), "not that of a whole .webp"),
    # what stands between the scans, and the parts that hold place, device or more pictures
    ("a.jpg", JPEG[:-2] + b"\xff\xe1\x00\x08Exif\0\0" + JPEG[-12:], "Exif"), ("a.jpg", JPEG[:20] + b"\xff\xeb\x00\x08JUMBF\0" + JPEG[20:], "part EB"), ("a.jpg", JPEG + JPEG, "something behind its end"),
    ("a.jpg", JPEG[:20] + b"\xff\xe2\x00\x08MPF\0ab" + JPEG[20:], "part E2"), ("a.jpg", b"\xff\xd8\xff\xe0\x00\x0aJFXX\0\x10ab" + JPEG[20:], "part E0"),
    ("a.webp", b"RIFF\x04\0\0\0WAVE", "not that of a whole .webp"), ("a.png", PNG + b"\0" * 400_000, "bytes. Allowed: 400000"),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_plain_picture_passes(tmp_path, name):
    (tmp_path / name).write_bytes(GOOD[name])
    assert images.fault(tmp_path / name) is None


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[f"{number}-{name}-{words}" for number, (name, _, words) in enumerate(BAD)])
def test_what_is_more_or_less_than_a_picture_is_refused(tmp_path, name, data, words):
    path = tmp_path / "zh" / name
    path.parent.mkdir()
    path.write_bytes(data)
    found = policy.file_problems(tmp_path)
    assert len(found) == 1 and found[0].startswith(f"docs/zh/{name}:1: ") and words in found[0] and "Fix: " in found[0], found
