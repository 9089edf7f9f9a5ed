"""Python's own ShareableList under a name, told as publisher.h says."""

import sys
from multiprocessing import shared_memory

ITEMS = [1, -(2**62), 3.25, -0.5, True, False, None, "", "text", "größe 北京", "eight by", "x" * 100, b"", b"\x01\x02z"]


def tell(kind, path, value):
    print(kind, path, value)


shared = shared_memory.ShareableList(ITEMS, name=sys.argv[1])
tell("integer", "count", len(ITEMS))
offsets = [0]
for index, item in enumerate(ITEMS):
    path = f"items[{index}]"
    if isinstance(item, bool):
        tell("integer", f"{path}.boolean", int(item))
    elif isinstance(item, int):
        tell("integer", f"{path}.integer", item)
    elif isinstance(item, float):
        tell("real", f"{path}.real", repr(item))
    elif isinstance(item, str):
        tell("text", f"{path}.text", item)
    elif isinstance(item, bytes):
        tell("bytes", f"{path}.bytes", item.ljust(len(item) // 8 * 8 + 8, b"\0").hex())
    tell("text", f"formats[{index}]", shared._get_packing_format(index))
    tell("integer", f"codes[{index}]", shared._extract_recreation_code(item))
    size = len(item.encode() if isinstance(item, str) else item) // 8 * 8 + 8 if isinstance(item, (str, bytes)) else 8
    offsets.append(offsets[-1] + size)
for index, offset in enumerate(offsets):
    tell("integer", f"offsets[{index}]", offset)
print("ready", flush=True)
sys.stdin.read()
shared.shm.close()
shared.shm.unlink()
