"""An object's fields by the header that declares them: once, followed, and what can't be read."""

import json
import os
import struct

from harness import check, check_equal, scenario

HEADER = '''\
#include <stdint.h>
#pragma pack(push, 1)
enum state { IDLE, RUN = 3 };
struct reading {                // @label(name)
  uint32_t id;
  char name[12];
  double value;                 // @unit(km/h) @digits(1)
};
struct shared {                 // @title(Sensors) @signature(magic == 'TEST')
  uint32_t magic;               // @format(hex)
  uint32_t offset, stride, count;
  uint8_t state;                // @enum(state)
  unsigned low : 3, high : 5;
  int16_t grid[2][2];
  struct reading readings[1];   // @at(offset) @stride(stride) @count(count)
};
#pragma pack(pop)
'''


def write_header(t, text=HEADER):
    path = os.path.join(t.directory, t.unique('x.h'))
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return '--header=' + t.native_path(path)


def publish(t, count=3):
    thing = t.create(8192)
    thing.write(0, struct.pack('<IIIIB', 0x54455354, 4000, 40, count, 3))
    for i in range(3):
        thing.write(4000 + 40 * i, struct.pack('<I12sd', i, b'reading %d' % i, 10.5 * i))
    return thing


def flatten(fields, into=None):
    into = {} if into is None else into
    for field in fields:
        into[field['path']] = field
        flatten(field.get('children', []), into)
    return into


@scenario('fields are shown by the header that declares them')
def fields(t):
    thing, header = publish(t), write_header(t)
    shown = t.ok('show', '--json', header, '--abi=linux64', thing.name).json
    check_equal((shown['type'], shown['abi'], shown['title'], shown['signature']),
                ('struct shared', 'linux64', 'Sensors', True))
    by_path = flatten(shown['fields'])
    readings = by_path['readings']
    check_equal((readings['offset'], readings['count'], readings['declared']), (4000, 3, 3))
    check_equal([by_path[f'readings[{i}].value']['value'] for i in range(3)], [0, 10.5, 21])
    check_equal(by_path['readings[2].name']['value'], 'reading 2')
    check_equal(by_path['readings[1].value']['text'], '10.5 km/h')
    check_equal(by_path['readings[1]']['text'], 'reading 1')
    check_equal(by_path['state']['text'], 'RUN')
    check_equal((by_path['high']['bit_offset'], by_path['high']['bit_size']), (3, 5))
    text = t.ok('show', header, '--field=readings[1]', thing.name).text
    check('10.5 km/h' in text and 'reading 2' not in text, 'not that field alone', text)


@scenario('what its publisher was compiled for is the default')
def abi(t):
    thing, header = publish(t), write_header(t, 'struct s { long l; void *p; };')
    shown = t.ok('show', '--json', header, thing.name).json
    check_equal(shown['abi'], 'win64' if t.windows else shown['abi'])
    check(shown['abi'] in ('win64', 'linux64', 'arm64'), 'a strange ABI', shown['abi'])
    other = t.ok('show', '--json', '--abi=win32', header, thing.name).json
    check_equal([f['size'] for f in other['fields'][0]['children']], [4, 4])


