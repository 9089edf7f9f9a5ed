"""Python's own ShareableList under a name, told as publisher.h says."""

import sys
from multiprocessing import resource_tracker, shared_memory

ITEMS = [1, -(2**62), 3.25, -0.5, True, False, None, "", "text", "größe 北京", "eight by", "x" * 100, b"", b"\x01\x02z"]


def tell(kind, path, value):
    print(kind, path, value)


name = sys.argv[1]
shared = shared_memory.ShareableList(ITEMS, name=name)
tell("integer", "count", len(ITEMS))
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
        tell("bytes", f"{path}.bytes", item.hex())
    tell("text", f"formats[{index}]", shared._get_packing_format(index))
    tell("integer", f"codes[{index}]", shared._extract_recreation_code(item))
print("ready", flush=True)
sys.stdin.read()
shared.shm.close()
shared.shm.unlink()
