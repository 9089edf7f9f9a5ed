"""A desk of one's own: an X display with a window manager, what stands on it, and a keyboard.

Xvfb keeps its screen in a file (-fbdir), so that looking costs neither the display nor the program
that is looked at anything: looking cannot make a gap of its own."""

import mmap
import os
import re
import struct
import subprocess
import tempfile
import zlib

from harness import check, check_equal, until

WIDTH, HEIGHT = 1280, 900


class Shot:
    """What a part of the screen showed: rows of 4 bytes a pixel."""

    def __init__(self, left, top, rows):
        self.left, self.top, self.rows = left, top, rows
        self.width, self.height = len(rows[0]) // 4, len(rows)

    def pixel(self, x, y):
        return self.rows[y - self.top][4 * (x - self.left):4 * (x - self.left) + 4]

    def crop(self, box):
        left, top, right, bottom = box
        return Shot(left, top, [row[4 * (left - self.left):4 * (right - self.left)]
                                for row in self.rows[top - self.top:bottom - self.top]])

    def outline(self, color):
        """[(y, first x, x behind the last)] of the rows that have pixels of this colour."""
        found = []
        for y, row in enumerate(self.rows, self.top):
            first = _find(row, color)
            if first >= 0:
                found.append((y, self.left + first, self.left + _rfind(row, color) + 1))
        return found

    def count(self, color):
        return sum(row.count(color) for row in self.rows)

    def difference(self, other):
        """The box around what differs, None where nothing does."""
        box = None
        for y, (mine, its) in enumerate(zip(self.rows, other.rows), self.top):
            if mine == its:
                continue
            bits = int.from_bytes(mine, 'little') ^ int.from_bytes(its, 'little')
            first = self.left + ((bits & -bits).bit_length() - 1) // 32
            last = self.left + (bits.bit_length() - 1) // 32
            box = (first, y, last + 1, y + 1) if box is None else \
                (min(box[0], first), box[1], max(box[2], last + 1), y + 1)
        return box

    def changed_rows(self, other):
        return [y for y, (mine, its) in enumerate(zip(self.rows, other.rows), self.top) if mine != its]

    def colors(self):
        """{pixel: how many}"""
        counts = {}
        for row in self.rows:
            for color in {row[i:i + 4] for i in range(0, len(row), 4)}:
                counts[color] = counts.get(color, 0) + row.count(color)
        return counts

    def save_png(self, path):
        raw = bytearray()
        for row in self.rows:
            line = bytearray(3 * self.width)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            raw += b'\0' + line

        def chunk(kind, data):
            return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

        with open(path, 'wb') as file:
            file.write(b'\x89PNG\r\n\x1a\n')
            file.write(chunk(b'IHDR', struct.pack('>IIBBBBB', self.width, self.height, 8, 2, 0, 0, 0)))
            file.write(chunk(b'IDAT', zlib.compress(bytes(raw), 1)) + chunk(b'IEND', b''))


def _find(row, color):
    at = row.find(color)
    while at > 0 and at % 4 != 0:
        at = row.find(color, at + 1)
    return at // 4 if at >= 0 else -1


def _rfind(row, color):
    at = row.rfind(color)
    while at > 0 and at % 4 != 0:
        at = row.rfind(color, 0, at + 3)
    return at // 4 if at >= 0 else -1


class Desk:
    def __init__(self):
        self._processes = []
        self._directory = tempfile.TemporaryDirectory(prefix='mapglass-walk-')
        self.env = {key: value for key, value in os.environ.items()
                    if key not in ('WAYLAND_DISPLAY', 'XAUTHORITY', 'GTK_MODULES', 'GTK_THEME', 'GDK_SCALE')}
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self):
        ready, told = os.pipe()
        xvfb = self._start('Xvfb', '-displayfd', str(told), '-fbdir', self.path(), '-nolisten', 'tcp', '-noreset',
                           '-nocursor', '-screen', '0', f'{WIDTH}x{HEIGHT}x24', pass_fds=[told])
        self.xvfb_pid = xvfb.pid
        os.close(told)
        with os.fdopen(ready) as pipe:
            number = pipe.readline().strip()
        check(number, 'Xvfb did not start')
        self.env['DISPLAY'] = f':{number}'
        with open(self.path('Xvfb_screen0'), 'rb') as file:
            self._screen = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # An XWD file: a header of 32-bit words, colours of 12 bytes, pixels.
        header = struct.unpack('>25I', self._screen[:100])
        check_equal((header[4], header[5], header[11]), (WIDTH, HEIGHT, 32), 'width, height, bits a pixel')
        self._pixels, self._stride = header[0] + 12 * header[19], header[12]
        self._start('openbox')
        until(lambda: 'window id' in self.ask('xprop', '-root', '_NET_SUPPORTING_WM_CHECK'), 'the window manager')
        # As on every desktop.  Where there are none Wine reads ~/.Xdefaults for each font it selects.
        self.ask('xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', 'Xft.antialias:\t1\n')
        # Out of the way, for good: everything is done by keys.
        self.ask('xdotool', 'mousemove', str(WIDTH - 1), str(HEIGHT - 1))

    def _start(self, *args, **options):
        options.setdefault('stdout', subprocess.DEVNULL)
        process = subprocess.Popen(args, env=self.env, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        self._processes.append(process)
        return process

    def path(self, *names):
        return os.path.join(self._directory.name, *names)

    def ask(self, *args):
        """What a program printed; '' where it failed."""
        done = subprocess.run(args, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=20, check=False)
        return done.stdout.decode('utf-8', 'replace').rstrip('\n') if done.returncode == 0 else ''

    def close(self):
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._directory.cleanup()

    def start_bus(self):
        """A session bus with accessibility; the programs started from now on use it."""
        bus = self._start('dbus-daemon', '--session', '--nofork', '--print-address', stdout=subprocess.PIPE)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()
        self._start('/usr/libexec/at-spi-bus-launcher', '--launch-immediately')
        until(lambda: self.ask('xprop', '-root', 'AT_SPI_BUS').find('unix:') >= 0, 'the accessibility bus')

    # --- Eyes ---

    def shot(self, box=(0, 0, WIDTH, HEIGHT)):
        left, top, right, bottom = box
        base, stride = self._pixels, self._stride
        return Shot(left, top, [self._screen[base + y * stride + 4 * left:base + y * stride + 4 * right]
                                for y in range(top, bottom)])

    def windows(self):
        """{id: title} of the visible ones of programs."""
        windows = {}
        for window in re.findall(r'0x[0-9a-f]+', self.ask('xprop', '-root', '_NET_CLIENT_LIST')):
            title = self.title_of(window)
            if title:
                windows[window] = title
        return windows

    def title_of(self, window):
        return self.ask('xdotool', 'getwindowname', window)

    def find_window(self, title):
        return next((window for window, its in self.windows().items() if its == title), None)

    def active_title(self):
        return self.ask('xdotool', 'getactivewindow', 'getwindowname')

    def box_of(self, window):
        text = self.ask('xdotool', 'getwindowgeometry', '--shell', window)
        at = dict(line.split('=') for line in text.splitlines())
        x, y, width, height = (int(at[key]) for key in ('X', 'Y', 'WIDTH', 'HEIGHT'))
        return max(x, 0), max(y, 0), min(x + width, WIDTH), min(y + height, HEIGHT)

    # --- Hands ---

    def key(self, *keys):
        self.ask('xdotool', 'key', '--delay', '40', *keys)

    def type(self, text):
        self.ask('xdotool', 'type', '--delay', '30', text)

    def clipboard(self):
        return self.ask('xclip', '-selection', 'clipboard', '-o')
