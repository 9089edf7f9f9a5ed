"""Recordings: written, read like objects, played, cut off by crashes and full disks."""

import contextlib
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import time

from harness import Skip, check, check_equal, clip, end, random_bytes, scenario, until

KILLS = int(os.environ.get('MG_TEST_KILLS', '100'))  # at random moments
AT_ONCE = 5


class Recorder:
    """A running `record`.  Where a program can't be interrupted from outside it ends by itself."""

    def __init__(self, t, name, *args, seconds=None, path=None):
        self.t = t
        self.path = path or os.path.join(t.directory, t.unique() + '.mgrec')
        self.file = t.native_path(self.path)
        seconds = seconds or (8 if t.windows else 60)
        # Files, not pipes: Wine's own services may keep the ends of a pipe for as long as they live.
        self.out, self.err = (os.path.join(t.directory, t.unique('out')) for _ in range(2))
        with open(self.out, 'wb') as out, open(self.err, 'wb') as err:
            self.process = t.popen('record', '--json', f'--output={self.file}', f'--for={seconds}', *args, name,
                                   stdout=out, stderr=err)
        until(self.has_begun, 'the recording to begin')

    def has_begun(self):
        if self.process.poll() is not None:
            check(self.process.returncode == 0, 'record ended', self.said()[1])
            return True
        return os.path.exists(self.path) and os.path.getsize(self.path) > 200

    def until_bytes(self, offset, data):
        """Recordings can be read while they are written, a second behind."""
        until(lambda: self.t.cli('dump', '--format=raw', f'--offset={offset}', f'--length={len(data)}', self.file).out == data,
              f'{clip(data.hex(), 40)} to be recorded')

    def said(self):
        """Its standard output and error."""
        with open(self.out, encoding='utf-8') as out, open(self.err, encoding='utf-8') as err:
            return out.read(), err.read()

    def wait(self):
        """Returns what it says at its end."""
        end(self.process)
        out, err = self.said()
        check(self.process.returncode == 0 and err == '', 'record failed', err)
        return json.loads(out)

    def stop(self):
        if not self.t.windows:
            self.process.send_signal(signal.SIGINT)
        return self.wait()


class Player:
    """A running `play --loop`: whoever comes late sees it the next time."""

    def __init__(self, t, file, *args):
        self.t, self.name = t, t.name('played')
        self.process = t.popen('play', '--loop', f'--as={self.name}', *args, file, stdout=subprocess.DEVNULL)
        self.watch = t.watch('--rate=100', '--wait', self.name)

    def stop(self):
        if self.t.windows:
            self.process.kill() # nobody can interrupt it; its object goes with it
            self.process.wait()
        else:
            self.process.send_signal(signal.SIGINT)
            check_equal(end(self.process), 0)
        self.watch.until_event('gone')


def record_steps(t, thing, steps, *args):
    """Writes these (offset, bytes) while recording, each as a frame of its own.  Returns the recorder, stopped."""
    recorder = Recorder(t, thing.name, '--rate=100', *args)
    seen = t.watch('--rate=100', '--length=4096', thing.name)
    seen.until_event('attached')
    for offset, data in steps:
        thing.write(offset, data)
        last = len(data.rstrip(b'\0')) - 1  # a byte that changes
        seen.until_change(offset + last, data[last:last + 1])
        time.sleep(0.1)
    seen.stop()
    recorder.result = recorder.stop()
    return recorder


STEPS = [(16, b'\x01\x02'), (300, b'\xaa' * 90), (16, b'\x03'), (4000, b'end')]


@scenario('a recording has each change at its time, and is read like an object')
def record(t):
    thing = t.create(8192)
    recorder = record_steps(t, thing, STEPS)
    result, file = recorder.result, recorder.file
    check_equal((result['name'], result['missed'] >= 0), (thing.name, True))
    check_equal(result['size'], os.path.getsize(recorder.path), 'the size')
    info = t.ok('info', '--json', file).json
    check(info['finished'] and info['frames'] >= 1 + len(STEPS), 'frames', info)
    lines = [json.loads(line) for line in t.ok('watch', '--json', file).text.splitlines()]
    check_equal(lines[0]['event'], 'attached')
    changes = [(c['offset'], c['new']) for c in lines if 'new' in c]
    check_equal(changes, [(o, d.hex()) for o, d in STEPS], 'the changes')
    wanted = bytearray(8192)
    for offset, data in STEPS:
        wanted[offset:offset + len(data)] = data
    check_equal(t.ok('dump', '--format=raw', file).out == bytes(wanted), True, 'the last moment')
    check_equal(t.ok('dump', '--format=raw', file + '@start').out == bytes(8192), True, 'the first moment')
    check_equal(t.ok('dump', '--format=raw', '--offset=16', '--length=2', file + '@#2').out, b'\x01\x02')
    check_equal(t.find('--all', file, 'aa' * 90), [300])


