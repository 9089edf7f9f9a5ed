"""Bad input never crashes, hangs, or prints half a result."""

import os

from harness import check, check_equal, scenario


@scenario('wrong usage is exit code 2 with one line')
def usage(t):
    thing = t.create(4096)
    name = thing.name
    for command in ((), ('nonsense',), ('--nonsense',), ('list', 'x'), ('list', '--kind=mutex'), ('list', '--pid=x'),
                    ('list', '--pid=1', '--no-holders'), ('info',), ('info', name, name), ('dump',), ('dump', name, '--format=odd'),
                    ('dump', name, '--json', '--format=hex'), ('dump', name, '--offset=-1'), ('dump', name, '--offset='),
                    ('dump', name, '--offset=1x'), ('dump', name, '--offset=18446744073709551616'),
                    ('dump', name, '--length=99999999999999999999999999'), ('dump', name, '--offset'), ('dump', name, '--odd'),
                    ('watch', name, '--rate=0'), ('watch', name, '--rate=nan'), ('watch', name, '--rate=1e9'), ('watch', name, '--for=-1'),
                    ('watch', name, '--for=0'), ('record', name, '--for=0'),
                    ('watch', name, '--length=1048577'), ('watch', name, '--length=0'), ('find', name), ('find',)):
        t.fails(*command, code=2)


@scenario('an option that would have no effect is wrong usage')
def without_effect(t):
    name = t.create(4096).name
    for option in ('--for=1', '--rate=5', '--burst=100', '--wait', '--lock'):
        t.fails('watch', option, 'none.mgrec', code=2)
    for option in ('--wait', '--rate=5', '--lock', '--header=x.h', '--preset=x', '--field=a', '--trigger=a'):
        t.fails('watch', '--burst=100', '--for=0.1', option, name, code=2)
    details = ('--type=x', '--abi=win64', '--order=big', '--structure=8', '--pack=1')
    for option in ('--field=a', '--from=0', '--to=1', '--header=x.h', *details):
        for form in 'raw', 'c':
            t.fails('export', f'--format={form}', option, name, code=2)
    for option in details:
        t.fails('diff', option, name, name, code=2)
    for option in ('--offset=0', '--length=1'):
        for fields in ('--fields', '--field=a', '--header=x.h', '--preset=x'):
            t.fails('diff', option, fields, name, name, code=2)


@scenario('texts that are no names are refused, each with a reason')
def no_names(t):
    bad = ['', '%', '%4', '%zz', 'a%u12', '..', '.'] if not t.windows else ['', '%', '%4', '%zz', 'a%u12']
    bad += ['Global\\', 'Local\\', 'Session\\x', '\\'] if t.windows else ['/', '//', '/a//b', '/a/', '/../etc/passwd', '/a/../b', '/.',
                                                                            '/%00', '/%2', 'posix:']
    for name in bad:
        result = t.cli('dump', '--json', '--', name)
        check(result.code == 3 and result.out == b'', f'{name!r} is not refused', result)
        check_equal(result.err.count('\n'), 1, f'lines for {name!r}')
    for name in ('', '%', '%zz' if t.windows else '/%00'):
        t.fails_with('bad-name', 'dump', '--', name)


@scenario('names of 32,767 characters are taken or refused, never crash')
def long_names(t):
    for length in (255, 256, 4095, 4096, 32766, 32767, 100000):
        for name in ('x' * length, ('Global\\' if t.windows else '/') + 'x' * (length - 7)):
            if t.windows and length > 30000 and t.wine:
                continue  # longer than a Windows command line (32,767 with the program's path)
            t.fails('dump', '--', name)
    for name in ('%41' * 5000, '/a' * 2047, '%' * 1000, '\\' * 2000, '/' * 2000, '😀' * 3000):
        t.fails('info', '--', name)


@scenario('a name of 32,000 units is listed and opened', only='win32', reason='POSIX names end at 255 bytes a component')
def long_section(t):
    # 30,000 plain units fit a command line; escaped ones would not
    name = t.name() + '-' + 'y' * 30000
    thing = t.create(4096, name=name)
    thing.write(0, b'long')
    check_equal(t.dump(name, 0, 4), b'long')
    check_equal([o['name'] for o in t.list('--no-holders', f'--match=*mgt-{os.getpid()}-*yyyy')], [name])


@scenario('a name of 255 bytes in 15 folders is listed and opened', only='posix',
          reason='sections have no such limit: they are opened by names of 32,000 units')
def long_path(t):
    folder = t.make('object', 'directory')
    path = folder.name
    for _ in range(14):
        path += '/' + 'd' * 255
        t.make('object', 'directory', name=path)
    thing = t.create(4096, name=path + '/' + 'e' * 255)
    thing.write(0, b'deep')
    check_equal(t.dump(thing.name, 0, 4), b'deep')
    check_equal([o['name'] for o in t.list('--no-holders', f'--match={folder.name}*')], [thing.name])


@scenario('invalid UTF-8 in arguments is refused in one valid line')
def invalid_utf8(t):
    for bad in (b'\xff\xfe', b'/caf\xe9', b'\xed\xa0\x80', b'\xc0\xaf', b'/\xf8\x88\x80\x80\x80'):
        for command in ((b'dump', b'--', bad), (b'info', bad), (b'find', bad, b'00')):
            result = t.cli(*command)
            check(result.code in (2, 3) and result.out == b'', 'not refused', result)
            check_equal(result.err.count('\n'), 1, 'lines')
            check('\\x' not in result.err, 'the line is not UTF-8', result)
    thing = t.create(4096)
    for command in ((b'find', b'--as=text', thing.name.encode(), b'\xff\xfe'), (b'list', b'--match=\xff'),
                    (b'dump', b'--offset=\xff', thing.name.encode()), (b'\xff',), (b'list', b'--\xff')):
        result = t.cli(*command)
        check(result.code in (0, 1, 2), 'exit code', result)
        check(result.code != 2 or result.err.count('\n') == 1, 'lines', result)


@scenario('a FIFO, a socket, a directory or a link in place of an object hangs nothing', only='posix',
          reason='Windows keeps pipes and mailslots in other directories, which have no sections')
def special_files(t):
    for kind in ('fifo', 'socket', 'directory', 'symlink'):
        thing = t.make('object', kind)
        for command in (('info', thing.name), ('dump', thing.name), ('find', thing.name, '00'), ('watch', '--for=5', thing.name)):
            t.fails(*command, seconds=20)
    t.ok('list', seconds=60)


@scenario('offsets near 2^64 overflow nowhere')
def huge_offsets(t):
    thing = t.create(4096)
    top = 1 << 64
    for offset, length in ((top - 1, 1), (top - 1, top - 1), (top - 4096, 4096), ((1 << 63) - 1, 1), (1 << 63, 1 << 63), (4096, top - 1)):
        t.fails('dump', f'--offset={offset:#x}', f'--length={length:#x}', thing.name)
        t.fails('find', f'--offset={offset}', f'--length={length}', thing.name, '00')
    check_equal(len(t.dump(thing.name, 1, top - 1)), 4095)
    for offset in (top - 1, 1 << 63, (1 << 63) - 1):
        result = t.cli('watch', '--for=1', f'--offset={offset}', '--length=1', thing.name)
        check(result.code in (2, 3) and result.out == b'' and result.err.count('\n') == 1, 'not refused', result)
