"""Life and death of objects and of their publishers, while somebody looks."""

import os

from harness import Skip, check, check_equal, scenario, until


@scenario('a publisher that ends in order takes its object along: gone; started again: back')
def exit_and_restart(t):
    name = t.name()
    publisher = t.publisher()
    publisher.create(name, 8192).write(0, b'first')
    watch = t.watch('--rate=60', name)
    watch.until_event('attached')
    publisher.quit()
    watch.until_event('gone')
    check_equal(t.list('--match=*' + name[-12:]), [], 'still listed')
    thing = t.create(16384, name=name)
    event = watch.until_event('back')
    check_equal(event['new_size'], 16384)
    thing.write(50, b'second')
    watch.until_change(50, b'second')


@scenario('a publisher that dies while watched keeps no name: it is free at once', only='win32',
          reason='a POSIX name outlives its process, until somebody unlinks it')
def killed(t):
    name = t.name()
    publisher = t.publisher()
    publisher.create(name, 8192)
    watch = t.watch('--rate=60', name)
    watch.until_event('attached')
    publisher.kill()
    watch.until_event('gone')
    thing = t.create(4096, name=name)  # would fail with 183 if anybody held the old one
    watch.until_event('back')
    check_equal(thing.stat()[0], 4096)


@scenario('an object outlives a publisher that dies, and goes on being watched', only='posix',
          reason='the last handle\'s end frees a section\'s name')
def killed_posix(t):
    name = t.name()
    publisher = t.publisher()
    publisher.create(name, 8192).write(0, b'alive')
    watch = t.watch('--rate=60', name)
    watch.until_event('attached')
    publisher.kill()
    try:
        check_equal(t.dump(name, 0, 5), b'alive')
        other = t.publisher()
        thing = other.make('open', name)
        thing.write(0, b'still')
        watch.until_change(0, b'st')
    finally:
        os.unlink('/dev/shm' + name)
    watch.until_event('gone', 'unnamed')


@scenario('an object that is replaced by another of its name is an event, and the new one is shown')
def replaced(t):
    name = t.name()
    first = t.create(8192, name=name)
    first.write(0, b'old')
    watch = t.watch('--rate=60', name)
    watch.until_event('attached')
    first.do('unname')  # keeps its memory
    second = t.create(12288, name=name)
    event = watch.until_event('replaced', 'back')
    check_equal(event['new_size'], 12288)
    second.write(5, b'new')
    watch.until_change(5, b'new')
    check_equal(t.dump(name, 5, 3), b'new')


@scenario('name gone, memory alive: told as unnamed, and still read')
def unnamed(t):
    thing = t.create(8192)
    watch = t.watch('--rate=60', thing.name)
    watch.until_event('attached')
    thing.do('unname')
    event = watch.until_event('unnamed', 'gone')
    if event['event'] == 'unnamed':
        thing.write(9, b'memory')
        watch.until_change(9, b'memory')
    else:
        check(t.windows, 'POSIX can tell')
    t.fails_with('not-found', 'dump', thing.name)


@scenario('an object that is resized is an event, and its new bytes are shown')
def resized(t):
    if t.windows:
        # There it takes a file, and a section made anew
        thing = t.create(8192, 'file=' + t.native_path(os.path.join(t.directory, t.unique())))
    else:
        thing = t.create(8192)
    watch = t.watch('--rate=60', thing.name)
    watch.until_event('attached')
    for size in (20000, 5000, 100000):
        thing.do('resize', size)
        watch.until(lambda e, s=size: e.get('new_size') == s, f'size {size}')
        thing.write(size - 10, size.to_bytes(4, 'little'))
        watch.until_change(size - 10, size.to_bytes(4, 'little')[:2])
        check_equal(t.ok('info', '--json', thing.name).json['size'], size)


@scenario('memory that is truncated under a running watch is marked, and never kills it')
def truncated(t):
    if t.windows and not t.wine:
        raise Skip('Windows lets nobody cut a file that is mapped (1224); under Wine Linux does')
    if t.windows:
        path = os.path.join(t.directory, t.unique())
        thing = t.create(20 * 4096, 'view=0', 'file=' + t.native_path(path))
    else:
        thing = t.create(20 * 4096)
    thing.write(19 * 4096, b'end')
    watch = t.watch('--rate=120', thing.name)
    watch.until_event('attached')
    for round_ in range(5):
        if t.windows:
            os.truncate(path, 4096)
            watch.until_event('unreadable', 'resized')
            os.truncate(path, 20 * 4096)
            watch.until_event('readable', 'resized')
        else:
            thing.do('resize', 4096)
            watch.until(lambda e: e.get('new_size') == 4096, 'the smaller size')
            thing.do('resize', 20 * 4096)
            watch.until(lambda e: e.get('new_size') == 20 * 4096, 'the old size')
        thing.write(18 * 4096, bytes([round_ + 1]))
        watch.until_change(18 * 4096, bytes([round_ + 1]))
    check(watch.process.poll() is None, 'the watch ended')


@scenario('what cannot be read is zeros in raw, marked elsewhere, counted, and exit code 3', only='win32',
          reason='reading a POSIX object by its descriptor never faults: it only gets shorter')
def unreadable(t):
    path = os.path.join(t.directory, t.unique())
    thing = t.create(5 * 4096, 'view=0', 'file=' + t.native_path(path))
    data = thing.random(0, 5 * 4096, 3)
    if not t.wine:
        raise Skip('Windows lets nobody cut a file that is mapped (1224); under Wine Linux does')
    os.truncate(path, 2 * 4096)
    result = t.fails('dump', '--format=raw', thing.name, out=None)
    check(result.out == data[:8192] + bytes(3 * 4096), 'not what is there and zeros', result)
    check('12288' in result.err, 'not counted', result)
    result = t.fails('dump', '--json', thing.name, out=None)
    check_equal(result.json['unreadable'], [{'offset': 8192, 'length': 12288}])
    result = t.fails('dump', '--offset=8176', '--length=32', thing.name, out=None)
    check('--' in result.text.splitlines()[1], 'not marked', result)
    t.fails('find', thing.name, 'deadbeef', out=None)
    os.truncate(path, 5 * 4096)


@scenario('a watch goes through a hundred deaths and births of its object')
def many_lives(t):
    name = t.name()
    watch = t.watch('--rate=120', name, '--wait')
    for number in range(20 if t.wine else 100):
        thing = t.create(4096 * (1 + number % 3), name=name)
        watch.until_event('attached' if number == 0 else 'back', 'replaced')
        thing.write(number, b'\x77')
        watch.until_change(number, b'\x77')
        thing.do('remove')
        # Windows cannot tell whether its publisher, which lives on, still has it mapped
        watch.until_event('gone', *(['unnamed'] if t.windows else []))


@scenario('objects that come and go while they are dumped, told of and searched fail in one line')
def churned(t):
    base = t.name()
    coming = t.make('churn', 1, 1 << 20, name=base)
    codes = set()
    for _ in range(5 if t.wine else 40):
        for command in (('info', base + '0'), ('dump', '--format=raw', base + '0'), ('find', base + '0', 'ff')):
            result = t.cli(*command)
            check(result.code in (0, 1, 3), 'exit code', result)
            if result.code == 3:
                check_equal(result.err.count('\n'), 1, f'lines of {result}')
            if command[0] == 'dump' and result.code == 0:
                check(len(result.out) in (0, 1 << 20), 'half a result', result)
            codes.add(result.code)
    check(codes <= {0, 1, 3}, 'exit codes', str(codes))
    until(lambda: int(coming.do('stat').split()[0]) > 0, 'a round')
