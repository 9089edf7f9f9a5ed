#!/usr/bin/env python3
"""Compares the layouts that mapglass-cli prints with those of compilers.

  test-layout.py [--count=N] [--seed=N] [--abi=ABI,…] CLI [WRAPPER]…
  test-layout.py --update CLI

Random declarations, laid out by every ABI: against clang, which knows all of them, and where that is
missing against what it said of those in golden/ (written by --update); then against gcc, where there
is one for the ABI.  WRAPPER runs a Windows program elsewhere (wine).  Prints TAP."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import declarations
from compilers import ABIS, GCCS, Layout, clang_layouts

GOLDEN = Path(__file__).resolve().parent / "golden"
GOLDEN_COUNT = 150
BATCH = 500  # structures a file
SHOWN = 5  # differences a test
LANGUAGES = {"c": False, "hpp": True}


class Mapglass:
    def __init__(self, command):
        self.command = [*command[1:], command[0]]  # the wrapper in front of it

    def layouts(self, file, abi, *options):
        command = [*self.command, "layout", "--all", "--json", f"--abi={abi}", *options, str(file)]
        # Files: Wine may start its desktop from here, which keeps the ends of pipes open for ever.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            out.seek(0)
            err.seek(0)
            if done.returncode != 0:
                raise RuntimeError(err.read().decode(errors="replace")[:3000])
            records = json.load(out)
        layouts = {}
        for record in records:
            offsets = {member["path"]: (member.get("bit_offset", member["offset"] * 8), member.get("bit_size"))
                       for member in record["members"]}
            layouts[record["type"]] = Layout(record["size"], record["align"], offsets)
        return layouts


def differences(ours, theirs):
    """What @theirs has and @ours has not, in words."""
    for name, layout in theirs.items():
        mine = ours.get(name)
        if mine is None:
            yield f"{name}: missing"
        elif mine != layout:
            words = []
            if mine[:2] != layout[:2]:
                words.append(f"size {mine.size} align {mine.align}, not {layout.size} {layout.align}")
            words += [f"{path} at {mine.offsets.get(path)}, not {place}"
                      for path, place in layout.offsets.items() if mine.offsets.get(path) != place]
            words += [f"{path} is too much" for path in mine.offsets if path not in layout.offsets]
            yield f"{name}: {', '.join(words)}"


def tested(layouts):
    """Those of the structures of the file, not of the compiler's own."""
    return {name: layout for name, layout in layouts.items() if name.split()[-1][1:].isdigit()}


def find_declaration(source, name):
    tag = name.split()[-1]
    return next((line for line in source.splitlines() if f" {tag} {{" in line or f" {tag} : " in line), "")


class Report:
    def __init__(self):
        self.number = self.failed = self.compared = 0

    def __call__(self, title, wrong, count):
        """@wrong: of (words, source)"""
        self.number += 1
        self.compared += count
        self.failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {self.number} - {title}: {count - len(wrong)} of {count} agree", flush=True)
        for words, source in wrong[:SHOWN]:
            print(f"#   {words[:600]}")
            print(f"#     {find_declaration(source, words.split(':')[0])[:600]}")

    def skip(self, title, why):
        self.number += 1
        print(f"ok {self.number} - {title} # SKIP {why}")


def write(directory, name, text):
    path = Path(directory) / name
    path.write_text(text)
    return path


def test_clang(mapglass, abi, seed, count, report):
    for language, cplusplus in LANGUAGES.items():
        wrong, compared = [], 0
        for batch in range(0, count, BATCH):
            source = declarations.generate(f"{seed}.{batch}", min(BATCH, count - batch), cplusplus)
            with tempfile.TemporaryDirectory() as directory:
                file = write(directory, f"a.{language}", source)
                theirs = tested(clang_layouts(file, abi, cplusplus=cplusplus))
                found = list(differences(mapglass.layouts(file, abi), theirs))
            compared += len(theirs)
            wrong += [(words, source) for words in found]
        report(f"{abi}, {language}: as clang", wrong, compared)


def test_gcc(mapglass, abi, seed, count, report):
    if not GCCS[abi].exists():
        report.skip(f"{abi}: as gcc", "there is no gcc for it")
        return
    wrong, compared = [], 0
    for batch in range(0, count, BATCH):
        source = declarations.generate(f"{seed}.{batch}", min(BATCH, count - batch),
                                       agreed="mingw" if abi.startswith("mingw") else "linux")
        with tempfile.TemporaryDirectory() as directory:
            ours = tested(mapglass.layouts(write(directory, "a.c", source), abi))
        theirs = GCCS[abi].layouts(source, ours)
        found = list(differences(ours, theirs))
        compared += len(theirs)
        wrong += [(words, source) for words in found]
    report(f"{abi}: as gcc", wrong, compared)


def golden_line(name, layout):
    places = " ".join(f"{bit}" for bit, _ in layout.offsets.values())
    return f"{name}: {layout.size} {layout.align}: {places}".rstrip()


def update_golden():
    GOLDEN.mkdir(exist_ok=True)
    for language, cplusplus in LANGUAGES.items():
        file = GOLDEN / f"declarations.{language}"
        file.write_text(declarations.generate("golden", GOLDEN_COUNT, cplusplus))
        for abi in ABIS:
            layouts = tested(clang_layouts(file, abi, cplusplus=cplusplus))
            lines = [golden_line(name, layout) + "\n" for name, layout in layouts.items()]
            (GOLDEN / f"{abi}.{language}.txt").write_text("".join(lines))


def test_golden(mapglass, abi, report):
    for language in LANGUAGES:
        ours = {golden_line(name, layout)
                for name, layout in mapglass.layouts(GOLDEN / f"declarations.{language}", abi).items()}
        theirs = (GOLDEN / f"{abi}.{language}.txt").read_text().splitlines()
        wrong = [(line, (GOLDEN / f"declarations.{language}").read_text()) for line in theirs if line not in ours]
        report(f"{abi}, {language}: as recorded of clang", wrong, len(theirs))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300, help="structures for each ABI and language")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--abi", default=",".join(ABIS))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()
    if args.update:
        update_golden()
        return 0
    mapglass, report, abis = Mapglass(args.command), Report(), args.abi.split(",")
    for abi in abis:
        test_golden(mapglass, abi, report)
        if shutil.which("clang"):
            test_clang(mapglass, abi, args.seed, args.count, report)
        else:
            report.skip(f"{abi}: as clang", "there is no clang")
        if abi in GCCS:
            test_gcc(mapglass, abi, args.seed, args.count, report)
    print(f"1..{report.number}")
    print(f"# {report.compared} layouts compared")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