@scenario('moments, dumps and objects are compared')
def compare(t):
    thing = t.create(8192)
    file = record_steps(t, thing, STEPS).file
    same = t.ok('diff', '--json', file, thing.name).json
    check_equal((same['runs'], same['size_a'], same['size_b']), ([], 8192, 8192))
    check_equal(t.ok('diff', file + '@#3', file + '@#3').out, b'')
    result = t.ok('diff', '--json', file + '@start', thing.name, code=1).json
    check_equal([(r['offset'], r['length'], r['b']) for r in result['runs']],
                [(16, 2, '0302'), (300, 90, 'aa' * 90), (4000, 3, b'end'.hex())])
    path = os.path.join(t.directory, 'dump.bin')
    with open(path, 'wb') as dump:
        dump.write(t.dump(thing.name))
    dump = 'file:' + t.native_path(path)
    check_equal(t.ok('diff', thing.name, dump).out, b'')
    thing.write(7, b'!')
    check_equal(t.ok('diff', thing.name, dump, code=1).text, '00000007 21 00\n')
    check_equal(t.ok('diff', '--quiet', dump, thing.name, code=1).out, b'')
    with open(path, 'ab') as longer:
        longer.write(b'more')
    check_equal(t.ok('diff', '--offset=8', thing.name, dump, code=1).text, 'size 8192 8196\n')
    t.fails_with('not-found', 'diff', thing.name, 'file:' + t.native_path(path + '.none'))


@scenario('bytes of a moment and fields over time are exported')
def export(t):
    thing = t.create(4096)
    header = os.path.join(t.directory, 'export.h')
    with open(header, 'w', encoding='utf-8') as file:
        file.write('struct s { unsigned n; double d; char text[8]; };\n')
    native = t.native_path(header)
    steps = [(0, b'\x01\0\0\0' + bytes(4) + b'\0\0\0\0\0\0\xf8\x3f'), (16, b'a"b\0'), (0, b'\x02'), (16, b'C:\\t\\"\n')]
    file = record_steps(t, thing, steps, f'--header={native}', '--abi=linux64', '--note=Grüße').file
    check_equal(t.ok('info', '--json', file).json['note'], 'Grüße')
    rows = [json.loads(line) for line in t.ok('export', '--format=jsonl', file).text.splitlines()]
    check_equal([list(r['fields'].values()) for r in rows],
                [[0, 0, ''], [1, 1.5, ''], [1, 1.5, 'a"b'], [2, 1.5, 'a"b'], [2, 1.5, 'C:\\t\\"\n']])
    times = [r['seconds'] for r in rows]
    check(times[0] == 0 and all(a < b for a, b in zip(times, times[1:])), 'times', times)
    lines = t.ok('export', '--format=csv', '--field=text', '--field=n', '--from=#2', '--to=#3', file).text.splitlines()
    check_equal([lines[0]] + [line.split(',', 2)[2] for line in lines[1:]],
                ['time,seconds,text,n', '"",1', '"a""b",1'])
    # the escapes of JSON, but for the quote
    last = t.ok('export', '--format=csv', '--field=text', '--from=end', file).text.splitlines()[1]
    check_equal(last.split(',', 2)[2], r'"C:\\t\\""\u000a"')
    check_equal(t.ok('export', '--offset=0', '--length=20', file + '@end').out, b'\x02\0\0\0' + bytes(4) + b'\0\0\0\0\0\0\xf8\x3fC:\\t')
    check('0x02' in t.ok('export', '--format=c', '--length=4', thing.name).text, 'no C initialiser')
    other = os.path.join(t.directory, 'other.h')
    with open(other, 'w', encoding='utf-8') as text:
        text.write('struct t { unsigned char first; };\n')
    rows = t.ok('export', '--format=jsonl', f'--header={t.native_path(other)}', '--from=end', file).text.splitlines()
    check_equal(json.loads(rows[0])['fields'], {'first': 2})
    t.fails('export', '--format=csv', thing.name, code=2)
    t.fails_with('invalid', 'export', '--format=csv', '--from=never', file)


