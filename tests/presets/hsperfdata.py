"""Publishes a copy of a JVM's counters, and tells what is in it: read here by HotSpot's own description."""

import mmap
import os
import struct
import sys
from pathlib import Path

content = Path(sys.argv[1]).read_bytes()
path = f"/dev/shm{sys.argv[2]}"


def tell(kind, name, value):
    print(kind, name, value)


names = ["byte_order", "major_version", "minor_version", "accessible", "used", "overflow", "mod_time_stamp",
         "entry_offset", "num_entries"]
header = struct.unpack_from("<4b2iq2i", content, 4)
tell("integer", "magic", struct.unpack_from(">I", content)[0])
for name, value in zip(names, header):
    tell("integer", name, value)
at, count = header[-2:]
for index in range(count):
    entry = f"entries[{index}]"
    names = ["entry_length", "name_offset", "vector_length", "flags", "data_units", "data_variability", "data_offset"]
    length, name_offset, vector, type_, flags, units, variability, data_offset = struct.unpack_from("<3ic3bi", content, at)
    for name, value in zip(names, [length, name_offset, vector, flags, units, variability, data_offset]):
        tell("integer", f"{entry}.{name}", value)
    tell("text", f"{entry}.data_type", type_.decode())
    start = at + name_offset
    tell("text", f"{entry}.name", content[start:content.index(0, start)].decode())
    start = at + data_offset
    if type_ == b"B":
        text = content[start:start + vector].split(b"\0")[0].decode()
        tell("text", f"{entry}.text", text.replace("\\", "\\\\").replace("\n", "\\n"))
    else:
        tell("integer", f"{entry}.value[0]", struct.unpack_from("<q", content, start)[0])
    at += length

fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
os.ftruncate(fd, len(content))
with mmap.mmap(fd, len(content)) as view:
    view[:] = content
    print("ready", flush=True)
    sys.stdin.read()
os.unlink(path)
