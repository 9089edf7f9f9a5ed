#!/usr/bin/env python3
"""walk.py [OPTION…] PROGRAM PUBLISHER GAPS [WRAPPER]… - a minute with Mapglass, by keyboard alone.

One walk for every platform: the program natively or, with WRAPPER (wine), the Windows one; PUBLISHER
is the tests' second process, GAPS the GTK module that measures the main loop.  What a step has done
is read off the window's title, the clipboard and the pixels, which every system has; where there is
an accessible tree (Linux) its words are checked too.  Prints TAP.

No step is judged by how long it took.  A gap of the main loop over the limit fails the walk where it
is the program's own (see gaps.py) and the same step has one in a second walk too."""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, 'e2e'))

# pylint: disable=wrong-import-position
from accessible import Accessible
from desk import Desk
from harness import Failure, Publisher, check, check_equal, end, until

SIZE = 64 * 1024
START_S = 120  # Wine's own start on a busy machine takes most of it
# Counters: (offset, times a second, bytes).
COUNTERS = [(0x28, 10, 4), (0x48, 60, 8), (0x68, 1000, 8), (SIZE - 8, 20, 8)]
# Rows of 16 bytes: those with a counter in view, and two that are written to once.
COUNTING_ROWS, QUIET_ROWS = [0x2, 0x4, 0x6], [0x9, 0xc]
NEEDLE_OFFSET, NEEDLE = 0x8123, bytes.fromhex('c0ffee15ba5eba11')
SELECTED = (0x10, 0x50)  # first offset and the one behind the last; two counters are in it


