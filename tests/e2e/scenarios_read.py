"""Opening and reading: every kind, every size, every offset; and that nothing is disturbed."""

import os
import time

from harness import check, check_equal, random_bytes, scenario, until

KIB, MIB, GIB, TIB = 1 << 10, 1 << 20, 1 << 30, 1 << 40


def padded(target, data):
    """The bytes that are there: a page-file section is rounded up to pages."""
    return data + bytes(-len(data) % 4096) if target.windows else data


@scenario('objects of every size are read whole')
def every_size(t):
    for size in (1, 4095, 4096, 4097, 65535, 65536, 65537, MIB + 13, 20 * MIB + 5):
        thing = t.create(size)
        wanted = thing.random(0, min(size, 2 * MIB), size)
        if size > len(wanted):
            thing.write(size - 5, b'\r\n\x1a\x00\xff')
            wanted += bytes(size - 5 - len(wanted)) + b'\r\n\x1a\x00\xff'
        check(t.dump(thing.name) == padded(t, wanted), f'not the bytes of {size}')


@scenario('an object of size 0 reads as nothing', only='posix',
          reason='a section has at least a page: CreateFileMapping refuses size 0 (87), and an empty file (1006)')
def size_zero(t):
    thing = t.create(0)
    check_equal(t.dump(thing.name), b'')
    check_equal(t.ok('dump', '--json', thing.name).json['data'], '')
    for form in ('hex', 'c', 'text'):
        t.ok('dump', f'--format={form}', thing.name)
    check_equal(t.find(thing.name, '00', code=1), [])
    check_equal(t.ok('info', '--json', thing.name).json['size'], 0)


@scenario('what cannot exist is refused: a section of size 0', only='win32',
          reason='POSIX objects may be empty, and are read as such')
def size_zero_windows(t):
    code, _ = t.shared.ask('shm', 'zero', t.name(), 0)
    check_equal(code, 87)


@scenario('random bytes come out binary-clean, line ends and 0x1A too')
def binary_clean(t):
    thing = t.create(65536)
    data = bytes(range(256)) * 200 + b'\r\n\r\n\n\r\x1a\x1a' * 100
    thing.write(0, data)
    check(t.dump(thing.name, 0, len(data)) == data, 'not the same bytes')


def kinds_posix(t):
    folder = t.make('object', 'directory')
    t.make('object', 'directory', name=folder.name + '/b')
    plain = t.create(5000)
    return [plain, t.create(5000, name=folder.name + '/a'), t.create(5000, name=folder.name + '/b/c'),
            t.create(5000, 'mode=0400'), t.create(5000, 'mode=0666')], {
                'without its slash': (plain.name[1:], plain), 'posix:': ('posix:' + plain.name, plain)}


def kinds_win32(t):
    base = t.unique()
    local_directory = t.make('object', 'directory')
    global_directory = t.make('object', 'directory', name='Global\\' + t.unique())
    t.make('object', 'directory', name=local_directory.name + '\\b')
    path = os.path.join(t.directory, 'read-only.bin')
    with open(path, 'wb') as file:
        file.write(random_bytes(5000, 1))
    plain = t.create(5000, name='Local\\' + base)
    things = [plain, t.create(5000, name='Global\\' + base),
              t.create(5000, name=local_directory.name + '\\a'), t.create(5000, name=local_directory.name + '\\b\\c'),
              t.create(5000, name=global_directory.name + '\\a'), t.create(5000, 'nocache'),
              t.create(5000, 'file=' + t.native_path(os.path.join(t.directory, 'backing.bin'))),
              t.create(0, 'readonly', 'file=' + t.native_path(path))]
    reserved = t.create(5 * 65536, 'reserve')
    reserved.do('commit', 0, 8192)
    things.append(reserved)
    bare = t.create(5000, name=t.unique())
    session = int(t.list('--match=*' + bare.name, '--no-holders')[0]['name'].startswith('Local'))
    check_equal(session, 1, 'a bare name is in the own session')
    return things, {'bare': (bare.name, bare), 'Local\\ of a bare one': ('Local\\' + bare.name, bare),
                    'full path': ('\\BaseNamedObjects\\' + base, things[1]),
                    'Session\\0\\': ('Session\\0\\' + base, things[1]),
                    'section:': ('section:' + plain.name, plain)}


@scenario('objects of every kind are read, by every way to write their names')
def every_kind(t):
    things, ways = kinds_win32(t) if t.windows else kinds_posix(t)
    for number, thing in enumerate(things):
        code, _ = t.shared.ask('random', thing.key, 0, 4096, number)  # a read-only file has its bytes
        wanted = random_bytes(4096, number if code is None else 1)
        check(t.dump(thing.name, 0, 4096) == wanted, 'not the bytes', thing.name)
    for what, (name, thing) in ways.items():
        wanted = thing.random(0, 100, 77)
        check(t.dump(name, 0, 100) == wanted, 'not the bytes', what)


