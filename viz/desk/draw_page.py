"""Draws one page of a PDF: run by its path as a program of its own, so that a hostile file can be ended.

python draw_page.py PAGE < FILE.pdf > PAGE.png        pages are counted from 0; nothing comes where there is no such page
"""

import struct
import sys
import zlib

WIDTH, LONGEST = 1400, 4000
"""Pixels that a page is wide, and may be high."""


def draw(data: bytes, page: int) -> bytes:
    """A page as PNG; empty where there is no such page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if not 0 <= page < len(document):
        return b""
    sheet = document[page]
    width, height = sheet.get_size()
    scale = min(WIDTH / max(width, 1), LONGEST / max(height, 1))
    bitmap = sheet.render(scale=scale, rev_byteorder=True)
    return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Pixels in rows of `stride` bytes, grey, RGB or RGBA (channels 1, 3 or 4), as a PNG."""
    kind = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[y * stride : y * stride + width * channels] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read(), int(sys.argv[1])))
