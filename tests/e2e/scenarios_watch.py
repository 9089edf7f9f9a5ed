"""Watching: what changed, when, and nothing else."""

import datetime
import json
import signal
import time

from harness import check, check_equal, end, scenario


@scenario('watch prints each changed run: time, offset, old, new')
def changes(t):
    thing = t.create(65536)
    thing.write(100, b'\x01\x02\x03')
    watch = t.watch('--rate=60', thing.name)
    check_equal(watch.until_event('attached')['new_size'], 65536)
    started = datetime.datetime.now(datetime.timezone.utc)
    thing.write(100, b'\x01\xff\x03')
    event = watch.next('a change')
    check_equal((event['offset'], event['old'], event['new']), (101, '02', 'ff'))
    told = datetime.datetime.fromisoformat(event['time'].replace('Z', '+00:00'))
    check(abs((told - started).total_seconds()) < 30, 'odd time', event['time'])
    # Across pages it is one run
    thing.write(4090, b'\x11' * 12)
    event = watch.next('a run across a page')
    if event['new'] != '11' * 12:  # seen half done
        event2 = watch.next('its other half')
        check_equal(event['new'] + event2['new'], '11' * 12)
    else:
        check_equal((event['offset'], event['old']), (4090, '00' * 12))
    thing.write(65535, b'\x22')
    event = watch.next('the last byte')
    check_equal((event['offset'], event['old'], event['new']), (65535, '00', '22'))


@scenario('the text of watch has the same: time, offset, old, new')
def text(t):
    thing = t.create(4096)
    thing.do('start', 0, 200, 1)
    lines = t.ok('watch', '--for=0.5', '--rate=50', '--offset=0', '--length=1', thing.name).text.splitlines()
    check(lines[0].split()[1:] == ['attached', '4096'], 'no beginning', lines[0])
    check(len(lines) > 2, 'no changes', str(lines))
    previous = None
    for line in lines[1:]:
        if ' skipped ' in line:
            continue
        clock, offset, old, new = line.split(' ')
        datetime.datetime.strptime(clock, '%H:%M:%S.%f')
        check_equal(offset, '00000000')
        check(old != new and previous in (None, old), 'not a chain of values', line)
        previous = new


@scenario('only the range is watched, also above 4 GiB')
def in_range(t):
    at = (4 << 30) + 0x1234
    thing = t.create(5 << 30, 'view=0')
    watch = t.watch('--rate=60', f'--offset={at}', '--length=4', thing.name)
    watch.until_event('attached')
    thing.write(at - 2, b'\1\2\3\4\5\6\7\x08')
    event = watch.next('the change')
    check_equal((event['offset'], event['new']), (at, '03040506'))


@scenario('a fast counter is watched: each value follows from the last one shown')
def counter(t):
    thing = t.create(4096)
    thing.do('start', 8, 1000)
    watch = t.watch('--rate=60', '--offset=8', '--length=8', thing.name)
    watch.until_event('attached')
    last = None
    for _ in range(20):
        event = watch.next('a count')
        old, new = int.from_bytes(bytes.fromhex(event['old']), 'little'), int.from_bytes(bytes.fromhex(event['new']), 'little')
        check(old != new, 'no change', str(event))
        if event['offset'] == 8:
            low = event['old'][:2]
            check(last in (None, low), 'a value was skipped', str(event))
            last = event['new'][:2]


@scenario('watch that could not keep up says how many samples it left out')
def skipped(t):
    thing = t.create(1 << 20)
    for as_json in True, False:
        process = t.popen('watch', '--rate=120', *['--json'] * as_json, thing.name, stdout=-1, stderr=-1)
        process.stdout.readline()  # attached
        thing.random(0, 1 << 20, 7 + as_json)
        # It cannot go on: nobody takes the 4 MiB of lines that are to come.  At 120 Hz these are 24 samples.
        process.stdout.read(1000)
        time.sleep(0.2)
        counts = []
        for line in process.stdout:
            text = line.decode()
            if 'skipped' in text:
                event = json.loads(text) if as_json else dict(zip(('time', 'event', 'samples'), text.split()))
                clock, word, count = event['time'], event['event'], event['samples']
                datetime.datetime.strptime(clock, '%Y-%m-%dT%H:%M:%S.%fZ' if as_json else '%H:%M:%S.%f')
                check_equal(word, 'skipped')
                counts.append(int(count))
                if sum(counts) >= 20:
                    break
        check(sum(counts) >= 20, 'not all were counted', str(counts))
        process.kill()
        end(process)


@scenario('watch ends by itself after --for, and by Ctrl+C, with 0')
def ends(t):
    thing = t.create(4096)
    start = time.monotonic()
    t.ok('watch', '--for=0.2', thing.name)
    check(time.monotonic() - start >= 0.2, 'too early')
    watch = t.watch('--rate=0.1', thing.name)
    watch.until_event('attached')
    watch.process.send_signal(signal.SIGINT)
    check_equal(end(watch.process), 0, 'after Ctrl+C')


@scenario('watch waits for a name that is not there, if told so')
def waits(t):
    name = t.name()
    watch = t.watch('--wait', '--rate=60', name)
    thing = t.create(4096, name=name)
    watch.until_event('attached')
    thing.write(7, b'!')
    watch.until_change(7, b'!')


@scenario('a watch whose pipe is closed ends')
def closed(t):
    thing = t.create(4096)
    thing.do('start', 0, 100)
    watch = t.watch('--rate=60', thing.name)
    watch.until_event('attached')
    process = t.popen('watch', '--rate=60', thing.name, stdout=-1, stderr=-1)
    process.stdout.readline()
    process.stdout.close()
    code = end(process)
    check_equal((code, process.stderr.read()), (0, b''))
