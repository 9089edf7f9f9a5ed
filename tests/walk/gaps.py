#!/usr/bin/env python3
"""gaps.py FILE PID... - keeps watch beside a program whose main loop main-loop-gaps.c measures.

A gap is the program's own only as far as the machine let it run.  This process is the control: it asks
to be called every 5 ms as well, and how late it came is what the machine did; it does the same small
piece of work again and again, and what that took tells how slow the processor was; and the kernel says
how long the PIDs (the program, and the servers it waits for) stood in the queue for a processor.

When its input ends it prints JSON: "gaps", those in FILE, each {end_s, length_ms, queued_ms, late_ms,
slow, own_ms}, where end_s is time.monotonic() and own_ms = (length - max (queued, late)) / slow; and
"longest_ms" and "count", the control's own gaps over 50 ms."""

import collections
import json
import os
import select
import statistics
import sys
import time

PERIOD_S = 0.005
KEPT_S = 10.0
WORK_EVERY = 20  # periods


def queued_s(pid):
    """How long the process' main thread has waited for a processor so far."""
    try:
        with open(f'/proc/{pid}/schedstat', encoding='ascii') as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def work_s():
    start = time.thread_time()
    total = 0
    for i in range(4000):
        total += i * i
    return time.thread_time() - start


class Watch:
    def __init__(self, path, pids):
        self.path, self.pids, self.read_to = path, pids, 0
        self.samples = collections.deque()  # (time, queued by PID, how late the control was)
        self.work = []  # (time, what the work took)
        self.gaps = []

    def look(self, late_s):
        now = time.monotonic()
        self.samples.append((now, [queued_s(pid) for pid in self.pids], late_s))
        while self.samples[0][0] < now - KEPT_S:
            self.samples.popleft()
        for line in self.read_lines():
            self.gaps.append(self.note(now, float(line.split()[1]) / 1e3))

    def read_lines(self):
        try:
            if os.stat(self.path).st_size == self.read_to:
                return []
        except OSError:
            return []
        with open(self.path, 'rb') as file:
            file.seek(self.read_to)
            text = file.read()
        text = text[:text.rfind(b'\n') + 1]
        self.read_to += len(text)
        return text.splitlines()

    def note(self, now, length_s):
        # Two periods more: neither clock is finer.
        during = [s for s in self.samples if s[0] >= now - length_s - 2 * PERIOD_S]
        queued = sum(after - before for before, after in zip(during[0][1], during[-1][1]))
        late = sum(s[2] for s in during if s[2] > PERIOD_S)
        return now, length_s, queued, late

    def result(self):
        best = sorted(took for _, took in self.work)[len(self.work) // 20] if self.work else 1.0
        for end_s, length_s, queued, late in self.gaps:
            near = [took for at, took in self.work if abs(at - end_s) < length_s + 0.5]
            slow = max(statistics.median(near) / best, 1.0) if near else 1.0
            own = max(length_s - max(queued, late), 0.0) / slow
            yield {'end_s': end_s, 'slow': round(slow, 1), 'length_ms': ms(length_s), 'queued_ms': ms(queued),
                   'late_ms': ms(late), 'own_ms': ms(own)}


def ms(seconds):
    return round(seconds * 1e3, 1)


def main():
    watch = Watch(sys.argv[1], [int(pid) for pid in sys.argv[2:]])
    last = time.monotonic()
    late, n = [], 0
    while not select.select([sys.stdin], [], [], PERIOD_S)[0]:
        now = time.monotonic()
        late.append(max(now - last - PERIOD_S, 0.0))
        last = now
        watch.look(late[-1])
        n += 1
        if n % WORK_EVERY == 0:
            watch.work.append((now, work_s()))
            last = time.monotonic()
    print(json.dumps({'gaps': list(watch.result()), 'longest_ms': ms(max(late, default=0.0)),
                      'count': sum(s > 0.05 for s in late)}))


if __name__ == '__main__':
    main()
