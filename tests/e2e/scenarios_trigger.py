"""Whole frames by what a structure says, fields that are watched, triggers, marks, and what differs by fields."""

import json
import os
import struct
import subprocess
import sys
import time

from harness import Failure, check, check_equal, end, scenario, until

FRAMES = {
    'sequence': 'struct s { uint32_t n, end; uint32_t pad[14]; uint64_t frame[512]; };  // @sequence(n)',
    'pair': 'struct s { uint32_t n, end; uint32_t pad[14]; uint64_t frame[512]; };  // @pair(n, end)',
    'buffers': 'struct b { uint32_t tick; };\n'
               'struct s { struct b b[3]; uint32_t pad[13]; uint64_t frame[512]; };'
               '  // @buffers(b, tick, 64 + $index * 4096, 4096)',
}
PLAIN = 'struct s { int32_t gear; float speed; char name[8]; uint32_t n; };'


def header(t, text, comment=None):
    path = os.path.join(t.directory, t.unique() + '.h')
    if comment is None and '//' in text:
        text, _, comment = text.rpartition('//')
        lines = text.rstrip().split('\n')
        text = '\n'.join([*lines[:-1], f'//{comment}', lines[-1]])
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'#include <stdint.h>\n{text}\n')
    return f'--header={t.native_path(path)}'


def health(t, *args, code=0):
    return t.ok('health', '--json', *args, code=code).json[0]


def publish(t):
    thing = t.create(4096)
    thing.write(0, struct.pack('<if8sI', 0, 0, b'car', 0))
    return thing


