"""The words of a program's accessible tree (Linux), on a bus of the desk's own."""

import os
import re

from harness import Failure, until


class Accessible:
    def __init__(self, desk):
        desk.start_bus()
        os.environ.update({key: desk.env[key] for key in ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')})
        import pyatspi  # pylint: disable=import-outside-toplevel
        self._pyatspi = pyatspi

    def words(self):
        """Names of what shows."""
        found = []

        def walk(node, depth):
            if node is None or depth > 40:
                return
            try:
                if depth > 1 and not node.getState().contains(self._pyatspi.STATE_SHOWING):
                    return
                if node.name:
                    found.append(node.name)
                # A text is words, not a tree; a list has more rows than anybody needs.
                for i in range(min(node.childCount, 60)):
                    walk(node.getChildAtIndex(i), depth + 1)
            except Exception:  # it went away meanwhile  pylint: disable=broad-except
                return

        for program in self._pyatspi.Registry.getDesktop(0):
            if program is not None and 'apglass' in program.name:
                walk(program, 0)
        return found

    def wait(self, *patterns):
        last = []

        def there():
            last[:] = self.words()
            return all(any(re.search(pattern, word) for word in last) for pattern in patterns)

        try:
            until(there, f'the words {patterns}', 15)
        except Failure as failure:
            raise Failure(f'{failure}; there are {last}') from None
