#!/usr/bin/env python3
"""Writes layout-check-bytes.h: a publisher's structure as the bytes that real compilers make of it.

The compilers are gcc, gcc -m32, MinGW's and clang for Microsoft's ABI; what they make is read from the object
file, so that nothing is run.  To be run again only where publisher_header changes."""

import re
import subprocess
import tempfile
from pathlib import Path

HEADER = """\
enum mode { MODE_OFF, MODE_IDLE = 17, MODE_RUN = 42 };
struct state
{
  char running;
  long number;
  double speed;
  char name[21];
  wchar_t place[12];
  enum mode mode;
  unsigned char gear : 3;
  unsigned lap : 20;
  void *self;
  short wheels[3];
  long long ticks;
  float heat[5];
};
"""
VALUES = """\
struct state object = { 1, 1234, 412.75, "Silverstone", L"Becketts", MODE_RUN, 5, 771, (void *) 0x7654320,
  { 11, -12, 13 }, 123456, { 36.5f, 80.25f, 91.0f, 12.125f, 7.0f } };
"""
COMPILERS = [
    ("linux64", ["gcc"], "", 0), ("linux32", ["gcc", "-m32"], "", 0), ("mingw64", ["x86_64-w64-mingw32-gcc"], "x86_64-w64-mingw32-", 0),
    ("mingw32", ["i686-w64-mingw32-gcc"], "i686-w64-mingw32-", 0),
    ("win64", ["clang", "--target=x86_64-pc-windows-msvc"], "x86_64-w64-mingw32-", 0),
    ("win32", ["clang", "--target=i686-pc-windows-msvc"], "i686-w64-mingw32-", 0),
    ("linux64", ["gcc"], "", 1), ("win32", ["clang", "--target=i686-pc-windows-msvc"], "i686-w64-mingw32-", 4),
    ("win64", ["clang", "--target=x86_64-pc-windows-msvc"], "x86_64-w64-mingw32-", 2),
]


def compile_bytes(command, prefix, pack):
    with tempfile.TemporaryDirectory() as directory:
        source, made, section = (Path(directory) / name for name in ("a.c", "a.o", "a.bin"))
        source.write_text(f"typedef __WCHAR_TYPE__ wchar_t;\n#pragma pack ({pack or ''})\n{HEADER}"
                          f"__attribute__ ((section (\".mg\"), used)) {VALUES}"
                          "char size[sizeof object];\n")
        subprocess.run([*command, "-w", "-c", "-o", made, source], check=True)
        subprocess.run([f"{prefix}objcopy", "-O", "binary", "--only-section=.mg", made, section], check=True)
        content = section.read_bytes()
        source.write_text(f"typedef __WCHAR_TYPE__ wchar_t;\n#pragma pack ({pack or ''})\n{HEADER}"
                          "enum { SIZE = sizeof (struct state) }; int x[SIZE] = { SIZE };\n")
        done = subprocess.run([*command, "-w", "-S", "-o", "-", source], check=True, text=True, stdout=subprocess.PIPE)
        size = int(re.search(r"\.long\s+(\d+)", done.stdout)[1])
    return content[:size]


def main():
    lines = ["/* Made by make-layout-check-bytes.py. */\n\n", "static const char publisher_header[] =\n"]
    lines += [f'    "{line}\\n"\n' for line in HEADER.splitlines()]
    lines[-1] = lines[-1].rstrip() + ";\n\n"
    table = []
    for number, (abi, command, prefix, pack) in enumerate(COMPILERS):
        content = compile_bytes(command, prefix, pack)
        lines.append(f"static const guint8 publisher_{number}[] = {{\n")
        for at in range(0, len(content), 16):
            lines.append("  " + " ".join(f"0x{byte:02x}," for byte in content[at:at + 16]) + "\n")
        lines.append("};\n")
        table.append(f'  {{ "{abi}", {pack}, publisher_{number}, sizeof publisher_{number} }},\n')
    lines += ["\nstatic const struct\n{\n  const char *abi;\n  guint pack;\n  const guint8 *bytes;\n  gsize length;\n} publishers[] = {\n"]
    lines += table + ["};\n"]
    (Path(__file__).parent / "layout-check-bytes.h").write_text("".join(lines))


if __name__ == "__main__":
    main()
