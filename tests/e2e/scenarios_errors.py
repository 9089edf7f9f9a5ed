"""What is not there, not memory, or not allowed; and what is offered instead."""

import os
import shutil

from harness import check, check_equal, scenario


def near_names(error):
    return [n['name'] for n in error['near']]


@scenario('a name that is not there is not found, with one line')
def not_found(t):
    name = t.name()
    for command in (('info', name), ('dump', name), ('watch', name), ('find', name, '00')):
        result = t.fails(*command)
        check(name in result.err, 'the line does not name it', result)
    error = t.fails_with('not-found', 'info', name)
    check(error['system'] in ('errno', 'win32', 'ntstatus') and isinstance(error['code'], int), 'no system code', str(error))


@scenario('a namespace that is not there is told from a name that is not')
def no_namespace(t):
    name = t.name() + ('\\b' if t.windows else '/b')
    error = t.fails_with('no-namespace', 'dump', name)
    check(name.rsplit('\\' if t.windows else '/', 1)[0].lstrip('/') in error['message'], 'does not say which', str(error))


@scenario('near misses open nothing and are answered with what is there')
def near_misses(t):
    if t.windows:
        base = t.unique('Near')
        t.create(4096, name='Global\\' + base)
        misses = ['Global/' + base, 'Global\\' + base.upper(), 'global\\' + base, 'Local\\' + base, base,
                  'Global\\\\' + base, 'Global\\' + base[:-1]]
        wanted = 'Global\\' + base
    else:
        base = t.unique('Near')
        t.create(4096, name='/' + base)
        misses = ['/' + base.upper(), '\\' + base, '//' + base, '/' + base[:-1], '/' + base + 'x']
        wanted = '/' + base
    for miss in misses:
        result = t.cli('dump', '--json', '--', miss)
        check(result.code == 3 and result.out == b'', 'a near miss opened', result)
        if 'bad-name' not in result.err:
            check(wanted in result.err.replace('\\\\', '\\'), 'does not offer what is there', miss, result)
    plain = t.fails('dump', misses[0 if t.windows else 3])
    check(wanted in plain.err, 'the plain line does not offer it', plain)


@scenario('a name of another type is not opened, and its type is told')
def wrong_type(t):
    types = ('mutex', 'event', 'semaphore', 'timer', 'job', 'directory') if t.windows else \
        ('fifo', 'socket', 'directory', 'symlink')
    words = {} if t.windows else {'symlink': 'link', 'directory': 'folder'}
    for kind in types:
        thing = t.make('object', kind)
        for command in (('info', thing.name), ('dump', thing.name), ('watch', thing.name), ('find', thing.name, '00')):
            t.fails(*command)
        error = t.fails_with('wrong-type', 'dump', thing.name)
        check(words.get(kind, kind) in (error['message'] + (error['hint'] or '')).lower(), 'does not say the type', kind, str(error))
    check_equal([o for o in t.list('--no-holders', f'--match=*mgt-{os.getpid()}-*') if o['name'] == thing.name], [],
                'listed as memory')


@scenario('what may not be opened is denied, with what would help')
def denied(t):
    if t.windows:
        # Nobody may do anything
        thing = t.create(4096, 'sddl=D:(D;;GA;;;WD)')
        options = {}
    elif os.geteuid() == 0:
        # root may read everything: somebody else asks
        thing = t.create(4096, 'mode=0600')
        copy = os.path.join(t.directory, 'mapglass-cli')
        if not os.path.exists(copy):
            shutil.copy(t.cli_path, copy)
            os.chmod(copy, 0o755)
        options = {'user': 65534, 'group': 65534, 'extra_groups': [], 'cwd': '/'}
        t.cli_path, original = copy, t.cli_path
        t._stack.callback(setattr, t, 'cli_path', original)  # pylint: disable=protected-access
    else:
        thing = t.create(4096, 'mode=0000')
        options = {}
    for command in (('dump', thing.name), ('watch', thing.name), ('find', thing.name, '00')):
        t.fails(*command, **options)
    error = t.fails_with('access-denied', 'dump', thing.name, **options)
    check(error['hint'], 'no hint', str(error))
    check(thing.name in error['message'], 'does not name it', str(error))
    # Listed all the same; what may not be known is null
    result = t.ok('list', '--json', '--match=*' + thing.name[-12:], **options)
    check_equal([o['name'] for o in result.json], [thing.name])


@scenario('read rights are enough: an object nobody may write', )
def read_only_rights(t):
    thing = t.create(4096, *(['sddl=D:(A;;0x0005;;;WD)'] if t.windows else ['mode=0444']))
    thing.write(0, b'read me')
    check_equal(t.dump(thing.name, 0, 7), b'read me')


@scenario('a kind this system does not have is unsupported, not unknown')
def other_kind(t):
    for name in (['posix:/x'] if t.windows else ['section:Global\\x', 'Global\\x', 'Local\\x', '\\BaseNamedObjects\\x']):
        error = t.fails_with('unsupported', 'dump', name)
        check(error['message'], 'no message')