@scenario('an image section is read, whatever pages can be', only='win32',
          reason='mapping programs by name is Windows\' own')
def image(t):
    thing = t.create(0, 'image', 'file=' + t.native_path(t.publisher_path))
    check_equal(t.dump(thing.name, 0, 2), b'MZ')
    check('image' in t.ok('info', '--json', thing.name).json['attributes'], 'no image')


@scenario('offsets over 4 GiB are exact, and the last byte is reached')
def over_4_gib(t):
    size = 8 * GIB
    thing = t.create(size, 'view=0')
    for offset in (4 * GIB - 3, 4 * GIB + 65536 + 7, 6 * GIB + 123, size - 9):
        data = thing.random(offset, 9, offset)
        check(t.dump(thing.name, offset, 9) == data, f'not the bytes at {offset:#x}')
        check_equal(t.find('--all', f'--offset={offset - 1000}', '--length=0x10000', thing.name, data.hex()), [offset])
    check_equal(t.dump(thing.name, size - 1), data[-1:])


@scenario('an object of 2^62 bytes is read at its last byte', only='posix',
          reason='no Windows machine promises memory for a section of that size')
def enormous(t):
    size = 1 << 62
    thing = t.create(size, 'view=0')
    thing.write(size - 4096, b'x' * 4096)
    check_equal(t.dump(thing.name, size - 1), b'x')
    check_equal(t.ok('info', '--json', thing.name).json['size'], size)
    check_equal(t.find('--backward', thing.name, '78'), [size - 1])
    check_equal(t.find(f'--offset={size - 8192}', thing.name, '7878'), [size - 4096])


@scenario('misaligned offsets and lengths are exact')
def misaligned(t):
    thing = t.create(5 * 65536)
    data = thing.random(0, 5 * 65536, 5)
    for offset, length in ((1, 1), (4095, 2), (4097, 4096), (65535, 2), (65537, 1), (65535, 65538), (131071, 131074),
                           (3, 5 * 65536 - 4), (5 * 65536 - 1, 1)):
        check(t.dump(thing.name, offset, length) == data[offset:offset + length], f'not the bytes of {offset}+{length}')
    # 0x and decimal are the same
    check_equal(t.ok('dump', '--format=raw', '--offset=0xffff', '--length=0x10', thing.name).out,
                data[0xffff:0xffff + 16])


@scenario('past the end is an error, across the end is clipped')
def past_the_end(t):
    thing = t.create(8192)
    data = thing.random(0, 8192, 6)
    check_equal(t.dump(thing.name, 8000, 1000), data[8000:])
    check_equal(t.dump(thing.name, 8191, (1 << 64) - 1), data[8191:])
    result = t.ok('dump', '--json', '--offset=8000', '--length=1000', thing.name).json
    check_equal((result['offset'], result['length'], result['size']), (8000, 192, 8192))
    for offset in (8192, 8193, 1 << 32, 1 << 62, 1 << 63, (1 << 64) - 4096, (1 << 64) - 1):
        t.fails('dump', '--format=raw', f'--offset={offset}', thing.name)
        error = t.fails_with('out-of-range', 'dump', f'--offset={offset}', '--length=1', thing.name)
        check_equal(error['name'], thing.name)
    t.fails('find', f'--offset={(1 << 64) - 1}', thing.name, '00')
    t.fails('watch', '--offset=8192', '--length=1', thing.name)


@scenario('unallocated memory reads as zeros and stays unallocated')
def unallocated(t):
    # Windows: reserved, a page of it committed; POSIX: a hole around one page
    size = 256 * MIB
    thing = t.create(size, 'reserve', f'view={size}')
    if t.windows:
        thing.do('commit', 65536, 4096)
    thing.write(65536, b'data')
    before = thing.stat()
    check(before[1] == 4096, 'the publisher allocated more', str(before))

    result = t.cli('dump', '--format=raw', f'--offset={64 * KIB - 16}', '--length=64', thing.name)
    check(result.out == bytes(16) + b'data' + bytes(44), 'not the bytes', result)
    t.cli('dump', '--format=raw', '--length=0x1000000', thing.name)
    t.cli('dump', thing.name)
    result = t.cli('find', '--all', '--json', thing.name, b'data'.hex())
    check_equal(result.json, [65536])
    t.cli('find', thing.name, 'deadbeef')
    t.ok('info', thing.name)
    t.ok('list', '--match=*' + t.unique('none'))
    watch = t.watch(thing.name)
    watch.until_event('attached')
    thing.write(65536, b'DATA')
    watch.until_change(65536, b'DATA')
    check_equal(thing.stat(), before, 'looking has allocated memory')


