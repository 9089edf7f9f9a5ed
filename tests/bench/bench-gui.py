#!/usr/bin/python3
"""Measures the unmodified program from outside, under an X server and openbox:

    bench-gui.py MAPGLASS BENCH-SHELL PAINT-WATCH

the time from the start of the process to the first painted content, beside an empty shell of the same
window and a bare GTK window; private memory; and the processor's share while 100 bytes change 60 times
a second, while nothing changes, and while nobody can see the window.  Prints each figure beside its
target and fails for none.
"""

import mmap
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

N_STARTS = 11
SETTLE_S = 10         # after the first paint, before memory and load are looked at
LOAD_S = 10
CONTENT = (340, 130, 480, 230)  # a part of the screen that the object's bytes cover
WINDOW = (60, 60, 1160, 780)    # all of the window, but for its edges


def figure(what, value, unit, target=None, beside=""):
    text = f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
    wanted = verdict = ""
    if target is not None:
        wanted = f"≤ {target:g}"
        verdict = "ok" if value <= target else f"MISSED by {(value - target) / target * 100:.0f} %" if target else "MISSED"
    print(f"  {what:<54} {text + ' ' + unit:>14}  {wanted:<8} {verdict:<14} {beside}", flush=True)


class Publisher:
    """An object of ours; `write` stores 100 bytes of its first kilobyte at 60 Hz."""

    def __init__(self, label, size, fill):
        self.name = f"/mg-bench-{os.getpid()}-{label}"
        self.path = "/dev/shm" + self.name
        with open(self.path, "xb") as file:
            file.truncate(size)
            self.file = os.open(self.path, os.O_RDWR)
        self.writing = threading.Event()
        self.ended = False
        self.view = None
        if fill:
            self.view = mmap.mmap(self.file, size)
            self.view[:] = bytes((i * 7 + i // 256) % 256 for i in range(size))
            threading.Thread(target=self.write, daemon=True).start()

    def write(self):
        step = 0
        due = time.monotonic()
        while not self.ended:
            self.writing.wait()
            step += 1
            for i in range(100):
                self.view[i * 10] = (step + i) % 256
            due = max(due + 1 / 60, time.monotonic() - 1 / 60)
            time.sleep(max(0, due - time.monotonic()))

    def allocated(self):
        return os.stat(self.path).st_blocks * 512

    def close(self):
        self.ended = True
        os.close(self.file)
        os.unlink(self.path)


def first_paint(watch, command, area=CONTENT):
    """Milliseconds, from outside, until that part of the screen looks as it does in the end."""
    run = subprocess.run([watch, *map(str, area), *command], stdout=subprocess.PIPE, text=True)
    return float(run.stdout) if run.returncode == 0 else float("nan")


def bench_start(watch, shell, mapglass, small, large):
    print("\nProcess start to first painted content", flush=True)
    commands = {
        "bare": [shell, "--bare"],
        "shell": [shell],
        "small": [mapglass, small.name],
        "large": [mapglass, large.name],
    }
    times = {key: [] for key in commands}
    for i in range(N_STARTS + 1):
        for key, command in commands.items():
            value = first_paint(watch, command)
            if i > 0:  # the first warms the caches
                times[key].append(value)
    median = {key: statistics.median(values) for key, values in times.items()}
    figure("a bare GTK window", median["bare"], "ms", beside="the least")
    figure("an empty shell of the same window", median["shell"], "ms", beside=f"{median['shell'] / median['bare']:.2f} × bare")
    for key, what in (("small", "an object of 4 KiB"), ("large", "an object of 1 TiB, sparse")):
        spread = f"{min(times[key]):.0f} to {max(times[key]):.0f} ms"
        figure(what, median[key], "ms", beside=f"{median[key] / median['bare']:.2f} × bare; {spread}")
        figure("  to the shell", median[key] / median["shell"], "×", 1.3)


def private_bytes(pid):
    total = 0
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        for line in file:
            if line.startswith("Private_"):
                total += int(line.split()[1]) * 1024
    return total


def processor_seconds(pid):
    """Of all its threads, also of those that have ended, to the nanosecond: /proc/PID/stat counts ticks of
    10 ms, which a thread that wakes 60 times a second meets by chance."""
    return time.clock_gettime((~pid << 3) | 2)  # as clock_getcpuclockid() makes it on Linux


def find_window(pid):
    """The program's top-level window, once it is there."""
    for _ in range(100):
        run = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)], stdout=subprocess.PIPE, text=True)
        windows = run.stdout.split()
        if windows:
            return windows[-1]
        time.sleep(0.1)
    raise RuntimeError("no window appeared")


def share(pid, seconds):
    """Per cent of a core over that time."""
    before, start = processor_seconds(pid), time.monotonic()
    time.sleep(seconds)
    return (processor_seconds(pid) - before) / (time.monotonic() - start) * 100


def x_server_pid():
    """The X server that paints for us: what drawing costs is not all in the program."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"Xvfb") and os.environ["DISPLAY"].encode() in words:
            return int(pid)
    return None


def bench_running(mapglass, publisher, what, with_load):
    process = subprocess.Popen([mapglass, publisher.name], stderr=subprocess.DEVNULL)
    try:
        window = find_window(process.pid)
        subprocess.run(["xdotool", "windowsize", "--sync", window, "1280", "860"], check=False, timeout=10)
        time.sleep(SETTLE_S)
        figure(f"private memory, {what}", private_bytes(process.pid) / 1e6, "MB", 40)
        if not with_load:
            return
        server = x_server_pid()
        publisher.writing.set()
        time.sleep(2)
        before = processor_seconds(server) if server else 0
        figure("60 Hz, 100 bytes changing in view", share(process.pid, LOAD_S), "% CPU", 6,
               f"X server {(processor_seconds(server) - before) / LOAD_S * 100:.1f} %" if server else "")
        publisher.writing.clear()
        time.sleep(3)
        figure("60 Hz, nothing changing", share(process.pid, LOAD_S), "% CPU", 2)
        publisher.writing.set()
        subprocess.run(["xdotool", "windowminimize", window], check=False)
        time.sleep(2)
        figure("60 Hz, window hidden, 100 bytes changing", share(process.pid, LOAD_S), "% CPU", 0.2)
        publisher.writing.clear()
    finally:
        process.terminate()
        process.wait()


def main():
    mapglass, shell, watch = sys.argv[1:4]
    load = os.getloadavg()[0]
    print(f"load average {load:.1f}" + (": other programs take their share of these figures" if load > 0.5 else ""))
    if not os.environ.get("DISPLAY"):
        print("bench-gui: there is no display")
        return
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) if shutil.which("openbox") else None
    small = Publisher("small", 4096, True)
    large = Publisher("large", 1 << 40, False)
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_CONFIG_HOME=home, XDG_CACHE_HOME=os.environ.get("XDG_CACHE_HOME", home))
        try:
            time.sleep(1)
            bench_start(watch, shell, mapglass, small, large)
            print("\nThe running window, 1280 × 860", flush=True)
            bench_running(mapglass, small, "4 KiB", True)
            bench_running(mapglass, large, "1 TiB sparse", False)
            figure("1 TiB sparse: allocated by looking at it", large.allocated(), "bytes", 0)
        finally:
            small.close()
            large.close()
            if manager is not None:
                manager.terminate()
                manager.wait()


if __name__ == "__main__":
    main()
