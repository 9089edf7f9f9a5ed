"""Each preset against a publisher of its own, which a real compiler laid out: every field that it fills is
shown with that value, and nothing else is shown.  TAP on standard output.

A publisher (publisher.h) is a real process with a real object: POSIX shared memory on Linux, a section on
Windows.  Linux' tests build those of Windows' structures too, with Windows' wchar_t; it is in the Windows build's that
mingw lays them out.
"""

import argparse
import datetime
import getpass
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from generate import Generator

HERE = Path(__file__).resolve().parent
PRESETS = HERE.parents[1] / "data/presets"

# Members that decide what is shown of others.
GENERATED = {
    "assetto-corsa-competizione-graphics": {"activeCars": 60, "status": 2, "session": -1},
    "assetto-corsa-graphics": {},
    "assetto-corsa-physics": {},
    "assetto-corsa-static": {},
    "core-temp": {"uiCPUCnt": 128, "uiCoreCnt": 2},
    "core-temp-ex": {"uiCPUCnt": 128, "uiCoreCnt": 2},
    "dbwin": {},
    "falcon-flight-data": {"RwrObjectCount": 40},
    "falcon-flight-data-2": {"pilotsOnline": 32},
    "freetrack": {},
    "gpu-z": {},
    "mapglass-demo": {"signature": '"mapglass-demo"', "version": 1, "size": 8192},
    "mumble-link": {"context_len": 256},
    "postgresql": {"magic": 679834894, "creatorPID": 4711},
    "project-cars-2": {"mNumParticipants": 64},
    "rfactor2-telemetry": {"mNumVehicles": 128},
    "scs-telemetry": {},
}
WRITTEN = ["boost-message-queue", "falcon-strings", "hwinfo", "iracing", "java-hsperfdata", "msi-afterburner", "rtss"]
POSIX_ONLY = {"boost-message-queue", "postgresql", "java-hsperfdata"}


class Skip(Exception):
    pass


def check(condition, message):
    if not condition:
        raise AssertionError(message)


# --- What a header says of its members ---

class Header:
    """Enough of a preset's annotations to undo what they do to a number: a second reader, not Mapglass'."""

    def __init__(self, preset):
        self.text = (PRESETS / f"{preset}.h").read_text()
        self.constants = self.read_constants()
        self.notes = {}
        for before, name, same_line, behind in re.findall(
                r"((?:/\*(?:(?!\*/).)*\*/\s*)?)^[ \w]*?(\w+)(?:\[\w+\])*;([^\n]*)()", self.text, re.M | re.S):
            note = same_line if "@" in same_line else before if before.startswith("/* @") else ""
            self.notes.setdefault(name, note)

    def read_constants(self):
        constants = {}
        for body in re.findall(r"enum \w+\s*\{(.*?)\}", self.text, re.S):
            value = -1
            for name, given in re.findall(r"(\w+)\s*(?:=\s*([^,}]+))?(?:,|$)", body.strip(), re.S):
                value = eval(given.replace("(int)", "")) if given else value + 1  # our own headers
                constants[name] = value
        return constants

    def note(self, path, word):
        match = re.search(rf"@{word}\(([^)]*)\)", self.notes.get(path.replace("*", "").split(".")[-1].split("[")[0], ""))
        return match[1] if match else None

    def is_hidden(self, path):
        return any("@hidden" in self.notes.get(part.split("[")[0], "") for part in path.split("."))


def time_number(text, kind):
    """What a time that is shown was stored as."""
    scale = {"unix": 1, "unix_us": 10**6, "tick": 1000, "qpc": 1}[kind]
    if kind in ("tick", "qpc"):
        match = re.fullmatch(r"(?:(\d+) d )?(?:(\d+):)?(?:(\d+):)?([\d.]+)(?: s)?", text)
        check(match, f"this is no duration: {text}")
        days, hours, minutes, seconds = (match[1], match[2], match[3], match[4])
        if hours and not minutes:
            hours, minutes = None, hours
        total = (int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)
        return total * 60 * scale + round(float(seconds) * scale)
    match = re.fullmatch(r"(.*?)(?:\.(\d+))?Z", text)
    seconds = (datetime.datetime.fromisoformat(match[1]) - datetime.datetime(1970, 1, 1)).total_seconds()
    return int(seconds) * scale + round(float("0." + (match[2] or "0")) * scale)


def same_integer(wanted, shown, path, header):
    if isinstance(shown, bool):
        return wanted == shown
    if isinstance(shown, str):
        if header.note(path, "time"):
            return wanted == time_number(shown, header.note(path, "time"))
        parts = [header.constants.get(part, part) for part in shown.split(" | ")]
        shown = sum(int(part, 0) if isinstance(part, str) else part for part in parts)
    scale, bias = float(header.note(path, "scale") and eval(header.note(path, "scale")) or 1), float(
        header.note(path, "bias") or 0)
    if (scale, bias) != (1, 0):
        return abs(shown - (wanted * scale + bias)) <= scale / 2
    if wanted < 0 and shown >= 0:  # flags and hex have no sign
        return (shown - wanted) in (1 << 8, 1 << 16, 1 << 32, 1 << 64)
    return wanted == shown


