"""The pixels of a PNG, without a library: enough to see whether and where something is drawn."""

import struct
import zlib
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Pixels(NamedTuple):
    width: int
    height: int
    rows: list[bytes]
    """Red, green, blue and alpha of each pixel, one after another; from the top, as many as were read."""

    def inked(self) -> tuple[int, int] | None:
        """The first and the last column that differ from the upper left corner."""
        ground = self.rows[0][:4]
        columns = [
            at
            for at in range(self.width)
            if any(row[4 * at : 4 * at + 4] != ground for row in self.rows)
        ]
        return (columns[0], columns[-1]) if columns else None


def pixels_of(png: bytes, *, rows: int | None = None) -> Pixels:
    """Read an RGBA picture of eight bits that is not interlaced; only so many rows of it."""
    assert png.startswith(SIGNATURE)
    at, data, size = len(SIGNATURE), b"", (0, 0)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        at += length + 12
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
            assert body[8:] == b"\x08\x06\x00\x00\x00"
        if kind == b"IDAT":
            data += body
    width, height = size
    return Pixels(width, height, _unfiltered(zlib.decompress(data), width, rows or height))


def _unfiltered(data: bytes, width: int, height: int) -> list[bytes]:
    """Undo the filters of https://www.w3.org/TR/png-3/#9Filters."""
    stride = 4 * width
    before, rows = bytearray(stride), []
    for at in range(height):
        kind, *line = data[at * (stride + 1) : (at + 1) * (stride + 1)]
        row = bytearray(line)
        for x in range(stride):
            left, up = row[x - 4] if x >= 4 else 0, before[x]
            corner = before[x - 4] if x >= 4 else 0
            added = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
            row[x] = (row[x] + added) & 255
        rows.append(bytes(row))
        before = row
    return rows


def _paeth(left: int, up: int, corner: int) -> int:
    return min((left, up, corner), key=lambda near: abs(left + up - corner - near))
