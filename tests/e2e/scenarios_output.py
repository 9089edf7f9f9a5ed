"""Formats, help, closed pipes and full disks."""

import os
import re

from harness import check, check_equal, end, scenario


def parse_hex(text, length):
    """The bytes of a hex dump; '*' repeats the line in front."""
    data, line_bytes = bytearray(), b''
    star = False
    for line in text.splitlines():
        if line == '*':
            star = True
            continue
        offset = int(line.split()[0], 16)
        if star:
            while len(data) < offset:
                data += line_bytes
            star = False
        check_equal(len(data), offset, 'offset of a line')
        match = re.match(r'[0-9a-f]+ +((?:[0-9a-f]{2} +)*[0-9a-f]{2})(?:  |$)', line)
        if match:
            line_bytes = bytes.fromhex(match.group(1).replace(' ', ''))
            data += line_bytes
    check_equal(len(data), length, 'bytes in all')
    return bytes(data)


@scenario('the hex dump has every byte, equal lines left out')
def hex_dump(t):
    thing = t.create(65536)
    data = bytearray(65536)
    for at, n in ((0, 100), (4096, 33), (60000, 5536)):
        data[at:at + n] = thing.random(at, n, at)
    result = t.ok('dump', thing.name)
    check_equal(parse_hex(result.text, 65536) == bytes(data), True, 'the bytes')
    check('\n*\n' in result.text, 'equal lines are printed')
    check_equal(t.ok('dump', '--format=hex', thing.name).out, result.out)
    odd = t.ok('dump', '--offset=60001', '--length=37', thing.name).text
    check(f'{60001:x}' in odd.splitlines()[0].split()[0], 'the first offset', odd)


@scenario('the C array is one, with every byte')
def c_array(t):
    thing = t.create(4096, label='a-b.c')
    data = thing.random(0, 300, 11)
    text = t.ok('dump', '--format=c', '--length=300', thing.name).text
    match = re.search(r'\b([A-Za-z_][A-Za-z0-9_]*)\s*\[[^]]*\]\s*=\s*\{([^}]*)\}\s*;', text)
    check(match, 'no array', text)
    values = re.findall(r'0x([0-9a-fA-F]{2})\b', match.group(2))
    check_equal(bytes.fromhex(''.join(values)), data)


@scenario('the JSON of dump has the bytes and where they are from')
def json_dump(t):
    thing = t.create(70000)
    data = thing.random(0, 70000, 12)
    result = t.ok('dump', '--json', '--offset=0x10', '--length=65537', thing.name).json
    check_equal(bytes.fromhex(result.pop('data')), data[16:16 + 65537])
    check_equal(result, {'name': thing.name, 'size': 73728 if t.windows else 70000, 'offset': 16, 'length': 65537,
                         'unreadable': []})


@scenario('every command has --help on standard output')
def helps(t):
    for words in ((), ('list',), ('info',), ('dump',), ('watch',), ('find',), ('record',), ('play',), ('export',), ('diff',)):
        result = t.ok(*words, '--help')
        check('mapglass-cli' in result.text and '--help' in result.text and result.err == '', 'no help', result)
    check(re.fullmatch(r'mapglass-cli \d+\.\d+\.\d+\n', t.ok('--version').text), 'no version')


@scenario('a reader that has had enough is no failure, and no noise')
def closed_pipe(t):
    thing = t.create(8 << 20)
    thing.random(0, 8 << 20, 13)
    for command in (('dump', thing.name), ('dump', '--json', thing.name), ('find', '--all', thing.name, '00')):
        process = t.popen(*command, stdout=-1, stderr=-1)
        check(process.stdout.read(100), 'nothing came')
        process.stdout.close()
        code = end(process)
        check_equal((code, process.stderr.read()), (0, b''), str(command))


@scenario('a full disk is a failure with one line', only='posix', reason='Windows has no /dev/full')
def full(t):
    thing = t.create(1 << 20)
    with open('/dev/full', 'wb') as file:
        for command in (('list',), ('info', thing.name), ('dump', thing.name), ('dump', '--json', thing.name),
                        ('dump', '--format=raw', thing.name), ('find', '--all', thing.name, '00'), ('--help',), ('list', '--help'),
                        ('watch', '--for=30', thing.name)):
            t.fails(*command, stdout=file)


@scenario('a closed standard output is a failure with one line', only='posix',
          reason='a Windows program is given a console instead')
def no_output(t):
    thing = t.create(4096)
    failed = t.fails('dump', thing.name, out=None, preexec_fn=lambda: os.close(1))
    check('standard output: it is not open' in failed.err, 'it blames the object', failed.err)


@scenario('output is UTF-8 in any locale', only='posix', reason='Windows programs get UTF-16 whatever the locale')
def locale(t):
    thing = t.create(4096, label='Grüße多')
    before = dict(t.env)
    try:
        for locale_ in ('C', 'POSIX', 'en_US.ISO-8859-1', 'tr_TR.UTF-8'):
            t.env.update(LC_ALL=locale_)
            check_equal(t.ok('info', '--json', thing.name).json['name'], thing.name, locale_)
            check(thing.name in t.fails('dump', '--offset=1000000', thing.name).err, 'error', locale_)
    finally:
        t.env.clear()
        t.env.update(before)