@scenario('arrays are cut to what is asked for, and to the object')
def elements(t):
    thing, header = publish(t, count=1000000), write_header(t)
    readings = t.ok('show', '--json', '--field=readings', header, thing.name).json['fields'][0]
    check_equal((readings['count'], readings['declared'], len(readings['children'])),
                ((8192 - 4000 + 39) // 40, 1000000, 16))
    readings = t.ok('show', '--json', '--field=readings', '--elements=2', header, thing.name).json['fields'][0]
    check_equal(len(readings['children']), 2)


@scenario('more fields than can be shown are a failure, and what came before them is whole')
def too_many(t):
    thing, header = t.create(1 << 20), write_header(t, 'struct s { unsigned char many[1000000]; };')
    path = os.path.join(t.directory, t.unique())
    with open(path, 'wb') as out:
        t.fails_with('too-large', 'show', '--elements=all', header, thing.name, stdout=out)
    with open(path, 'rb') as out:
        out.seek(-200, os.SEEK_END)
        end = out.read()
    os.unlink(path)
    check_equal(b''.join(end.split())[-7:], b'}]}]}]}', 'not closed')
    error = t.fails_with('too-large', 'show', '--follow', '--elements=all', header, thing.name, out=None)
    check(thing.name in error['message'], 'does not name it', error)
    result = t.cli('diff', '--json', header, thing.name, thing.name)
    check_equal((result.code, result.json['fields'], json.loads(result.err)['error']), (3, [], 'too-large'))


@scenario('a field that cannot be read says so alone, and the exit code is 3')
def unreadable(t):
    thing = publish(t)
    header = write_header(t, 'struct s { int here; int there[2]; // @at(1 << 40)\n int self; // @at(self)\n int last; };')
    result = t.cli('show', '--json', header, thing.name)
    check_equal(result.code, 3)
    by_path = flatten(json.loads(result.out)['fields'])
    check_equal(by_path['here']['value'], 0x54455354)
    check_equal(by_path['last']['value'], 3)
    check('itself' in by_path['self']['error'], 'not the reason', by_path['self'])
    check_equal(json.loads(result.err)['error'], 'unreadable')


@scenario('what is wrong with a header or a path is told, with its place')
def wrong(t):
    thing = publish(t)
    result = t.cli('show', write_header(t, 'struct s {\n  int a; // @count(\n};'), thing.name)
    check_equal((result.code, result.out), (3, b''))
    check(':2:' in result.err, 'no place', result)
    result = t.cli('show', write_header(t, 'struct s { int a };'), thing.name)
    check_equal((result.code, result.out), (3, b''))
    error = t.fails_with('not-found', 'show', '--field=nothing', write_header(t), thing.name)
    check('readings' in error['message'], 'not what there is', error)
    t.fails_with('not-found', 'show', '--type=nothing', write_header(t), thing.name)
    t.fails_with('not-found', 'show', write_header(t), t.name())
    for args in (['--abi=x'], ['--order=x'], ['--elements=x'], ['--rate=5'], ['--for=1']):
        t.fails('show', *args, write_header(t), thing.name, code=2)


@scenario('changed fields are followed, wherever a count leads')
def follow(t):
    thing, header = publish(t, count=2), write_header(t)
    process = t.popen('show', '--json', '--follow', '--rate=60', header, thing.name, stdout=-1, stderr=-1)

    def until(path):
        while True:
            line = process.stdout.readline()
            check(line != b'', f'ended before {path}', process.poll())
            event = json.loads(line)
            if path in (event.get('path'), event.get('event')):
                return event
    until('attached')
    thing.write(4000 + 40 + 16, struct.pack('<d', 99.5))
    event = until('readings[1].value')
    check_equal((event['value'], event['text']), (99.5, '99.5 km/h'))
    thing.write(12, struct.pack('<I', 3))
    check_equal(until('count')['value'], 3)
    check_equal(until('readings[2].value')['value'], 21)


@scenario('an address tells where in the object it leads, as far as the system tells where it is mapped')
def addresses(t):
    thing = t.create(8192)
    header = write_header(t, 'struct s { void *inside, *outside, *none; };')
    mappings = [m for h in t.ok('info', '--json', thing.name).json['holders'] for m in h['mappings'] or []]
    check_equal(len(mappings) > 0, not t.windows)  # user mode can't tell on Windows
    start = at = mappings[0]['address'] if mappings else 0x10000
    thing.write(0, struct.pack('<QQ', start + 0x123, 8))
    told = (' (→ 0x123)', ' (outside)') if mappings else ('', '')
    shown = flatten(t.ok('show', '--json', header, thing.name).json['fields'])
    check_equal([shown[path]['text'] for path in ('inside', 'outside', 'none')],
                [f'0x{start + 0x123:X}' + told[0], '0x8' + told[1], 'NULL'])
    for command in (('show', '--follow'), ('watch', '--field=inside')):
        process = t.popen(*command, '--json', '--rate=60', header, thing.name, stdout=-1, stderr=-1)
        check_equal(json.loads(process.stdout.readline()).get('event'), 'attached')
        start += 0x10
        thing.write(0, struct.pack('<Q', start + 0x123))
        event = json.loads(process.stdout.readline())
        leads = f' (→ 0x{start + 0x123 - at:X})' if mappings else ''
        check_equal((event['path'], event['text']), ('inside', f'0x{start + 0x123:X}{leads}'))
        process.kill()
        process.communicate()