@scenario('all elements of a field that was asked for are exported, or none')
def export_columns(t):
    thing = t.create(8192)
    path = t.native_path(os.path.join(t.directory, t.unique() + '.h'))
    with open(os.path.join(t.directory, os.path.basename(path.replace('\\', '/'))), 'w', encoding='utf-8') as file:
        file.write('struct s { unsigned char n, samples[1000], many[5000]; };\n')
    file = t.native_path(os.path.join(t.directory, t.unique() + '.mgrec'))
    t.ok('record', f'--output={file}', '--for=0.2', f'--header={path}', thing.name)

    def columns(*args):
        lines = t.ok('export', '--format=csv', *args, file).text.splitlines()
        counts = {line.count(',') - 1 for line in lines}
        check_equal(len(counts), 1, 'not the same in each row')
        return counts.pop()

    check_equal([columns(), columns('--field=samples'), columns('--field=samples', '--field=n')], [129, 1000, 1001])
    for args in (('--field=many',), ('--field=samples',) * 5):
        t.fails_with('too-large', 'export', '--format=csv', *args, file)


@scenario('a recording of a part of an object has that part alone')
def part(t):
    at = 3 << 20
    thing = t.create(4 << 20)
    thing.write(at, b'first')
    recorder = Recorder(t, thing.name, '--rate=100', f'--offset={at}', '--length=4096')
    recorder.until_bytes(at, b'first')
    thing.write(at, b'later')
    recorder.until_bytes(at, b'later')
    recorder.stop()
    changes = [json.loads(line) for line in t.ok('watch', '--json', recorder.file).text.splitlines()]
    check_equal([(c['offset'], c['old'], c['new']) for c in changes if 'new' in c], [(at, b'first'.hex(), b'later'.hex())])
    path = os.path.join(t.directory, t.unique() + '.h')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'struct s {{ int a, b; char there[8]; /* @at({at}) */ }};\n')
    option = f'--header={t.native_path(path)}'
    # what was not recorded is no difference, and not the same either
    for other in thing.name, recorder.file:
        result = t.cli('diff', '--json', option, recorder.file, other)
        check_equal((result.code, result.json['fields'], result.json['unreadable']), (3, [], ['a', 'b']))
        error = json.loads(result.err)
        check(error['error'] == 'unreadable' and '2 fields' in error['message'], 'not how many', error)
    t.fails('diff', option, recorder.file, recorder.file)
    check_equal(t.ok('diff', option, '--field=there', recorder.file, thing.name).out, b'')
    thing.write(at, b'other')
    told = t.cli('diff', option, recorder.file, thing.name)
    check_equal((told.code, told.text, told.err.count('\n')), (3, 'there "later" "other"\n', 1))


@scenario('a recording has all that its declarations include, and is read without them')
def embedded(t):
    texts = {
        'main.h': '#pragma once\n#include <stdint.h>\n#include "inc/point.h"  /* of two\n lines */\n'
                  '#include "inc/point.h"\n#if WITH_NAME\n# include NAMES\n#else\n#include "never.h"\n#endif\n'
                  'struct s { uint8_t n; struct point p; NAME };\n#include "inc/last.h"\n',
        'inc/point.h': '#ifndef POINT\n#define POINT\n#include "real.h"\nstruct point { char c; real x; /* @unit(m) */ };\n#endif',
        'inc/real.h': '#pragma once\ntypedef double real;',
        'names/name.h': '#define NAME char name[SIZE];',
        'inc/last.h': 'struct last { char c[3]; };'}
    folder = os.path.join(t.directory, t.unique())
    for name, text in texts.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(text)
    thing = t.create(4096)
    content = b'\x07c' + struct.pack('<d', 412.75) + b'Spa\0'
    options = ('--abi=linux64', '--pack=1', f'--include={t.native_path(os.path.join(folder, "names"))}', '-DWITH_NAME', '-DSIZE=4',
               '-DNAMES=<name.h>', f'--header={t.native_path(os.path.join(folder, "main.h"))}')
    recorder = record_steps(t, thing, [(0, content)], *options)
    shutil.rmtree(folder)
    moved = os.path.join(t.directory, t.unique() + '.mgrec')
    os.rename(recorder.path, moved)
    file = t.native_path(moved)
    shown = t.ok('show', '--json', file).json
    check_equal((shown['name'], shown['type'], shown['abi']), (thing.name, 'struct s', 'linux64'))
    n, point, name = shown['fields'][0]['children']
    check_equal((n['value'], [c['text'] for c in point['children']], name['value'], name['offset']),
                (7, ["'c'", '412.75 m'], 'Spa', 10))
    check_equal(json.loads(t.ok('export', '--format=jsonl', '--from=end', file).text.splitlines()[0])['fields']['p.x'], 412.75)
    check_equal(t.ok('show', '--json', '--field=n', file + '@0').json['fields'][0]['value'], 0)
    t.fails('show', '--follow', file, code=2)


