#!/usr/bin/env python3
"""Lays out every structure of the system's own headers and compares with the compiler.

  test-headers.py [--group=linux|mingw] [--verbose] CLI [WRAPPER]…

Headers are read as they are.  Tells for each group how many structures there are, how many were read,
how many of those agree with clang's layout, and why the rest was not; fails under 95 % read or where one
that was read differs."""

import argparse
import collections
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from compilers import CLANG_TARGETS, Layout, parse_dump

WANTED = 0.95
MANY = 50  # of more headers than this, some may do
LINUX = "/usr/include"
# What many headers of Linux expect to be included before them.
BEFORE = "#include <sys/types.h>\n#include <sys/socket.h>\n#include <netinet/in.h>\n#include <time.h>\n"


def linux_headers():
    names = []
    for pattern in ["linux/*.h", "netinet/*.h", "elf.h", "x86_64-linux-gnu/sys/*.h"]:
        names += [name.removeprefix(f"{LINUX}/").removeprefix("x86_64-linux-gnu/")
                  for name in sorted(glob.glob(f"{LINUX}/{pattern}"))]
    return names


GROUPS = {
    "linux": {
        "abi": "linux64",
        "headers": linux_headers,
        "path": lambda: [LINUX, f"{LINUX}/x86_64-linux-gnu"],
        "before": BEFORE,
    },
    "mingw": {
        "abi": "mingw64",
        "headers": lambda: ["windows.h", "winnt.h", "winbase.h", "winuser.h", "wingdi.h", "winsock2.h", "winioctl.h",
                            "psapi.h", "tlhelp32.h", "mmsystem.h", "ddeml.h", "commctrl.h", "shlobj.h"],
        "path": lambda: glob.glob("/usr/lib/gcc/x86_64-w64-mingw32/*-win32/include")[:1]
        + ["/usr/x86_64-w64-mingw32/include"],
        "before": "#include <windows.h>\n",
    },
}
OWN = {"struct __va_list_tag", "struct __NSConstantString_tag"}


class Local(Exception):
    """Structures that only the inside of a function knows."""