class Follower:
    """A running command, whose lines are JSON."""

    def __init__(self, t, *args, stdin=None):
        self.process = t.popen(*args, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def until(self, **wanted):
        while True:
            line = self.process.stdout.readline()
            if line == b'':
                raise Failure(f'ended before {wanted}: {self.process.stderr.read()}')
            event = json.loads(line)
            if all(event.get(key) == value for key, value in wanted.items()):
                return event


@scenario('health counts frames as the structure says, and none is torn')
def declared_frames(t):
    for kind, text in FRAMES.items():
        thing = t.create(65536)
        thing.do('frames', 0, 4096, 1000, kind)
        option = header(t, text)
        told = health(t, '--for=2', '--rate=200', option, thing.name)
        check_equal((told['protocol'], told['certain']), (kind, True))
        check(told['whole'] > 20 and told['missed'] is not None, f'{kind}: no frames', told)
        process = Follower(t, 'watch', '--json', '--rate=200', '--field=frame[0]', '--field=frame[511]', option, thing.name)
        values = {}
        for _ in range(100):
            event = process.until()
            if 'path' in event:
                values.setdefault(event['time'], {})[event['path']] = event['value']
        process.process.kill()
        whole = [pair for pair in values.values() if len(pair) == 2]
        if kind != 'buffers':  # of which only one is the newest
            check(whole, f'{kind}: nothing was followed')
            check(all(pair['frame[0]'] == pair['frame[511]'] for pair in whole), f'{kind}: a frame is torn', whole)


@scenario('without a protocol it is best effort, and a publisher may say that it has ended')
def undeclared_frames(t):
    thing = publish(t)
    option = header(t, PLAIN + '  // @dead(n == 57005)')
    told = health(t, '--for=0.3', option, thing.name)
    check_equal((told['protocol'], told['certain'], told['dead']), ('nothing', False, False))
    check('best effort' in t.ok('health', '--for=0.3', option, thing.name).text, 'it does not say best effort')
    thing.write(16, struct.pack('<I', 0xDEAD))
    check_equal(health(t, '--for=0.3', option, thing.name, code=1)['dead'], True)
    t.fails('health', '--lock', option, thing.name)
    t.fails('health', '--lock', header(t, PLAIN + '  // @sequence(nope)'), thing.name)


@scenario('fields are watched with what they were')
def watch_fields(t):
    thing = publish(t)
    process = Follower(t, 'watch', '--json', '--rate=60', '--field=gear', '--field=name', header(t, PLAIN), thing.name)
    process.until(event='attached')
    thing.write(0, struct.pack('<i', 3))
    event = process.until(path='gear')
    check_equal((event['old'], event['value']), ('0', 3))
    thing.write(8, b'bus\0')
    check_equal(process.until(path='name')['old'], '"car"')
    process.process.kill()


@scenario('a trigger fires, runs a command with the values, and ends')
def trigger(t):
    thing = publish(t)
    out = os.path.join(t.directory, t.unique())
    code = "import os, sys; open(sys.argv[1], 'w').write('|'.join(os.environ.get('MAPGLASS_' + n, '') " \
           "for n in ('NAME', 'FIELD_gear', 'FIELD_speed', 'COUNT')))"
    program = f"run:'{sys.executable}' -c '{code.replace(chr(39), chr(34))}' '{out}'"
    actions = [] if t.windows else [f'--do={program}']  # Python is the host's
    process = Follower(t, 'watch', '--json', '--rate=60', '--trigger=gear == 4 && speed > 100', *actions, '--do=stop',
                       header(t, PLAIN), thing.name)
    process.until(event='attached')
    thing.write(0, struct.pack('<if', 4, 120.5))
    event = process.until(event='trigger')
    check_equal((event['count'], event['fields']), (1, {'gear': '4', 'speed': '120.5'}))
    check_equal(end(process.process), 0)
    if actions:
        until(lambda: os.path.exists(out) and os.path.getsize(out) > 0, 'the command')
        with open(out, encoding='utf-8') as file:
            check_equal(file.read(), f'{thing.name}|4|120.5|1')
    for bad in ('gear ==', 'nothing > 1', 'changed('):
        t.fails('watch', f'--trigger={bad}', header(t, PLAIN), thing.name, code=2)
    t.fails('watch', '--do=stop', header(t, PLAIN), thing.name, code=2)
    t.fails('watch', '--trigger=gear', '--do=shout', header(t, PLAIN), thing.name, code=2)


@scenario('each of many watches that a trigger stops ends with 0')
def ends_in_order(t):
    thing = publish(t)
    for i in range(20):
        process = Follower(t, 'watch', '--json', '--rate=60', f'--trigger=gear == {i}', '--do=stop', header(t, PLAIN), thing.name)
        process.until(event='attached')
        thing.write(0, struct.pack('<i', i))
        process.until(event='trigger')
        check_equal(end(process.process), 0, f'the {i}th')


@scenario('a trigger begins a recording with what was before it')
def record_from_before(t):
    thing = publish(t)
    path = os.path.join(t.directory, t.unique() + '.mgrec')
    option = header(t, PLAIN)
    process = t.popen('record', f'--output={t.native_path(path)}', '--rate=100', '--trigger=gear == 1', '--do=notify',
                      '--trigger=gear == 9', '--do=record:30', '--for=0.5', option, thing.name,
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    thing.write(0, struct.pack('<i', 1))
    check(b'gear == 1' in process.stdout.readline(), 'it does not look')
    watcher = Follower(t, 'watch', '--json', '--rate=100', '--field=gear', option, thing.name)
    watcher.until(event='attached')
    for gear in range(2, 10):
        thing.write(0, struct.pack('<i', gear))
        watcher.until(path='gear')
    watcher.process.kill()
    _, err = process.communicate(timeout=60)
    check_equal(process.returncode, 0, err)
    lines = t.ok('watch', '--json', t.native_path(path)).text.splitlines()
    offsets = [json.loads(line) for line in lines]
    check(any('old' in line for line in offsets), 'nothing before the trigger', lines)
    # what was there so long before is dated then, however long it had been so
    other = path + '1.mgrec'
    process = t.popen('record', f'--output={t.native_path(other)}', '--rate=100', '--trigger=n == 1', '--do=notify',
                      '--trigger=n == 2', '--do=record:1 s', '--for=0.5', option, thing.name, stdout=subprocess.PIPE)
    thing.write(16, struct.pack('<I', 1))
    check(b'n == 1' in process.stdout.readline(), 'it does not look')
    time.sleep(2)
    thing.write(16, struct.pack('<I', 2))
    check_equal(end(process), 0)
    told = t.ok('info', '--json', t.native_path(other)).json
    # two seconds and more would be all since n == 1
    check(0.99e6 < told['marks'][0]['time_us'] < 1.9e6, 'the trigger is not a second behind its beginning', told)
    check(told['duration_us'] >= told['marks'][0]['time_us'], 'it ends before the trigger', told)
    check_equal(t.ok('dump', '--format=raw', '--offset=16', '--length=1', t.native_path(other) + '@start').out, b'\x01')
    # never fired: there is no file
    other = path + '2.mgrec'
    process = t.popen('record', f'--output={t.native_path(other)}', '--trigger=gear == 77', '--do=record', '--do=stop',
                      '--trigger=gear == 9', '--do=stop', option, thing.name, stdout=subprocess.DEVNULL)
    check_equal(end(process), 1)
    check(not os.path.exists(other), 'a file without a recording')


@scenario('lines of standard input are marks')
def marks(t):
    thing = publish(t)
    path = os.path.join(t.directory, t.unique() + '.mgrec')
    process = t.popen('record', '--json', f'--output={t.native_path(path)}', '--for=2', '--marks-from-stdin', thing.name,
                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(b'first lap\nsecond lap\n')
    process.stdin.flush()
    process.communicate(timeout=60)
    with open(path, 'rb') as file:
        content = file.read()
    check(b'first lap' in content and b'second lap' in content, 'the marks are not in the file')


@scenario('fields of an object that is not there are an error, or waited for')
def fields_of_nothing(t):
    option, base = header(t, PLAIN), t.unique('Near')
    prefix = 'Global\\' if t.windows else '/'
    for watched in ('--field=gear',), ('--field=gear', option), ('--trigger=gear == 1', option):
        error = t.fails_with('not-found', 'watch', '--for=5', *watched, t.name())
        check(error['system'], 'not why', error)
    t.create(4096, name=prefix + base)
    result = t.fails('watch', '--for=5', '--field=gear', option, prefix + base[:-1])
    check(prefix + base in result.err, 'does not offer what is there', result)
    name = t.name()
    process = Follower(t, 'watch', '--json', '--wait', '--rate=60', '--field=gear', option, name)
    t.create(4096, name=name)
    process.until(event='attached')


@scenario('two objects are compared by their fields')
def diff_fields(t):
    a, b, option = publish(t), publish(t), header(t, PLAIN)
    check_equal(t.ok('diff', option, a.name, b.name).text, '')
    b.write(0, struct.pack('<if', 5, 1.5))
    b.write(100, b'behind the structure')
    told = t.ok('diff', '--json', option, a.name, b.name, code=1).json
    check_equal(told['fields'], [{'path': 'gear', 'a': '0', 'b': '5'}, {'path': 'speed', 'a': '0', 'b': '1.5'}])
    told = t.ok('diff', '--json', option, '--field=name', a.name, b.name).json
    check_equal(told['fields'], [])


NO_MUTEX = 'POSIX has no named mutexes'


def guarded(t, mutex):
    return header(t, f'struct s {{ uint32_t n, end, pad[14]; uint64_t frame[512]; }};  // @mutex("{mutex}")')


@scenario('a mutex that a structure names is taken with --lock, and how long it was held is told', only='win32', reason=NO_MUTEX)
def locked_frames(t):
    thing, mutex = t.create(65536), t.name('mutex')
    thing.do('frames', 0, 4096, 200, 'mutex', f'mutex={mutex}')
    option = guarded(t, mutex)
    told = health(t, '--for=2', '--rate=100', '--lock', option, thing.name)
    check_equal((told['protocol'], told['certain'], told['torn'], told['mutex_abandoned']), ('mutex', True, 0, 0))
    check(told['whole'] > 20 and told['writes'] > 5, 'no frames', told)
    check(0 <= told['mutex_held_p99_us'] <= told['mutex_held_max_us'] < 1000000, 'odd times', told)
    text = t.ok('health', '--for=1', '--lock', option, thing.name).text
    check('mutex held' in text and 'p99' in text, 'it does not say how long', text)
    process = Follower(t, 'watch', '--json', '--rate=100', '--lock', '--field=frame[0]', '--field=frame[511]', option, thing.name)
    frames = {}
    while len(frames) < 20:
        event = process.until()
        if 'path' in event:
            frames.setdefault(event['time'], {})[event['path']] = event['value']
    process.process.kill()
    frames.popitem()  # the other half of which may not have been read
    check(all(frame.get('frame[0]') == frame.get('frame[511]') for frame in frames.values()), 'a frame is torn', frames)


@scenario('without --lock a mutex is never taken, and with it nobody waits for it for ever', only='win32', reason=NO_MUTEX)
def unlocked_frames(t):
    thing, mutex = t.create(65536), t.name('mutex')
    held = t.make('object', 'mutex', name=mutex)
    held.do('hold')
    thing.do('start', 64, 50)
    option = guarded(t, mutex)
    told = health(t, '--for=1', option, thing.name)
    check_equal((told['protocol'], told['certain'], told['mutex_timeouts']), ('nothing', False, None))
    check(told['writes'] > 5, 'it was waited for', told)
    told = health(t, '--for=1', '--lock', option, thing.name)
    check_equal((told['protocol'], told['whole'], told['mutex_held_max_us'] or 0), ('mutex', 0, 0))
    check(told['mutex_timeouts'] > 0, 'it was had', told)
    t.fails_with('not-found', 'health', '--lock', header(t, PLAIN), thing.name)


@scenario('a mutex whose owner was killed is told of, and left to those whom it concerns', only='win32', reason=NO_MUTEX)
def abandoned_mutex(t):
    thing, mutex = t.create(65536), t.name('mutex')
    kept = t.make('object', 'mutex', name=mutex)
    publisher = t.publisher()
    publisher.make('object', mutex, 'mutex').do('hold')
    publisher.kill()
    option = guarded(t, mutex)
    for _ in range(2):  # the first one has not used the news up
        told = health(t, '--for=0.5', '--lock', option, thing.name)
        check(told['mutex_abandoned'] > 0 and told['whole'] == 0, 'not told', told)
    check('mutex abandoned' in t.ok('health', '--for=0.5', '--lock', option, thing.name).text, 'not told in words')
    Follower(t, 'watch', '--json', '--lock', option, thing.name).until(event='abandoned')
    check_equal(health(t, '--for=0.5', option, thing.name)['mutex_abandoned'], None)
    check(kept.publisher.ask('taken', kept.key)[0] is not None, 'the news was used up')


@scenario('where there are no named mutexes --lock says so', only='posix', reason='Windows has them')
def no_mutex(t):
    thing = publish(t)
    option = guarded(t, '/mutex')
    check_equal(health(t, '--for=0.3', option, thing.name)['protocol'], 'nothing')
    for command in (('health', '--for=1'), ('watch', '--for=1'), ('show', '--follow', '--for=1')):
        t.fails_with('unsupported', *command, '--lock', option, thing.name)
