"""Structures that are known: the list, which one an object has, and what show makes of it."""

import json
import struct

from harness import check, check_equal, scenario

HWINFO = struct.pack('<IIIqIIIIIII', 0x53695748, 2, 1, 1764054000, 48, 264, 0, 48, 316, 0, 2000)


def publish(t, content=HWINFO):
    thing = t.create(4096)
    thing.write(0, content)
    return thing


@scenario('known structures are listed, with where they come from')
def listed(t):
    presets = {preset['id']: preset for preset in t.ok('presets', '--json').json}
    check_equal(presets['hwinfo']['title'], 'HWiNFO')
    check('Global\\HWiNFO_SENS_SM2' in presets['hwinfo']['names'], 'the name is missing', presets['hwinfo'])
    check_equal(presets['mumble-link']['abis'][:2], ['linux64', 'win64'])
    check_equal(presets['core-temp']['origin'], 'built-in')
    text = t.ok('presets').text
    for preset in presets:
        check(any(line.startswith(preset + ' ') for line in text.splitlines()), 'not in the table', preset)


@scenario('a header is printed as it is, to begin with')
def printed(t):
    text = t.ok('presets', '--print=hwinfo').text
    check('@title(HWiNFO)' in text and text.endswith('\n'), 'not the header', text)
    result = t.cli('presets', '--print=no-such', '--json')
    check_equal((result.code, json.loads(result.err)['error']), (3, 'not-found'))


@scenario('an object is told by its bytes, whatever its name')
def matched(t):
    thing = publish(t)
    matches = t.ok('presets', '--json', thing.name).json
    check_equal([(match['id'], match['match']) for match in matches], [('hwinfo', 'signature')])
    shown = t.ok('show', '--json', thing.name).json
    check_equal((shown['preset'], shown['abi'], shown['signature']), ('hwinfo', 'win32', True))
    text = t.ok('show', '--field=poll_time', thing.name).text
    check('2025-11-25 07:00:00' in text, 'the field is not shown', text)


@scenario('what is not known is told so, with what would help')
def unknown(t):
    thing = publish(t, b'nothing known')
    result = t.cli('presets', '--json', thing.name)
    check_equal((result.code, result.json), (1, []))
    result = t.cli('show', '--json', thing.name)
    error = json.loads(result.err)
    check_equal((result.code, error['error']), (3, 'not-found'))
    check('--header' in error['hint'], 'no help', error)
    result = t.cli('show', '--preset=no-such', thing.name)
    check_equal(result.code, 3)
    check_equal(t.cli('show', '--preset=hwinfo', '--header=x.h', thing.name).code, 2)


@scenario('a structure that is asked for is shown, whether it fits or not')
def asked_for(t):
    thing = publish(t, b'nothing known')
    shown = t.ok('show', '--json', '--preset=mumble-link', '--abi=win64', '--field=uiVersion', thing.name).json
    check_equal((shown['preset'], shown['abi'], shown['signature']), ('mumble-link', 'win64', None))
    check_equal(shown['fields'][0]['value'], struct.unpack('<I', b'noth')[0])