def clang(file, abi, dump):
    command = ["clang", f"--target={CLANG_TARGETS[abi]}", "-w", "-fsyntax-only", "-ferror-limit=0", "-Xclang",
               f"-fdump-record-layouts{dump}", file]
    done = subprocess.run(command, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        incomplete = set(re.findall(r"error: invalid application of 'sizeof' to an incomplete type '([^']+)'", done.stderr))
        if incomplete and not dump:
            raise Local(incomplete)
        first = next((line for line in done.stderr.splitlines() if "error:" in line), "?")
        raise RuntimeError(re.sub(r".*error: ", "", first))
    return dict(parse_dump(dump) for dump in done.stdout.split("*** Dumping AST Record Layout\n")[1:])


def is_own(name):
    return name in OWN or "(unnamed" in name or "(anonymous" in name


class Group:
    def __init__(self, name, command, every):
        self.name, self.command, self.every = name, command, every
        self.abi = GROUPS[name]["abi"]
        self.path = GROUPS[name]["path"]()
        self.before = GROUPS[name]["before"]
        self.total, self.read, self.equal = set(), set(), set()
        self.unread, self.wrong, self.skipped, self.errors = {}, {}, {}, {}

    def ours(self, file):
        command = [*self.command, "layout", "--all", "--keep-going", "--json", f"--abi={self.abi}",
                   *(f"-I{directory}" for directory in self.path), str(file)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        errors = [json.loads(line) for line in done.stderr.decode().splitlines() if line.startswith("{")]
        errors = [error["message"] for error in errors if "error" in error]
        layouts = {}
        for record in json.loads(done.stdout or "[]"):
            layouts[record["type"]] = record["members"] is not None and Layout(record["size"], record["align"], {
                member["path"]: (member.get("bit_offset", member["offset"] * 8), member.get("bit_size"))
                for member in record["members"]}) or None
        return layouts, errors

    def read_header(self, header):
        """What both make of it: (text, names that clang knows, our layouts, our errors); or clang's error."""
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "a.c"
            for before in ("", self.before):
                text = f"{before}#include <{header}>\n"
                file.write_text(text)
                try:
                    names = {name for name in clang(file, self.abi, "-complete") if not is_own(name)}
                except RuntimeError as error:
                    failure = error
                    continue
                return text, names, *self.ours(file)
        return failure

    def ask(self, text, names):
        """clang's layouts of those names.  It lays out what is used, and only then knows attributes behind it."""
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "a.c"
            while names:
                file.write_text(text + "".join(f"extern char u{i}[sizeof ({name}) + 1];\n"
                                               for i, name in enumerate(sorted(names))))
                try:
                    return clang(file, self.abi, "")
                except Local as local:
                    names = names - local.args[0]
        return {}

    def compare(self, header, names, theirs, ours, errors):
        for name in names:
            layout = theirs.get(name) or theirs.get(f"struct {name}") or theirs.get(f"union {name}")
            if layout is None:
                continue
            self.total.add(name)
            mine = ours.get(name)
            if mine is None:
                self.unread[name] = (header, errors[0] if errors else "not found")
                continue
            self.read.add(name)
            if mine == layout:
                self.equal.add(name)
            else:
                self.wrong[name] = (header, mine, layout)
        for error in errors:
            self.errors.setdefault(error, header)

    def run(self):
        headers = GROUPS[self.name]["headers"]()
        if len(headers) > MANY:
            headers = headers[::self.every]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found, new, seen = [], [], set()
            for header, result in zip(headers, pool.map(self.read_header, headers)):
                if isinstance(result, RuntimeError):
                    self.skipped[header] = str(result)
                    continue
                found.append((header, *result))
                new.append(result[1] - seen)
                seen |= result[1]
            answers = pool.map(lambda item: self.ask(item[0][1], item[1]), zip(found, new))
            for (header, _, _, ours, errors), names, theirs in zip(found, new, answers):
                self.compare(header, names, theirs, ours, errors)
        return len(headers)


def show(layout, other):
    words = [f"size {layout.size} align {layout.align}"]
    words += [f"{path} {place}" for path, place in layout.offsets.items() if other.offsets.get(path) != place]
    return ", ".join(words[:6])


def tell(pairs):
    """(what, why) by reason."""
    reasons = collections.defaultdict(list)
    for what, why in pairs:
        reasons[re.sub(r"^[^ ]*:\d+:\d+: ", "", why)].append(what)
    return "; ".join(f"{', '.join(names)}: {why}" for why, names in reasons.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth header of a group with many")
    parser.add_argument("--verbose", action="store_true", help="tell each of our errors")
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()
    names = [args.group] if args.group else list(GROUPS)
    print(f"1..{len(names)}")
    failed = False
    for number, name in enumerate(names, 1):
        group = Group(name, args.command, args.every)
        if not shutil.which("clang") or not all(Path(directory).is_dir() for directory in group.path):
            print(f"ok {number} - {name} # SKIP clang or the headers are missing")
            continue
        n_headers = group.run()
        good = not group.wrong and len(group.read) >= WANTED * len(group.total) > 0
        failed |= not good
        print(f"{'ok' if good else 'not ok'} {number} - {name}: of {len(group.total)} structures {len(group.read)} were "
              f"read ({100 * len(group.read) / max(len(group.total), 1):.2f} %), {len(group.equal)} of those agree")
        for structure, (header, mine, layout) in group.wrong.items():
            print(f"# differs: {structure} in <{header}>: {show(mine, layout)}; clang: {show(layout, mine)}")
        print(f"# {n_headers - len(group.skipped)} of {n_headers} headers are compiled by clang; not: {tell(group.skipped.items()) or 'none'}")
        print(f"# structures that were not read, by reason: "
              f"{tell((name, why) for name, (_, why) in group.unread.items()) or 'none'}")
        if args.verbose:
            for error, header in group.errors.items():
                print(f"# <{header}>: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
