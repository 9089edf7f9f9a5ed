"""The catalogue: what there is, and who holds it."""

import os

from harness import check, check_equal, scenario, until

FIELDS = {'name': str, 'kind': str, 'namespace': str, 'size': (int, type(None)), 'size_rounded': bool,
          'allocated': (int, type(None)), 'owner': (str, type(None)), 'mode': (str, type(None)),
          'attributes': (list, type(None)), 'deleted': bool, 'holders': (list, type(None))}


def check_schema(thing):
    check_equal(set(thing), set(FIELDS), 'fields')
    for field, kind in FIELDS.items():
        check(isinstance(thing[field], kind), f'{field} is a {type(thing[field])}', str(thing))
    check(thing['kind'] in ('posix', 'section'), 'kind', str(thing))
    for holder in thing['holders'] or []:
        check_equal(set(holder), {'pid', 'process', 'access', 'mappings'}, 'fields of a holder')
        check(isinstance(holder['pid'], int) and isinstance(holder['process'], (str, type(None))), 'holder', str(holder))
        check(holder['access'] in ('r', 'w', 'rw', 'rx', 'rwx', 'x', '?'), 'access', str(holder))
        for mapping in holder['mappings'] or []:
            check_equal(set(mapping), {'address', 'offset', 'length'}, 'fields of a mapping')
            check(all(isinstance(v, int) for v in mapping.values()), 'mapping', str(mapping))


@scenario('list tells all fields of every object')
def schema(t):
    t.create(10000)
    things = t.list()
    check(things, 'nothing listed')
    for thing in things:
        check_schema(thing)


@scenario('list tells size, namespace and holders of an object as they are')
def fields(t):
    thing = t.create(10000, *([] if t.windows else ['mode=0640']))
    thing.write(0, b'x')
    info, = t.list('--match=' + thing.name.replace('\\', '\\'))
    check_schema(info)
    check_equal((info['name'], info['deleted']), (thing.name, False))
    holders = {h['pid']: h for h in info['holders']}
    check(t.shared.pid in holders, 'the publisher does not hold it', str(info))
    holder = holders[t.shared.pid]
    check(holder['process'] is not None and holder['process'].startswith('publisher'), 'process', str(holder))
    if t.windows:
        check_equal((info['kind'], info['namespace'], info['size'], info['size_rounded']), ('section', 'Local', 12288, True))
        check_equal((info['mode'], info['attributes']), (None, ['commit']))
    else:
        check_equal((info['kind'], info['namespace'], info['size'], info['size_rounded']), ('posix', '/dev/shm', 10000, False))
        check_equal((info['mode'], info['attributes'], info['allocated']), ('rw-r-----', None, 4096))
        mapping, = holder['mappings']
        check_equal((mapping['offset'], mapping['length'], holder['access']), (0, 12288, 'rw'))
    check_equal(t.ok('info', '--json', thing.name).json, info, 'info tells something else')


@scenario('several holders of one object are all told')
def two_holders(t):
    thing = t.create(8192)
    other = t.publisher()
    other.make('open', thing.name)
    info, = t.list('--match=*' + thing.name[-8:], f'--pid={other.pid}')
    check({other.pid, t.shared.pid} <= {h['pid'] for h in info['holders']}, 'holders', str(info))


@scenario('list --pid shows what that process holds and nothing else')
def by_pid(t):
    mine = t.publisher()
    names = sorted(mine.create(t.name(), 4096).name for _ in range(3))
    t.create(4096)
    check_equal(sorted(o['name'] for o in t.list(f'--pid={mine.pid}')), names)
    check_equal(t.list('--pid=4294967295'), [])


