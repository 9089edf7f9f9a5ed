"""What the end-to-end scenarios stand on: a target (the command line and the publisher of one
operating system), processes that always end, and scenarios that are found by decoration.

Conditions are polled until a deadline; nothing waits for luck.  Names hold the pid and a counter."""

import contextlib
import itertools
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

DEADLINE_S = 30.0  # for anything that has to happen: generous, as it is only waited out in failure
POLL_S = 0.01

scenarios = []


class Failure(Exception):
    pass


class Skip(Exception):
    """The machine cannot do that; says why."""


def scenario(title, only=None, reason=None):
    """Registers a scenario.  One for a single system says that system's reason."""
    assert (only is None) == (reason is None)

    def register(function):
        scenarios.append((title, only, reason, function))
        return function

    return register


def check(condition, message, *details):
    if not condition:
        raise Failure(': '.join([message] + [clip(d) for d in details]))


def check_equal(got, wanted, message='not equal'):
    if got != wanted:
        raise Failure(f'{message}: got {clip(got)}, wanted {clip(wanted)}')


def clip(value, limit=600):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else f'{text[:limit]}… ({len(text)} characters)'


def until(condition, what, seconds=DEADLINE_S):
    """Polls until condition() is true and returns what it returned."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        check(time.monotonic() < end, f'waited {seconds:g} s in vain for {what}')
        time.sleep(POLL_S)


def random_bytes(length, seed):
    """The publisher's 'random': SplitMix64, little-endian."""
    mask = (1 << 64) - 1
    words = []
    for _ in range((length + 7) // 8):
        seed = z = (seed + 0x9E3779B97F4A7C15) & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        words.append((z ^ (z >> 31)).to_bytes(8, 'little'))
    return b''.join(words)[:length]


class Lines:
    """Lines of a pipe, read by a thread, so that each can be waited for."""

    def __init__(self, pipe):
        self.seen = []
        self._queue = queue.Queue()
        threading.Thread(target=self._read, args=(pipe,), daemon=True).start()

    def _read(self, pipe):
        with contextlib.suppress(ValueError, OSError):
            for line in pipe:
                self._queue.put(line.decode('utf-8', 'backslashreplace').rstrip('\r\n'))
        self._queue.put(None)

    def next(self, what='a line', seconds=DEADLINE_S):
        """None at the end."""
        try:
            line = self._queue.get(timeout=seconds)
        except queue.Empty:
            raise Failure(f'waited {seconds:g} s in vain for {what}; seen {clip(self.seen)}') from None
        if line is None:
            self._queue.put(None)
        else:
            self.seen.append(line)
        return line

    def rest(self):
        while self.next() is not None:
            pass
        return self.seen


class Object:
    """A publisher's object."""

    def __init__(self, publisher, key, name):
        self.publisher, self.key, self.name = publisher, key, name

    def do(self, command, *words):
        return self.publisher.do(command, self.key, *words)

    def write(self, offset, data):
        for at in range(0, len(data), 65536):
            self.do('write', offset + at, data[at:at + 65536].hex())

    def random(self, offset, length, seed):
        self.do('random', offset, length, seed)
        return random_bytes(length, seed)

    def stat(self):
        size, allocated = self.do('stat').split()
        return int(size), None if allocated == '-' else int(allocated)


class Publisher:
    """A publisher process; see its source for the commands."""

    def __init__(self, target):
        self.process = subprocess.Popen(
            target.wrapper + [target.publisher_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=target.env)
        self._lines = Lines(self.process.stdout)
        self._keys = itertools.count()
        hello = self.do('hello').split()
        self.pid, self.page, self.granularity = int(hello[0]), int(hello[2]), int(hello[3])
        check_equal(hello[1], target.system, 'the publisher is for another system')

    def ask(self, *words):
        """Returns (code or None, text)."""
        line = ' '.join(str(w) for w in words)
        self.process.stdin.write(line.encode() + b'\n')
        self.process.stdin.flush()
        reply = self._lines.next(f'the reply to {clip(line, 100)}')
        check(reply is not None, 'the publisher is gone', clip(line, 100))
        if reply.startswith('error '):
            _, code, text = reply.split(' ', 2)
            return int(code), text
        if reply != 'ok' and not reply.startswith('ok '):
            self.process.kill()
            raise Failure(f'the publisher crashed at {clip(line, 100)}: {reply}')
        return None, reply[3:]

    def do(self, *words):
        code, text = self.ask(*words)
        check(code is None, f'publisher: {clip(" ".join(str(w) for w in words), 100)}', text)
        return text

    def create(self, name, size, *options):
        key = f'o{next(self._keys)}'

        def created():
            code, text = self.ask('shm', key, name, size, *options)
            # Windows: whoever looks at a section holds it for an instant, and with it the name
            check(code in (None, 183), f'publisher: shm {clip(name, 100)} {size}', text)
            return code is None

        until(created, f'{clip(name, 100)} to be free', 5)
        return Object(self, key, name)

    def make(self, command, name, *words):
        """object, open, many, churn"""
        key = f'o{next(self._keys)}'
        self.do(command, key, name, *words)
        return Object(self, key, name)

    def quit(self):
        """Removes all of its objects."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        end(self.process)

    def kill(self):
        """Ends it without a word, as a crash does."""
        with contextlib.suppress(OSError):
            self.process.stdin.write(b'die\n')
            self.process.stdin.flush()
        end(self.process)


def end(process, seconds=DEADLINE_S):
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Failure(f'process {process.args} did not end') from None


class Result:
    def __init__(self, code, out, err, args):
        self.code, self.out, self.err, self.args = code, out, err, args

    @property
    def text(self):
        return self.out.decode('utf-8').replace('\r\n', '\n')

    @property
    def json(self):
        return json.loads(self.out.decode('utf-8'))

    def __repr__(self):
        return f'exit {self.code}, stdout {clip(self.out, 300)}, stderr {clip(self.err, 300)} of {clip(self.args, 300)}'


class Watch:
    """A running `watch`, told by its JSON lines."""

    def __init__(self, target, *args):
        self.process = subprocess.Popen(
            target.wrapper + [target.cli_path, 'watch', '--json', *args], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=target.env)
        self._lines = Lines(self.process.stdout)
        self.events = []

    def next(self, what):
        """The next line that is about the object: how many samples a busy machine left out is not."""
        while True:
            line = self._lines.next(what)
            if line is None:
                raise Failure(f'watch ended before {what}: {end(self.process)}: '
                              f'{self.process.stderr.read().decode()}; seen {clip(self._lines.seen)}')
            event = json.loads(line)
            if event.get('event') != 'skipped':
                self.events.append(event)
                return event

    def until(self, condition, what):
        """The first line from here on of which condition() is true."""
        while True:
            event = self.next(what)
            if condition(event):
                return event

    def until_event(self, *words):
        return self.until(lambda e: e.get('event') in words, ' or '.join(words))

    def until_change(self, offset, data, what=None):
        """A run that covers offset and has these new bytes there."""
        def covers(e):
            if 'new' not in e:
                return False
            new, at = bytes.fromhex(e['new']), offset - e['offset']
            return at >= 0 and new[at:at + len(data)] == data
        return self.until(covers, what or f'{data.hex()} at {offset:#x}')

    def stop(self):
        self.process.kill()
        self.process.wait()


class Target:
    """The programs of one operating system."""

    def __init__(self, system, cli_path, publisher_path, wrapper, memory_check=False):
        self.system, self.wrapper = system, wrapper
        self.cli_path, self.publisher_path = cli_path, publisher_path
        self.env = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='')
        self.windows = system == 'win32'
        self.wine = self.windows and os.name == 'posix'
        if self.wine:
            self.env.setdefault('WINEDEBUG', '-all')
            self.env['DBUS_SESSION_BUS_ADDRESS'] = 'disabled:'
        self._counter = itertools.count()
        self._stack = contextlib.ExitStack()  # of the scenario that runs
        self._shared = None
        self.directory = None

    # --- Names ---

    def unique(self, label=''):
        return f'mgt-{os.getpid()}-{next(self._counter)}{"-" if label else ""}{label}'

    def name(self, label=''):
        """A name nobody has, in canonical form."""
        return ('Local\\' if self.windows else '/') + self.unique(label)

    # --- Processes; the scenario's end is theirs ---

    def publisher(self):
        """A publisher of the scenario's own."""
        publisher = Publisher(self)
        self._stack.callback(publisher.quit)
        return publisher

    @property
    def shared(self):
        """The publisher that lives through all scenarios; objects made by create() go with one."""
        if self._shared is None:
            self._shared = Publisher(self)
        return self._shared

    def create(self, size, *options, name=None, label=''):
        thing = self.shared.create(name or self.name(label), size, *options)
        self._stack.callback(self._remove, thing)
        return thing

    def make(self, command, *words, name=None, label=''):
        thing = self.shared.make(command, name or self.name(label), *words)
        self._stack.callback(self._remove, thing)
        return thing

    @staticmethod
    def _remove(thing):
        if thing.publisher.process.poll() is None:
            thing.publisher.ask('remove', thing.key)

    def watch(self, *args):
        watch = Watch(self, *args)
        self._stack.callback(watch.stop)
        return watch

    def popen(self, *args, **options):
        process = subprocess.Popen(self.wrapper + [self.cli_path, *args], env=self.env, **options)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def cli(self, *args, seconds=60, **options):
        """Runs the command line to its end."""
        stdout = options.pop('stdout', subprocess.PIPE)
        for _ in range(3):
            try:
                done = subprocess.run(self.wrapper + [self.cli_path, *args], stdin=subprocess.DEVNULL, stdout=stdout,
                                      stderr=subprocess.PIPE, env=self.env, timeout=seconds, check=False, **options)
            except subprocess.TimeoutExpired:
                raise Failure(f'hangs: {clip(args)}') from None
            # Wine's server kills what takes over a second from its last instruction to its end, as on a
            # busy machine it may: that says nothing of the program, and its exit code is lost.
            if not self.wrapper or done.returncode != -signal.SIGKILL:
                break
        return Result(done.returncode, done.stdout, done.stderr.decode('utf-8', 'backslashreplace'), args)

    # --- What is expected of it ---

    def ok(self, *args, code=0, **options):
        result = self.cli(*args, **options)
        check(result.code == code, f'exit code is not {code}', result)
        return result

    def fails(self, *args, code=3, out=b'', **options):
        """Fails with exactly one line, and prints nothing else."""
        result = self.cli(*args, **options)
        check(result.code == code, f'exit code is not {code}', result)
        check(result.err.count('\n') == 1 and len(result.err) > 1, 'not exactly one line on stderr', result)
        if out is not None and result.out is not None:
            check(result.out == out, 'prints something although it fails', result)
        return result

    def fails_with(self, word, *args, **options):
        """The same, and the error's word in JSON is this one.  Returns the error."""
        result = self.fails(args[0], '--json', *args[1:], **options)
        error = json.loads(result.err)
        check_equal(error['error'], word, f'of {clip(args, 200)}: {error["message"]}')
        return error

    def dump(self, name, offset=0, length=None):
        args = ['dump', '--format=raw', f'--offset={offset}']
        if length is not None:
            args.append(f'--length={length}')
        return self.ok(*args, '--', name).out

    def find(self, *args, code=0):
        return self.ok('find', '--json', *args, code=code).json

    def list(self, *args):
        return self.ok('list', '--json', *args).json

    def native_path(self, path):
        """A path of this machine as the target's programs take it."""
        return 'Z:' + path.replace('/', '\\') if self.wine else path

    # --- Running ---

    def leftovers(self):
        prefix = f'mgt-{os.getpid()}-'
        if not self.windows:
            return sorted(n for n in os.listdir('/dev/shm') if prefix in n)
        return [o['name'] for o in self.list('--no-holders', f'--match=*{prefix}*')]

    def run(self, function):
        """Returns ok, FAILED or skipped, and why."""
        failure = skip = None
        try:
            with self._stack:
                function(self)
        except Skip as e:
            skip = str(e)
        except Failure as e:
            failure = str(e)
        except Exception:  # pylint: disable=broad-except
            failure = traceback.format_exc()
        self._stack = contextlib.ExitStack()
        if self._shared is not None and self._shared.process.poll() is not None:
            failure = failure or 'the shared publisher died'
            self._shared = None
        return ('FAILED', failure) if failure else ('skipped', skip) if skip else ('ok', None)

    def run_all(self, wanted, report):
        """Calls report(title, status, text, seconds); status: ok, FAILED, skipped."""
        self.directory = tempfile.mkdtemp(prefix='mgt-')
        os.chmod(self.directory, 0o755)
        try:
            for title, only, reason, function in wanted:
                start = time.monotonic()
                if only is not None and only != self.system:
                    report(title, 'skipped', reason, 0)
                    continue
                report(title, *self.run(function), time.monotonic() - start)
            if self._shared is not None:
                self._shared.quit()
            left = self.leftovers()
            report('nothing is left behind', 'FAILED' if left else 'ok', clip(left) if left else None, 0)
        finally:
            shutil.rmtree(self.directory, ignore_errors=True)


def print_table(results, stream=sys.stdout):
    """results: {system: {title: (status, text)}}"""
    titles = list(dict.fromkeys(t for r in results.values() for t in r))
    width = max(len(t) for t in titles)
    print('#', 'scenario'.ljust(width), *(s.ljust(8) for s in results), file=stream)
    for title in titles:
        cells = [results[s].get(title, ('-', None)) for s in results]
        reasons = [text for status, text in cells if status == 'skipped']
        print('#', title.ljust(width), *(status.ljust(8) for status, _ in cells), *reasons[:1], file=stream)
    for system, result in results.items():
        counts = [sum(1 for s, _ in result.values() if s == w) for w in ('ok', 'FAILED', 'skipped')]
        print(f'# {system}: {counts[0]} passed, {counts[1]} failed, {counts[2]} only on the other system', file=stream)
