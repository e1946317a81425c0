"""Pictures as cameras, printers and hospitals make them."""

import io
import struct

from PIL import Image as PillowImage


def saved(picture, kind="JPEG", **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def on_its_side():
    """A photograph of 300 × 200 pixels that is shown upright: red is at the top then."""
    picture = PillowImage.new("RGB", (300, 200), "blue")
    picture.paste("red", (0, 0, 150, 200))
    exif = PillowImage.Exif()
    exif[0x0112] = 6  # which way is up
    exif[0x010F] = "Somebody's telephone"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)  # where it was taken
    return saved(picture, exif=exif, quality=95, comment=b"of Mrs Example", xmp=b"<x:xmpmeta>Mrs Example</x:xmpmeta>")


def x_ray():
    """Grey of 16 bits, from black to white."""
    picture = PillowImage.new("I;16", (256, 4))
    picture.putdata([level * 257 for level in range(256)] * 4)
    return saved(picture, "PNG")


def _profile(kind, connection, tags):
    """An ICC profile of these tags."""
    kept, place = b"", 128 + 4 + 12 * len(tags)
    table = struct.pack(">I", len(tags))
    for name, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += struct.pack(">4sII", name, place + len(kept), len(data))
        kept += data
    size = 128 + len(table) + len(kept)
    head = struct.pack(
        ">I4sI4s4s4s", size, b"none", 0x02400000, b"prtr" if kind == b"CMYK" else b"mntr", kind, connection
    )
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28
    head += struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return head + b"\0" * (128 - len(head)) + table + kept


def _described(name):
    return {b"desc": struct.pack(">4sII", b"desc", 0, len(name) + 1) + name + b"\0" * 80}


def swapped_colours():
    """A profile in whose colours red means green, and green red."""

    def xyz(*place):
        return struct.pack(">4sI3i", b"XYZ ", 0, *(round(part * 65536) for part in place))

    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = struct.pack(">4sIIH", b"curv", 0, 1, 0x0233)
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    places = {b"wtpt": xyz(0.9642, 1, 0.8249), b"rXYZ": xyz(*green), b"gXYZ": xyz(*red), b"bXYZ": xyz(*blue)}
    return _profile(b"RGB ", b"XYZ ", {**_described(b"Swapped"), **places, **curves})


def grey_ink():
    """A profile of four inks that all are grey: nobody who ignores it gets the picture right."""
    straight = bytes(range(256))
    corners = b"".join(bytes([round(255 - 63 * bin(inks).count("1")), 128, 128]) for inks in range(16))
    table = struct.pack(">4sI4B9i", b"mft1", 0, 4, 3, 2, 0, 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    return _profile(
        b"CMYK", b"Lab ", {**_described(b"Grey ink"), b"A2B0": table + straight * 4 + corners + straight * 3}
    )