@scenario('nothing is overwritten, and nothing is made for a name that leads nowhere')
def refuses(t):
    path = os.path.join(t.directory, 'there.mgrec')
    file = t.native_path(path)
    t.fails_with('not-found', 'record', f'--output={file}', '--for=1', t.name())
    check(not os.path.exists(path), 'it made a file')
    with open(path, 'wb') as there:
        there.write(b'mine')
    thing = t.create(4096)
    t.fails_with('exists', 'record', f'--output={file}', '--for=1', thing.name)
    with open(path, 'rb') as there:
        check_equal(there.read(), b'mine')
    t.fails_with('wrong-type', 'dump', file)
    t.ok('record', f'--output={file}', '--for=0.2', '--force', thing.name)
    check(t.ok('info', '--json', file).json['finished'], 'not finished')
    t.fails('record', '--for=1', thing.name, code=2)
    t.fails('record', f'--output={file}', '--length=0', thing.name, code=2)
    t.fails_with('out-of-range', 'record', f'--output={file}.2', '--offset=1000000', '--for=1', thing.name)
    with open(path, 'r+b') as later:
        later.seek(8)
        later.write(b'\x02')
    check('version 2' in t.fails_with('unsupported', 'dump', file)['message'], 'does not say the version')


@scenario('a recording is played as a new object, at its speed or faster')
def play(t):
    thing = t.create(8192)
    recorder = record_steps(t, thing, STEPS)
    name = t.name('played')
    error = t.fails_with('exists', 'play', f'--as={thing.name}', recorder.file)
    check(thing.name in error['message'], 'does not say the name', error)
    player = Player(t, recorder.file)
    player.watch.until_event('attached')
    player.watch.until_change(300, b'\xaa' * 90)
    player.watch.until_change(4000, b'end')
    player.stop()
    start = time.monotonic()
    result = t.ok('play', '--json', f'--as={name}', recorder.file).json
    took = time.monotonic() - start
    check_equal(result['frames'], t.ok('info', '--json', recorder.file).json['frames'])
    check(took >= recorder.result['seconds'] - 0.5, 'faster than it was recorded', took)
    check_equal(t.list('--match=*' + name[-12:]), [], 'something is left')
    t.ok('play', '--speed=1000', f'--as={name}', recorder.file)
    check_equal(t.list('--match=*' + name[-12:]), [], 'something is left')


@scenario('a player that is interrupted takes its object along', only='posix',
          reason='a Windows program is not interrupted from outside; its objects go with any end')
def play_interrupted(t):
    thing = t.create(8192)
    file = record_steps(t, thing, STEPS[:1]).file
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        name = t.name('played')
        player = t.popen('play', '--speed=0.001', '--loop', f'--as={name}', file, stdout=subprocess.DEVNULL)
        until(lambda: os.path.exists('/dev/shm' + name), 'the object')
        player.send_signal(number)
        check_equal(end(player), 0)
        check(not os.path.exists('/dev/shm' + name), 'it is left behind')


@scenario('a publisher that restarts with another size is recorded, and played so')
def restart(t):
    name = t.name()
    publisher = t.publisher()
    publisher.create(name, 8192).write(0, b'first')
    recorder = Recorder(t, name, '--rate=50', seconds=15 if t.windows else 60)
    recorder.until_bytes(0, b'first')
    publisher.quit()
    thing = t.create(16384, name=name)
    thing.write(9000, b'second')
    recorder.until_bytes(9000, b'second')
    recorder.stop()
    events = [json.loads(line) for line in t.ok('watch', '--json', recorder.file).text.splitlines()]
    words = [e['event'] for e in events if 'event' in e]
    check(words[0] == 'attached' and ('back' in words or 'replaced' in words), 'events', words)
    player = Player(t, recorder.file, '--speed=2')
    player.watch.until(lambda e: e.get('new_size') == 16384, 'the second object')
    player.watch.until(lambda e: e.get('new_size') == 8192, 'the first one')
    player.stop()