@scenario('list filters by kind and by pattern')
def filters(t):
    base = t.unique('Filter')
    prefix = 'Local\\' if t.windows else '/'
    for label in ('-a', '-b', '-ab'):
        t.create(4096, name=prefix + base + label)

    def names(*args):
        return sorted(o['name'][len(prefix + base):] for o in t.list('--no-holders', *args))

    check_equal(names(f'--match={base}*'), ['-a', '-ab', '-b'], 'by the label')
    check_equal(names(f'--match=*{base}-?'), ['-a', '-b'], 'by the whole name')
    check_equal(names(f'--match=*{base.upper()}*'), [], 'case matters')
    own, other = ('section', 'posix') if t.windows else ('posix', 'section')
    check_equal(names(f'--match={base}*', f'--kind={own}'), ['-a', '-ab', '-b'])
    check_equal(names(f'--match={base}*', f'--kind={other},{own}'), ['-a', '-ab', '-b'])
    check_equal(names(f'--match={base}*', f'--kind={other}'), [])
    check(all(o['holders'] is None for o in t.list('--no-holders')), 'holders were looked for')


@scenario('the table has a line an object, with aligned columns')
def table(t):
    thing = t.create(300 * 1024)
    lines = t.ok('list', '--match=*' + thing.name[-10:]).text.splitlines()
    check_equal(len(lines), 2)
    check(lines[1].endswith('  ' + thing.name), 'no name at its end', lines[1])
    check('300 KiB' in lines[1] and f'({t.shared.pid})' in lines[1], 'size or holder is missing', lines[1])
    check_equal(lines[0].index('NAME'), lines[1].index(thing.name), 'not aligned')


@scenario('an object whose name is gone is listed as deleted while a process has it', only='posix',
          reason='Windows lists objects by their names alone')
def deleted(t):
    thing = t.create(8192)
    thing.do('unname')
    info, = [o for o in t.list(f'--pid={t.shared.pid}') if o['deleted'] and thing.name.split('/')[-1] in o['name']]
    check_equal(info['size'], 8192)


@scenario('folders and directories of the object tree are looked into')
def recursion(t):
    separator = '\\' if t.windows else '/'
    folder = t.make('object', 'directory')
    below = t.make('object', 'directory', name=folder.name + separator + 'b')
    things = [t.create(4096, name=folder.name + separator + 'x'), t.create(4096, name=below.name + separator + 'y')]
    names = [o['name'] for o in t.list('--no-holders', '--match=*' + folder.name.split(separator)[-1] + '*')]
    check_equal(sorted(names), sorted(x.name for x in things))


@scenario('any name is listed in a canonical form that opens it again')
def odd_names(t):
    labels = ['plain', 'Grüße', '多字节', '😀', 'per%25cent', 'tab%09new%0Aline', 'a%20b', "q'u\"o$te", 'a,b;c|d', '[x]*?']
    labels += ['%uD800lone%uDC00', 'slash/es', '%u200Bzero-width'] if t.windows else ['%FF%FEbytes', 'back\\slash', '%C3']
    for label in labels:
        data = label.encode().ljust(100, b'.')
        thing = t.create(4096, label=label)
        thing.write(0, data)
        tag = thing.name.split('-')[2]
        names = [o['name'] for o in t.list('--no-holders', f'--match=*mgt-{os.getpid()}-{tag}-*')]
        check_equal(len(names), 1, f'listing {label}')
        check(names[0].isprintable(), 'not printable', names[0])
        check_equal(t.dump(names[0], 0, 100), data, f'{label} as {names[0]}')


@scenario('1,000 names under churn: all that stay are listed every time')
def churn(t):
    count = 1000
    base = t.unique('churn')
    prefix = ('Local\\' if t.windows else '/') + base
    t.make('many', count, 4096, name=prefix + '-stay-')
    coming = t.make('churn', 200, 4096, name=prefix + '-go-')
    wanted = {f'{prefix}-stay-{i}' for i in range(count)}
    for _ in range(2 if t.wine else 4):
        before = int(coming.do('stat').split()[0])
        things = t.list('--no-holders', f'--match=*{base}*')
        names = [o['name'] for o in things]
        check_equal(len(names), len(set(names)), 'a name twice')
        check(wanted <= set(names), 'missing', str(sorted(wanted - set(names))[:5]), str(len(wanted - set(names))))
        check(set(names) <= wanted | {f'{prefix}-go-{i}' for i in range(200)}, 'names that never were')
        until(lambda b=before: int(coming.do('stat').split()[0]) > b, 'another round')
    names = {o['name'] for o in t.list(f'--match=*{base}*')}
    check(wanted <= names, 'missing, with holders', str(len(wanted - names)))