class Walk:
    def __init__(self, desk, accessible, args):
        self.desk, self.accessible = desk, accessible
        paths = (args.program, args.publisher, args.gaps)
        self.program, self.publisher_path, self.module = map(os.path.abspath, paths)
        self.wrapper, self.output = args.wrapper, args.output
        self.windows = args.program.endswith('.exe')
        self.system = 'win32' if self.windows else 'posix'
        self.label = f'mapglass-walk-{os.getpid()}'
        self.name = ('Local\\' if self.windows else '/') + self.label
        self.gaps_file = desk.path(f'gaps-{time.monotonic_ns()}')
        self.env = dict(desk.env, LC_ALL='C.UTF-8', LANGUAGE='en', GSETTINGS_BACKEND='memory',
                        G_DEBUG='fatal-criticals')
        if self.windows:
            self.env['DBUS_SESSION_BUS_ADDRESS'] = 'disabled:'
            self.env.setdefault('WINEDEBUG', '-all')
        self.process = self.publisher = self.object = self.watch = None
        self.main = self.dialog = None  # the main window; where the dialog is
        self.moments = []  # (when it began, step)
        self.box = None  # what of the screen is bytes
        self.selection_color = self.selection_outline = self.first_copy = None
        self.copied = ''  # the clipboard's text
        self.row_top = self.row_height = None  # pixels, of the first row and of each

    def path_for_program(self, path):
        return 'Z:' + path.replace('/', '\\') if self.windows else path

    # --- Processes ---

    def start_program(self):
        schemas = os.path.join(os.path.dirname(self.program), os.pardir, os.pardir, 'data')
        env = dict(self.env, GTK_MODULES=self.path_for_program(self.module),
                   MG_GAPS_FILE=self.path_for_program(self.gaps_file),
                   GSETTINGS_SCHEMA_DIR=self.path_for_program(os.path.realpath(schemas)))
        self.process = subprocess.Popen(self.wrapper + [self.program], env=env, stdin=subprocess.DEVNULL)
        self.main = until(self.find_main, 'the window', START_S)
        servers = [self.desk.xvfb_pid] + ([wineserver_pid(env)] if self.windows else [])
        self.watch = subprocess.Popen(
            [sys.executable, os.path.join(HERE, 'gaps.py'), self.gaps_file, str(self.process.pid)] +
            [str(pid) for pid in servers if pid], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def find_main(self):
        check(self.process.poll() is None, f'the program ended: {self.process.returncode}')
        return self.desk.find_window('Mapglass')

    def start_publisher(self):
        """The object and its counters; what does not count is the same every time."""
        self.publisher = Publisher(self)
        self.object = self.publisher.create(self.name, SIZE)
        self.object.write(0, still_content())
        self.object.write(NEEDLE_OFFSET, NEEDLE)
        for offset, rate_hz, width in COUNTERS:
            self.object.do('start', offset, rate_hz, width)

    def remove_name(self):
        """POSIX: a name outlives who made it; Windows takes it away with its last holder."""
        if not self.windows:
            with contextlib.suppress(FileNotFoundError):
                os.unlink('/dev/shm' + self.name)

    def read_gaps(self):
        if self.watch is None:
            return None
        out, _ = self.watch.communicate(timeout=20)
        self.watch = None
        return json.loads(out)

    def close(self):
        for process in (self.process, self.watch, self.publisher and self.publisher.process):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()
        self.remove_name()

    # --- What can be seen ---

    def title(self):
        check(self.process.poll() is None, f'the program ended: {self.process.returncode}')
        return self.desk.title_of(self.main)

    def wait_title(self, state='', label=None):
        """For "NAME – Mapglass" or "NAME (state) – Mapglass"."""
        label = self.label if label is None else label
        wanted = f'{label} ({state}) – Mapglass' if state else f'{label} – Mapglass'
        seen = {}

        def reached():
            seen['title'] = self.title()
            return seen['title'] == wanted

        try:
            until(reached, f'the title “{wanted}”', 15)
        except Failure as failure:
            raise Failure(f'{failure}; it is “{seen["title"]}”') from None

    def wait_words(self, *patterns):
        """On Linux: until each pattern matches a text of the accessible tree."""
        if self.accessible is not None:
            self.accessible.wait(*patterns)

    def shoot(self, name):
        os.makedirs(self.output, exist_ok=True)
        self.desk.shot().save_png(os.path.join(self.output, f'step-{name}.png'))

    def look(self):
        """The bytes' part of the screen, as it is now."""
        return self.desk.shot(self.box)

    def wait_calm(self, box=None):
        """Until nothing has changed for a moment; returns what is there."""
        box = box or self.box

        def calm():
            before = self.desk.shot(box)
            time.sleep(0.3)
            return before if before.difference(self.desk.shot(box)) is None else None

        return until(calm, 'the picture to settle')

    def observe(self, seconds, each=lambda shot: None):
        """Looks for that long, 20 times a second; returns {y: how often that row of pixels changed}."""
        changes, before = {}, self.look()
        end_time = time.monotonic() + seconds
        while time.monotonic() < end_time:
            time.sleep(0.05)
            shot = self.look()
            for y in before.changed_rows(shot):
                changes[y] = changes.get(y, 0) + 1
            each(shot)
            before = shot
        return changes

    def wait_live(self):
        """Until just the rows with counters change, wherever they are."""
        until(lambda: len(self.bands(self.observe(1))) == len(COUNTING_ROWS), 'rows that change')

    def wait_moving(self):
        """Until each counting row in view has changed twice."""
        seen = {}

        def moved():
            for row, n in self.rows_of(self.observe(0.1)).items():
                seen[row] = seen.get(row, 0) + n
            return all(seen.get(row, 0) >= 2 for row in COUNTING_ROWS)

        try:
            until(moved, f'changes in the rows {COUNTING_ROWS}')
        except Failure as failure:
            raise Failure(f'{failure}; seen {seen}; {self.who_counts()}') from None

    def who_counts(self):
        """For a failure's sake: what the object's writer does."""
        def values():
            return [self.object.do('read', offset, width) for offset, _, width in COUNTERS]

        before = values()
        time.sleep(1)
        return f'the publisher counts: {[old != new for old, new in zip(before, values())]}, {before}'

    def check_still(self, seconds, why):
        """Once what changed last has faded nothing changes any more."""
        calm = {'since': time.monotonic()}

        def faded():
            if self.observe(0.2):
                calm['since'] = time.monotonic()
            return time.monotonic() - calm['since'] > 1.2  # longer than a fade, whatever its steps are

        until(faded, f'standstill: {why}')
        before = self.look()
        check(not self.observe(seconds), f'it goes on changing: {why}')
        return before

    @staticmethod
    def bands(rows):
        """Rows of pixels as [[top, bottom]], those nearer than 3 being one."""
        bands = []
        for y in sorted(rows):
            if bands and y - bands[-1][1] < 3:
                bands[-1][1] = y + 1
            else:
                bands.append([y, y + 1])
        return bands

    def rows_of(self, changes):
        """The same by rows of bytes: {row: how often it changed}."""
        rows = {}
        for y, n in changes.items():
            row = (y - self.row_top) // self.row_height
            rows[row] = max(rows.get(row, 0), n)
        return rows

    def copy(self):
        """The selection by Ctrl+C; it must not be what was copied last."""
        self.desk.key('ctrl+c')

        def is_new():
            text = self.desk.clipboard()
            return text if text != self.copied else None

        self.copied = until(is_new, 'the copy in the clipboard')
        check(re.fullmatch(r'[0-9a-f]{2}(\s+[0-9a-f]{2})*', self.copied.lower()), 'not hex bytes', self.copied)
        return bytes.fromhex(self.copied)

    def open_dialog(self):
        """Ctrl+O; returns what the dialog shows."""
        self.desk.key('ctrl+o')
        self.dialog = self.desk.box_of(until(lambda: self.desk.find_window('Open by Name'), 'the dialog'))
        return self.wait_calm(self.dialog)

    def go_to(self, where):
        self.desk.key('ctrl+g')
        self.desk.type(where)
        self.desk.key('Return')

    # --- The steps ---

    def empty(self):
        """starts with an empty window that says what to do"""
        self.start_program()
        until(lambda: self.desk.active_title() == self.title() == 'Mapglass', 'the window to have the focus')
        self.wait_words('Open')
        # The bytes will be below the header bar, left of the overview and above the status line and the timeline.
        left, top, right, bottom = self.desk.box_of(self.main)
        self.box = (left + 8, top + 52, right - 70, bottom - 92)
        before = self.wait_calm()
        self.desk.key('F9')
        until(lambda: before.difference(self.look()), 'the list to go away')
        for pane in ('F8', 'F7'):  # the inspector, the structure
            self.desk.key(pane)
        self.wait_calm()

    def wrong_name(self):
        """a wrong name opens nothing and is answered by what is there"""
        self.start_publisher()
        before = self.open_dialog()
        self.desk.type(self.name.replace('walk', 'Walk'))
        until(lambda: before.difference(self.desk.shot(self.dialog)), 'an answer')
        self.wait_words('there is no object of that name', 'Did you mean', 'differs in case')
        self.wait_calm(self.dialog)
        check_equal(self.title(), 'Mapglass', 'something was opened')

    def near_match(self):
        """the near match is chosen by two keys and shows live bytes"""
        # The answer comes when it comes: Down does nothing before there is a row.
        def chosen():
            before = self.desk.shot(self.dialog)
            self.desk.key('Down')
            time.sleep(0.3)
            return len(gained(before, self.desk.shot(self.dialog), 2000)) > 0

        until(chosen, 'a row to be selected')
        self.shoot('03a-near-match-chosen')
        self.desk.key('Return')
        self.wait_title()
        self.wait_words('read-only')

    def live(self):
        """bytes are live: rows with counters change, others when they are written"""
        # Where rows are is not known before: two quiet ones that are written to show it.
        self.wait_live()
        end_of_counting = max(self.observe(2)) + 1
        below = (self.box[0], end_of_counting, self.box[2], self.box[3])
        before = self.desk.shot(below)
        for row in QUIET_ROWS:
            self.object.write(16 * row + 5, b'\xff')
        bands = until(lambda: exactly(2, self.bands(before.changed_rows(self.desk.shot(below)))),
                      'the written bytes')
        self.shoot('04a-written-bytes-flare')
        self.row_height, rest = divmod(bands[1][0] - bands[0][0], QUIET_ROWS[1] - QUIET_ROWS[0])
        check_equal(rest, 0, 'not a whole number of pixels a row')
        self.row_top = bands[0][0] - QUIET_ROWS[0] * self.row_height
        rows = self.rows_of(self.observe(4))
        check_equal(sorted(set(rows) - set(QUIET_ROWS)), COUNTING_ROWS, 'rows that change')
        check(rows[COUNTING_ROWS[-1]] > 10, 'the picture hardly changes', rows)

    def select(self):
        """a selection by Shift and arrows is what the clipboard gets"""
        self.go_to(hex(SELECTED[0]))
        self.wait_moving()
        before = self.look()
        rows = (SELECTED[1] - SELECTED[0]) // 16
        self.desk.key(*['shift+Down'] * (rows - 1), 'shift+End')
        self.first_copy = self.copy()
        self.check_selected(self.first_copy)
        # Its ground is the colour that there is most more of.
        self.selection_color = until(lambda: gained(before, self.look(), 4000), 'a selection')[0]
        self.selection_outline = self.look().outline(self.selection_color)
        top = self.selection_outline[0][0]
        check_equal((top - self.row_top) // self.row_height, SELECTED[0] // 16, 'the first selected row')

    def check_selected(self, data):
        """The static bytes say which range it is."""
        wanted = bytearray(still_content()[SELECTED[0]:SELECTED[1]])
        check_equal(len(data), len(wanted), 'length of what was selected')
        data = bytearray(data)
        for offset, _, width in COUNTERS:
            if SELECTED[0] <= offset < SELECTED[1]:
                at = offset - SELECTED[0]
                data[at:at + width] = wanted[at:at + width] = bytes(width)
        check_equal(bytes(data), bytes(wanted), 'what was selected')

    def hold(self):
        """the selection stays where it is for 20 seconds while bytes change in it and outside"""
        moved = []

        def compare(shot):
            outline = shot.outline(self.selection_color)
            if outline != self.selection_outline:
                moved.append((outline[:1], outline[-1:]))

        changes = self.observe(20, compare)
        check(not moved, f'the selection was not the same in {len(moved)} pictures', moved[:3],
              self.selection_outline[:1], self.selection_outline[-1:])
        rows = self.rows_of(changes)
        check(rows.get(2, 0) > 20 and rows.get(6, 0) > 20, 'bytes in and outside the selection change', rows)
        last = self.copy()
        self.check_selected(last)
        at = 0x28 - SELECTED[0]
        check(last[at:at + 4] != self.first_copy[at:at + 4], 'the counter in the selection stands still')

    def pause(self):
        """Space pauses, F5 reads once, Space goes on"""
        self.desk.key('space')
        self.wait_title('paused')
        before = self.check_still(1.5, 'paused')
        counted = self.object.do('read', 0x48, 8)
        until(lambda: self.object.do('read', 0x48, 8) != counted, 'the publisher to go on counting')
        self.desk.key('F5')
        until(lambda: before.difference(self.look()), 'the bytes read by F5')
        self.shoot('07a-paused-and-read-once')
        self.check_still(0.5, 'paused after F5')
        self.desk.key('space')
        self.wait_title()
        self.wait_moving()

    def end_and_back(self):
        """Ctrl+G goes to the last byte, Ctrl+Home back"""
        self.go_to('end')
        bands = until(lambda: exactly(1, self.bands(self.observe(0.5))), 'the last row, alone in changing')
        check(bands[0][1] > self.box[3] - 3 * self.row_height, 'the last row is not at the bottom', bands)
        self.desk.key('shift+Left')
        data = self.copy()
        self.shoot('08a-end')
        wanted = still_content()[SIZE - 2:]
        check_equal(data[-1:], wanted[-1:], 'the last byte')
        self.desk.key('ctrl+Home')
        self.wait_moving()

    def find(self):
        """Ctrl+F finds bytes and selects them"""
        before, second = self.look(), range(self.row_top + self.row_height, self.row_top + 2 * self.row_height)
        self.desk.key('ctrl+f')
        self.desk.type(NEEDLE.hex())
        self.desk.key('Return')
        # The second row has no counter, and no caret: another is there when it is found, where there are none.
        until(lambda: any(y in second for y in before.changed_rows(self.look())), 'the view to scroll to it')
        left, top, right, bottom = self.box
        self.wait_calm((left, top, right, bottom - 60))
        self.shoot('09a-found')
        self.desk.key('Escape')
        check_equal(self.copy(), NEEDLE, 'what was found')
        self.desk.key('ctrl+Home')
        self.wait_moving()

    def killed(self):
        """the publisher is killed: the object is gone, its last bytes stay"""
        self.publisher.process.kill()
        self.publisher.process.wait()
        if not self.windows:
            # A POSIX object outlives its publisher, until somebody removes the name.
            self.check_still(1, 'nobody writes any more')
            self.wait_title()
            self.desk.key('F9')
            self.wait_words('read-only · no holders')
            self.shoot('10a-no-holders')
            self.desk.key('F9')
            self.remove_name()
        self.wait_title('gone')
        self.wait_words('It is attached again')
        self.check_still(5, 'the object is gone')
        row = NEEDLE_OFFSET // 16 * 16
        self.go_to(hex(row))
        self.desk.key('shift+End')
        check_equal(self.copy(), still_content()[row:row + 16], 'the last bytes')
        self.desk.key('ctrl+Home')

    def restarted(self):
        """the publisher is started again: attached again, and live"""
        self.start_publisher()
        self.wait_title()
        self.wait_live()
        check(len(self.observe(2)) > 0, 'it stands still again')

    def wait_for_name(self):
        """a name in a wrong place, waited for, has a tab that offers the right one: Enter takes it"""
        self.open_dialog()
        self.desk.type(('Global\\' if self.windows else '/elsewhere/') + self.label)
        self.desk.key('alt+w', 'Return')
        self.wait_title('not open', ('' if self.windows else 'elsewhere/') + self.label)
        self.wait_words('It will be shown when it appears', 'in another', f'^{re.escape(self.name)}$')
        self.wait_calm()
        self.shoot('12a-not-open')
        self.desk.key('Return')
        # It is open already: there is one tab again.
        self.wait_title()
        self.wait_live()

    def quit(self):
        """Ctrl+W closes the tab, Ctrl+Q the program"""
        self.desk.key('ctrl+w')
        until(lambda: self.title() == 'Mapglass', 'the empty window')
        self.wait_calm()
        self.shoot('13a-closed')
        self.desk.key('ctrl+q')
        check_equal(end(self.process), 0, 'exit status')
        self.publisher.quit()

    STEPS = [empty, wrong_name, near_match, live, select, hold, pause, end_and_back, find, killed, restarted,
             wait_for_name, quit]


def still_content():
    """What the object holds where nothing counts: the offset itself says which byte it is."""
    data = bytearray((i ^ (i >> 8)) & 0xff for i in range(SIZE))
    data[NEEDLE_OFFSET:NEEDLE_OFFSET + len(NEEDLE)] = NEEDLE
    return bytes(data)


def exactly(n, things):
    return things if len(things) == n else None


def gained(before, after, least):
    """Colours of which there are so many more pixels than before, the one that gained most first."""
    old, new = before.colors(), after.colors()
    found = [(n - old.get(color, 0), color) for color, n in new.items()]
    return [color for n, color in sorted(found, reverse=True) if n >= least]


def wineserver_pid(env):
    prefix = os.path.realpath(env.get('WINEPREFIX', os.path.expanduser('~/.wine')))
    for pid in filter(str.isdigit, os.listdir('/proc')):
        with contextlib.suppress(OSError):
            with open(f'/proc/{pid}/comm', encoding='utf-8') as file:
                if not file.read().startswith('wineserver'):
                    continue
            with open(f'/proc/{pid}/environ', 'rb') as file:
                its = dict(entry.partition(b'=')[::2] for entry in file.read().split(b'\0'))
            if os.path.realpath(os.fsdecode(its.get(b'WINEPREFIX', os.fsencode(prefix)))) == prefix:
                return int(pid)
    return None


class Report:
    """TAP."""

    def __init__(self):
        self.number = self.failed = 0

    def line(self, ok, text, *comments):
        self.number += 1
        self.failed += not ok
        print('ok' if ok else 'not ok', self.number, '-', text)
        for comment in comments:
            for line in comment.splitlines():
                print('#', line)
        sys.stdout.flush()


def walk_once(report, desk, accessible, args):
    """Returns {step: gaps of the program's own over the limit}, or None where a step failed."""
    walk = Walk(desk, accessible, args)
    try:
        started = time.monotonic()
        for number, step in enumerate(Walk.STEPS, 1):
            began = time.monotonic()
            walk.moments.append((began, step.__name__))
            try:
                step(walk)
                walk.shoot(f'{number:02}-{step.__name__.replace("_", "-")}')
                report.line(True, step.__doc__, f'{time.monotonic() - began:.1f} s')
            except Exception as error:  # pylint: disable=broad-except
                walk.shoot(f'{number:02}-failed')
                report.line(False, step.__doc__, f'{type(error).__name__}: {error}')
                return None
        print(f'# the walk took {time.monotonic() - started:.0f} s')
        return judge(walk.read_gaps(), walk.moments, args.gap_limit)
    finally:
        walk.close()


@contextlib.contextmanager
def wine_prefix_of_its_own():
    """The one that is there has a desktop, which belongs to another display."""
    with tempfile.TemporaryDirectory(prefix='mapglass-walk-wine-', ignore_cleanup_errors=True) as directory:
        prefix = os.path.join(directory, 'prefix')
        shutil.copytree(os.environ.get('WINEPREFIX', os.path.expanduser('~/.wine')), prefix, symlinks=True)
        os.environ['WINEPREFIX'] = prefix
        try:
            yield
        finally:
            subprocess.run(['wineserver', '-k'], check=False)
            subprocess.run(['wineserver', '-w'], check=False)


def judge(measured, moments, limit_ms):
    """Prints what was measured; {step: gaps of the program's own over the limit}."""
    for gap in measured['gaps']:
        began = [step for start, step in moments if start <= gap['end_s'] - gap['length_ms'] / 1e3]
        gap['step'] = began[-1] if began else 'the start'
    # The start is the benchmark's.
    walked = [gap for gap in measured['gaps'] if gap['step'] not in ('the start', 'empty')]
    own = [gap for gap in walked if gap['own_ms'] > limit_ms]
    print(f'# main loop: longest gap {max((gap["length_ms"] for gap in walked), default=0):g} ms, '
          f'{sum(gap["length_ms"] > limit_ms for gap in walked)} over {limit_ms:g} ms; the program\'s own: '
          f'longest {max((gap["own_ms"] for gap in walked), default=0):g} ms, {len(own)} over {limit_ms:g} ms')
    print(f'# control: longest gap {measured["longest_ms"]:g} ms, {measured["count"]} over 50 ms')
    for gap in sorted(measured['gaps'], key=lambda gap: -gap['own_ms'])[:5]:
        print(f'#   {gap["length_ms"]:g} ms in {gap["step"]}: queued for a processor {gap["queued_ms"]:g} ms, control '
              f'late {gap["late_ms"]:g} ms, processor {gap["slow"]:g} times slower: own {gap["own_ms"]:g} ms')
    by_step = {}
    for gap in own:
        by_step.setdefault(gap['step'], []).append(gap['own_ms'])
    return by_step


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--output', default='walk-screenshots', metavar='DIR', help='for a screenshot of each step')
    parser.add_argument('--gap-limit', type=float, default=50, metavar='MS')
    parser.add_argument('program')
    parser.add_argument('publisher')
    parser.add_argument('gaps')
    parser.add_argument('wrapper', nargs='*')
    args = parser.parse_args()

    # A time limit ends this like anything else: nothing stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    report = Report()
    windows = args.program.endswith('.exe')
    with wine_prefix_of_its_own() if windows else contextlib.nullcontext(), contextlib.closing(Desk()) as desk:
        accessible = None if windows else Accessible(desk)
        gaps = walk_once(report, desk, accessible, args)
        if gaps:
            print('# again, to see whether that was the program')
            first, gaps = gaps, walk_once(report, desk, accessible, args)
            if gaps is not None:
                gaps = {step: gaps[step] for step in gaps if step in first}
    if gaps is not None:
        text = f'no gap of the main loop over {args.gap_limit:g} ms is the program\'s own'
        found = [f'in {step}: {found} ms' for step, found in gaps.items()]
        # Under Wine a first dialog waits for Wine's server and fonts, which cannot be told from the program.
        if windows and gaps:
            report.line(True, f'{text} # SKIP {"; ".join(found)}, with what Wine takes')
        else:
            report.line(not gaps, text, *found)
    print(f'1..{report.number}')
    return 1 if report.failed else 0


if __name__ == '__main__':
    sys.exit(main())