@scenario('killed at any moment, a recorder leaves all that was a second old')
def kill_recorder(t):
    thing = t.create(65536)
    thing.do('start', 0, 200)
    thing.do('start', 60000, 200)
    rand = random.Random(4)
    for first in range(0, KILLS, AT_ONCE):
        recorders = [Recorder(t, thing.name, '--rate=100', seconds=60) for _ in range(min(AT_ONCE, KILLS - first))]
        for recorder in recorders:
            time.sleep(rand.uniform(0, 0.4))
            recorder.killed = time.time()
            recorder.process.kill()
            recorder.process.wait()
        for recorder in recorders:
            info = t.ok('info', '--json', recorder.file).json
            check(not info['finished'], 'it was finished before it was killed', info)
            check(info['frames'] >= 1, 'no frame', info)
            last = (info['start_us'] + info['duration_us']) / 1e6
            # a block is written when it is a second old; the machine may be busy
            check(recorder.killed - last < 5, 'too much is lost', recorder.killed - last)
            changes = t.ok('watch', '--json', recorder.file).text.splitlines()
            counts = [int.from_bytes(bytes.fromhex(c['new'])[:1], 'little') for c in map(json.loads, changes)
                      if c.get('offset') == 0]
            check(len(counts) + 1 >= info['frames'] // 2, 'changes', info, len(counts))
            os.unlink(recorder.path)
    thing.do('stop')


@scenario('a publisher that dies in the middle costs the recording nothing')
def kill_publisher(t):
    rand = random.Random(5)
    seconds = 20 if t.windows else 3  # programs start slowly under Wine: all record before the first one dies
    for _ in range(max(KILLS // 4 // AT_ONCE, 1)):
        lives = []
        try:
            for _ in range(AT_ONCE):
                publisher = t.publisher()
                thing = publisher.create(t.name(), 8192)
                thing.do('start', 0, 500)
                lives.append((thing, Recorder(t, thing.name, '--rate=100', seconds=seconds)))
            for thing, _ in lives:
                time.sleep(rand.uniform(0.02, 0.3))
                thing.publisher.kill()
            for _, recorder in lives:
                result = recorder.wait()
                info = t.ok('info', '--json', recorder.file).json
                check_equal((info['finished'], info['frames']), (True, result['frames']))
                lines = t.ok('watch', '--json', recorder.file).text.splitlines()
                check_equal('gone' in [json.loads(line).get('event') for line in lines], t.windows, 'gone')
        finally:
            for thing, _ in lives if not t.windows else []:
                os.unlink('/dev/shm' + thing.name)


@contextlib.contextmanager
def small_disk(t):
    """Where there are 256 KiB: a mount that only another process sees, which ends with its standard input, however this one
    ends, and with it the mount."""
    directory = os.path.join(t.directory, 'small')
    os.makedirs(directory, exist_ok=True)
    if shutil.which('unshare') is None:
        raise Skip('there is no unshare, to make a file system that nobody else sees')
    mount = 'mount -t tmpfs -o size=256k none "$0" && echo ready && exec cat'
    with subprocess.Popen(['unshare', '--mount', 'sh', '-c', mount, directory], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as disk:
        said = disk.stdout.readline().decode().strip()
        if said != 'ready':
            raise Skip(f'a file system of 256 KiB may not be made: {said}')
        yield f'/proc/{disk.pid}/root{directory}'
        check_equal(os.listdir(directory), [], 'the disk can be seen from outside')


@scenario('a full disk ends the recording with one line, and what is on it is whole', only='posix',
          reason='Windows has no small file system that a test can make')
def full_disk(t):
    with small_disk(t) as mount:
        thing = t.create(32768)
        path = os.path.join(mount, 'x.mgrec')
        recorder = Recorder(t, thing.name, '--rate=100', path=path)
        seed = 0
        while recorder.process.poll() is None:
            seed += 1
            thing.random(0, 32768, seed)
            check(seed < 10000, 'the disk does not get full')
        out, err = recorder.said()
        check_equal((recorder.process.returncode, out, err.count('\n')), (3, '', 1))
        error = json.loads(err)
        check_equal(error['error'], 'limit', error['message'])
        info = t.ok('info', '--json', path).json
        check(info['frames'] >= 2, 'frames', info)
        frame = t.ok('dump', '--format=raw', path).out
        check(any(frame == random_bytes(32768, s) for s in range(1, seed + 1)), 'the last frame is not one that was written')