@scenario('1 TiB with a page in it is dumped and searched at once', only='posix',
          reason='Windows commits what it promises: no section of 1 TiB without so much page file')
def sparse_terabyte(t):
    thing = t.create(TIB, 'view=0')
    thing.write(TIB - 4096, b'the end')
    start = time.monotonic()
    check_equal(t.find('--as=text', thing.name, 'the end'), [TIB - 4096])
    check_equal(t.find(thing.name, '00'), [0])
    check_equal(t.find('--backward', '--as=text', thing.name, 'the end'), [TIB - 4096])
    out = t.ok('dump', thing.name).text
    check(len(out.splitlines()) < 20 and 'the end' in out, 'equal lines are not left out', out)
    check(time.monotonic() - start < 60, 'reads what is not there')
    check_equal(thing.stat()[1], 4096, 'looking has allocated memory')


@scenario('reserved and uncommitted pages never fail the whole', only='win32',
          reason='POSIX has no reserved memory; its holes read as zeros')
def reserved(t):
    thing = t.create(4 * 65536, 'reserve')
    thing.do('commit', 0, 4096)
    thing.do('commit', 2 * 65536, 65536)
    thing.write(100, b'first')
    thing.write(2 * 65536, b'second')
    result = t.cli('dump', '--format=raw', thing.name)
    # Windows marks the uncommitted pages (3); Wine reads them as zeros (0)
    check(result.code in (0, 3), 'exit code', result)
    check_equal(len(result.out), 4 * 65536)
    check_equal((result.out[100:105], result.out[2 * 65536:2 * 65536 + 6]), (b'first', b'second'))
    check_equal(t.find('--as=text', thing.name, 'second'), [2 * 65536])
    check('reserve' in t.ok('info', '--json', thing.name).json['attributes'], 'not told as reserved')


@scenario('a file-backed section keeps its exact size, and its file can be resized while we watch', only='win32',
          reason='a POSIX object is itself the file, and resized in place')
def file_backed(t):
    path = os.path.join(t.directory, 'file-backed.bin')
    thing = t.create(5000, 'file=' + t.native_path(path))
    data = thing.random(0, 5000, 8)
    info = t.ok('info', '--json', thing.name).json
    check_equal((info['size'], info['size_rounded']), (5000, False))
    check('file' in info['attributes'], 'not told as file-backed', str(info))
    check_equal(t.dump(thing.name), data)

    watch = t.watch('--rate=60', thing.name)
    watch.until_event('attached')
    thing.write(10, b'live')
    watch.until_change(10, b'live')
    for size in (3000, 20000, 1000):
        thing.do('resize', size)  # 1224 if the watcher had it mapped
    watch.until(lambda e: e.get('new_size') == 1000, 'the new size')
    thing.write(20, b'again')
    watch.until_change(20, b'again')
    check_equal(os.path.getsize(path), 1000)


@scenario('what is shown is live: a counter only goes up')
def live(t):
    thing = t.create(4096)
    thing.do('start', 64, 0)
    values = [0]
    while len(values) < 4:
        value = until(lambda: int.from_bytes(t.dump(thing.name, 64, 8), 'little') - values[-1], 'a change')
        check(value > 0, 'counts back', str(values), str(value))
        values.append(values[-1] + value)
    check(int(thing.do('stop')) >= values[-1], 'ahead of the publisher')


@scenario('looking changes nothing: no byte, no size, no time, no object made')
def never_disturbs(t):
    thing = t.create(100000)
    data = thing.random(0, 60000, 9)
    path = None if t.windows else '/dev/shm' + thing.name
    before = None if t.windows else os.stat(path)
    for command in (('info',), ('dump',), ('watch', '--for=0.3'), ('find', '--all')):
        t.ok(*command, thing.name, *(['ff'] if command[0] == 'find' else []))
    check_equal(bytes.fromhex(thing.do('read', 0, 60000)), data, 'the bytes differ')
    if before is not None:
        after = os.stat(path)
        check_equal((after.st_size, after.st_mtime_ns, after.st_ctime_ns, after.st_blocks, after.st_nlink),
                    (before.st_size, before.st_mtime_ns, before.st_ctime_ns, before.st_blocks, before.st_nlink))
    absent = t.name('absent')
    for command in (('info', absent), ('dump', absent), ('watch', absent), ('find', absent, '00')):
        t.fails(*command)
    check_equal(t.list('--match=*' + absent[-20:]), [], 'an object was made')
