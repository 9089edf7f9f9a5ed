"""Publishers' health, whole frames and bursts."""

import json
import os

from harness import check, check_equal, end, scenario, until


def health(t, *args, code=0):
    return t.ok('health', '--json', *args, code=code).json


@scenario('health tells the rate that a publisher counts, torn and missed frames')
def sequence(t):
    thing = t.create(65536)
    thing.do('frames', 0, 4096, 200, 'sequence')
    told = health(t, '--for=2', '--sequence=0', '--offset=64', '--length=4096', thing.name)
    check_equal(len(told), 1)
    one = told[0]
    check_equal((one['name'], one['state'], one['protocol'], one['certain']), (thing.name, 'live', 'sequence', True))
    check(20 < one['rate_hz'] < 400, 'odd rate', str(one))
    check(one['missed'] > 0 and one['whole'] > 10 and not one['stalled'], 'odd counts', str(one))
    check(one['jitter_ms'] >= 0 and one['sampled_hz'] > 1, 'odd times', str(one))


@scenario('health of several, without a protocol, in text')
def several(t):
    first, second = t.create(4096), t.create(4096)
    first.do('start', 8, 5)
    lines = t.ok('health', '--for=2', first.name, second.name).text.splitlines()
    check(len(lines) == 2, 'not a line each', str(lines))
    check(lines[0].startswith(first.name + ': ') and ' Hz · ' in lines[0], 'no rate', lines[0])
    check(lines[1].startswith(second.name + ': no write seen'), 'a rate of nothing', lines[1])


@scenario('a publisher that stops has stalled: exit code 1')
def stalled(t):
    thing = t.create(4096)
    thing.do('start', 8, 50)
    # It has to have been seen writing before it stops; programs start slowly under Wine.
    seconds, writes = (9, 200) if t.windows else (6, 150)
    process = t.popen('health', '--json', f'--for={seconds}', '--rate=60', thing.name, stdout=-1, stderr=-1)
    until(lambda: int.from_bytes(bytes.fromhex(thing.do('read', 8, 8)), 'little') > writes, 'some seconds of writing')
    thing.do('stop')
    code = end(process)
    told = json.loads(process.stdout.read())[0]
    check(told['stalled'] and told['rate_hz'] > 5, 'not stalled', str(told))
    check_equal(code, 1)


@scenario('a rate as high as the looking is a lower bound, and says so')
def bound(t):
    thing = t.create(4096)
    thing.do('start', 0, 2000)
    told = health(t, '--for=1.5', '--rate=20', thing.name)[0]
    check(told['rate_is_lower_bound'] and told['missed'] is None, 'no bound', str(told))


@scenario('frames under a named mutex', only='win32', reason='POSIX has no named mutexes')
def mutex(t):
    thing = t.create(65536)
    name = t.name('mutex')
    thing.do('frames', 0, 4096, 500, 'mutex', f'mutex={name}')
    told = health(t, '--for=1', f'--mutex={name}', '--offset=64', '--length=4096', thing.name)[0]
    check(told['whole'] > 5 and told['torn'] == 0 and told['mutex_held_max_us'] is not None, 'odd', str(told))


@scenario('what health cannot do is told')
def refused(t):
    thing = t.create(4096)
    t.fails_with('not-found', 'health', '--for=0.001', t.name())
    t.fails('health', '--sequence=0', '--pair=0,4', thing.name, code=2)
    t.fails('health', '--pair=0', thing.name, code=2)
    t.fails('health', '--sequence=0:3', thing.name, code=2)
    for option in ('--sequence=', '--busy=', '--sequence=:4', '--sequence=4:', '--pair=', '--pair=,5', '--pair=5,'):
        t.fails('health', '--for=0.001', option, thing.name, code=2)
    t.fails('health', '--rate=2000', thing.name, code=2)
    t.fails('health', code=2)


@scenario('a burst brings each change of a fast counter, and ends with what it could not see')
def burst(t):
    thing = t.create(8192)
    thing.do('start', 4096, 1000)
    lines = t.ok('watch', '--burst=5000', '--for=1', '--offset=4096', '--length=8', '--json', thing.name).text.splitlines()
    events = [json.loads(line) for line in lines]
    check_equal((events[0]['event'], events[-1]['event']), ('attached', 'end'))
    changes = [e for e in events if 'new' in e]
    check(len(changes) > 20, 'no changes', str(events[-1]))
    check(all(e['offset'] >= 4096 and e['old'] != e['new'] for e in changes), 'odd changes', str(changes[:3]))
    last = None
    for e in changes:
        if e['offset'] == 4096:
            check(last in (None, e['old'][:2]), 'a change was left out', str(e))
            last = e['new'][:2]
    seen = {e['time'] for e in changes}
    check_equal(len(seen), events[-1]['changes'] - events[-1]['lost'], 'each change that was counted is printed')
    check(events[-1]['looks'] > events[-1]['changes'], 'odd counts', str(events[-1]))


@scenario('a burst ends with its object, whose name it never kept')
def burst_ends(t):
    publisher = t.publisher()
    thing = publisher.create(t.name(), 4096)
    process = t.popen('watch', '--burst=1000', '--json', '--length=16', thing.name, stdout=-1, stderr=-1)
    check(b'attached' in process.stdout.readline(), 'not attached')
    publisher.quit()
    check_equal(end(process), 0)
    events = [json.loads(line) for line in process.stdout.read().decode().splitlines()]
    check_equal([e.get('event') for e in events if e.get('event') != 'skipped'], ['gone', 'end'])


@scenario('a burst is of at most 4 KiB')
def burst_refused(t):
    thing = t.create(65536)
    t.fails('watch', '--burst=1000', '--length=4097', thing.name)
    t.fails('watch', '--burst=19', thing.name, code=2)
    t.fails('watch', '--burst=1000', '--offset=65536', thing.name)


@scenario('a burst is recorded: each change is a frame, at its time')
def burst_recorded(t):
    thing = t.create(8192)
    thing.do('start', 4096, 1000)
    path = t.native_path(os.path.join(t.directory, 'burst.mgrec'))
    told = json.loads(t.ok('record', '--burst=5000', '--for=1', '--offset=4096', '--length=8', '--json',
                           f'--output={path}', thing.name).text)
    check(told['changes'] > 20 and told['looks'] > told['changes'], 'odd counts', str(told))
    check_equal(told['frames'], told['changes'] - told['lost'] + 1)
    check_equal(told['presence'], 'live')
    check(0 < told['shortest_ns'] < 1e9, 'odd time', str(told))
    info = json.loads(t.ok('info', '--json', path).text)
    check_equal((info['frames'], info['missed']), (told['frames'], told['skipped'] + told['lost']))
    t.ok('diff', '--json', f'{path}@start', f'{path}@end', code=1)
    t.fails('record', '--burst=5000', '--length=4097', f'--output={path}', '--force', thing.name, code=2)
    t.fails('record', '--burst=5000', '--rate=10', f'--output={path}', '--force', thing.name, code=2)
    t.fails('record', '--burst=5000', '--offset=8192', f'--output={path}', '--force', thing.name)
