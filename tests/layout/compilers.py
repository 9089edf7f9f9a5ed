"""What compilers say of layouts: {"struct s1": Layout}."""

import collections
import re
import subprocess
import tempfile
from pathlib import Path

# offsets: {path: (bit offset, width of a bit-field or None)}
Layout = collections.namedtuple("Layout", "size align offsets")

CLANG_TARGETS = {
    "linux64": "x86_64-linux-gnu",
    "linux32": "i386-linux-gnu",
    "arm64": "aarch64-linux-gnu",
    "win64": "x86_64-pc-windows-msvc",
    "win32": "i686-pc-windows-msvc",
    "mingw64": "x86_64-w64-windows-gnu",
    "mingw32": "i686-w64-windows-gnu",
}
ABIS = list(CLANG_TARGETS)

LINE = re.compile(r"\s*(?:(\d+)(?::(?:(\d+)-(\d+)|-))?)? \| ( *)(.*)$")
SIZE = re.compile(r"\[sizeof=(\d+), (?:dsize=\d+, )?align=(\d+)")


def clang_layouts(file, abi, options=(), cplusplus=False):
    """Of every structure in the file that is used."""
    command = ["clang", f"--target={CLANG_TARGETS[abi]}", "-w", "-fsyntax-only", *options, "-x",
               "c++" if cplusplus else "c", "-Xclang", "-fdump-record-layouts", file]
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stderr}")
    layouts = {}
    for dump in done.stdout.split("*** Dumping AST Record Layout\n")[1:]:
        name, layout = parse_dump(dump)
        layouts[name] = layout
    return layouts


def parse_dump(dump):
    name, size, align, offsets = None, 0, 0, {}
    names = []  # of what the line is in: "" where that has no name
    for line in dump.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        offset, first, last, indent, text = match.groups()
        sizes = SIZE.search(text)
        if offset is None:
            if sizes:
                size, align = int(sizes[1]), int(sizes[2])
            continue
        depth = len(indent) // 2
        if depth == 0:
            name = text.removesuffix(" (empty)")
            continue
        # "unsigned int " is nameless; "struct b (base) (empty)" is a base class
        nameless = text.endswith(" ") or text.endswith(" (empty)") and " (base)" in text or text.endswith("(base)")
        own = "" if nameless else text.removesuffix(" (empty)").rsplit(" ", 1)[1]
        del names[depth - 1:]
        names.append(own)
        if own:
            path = ".".join(filter(None, names))
            bit = int(offset) * 8 + int(first or 0)
            offsets[path] = (bit, int(last) - int(first) + 1 if first is not None else None)
    return name, Layout(size, align, offsets)


class Gcc:
    """A compiler of GNU's that is asked by what it makes of constants, so that nothing must run."""

    def __init__(self, prefix="", options=()):
        self.prefix = prefix
        self.options = list(options)

    def exists(self):
        try:
            return subprocess.run([f"{self.prefix}gcc", *self.options, "-x", "c", "-c", "-o", "/dev/null", "/dev/null"],
                                  stderr=subprocess.DEVNULL).returncode == 0
        except FileNotFoundError:
            return False

    def layouts(self, source, expected):
        """Of the structures in @expected, {name: Layout}, whose paths and widths are asked for."""
        lines = [source, "\n#define V __attribute__ ((section (\".mg\"), used))\n"]
        for number, (name, layout) in enumerate(expected.items()):
            lines.append(f"const unsigned long long V t{number}[] = {{ sizeof ({name}), __alignof__ ({name}),")
            for path, (_, width) in layout.offsets.items():
                if width is None:
                    lines.append(f" __builtin_offsetof ({name}, {path}),")
            lines.append(" };\n")
            for index, (path, (_, width)) in enumerate(layout.offsets.items()):
                if width is not None:
                    lines.append(f"const {name} V b{number}_{index} = {{ .{path} = -1 }};\n")
        symbols = self.compile("".join(lines))
        layouts = {}
        for number, (name, layout) in enumerate(expected.items()):
            table = symbols[f"t{number}"]
            values = [int.from_bytes(table[i:i + 8], "little") for i in range(0, len(table), 8)]
            plain = iter(values[2:])
            offsets = {}
            for index, (path, (_, width)) in enumerate(layout.offsets.items()):
                if width is None:
                    offsets[path] = (next(plain) * 8, None)
                else:
                    bits = int.from_bytes(symbols[f"b{number}_{index}"][:values[0]], "little")
                    offsets[path] = (bits & -bits).bit_length() - 1, bits.bit_count()
            layouts[name] = Layout(values[0], values[1], offsets)
        return layouts

    def compile(self, text):
        """What the variables of section .mg hold, from their first byte to the end of the section."""
        with tempfile.TemporaryDirectory() as directory:
            source, object_file, section = (Path(directory) / name for name in ("a.c", "a.o", "a.bin"))
            source.write_text(text)
            done = subprocess.run([f"{self.prefix}gcc", "-w", *self.options, "-c", "-o", object_file, source],
                                  text=True, stderr=subprocess.PIPE)
            if done.returncode != 0:
                raise RuntimeError(done.stderr[:3000])
            subprocess.run([f"{self.prefix}objcopy", "-O", "binary", "--only-section=.mg", object_file, section],
                           check=True)
            listing = subprocess.run([f"{self.prefix}nm", object_file], text=True, check=True, stdout=subprocess.PIPE)
            content = section.read_bytes()
        symbols = []
        for line in listing.stdout.splitlines():
            parts = line.split()
            if len(parts) == 3 and re.fullmatch(r"_?[tb]\d+(_\d+)?", parts[2]):
                symbols.append((int(parts[0], 16), parts[2].lstrip("_")))
        symbols.sort()
        ends = [address for address, _ in symbols[1:]] + [len(content)]
        return {name: content[address:end] for (address, name), end in zip(symbols, ends)}


# Where gcc has a compiler for the ABI.
GCCS = {
    "linux64": Gcc(),
    "linux32": Gcc(options=["-m32"]),
    "arm64": Gcc("aarch64-linux-gnu-"),
    "mingw64": Gcc("x86_64-w64-mingw32-"),
    "mingw32": Gcc("i686-w64-mingw32-"),
}
