"""Structures that a file declares, laid out for an ABI, and which ABI fits an object."""

import json
import os
import struct
import tempfile

from harness import check, check_equal, scenario

EXAMPLE = ('struct a { int n; struct { char x; union { int i; float f; }; } in; struct p { short s; } q[3]; unsigned b:3; '
           'unsigned :2; };\n')


class Files:
    """A directory of headers, as the target's programs take it."""

    def __init__(self, t):
        self.t, self.directory = t, tempfile.TemporaryDirectory(prefix='mgt-')

    def __enter__(self):
        self.directory.__enter__()
        return self

    def __exit__(self, *what):
        return self.directory.__exit__(*what)

    def write(self, name, text):
        path = os.path.join(self.directory.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return self.t.native_path(path)


@scenario('layout lists every member with its place, as the compiler has it')
def layout_members(t):
    with Files(t) as files:
        path = files.write('a.h', EXAMPLE)
        got = t.ok('layout', '--json', '--abi=linux64', path).json
        check_equal(list(got), ['type', 'abi', 'size', 'align', 'members'])
        check_equal((got['type'], got['abi'], got['size'], got['align']), ('struct a', 'linux64', 20, 4))
        check_equal([(m['path'], m['offset'], m['size']) for m in got['members']],
                    [('n', 0, 4), ('in', 4, 8), ('in.x', 4, 1), ('in.i', 8, 4), ('in.f', 8, 4), ('q', 12, 6), ('b', 18, 4)])
        check_equal(got['members'][-1], {'path': 'b', 'type': 'unsigned int', 'offset': 18, 'size': 4, 'bit_offset': 144, 'bit_size': 3})
        check_equal(sorted(got['members'][0]), ['offset', 'path', 'size', 'type'])
        got = t.ok('layout', '--json', '--abi=win32', '--type=struct a', path).json
        check_equal((got['size'], got['members'][-1]['offset'], got['members'][-1]['bit_offset']), (24, 20, 160))
        check_equal(t.ok('layout', '--json', '--type=p', path).json['size'], 2)
        check('in.x' in t.ok('layout', path).text, 'no member in the text')


@scenario('layout has the sizes of every ABI')
def layout_abis(t):
    with Files(t) as files:
        path = files.write('a.h', 'struct s { char a; long b; void *c; wchar_t d; long double e; };\n')
        sizes = {abi: t.ok('layout', '--json', f'--abi={abi}', path).json['size']
                 for abi in ('linux64', 'linux32', 'arm64', 'win64', 'win32', 'mingw64', 'mingw32')}
        check_equal(sizes, {'linux64': 48, 'linux32': 28, 'arm64': 48, 'win64': 32, 'win32': 24, 'mingw64': 48, 'mingw32': 28})


@scenario('layout includes from its own directory, -I and with -D')
def layout_includes(t):
    with Files(t) as files:
        files.write('beside.h', '#pragma once\ntypedef int beside;\n')
        files.write('more/other.h', 'typedef struct { beside x[N]; } other;\n')
        path = files.write('a.h', '#include "beside.h"\n#include <other.h>\nstruct s { other o; };\n')
        more = t.native_path(os.path.join(files.directory.name, 'more'))
        for options in (('-I', more, '-D', 'N=3'), (f'-I{more}', '-DN=3'), (f'--include={more}', '--define=N=3')):
            check_equal(t.ok('layout', '--json', *options, path).json['size'], 12)
        result = t.cli('layout', '--json', path)
        check_equal(result.code, 3, 'exit code without -I')
        warning, error = sorted((json.loads(line) for line in result.err.splitlines()), key=lambda one: 'error' in one)
        check('<other.h> was not found' in warning['message'] and warning['line'] == 2, 'no warning', result)
        check_equal((error['error'], error['line'], error['text']), ('declaration', 3, 'struct s { other o; };'))


@scenario('mistakes in declarations are told with line, column and the line itself')
def layout_mistakes(t):
    with Files(t) as files:
        path = files.write('a.h', 'struct good { int a; };\nstruct s {\n  int a\n  int b : 99;\n};\nstruct t { never x; };\n')
        result = t.cli('layout', '--json', path)
        check_equal((result.code, result.out), (3, b''))
        errors = [json.loads(line) for line in result.err.splitlines()]
        check(len(errors) >= 2, 'not all errors in a pass', result)
        check_equal((errors[0]['line'], errors[0]['column'], errors[0]['text'], errors[0]['expected']), (3, 8, '  int a', ';'))
        check_equal((errors[-1]['line'], errors[-1]['column']), (6, 12))
        check_equal(t.ok('layout', '--json', '--keep-going', '--type=good', path, code=3).json['size'], 4)
        lines = t.cli('layout', path).err.splitlines()
        check(lines[1] == '    3 |   int a' and lines[2].rstrip('~') == '      |        ^', 'the line is not shown', lines)


@scenario('everything is packed as --pack says, but for what says otherwise')
def layout_packed(t):
    text = ('struct a { char c; double d; };\n#pragma pack(push, 2)\nstruct b { char c; double d; };\n#pragma pack(pop)\n'
            'struct c { char c; double d; };\n')
    with Files(t) as files:
        path = files.write('a.h', text)
        for pack, size in (('1', 9), ('2', 10), ('4', 12), ('16', 16)):
            told = t.ok('layout', '--json', '--all', '--abi=win64', f'--pack={pack}', path).json
            check_equal([each['size'] for each in told], [size, 10, size])
        thing = t.create(4096)
        thing.write(1, struct.pack('<d', 412.75))
        shown = t.ok('show', '--json', '--pack=1', '--type=a', f'--header={path}', thing.name).json
        check_equal(shown['fields'][0]['children'][1]['value'], 412.75)
        told = t.ok('check', '--json', '--pack=1', '--abi=win64', f'--header={path}', '--type=a', thing.name).json
        check_equal([layout['size'] for layout in told['layouts'] if layout['default']], [9])
        for command in (('layout', path), ('show', f'--header={path}', thing.name), ('check', f'--header={path}', thing.name)):
            for pack in ('0', '3', '32', 'x'):
                t.fails(*command, f'--pack={pack}', code=2)


@scenario('wrong input to layout and check fails with its exit code and one line')
def layout_failures(t):
    thing = t.create(4096)
    with Files(t) as files:
        path = files.write('a.h', 'struct s { int a; };\ntypedef struct forward forward;\n')
        for command in (('layout',), ('layout', path, path), ('layout', '--abi=vax', path), ('layout', '--all', '--type=s', path),
                        ('layout', '--nonsense', path), ('check', thing.name), ('check', f'--header={path}'),
                        ('check', f'--header={path}', '--abi=vax', thing.name), ('check', f'--header={path}', '--offset=x', thing.name)):
            t.fails(*command, code=2)
        t.fails_with('not-found', 'layout', path + '-gone')
        t.fails_with('not-found', 'layout', '--type=never', path)
        t.fails_with('invalid', 'layout', '--type=forward', path)
        t.fails_with('not-found', 'layout', files.write('empty.h', ''))
        t.fails_with('not-found', 'layout', t.native_path(files.directory.name))
        t.fails_with('not-found', 'check', f'--header={path}-gone', thing.name)
        t.fails_with('not-found', 'check', f'--header={path}', t.name())
        t.fails_with('out-of-range', 'check', f'--header={path}', '--offset=0x100000', thing.name)


@scenario('layout never crashes or hangs, whatever the file is')
def layout_hostile(t):
    deep, bomb = '{' * 100000, '#define A0 x\n' + ''.join(f'#define A{i} A{i - 1} A{i - 1}\n' for i in range(1, 64)) + 'A63\n'
    with Files(t) as files:
        for text in ('\x00' * 1000, '\\' * 5000, f'struct s {deep}', bomb, '#include "a.h"\n', 'struct s { struct s { int x; } a; };',
                     'struct s { char a[0xffffffffffffffff]; };', '"', "'", '/*', '#if', '#define', '(' * 100000, 'é' * 1000):
            path = files.write('a.h', text)
            result = t.cli('layout', path, seconds=120)
            check(result.code in (0, 3), 'exit code', result)


@scenario('check tells which ABI fits the bytes, and exits with 1 where it is another')
def check_abis(t):
    header = ('//@ signature(magic == 0x4d475354)\nstruct state { unsigned magic; char on; long count; double speed; char name[20]; '
              'wchar_t place[8]; };\n')
    text = 'Silverstone'.encode().ljust(20, b'\0')
    # as gcc -m32 has it, and as Microsoft's for x64
    content = {'linux32': struct.pack('<Ib3xid', 0x4d475354, 1, 1234, 412.75) + text + 'Becketts'.encode('utf-32-le')[:28] + b'\0' * 4,
               'win64': struct.pack('<Ib3xi4xd', 0x4d475354, 1, 1234, 412.75) + text + 'Becketts'.encode('utf-16-le')[:14] + b'\0' * 2}
    with Files(t) as files:
        path = files.write('a.h', header)
        for abi, data in content.items():
            thing = t.create(8192)
            thing.write(256, data)
            for mine in content:
                result = t.ok('check', '--json', f'--header={path}', '--type=state', '--offset=0x100', f'--abi={mine}', thing.name,
                              code=0 if mine == abi else 1).json
                check_equal(result['right'], mine == abi)
                best = result['layouts'][0]
                check({'abi': abi, 'pack': None} in best['variants'], f'{abi} is not best', json.dumps(best)[:1000])
                check_equal(best['default'], mine == abi)
                check_equal(len({json.dumps(layout['variants']) for layout in result['layouts']}), len(result['layouts']))
                moved = {member['path']: member['differs'] for member in result['members']}
                check_equal((moved['magic'], moved['speed']), (False, True))
                sizes = {member['path']: member['bit_sizes'][0] for member in result['members']}
                check_equal((sizes['count'], sizes['place']), (32, 256 if abi == 'linux32' else 128))
            lines = t.ok('check', f'--header={path}', '--offset=256', f'--abi={abi}', thing.name).text.splitlines()
            check('(yours)' in lines[0], 'the default is not marked', lines)
            names = {'linux32': 'linux32 (also packed to 4, 8)', 'win64': 'win64, win32, mingw64, mingw32 (also packed to 8)'}[abi]
            check(names in lines[0], 'ABIs laid out alike are not together', lines)