def same_real(wanted, shown, path, header, field):
    bias = float(header.note(path, "bias") or 0)
    if bias:
        return abs(shown - (wanted + bias)) <= abs(wanted) * 1e-6
    # as few digits as tell it from its neighbours: of a float those are others than of a double
    return float(shown) == wanted or ("float" in field["type"] and struct.pack("<f", float(shown)) == struct.pack("<f", wanted))


# --- Publishers ---

class Target:
    def __init__(self, arguments):
        self.windows = arguments.target == "win32"
        self.cli = [*arguments.wrapper, str(arguments.cli)]
        self.wrapper = arguments.wrapper
        self.cc = arguments.cc.split()
        self.work = Path(arguments.work)
        self.n_objects = 0
        if not self.windows:
            self.cc.append("-fshort-wchar")

    def compile(self, output, *sources):
        command = [*self.cc, "-std=gnu11", "-O0", "-Wall", "-Wno-unknown-pragmas", f"-I{HERE}", f"-I{PRESETS}", "-o",
                   str(output), *map(str, sources)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        check(done.returncode == 0 and not done.stdout, f"the compiler says:\n{done.stdout}")

    def prepare(self):
        self.compile(self.work / "publisher.o", "-c", HERE / "publisher.c")

    def new_name(self):
        self.n_objects += 1
        return f"{'' if self.windows else '/'}mapglass-preset-{os.getpid()}-{self.n_objects}"

    def build(self, preset):
        source = HERE / f"{preset}.c"
        header = PRESETS / f"{preset}.h"
        own_wchar = not self.windows and preset == "mumble-link"  # which is Linux' own too
        if preset in GENERATED:
            abis = re.search(r"@abi\(([^)]*)\)", header.read_text())
            abis = [abi.strip() for abi in abis[1].split(",")] if abis else ["win64" if self.windows else "linux64"]
            abi = next((abi for abi in abis if abi.startswith("win") == self.windows), abis[0])
            source = self.work / f"{preset}.c"
            arguments = ["layout", self.native(header), f"--abi={abi}"]
            source.write_text(Generator(
                header, lambda type_: self.run_json(*arguments, *([f"--type={type_}"] if type_ else [])),
                GENERATED[preset]).generate())
        program = self.work / (preset + (".exe" if self.windows else ""))
        cc = self.cc
        if own_wchar:
            self.cc = [word for word in cc if word != "-fshort-wchar"]
        try:
            self.compile(program, source, self.work / "publisher.o", *([] if self.windows else ["-lrt"]))
        finally:
            self.cc = cc
        return [*self.wrapper, str(program)]

    def native(self, path):
        """As the program calls a file: Wine has this system's as drive Z."""
        return "Z:" + str(path).replace("/", "\\") if self.windows and os.name == "posix" else str(path)

    def run_json(self, *arguments):
        # Files, no pipes: what Wine starts beside a program has its pipes open for longer than that runs.
        for _ in range(3):
            with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
                done = subprocess.run([*self.cli, *arguments, "--json"], stdout=out, stderr=err, timeout=600)
                out.seek(0)
                err.seek(0)
                text, message = out.read(), err.read().decode()
            # as in e2e/harness.py: Wine's server kills what is slow to end, and the exit code is lost
            if not self.wrapper or done.returncode != -signal.SIGKILL:
                break
        check(done.returncode == 0, f"{' '.join(arguments)}: exit code {done.returncode}: {message[:500]}")
        return json.loads(text)


class Publisher:
    """The process, and what it says that it wrote: path -> (kind, value)."""

    def __init__(self, command, name):
        self.process = subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.told = {}
        for line in self.process.stdout:
            words = line.decode().rstrip("\r\n").split(" ", 2)
            if words == ["ready"]:
                return
            kind, path, value = words
            if kind == "bytes":
                for index, byte in enumerate(bytes.fromhex(value)):
                    self.told[f"{path}[{index}]"] = ("integer", byte)
            elif kind == "text":
                value = re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), value)
                self.told[path] = (kind, value)
            else:
                self.told[path] = (kind, int(value) if kind == "integer" else float(value))
        raise AssertionError(f"{command[-1]} ended with {self.process.wait()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(30)


# --- Comparing ---

def collect(fields, found):
    """path -> node, of all that has a value or could not be read."""
    for field in fields:
        if "value" in field or "error" in field:
            found[field["path"]] = field
        collect(field.get("children", []), found)
    return found


def compare(told, shown, header, extra=()):
    problems = []
    for path, (kind, wanted) in told.items():
        field = shown.pop(path, None)
        if field is None:
            if not header.is_hidden(path):
                problems.append(f"{path} is not shown; {wanted!r} was written")
            continue
        value = field.get("value")
        if "error" in field:
            same = False
        elif kind == "text":
            same = value == wanted
        elif kind == "integer":
            same = same_integer(wanted, value, path, header)
        else:
            same = same_real(wanted, value, path, header, field)
        if not same:
            problems.append(f"{path}: {wanted!r} was written, shown is {field.get('error', value)!r} at {field['offset']}")
    problems += [f"{path} is shown as {field.get('error', field.get('value'))!r}, and nobody wrote it"
                 for path, field in shown.items() if path not in extra]
    check(not problems, "\n".join([f"{len(problems)} fields differ:", *problems[:20]]))


def run_case(target, preset, command, extra=(), name=None):
    header = Header(preset)
    has_signature = "@signature(" in header.text
    name = name or target.new_name()
    with Publisher(command, name) as publisher:
        arguments = [] if has_signature else [f"--preset={preset}"]
        shown = target.run_json("show", name, "--elements=all", *arguments)
        check(shown["preset"] == preset, f"chosen by itself is {shown['preset']}")
        n_fields = len(publisher.told)
        check(n_fields > 0, "nothing was written")
        compare(publisher.told, collect(shown["fields"], {}), header, extra)
        if has_signature:
            matches = target.run_json("presets", name)
            check([match["id"] for match in matches] == [preset], f"it may be {[match['id'] for match in matches]}")
    return n_fields


# --- The real ones ---

def run_python(target):
    return run_case(target, "python-shareable-list", [sys.executable, str(HERE / "shareable-list.py")],
                    name=target.new_name()[1:])


def run_boost(target):
    program = target.work / "boost-real"
    compiler = shutil.which("g++")
    include = "#include <boost/interprocess/ipc/message_queue.hpp>"
    if not compiler or subprocess.run([compiler, "-E", "-xc++", "-"], input=include.encode(), stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL).returncode != 0:
        raise Skip("Boost's headers are not installed")
    subprocess.run([compiler, "-w", "-O0", "-o", program, HERE / "boost-real.cpp", "-lrt"], check=True)
    # of what Boost keeps to itself no more is known than that it fits together
    return run_case(target, "boost-message-queue", [str(program)], extra={"index", "cur_first_msg"},
                    name=target.new_name()[1:])


def run_java(target):
    """A JVM's own file, copied into an object."""
    if not shutil.which("java") or not shutil.which("javac"):
        raise Skip("there is no JDK")
    source = target.work / "Wait.java"
    source.write_text("public class Wait { public static void main(String[] a) throws Exception {"
                      " System.out.println(ProcessHandle.current().pid()); System.in.read(); } }\n")
    java = subprocess.Popen(["java", "-XX:+UsePerfData", str(source)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        pid = int(java.stdout.readline())
        content = Path(tempfile.gettempdir(), f"hsperfdata_{getpass.getuser()}", str(pid)).read_bytes()
    finally:
        java.stdin.close()
        java.wait(30)
    copy = target.work / "hsperfdata"
    copy.write_bytes(content)
    return run_case(target, "java-hsperfdata", [sys.executable, str(HERE / "hsperfdata.py"), str(copy)])


def get_cases(target):
    for preset in sorted([*GENERATED, *WRITTEN]):
        if not target.windows or preset not in POSIX_ONLY:
            yield preset, lambda preset=preset: run_case(target, preset, target.build(preset))
    if not target.windows:
        yield "python-shareable-list, Python's own", lambda: run_python(target)
        yield "boost-message-queue, Boost's own", lambda: run_boost(target)
        yield "java-hsperfdata, a JVM's own", lambda: run_java(target)


def check_that_all_have_a_case(target):
    presets = {path.stem for path in PRESETS.glob("*.h")}
    known = {*GENERATED, *WRITTEN, "python-shareable-list"}
    check(presets == known, f"without a publisher: {presets ^ known}")
    listed = {preset["id"] for preset in target.run_json("presets")}
    check(presets <= listed, f"not built in: {presets - listed}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", choices=["posix", "win32"], required=True)
    parser.add_argument("--cc", required=True)
    parser.add_argument("--only")
    parser.add_argument("cli", type=Path)
    parser.add_argument("wrapper", nargs="*")
    arguments = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="mapglass-presets-") as work:
        arguments.work = work
        os.environ["XDG_DATA_HOME"] = work  # without what a person has there
        target = Target(arguments)
        target.prepare()
        cases = [("every preset has a publisher", lambda: check_that_all_have_a_case(target)), *get_cases(target)]
        cases = [case for case in cases if arguments.only is None or arguments.only in case[0]]
        print(f"1..{len(cases)}")
        for number, (title, case) in enumerate(cases, 1):
            try:
                n_fields = case()
                print(f"ok {number} - {title}" + (f": {n_fields} fields" if n_fields else ""))
            except Skip as reason:
                print(f"ok {number} - {title} # SKIP {reason}")
            except Exception as error:  # pylint: disable=broad-except
                failed += 1
                print(f"not ok {number} - {title}")
                text = str(error) if isinstance(error, AssertionError) else traceback.format_exc()
                print("\n".join(f"# {line}" for line in text.splitlines()))
            sys.stdout.flush()
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
