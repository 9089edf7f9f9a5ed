"""Searching."""

import struct

from harness import check, check_equal, scenario

KIB, MIB = 1 << 10, 1 << 20


@scenario('every type of pattern is found, in both byte orders')
def every_type(t):
    thing = t.create(65536)
    cases = []
    for kind, code, value in (('i8', 'b', -5), ('u8', 'B', 0xf7), ('i16', 'h', -12345), ('u16', 'H', 54321),
                              ('i32', 'i', -123456789), ('u32', 'I', 0xdeadbee1), ('i64', 'q', -(1 << 60) + 3),
                              ('u64', 'Q', (1 << 63) + 7), ('f32', 'f', 1.5e10), ('f64', 'd', -2.718281828459045)):
        for big in (False, True):
            cases.append((kind, repr(value), big, struct.pack(('>' if big else '<') + code, value)))
    cases += [('text', 'Grüße 多', False, 'Grüße 多'.encode()), ('text', r'a\n\x00b\\', False, b'a\n\0b\\'),
              ('utf16', 'Ü😀', False, 'Ü😀'.encode('utf-16-le')), ('utf16', 'Ü😀', True, 'Ü😀'.encode('utf-16-be')),
              ('hex', 'CA fe ba be', False, b'\xca\xfe\xba\xbe'), ('hex', '0x0123456789ab', False, b'\x01\x23\x45\x67\x89\xab')]
    # One after the other, each found between its neighbours alone
    for number, (kind, text, big, data) in enumerate(cases):
        thing.write(1000 * number + 501, data)
    for number, (kind, text, big, data) in enumerate(cases):
        if t.wine and number % 3:
            continue  # the same code: starting 26 programs takes long there
        args = ['--all', f'--as={kind}', f'--offset={1000 * number}', '--length=1000'] + (['--big-endian'] if big else [])
        check_equal(t.find(*args, '--', thing.name, text), [1000 * number + 501], f'{kind} {text} {data.hex()}')


@scenario('hits across pages, views and pieces are found, overlapping ones too')
def across(t):
    thing = t.create(17 * MIB)
    offsets = [4093, 65533, MIB - 3, 4 * MIB - 2, 16 * MIB - 1, 17 * MIB - 7]
    for offset in offsets:
        thing.write(offset, b'needle!')
    check_equal(t.find('--all', '--as=text', thing.name, 'needle!'), offsets)
    check_equal(t.find('--all', '--as=text', '--backward', thing.name, 'needle!'), offsets[::-1])
    check_equal(t.find('--as=text', thing.name, 'needle!'), offsets[:1])
    check_equal(t.find('--as=text', '--backward', thing.name, 'needle!'), offsets[-1:])
    thing.write(100, b'aaaaa')
    check_equal(t.find('--all', '--as=text', thing.name, 'aaa'), [100, 101, 102])
    check_equal(t.find('--all', thing.name, '61 ?? 61'), [100, 101, 102])


@scenario('hits lie whole in the range that was asked for')
def in_range(t):
    thing = t.create(8192)
    thing.write(1000, b'abcd')
    for offset, length, found in ((1000, 4, [1000]), (999, 6, [1000]), (1001, 100, []), (0, 1003, []), (0, 1004, [1000])):
        check_equal(t.find('--as=text', f'--offset={offset}', f'--length={length}', thing.name, 'abcd',
                           code=0 if found else 1), found, f'in {offset}+{length}')


@scenario('nothing found is exit code 1, and prints nothing')
def nothing(t):
    thing = t.create(4096)
    result = t.ok('find', thing.name, 'deadbeef', code=1)
    check_equal((result.out, result.err), (b'', ''))
    check_equal(t.find('--all', thing.name, 'deadbeef', code=1), [])


@scenario('offsets are printed in hex, and dump takes them')
def offsets(t):
    thing = t.create(0x20000)
    thing.write(0x12345, b'here it is')
    result = t.ok('find', '--as=text', thing.name, 'here it is')
    check_equal(result.text, '0x12345\n')
    check_equal(t.ok('dump', '--format=raw', f'--offset={result.text.strip()}', '--length=10', thing.name).out, b'here it is')


@scenario('patterns that are none are wrong usage')
def bad_patterns(t):
    thing = t.create(4096)
    for kind, pattern in ((('hex', ''), ('hex', 'xyz'), ('hex', '123'), ('i8', '300'), ('u8', '-1'), ('u64', '18446744073709551616'),
                          ('f32', 'one'), ('text', ''))
                          + (() if t.windows else (('text', 'x' * 65537),))):  # a Windows command line is too short
        t.fails('find', f'--as={kind}', '--', thing.name, pattern, code=2)
    t.fails('find', '--as=nonsense', thing.name, '00', code=2)


@scenario('an object that shrinks and grows while it is searched fails nothing', only='posix',
          reason='no section shrinks: its file cannot, while one exists (1224)')
def shrinking(t):
    big = 64 * MIB
    thing = t.create(big, 'view=0')
    outcomes = set()
    for _ in range(6):
        thing.do('fill', 0, big, 0x41)
        process = t.popen('find', '--all', '--json', thing.name, '4142', stdout=-1, stderr=-1)
        while process.poll() is None:
            thing.do('resize', 4096)
            thing.do('resize', big)
        out, err = process.communicate()
        check(process.returncode in (0, 1, 3), f'exit code {process.returncode}', err.decode())
        check(process.returncode != 3 or err.count(b'\n') == 1, 'not one line', err.decode())
        check(out in (b'', b'[]\n'), 'half a result', out.decode())
        outcomes.add(process.returncode)
    check(outcomes, 'nothing ran')
