#!/usr/bin/python3
"""The window by its accessible tree: what a screen reader gets, and what it can do.

usage: test-accessible.py MAPGLASS PUBLISHER

Needs a display, a session bus and a window manager (build-aux/headless).  Everything is waited for by
looking again, never by sleeping for luck.
"""
import os
import subprocess
import sys
import time

try:
    import pyatspi
except ImportError:
    print("python3-pyatspi is not installed")
    sys.exit(77)

PATIENCE_S = 30
NAME = f"/mg-accessible-{os.getpid()}"

# What a person can put the focus on and has to know by name.
NAMED_ROLES = {
    pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_ENTRY,
    pyatspi.ROLE_TEXT, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_TABLE, pyatspi.ROLE_PAGE_TAB,
}


class Publisher:
    """The test's second process."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer.startswith("ok"), f"{command}: {answer}"

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def poll(what, condition):
    """Returns what @condition returns as soon as that is true."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            result = condition()
        except Exception:  # pylint: disable=broad-except
            result = None  # an object went away between two questions
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def walk(node):
    yield node
    for child in node:
        if child is not None:
            yield from walk(child)


def is_showing(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def find(root, role=None, name=None, contains=None):
    for node in walk(root):
        if role is not None and node.getRole() != role:
            continue
        if name is not None and node.name != name:
            continue
        if contains is not None and contains not in node.name:
            continue
        if is_showing(node):
            return node
    return None


def act(node):
    assert node.queryAction().doAction(0), f"{node} does nothing"


def find_application(pid):
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None and application.get_process_id() == pid:
            return application
    return None


def get_text(node):
    text = node.queryText()
    return text.getText(0, text.characterCount)


def test_near_miss_is_a_button(window, publisher):
    button = poll("the name that was meant", lambda: find(window, pyatspi.ROLE_PUSH_BUTTON, NAME))
    assert find(window, contains="there is no object of that name")
    act(button)
    poll("the object to be live", lambda: find(window, pyatspi.ROLE_LABEL, contains="LIVE"))
    poll("its title", lambda: find(window, pyatspi.ROLE_LABEL, NAME[1:]))


def test_bytes_can_be_read(window, publisher):
    def row_text():
        for node in walk(window):
            if is_showing(node) and node.getRole() in (pyatspi.ROLE_TEXT, pyatspi.ROLE_TABLE, pyatspi.ROLE_TERMINAL):
                try:
                    text = get_text(node)
                except NotImplementedError:
                    continue
                if "4D 61 70" in text.upper():
                    return text
        return None

    assert poll("the bytes as text", row_text)


def test_list_has_the_object(window, publisher):
    poll("the row in the list", lambda: find(window, pyatspi.ROLE_TABLE_CELL, contains=NAME[1:]))
    entry = next(n for n in walk(window) if n.name.startswith("Filter the objects"))
    entry.queryEditableText().setTextContents("no object is called that")
    poll("the list to be empty", lambda: find(window, contains="No object matches"))
    entry.queryEditableText().setTextContents("")
    poll("the row to be back", lambda: find(window, pyatspi.ROLE_TABLE_CELL, contains=NAME[1:]))


def test_pause_is_a_state(window, publisher):
    live = find(window, pyatspi.ROLE_TOGGLE_BUTTON, "Live")
    assert live.getState().contains(pyatspi.STATE_CHECKED)
    act(live)
    poll("PAUSED", lambda: find(window, pyatspi.ROLE_LABEL, contains="PAUSED"))
    poll("the button to be up", lambda: not live.getState().contains(pyatspi.STATE_CHECKED))
    act(live)
    poll("LIVE", lambda: find(window, pyatspi.ROLE_LABEL, contains="LIVE"))


def test_find(window, publisher):
    act(find(window, pyatspi.ROLE_PUSH_BUTTON, "Find"))
    entry = poll("the search entry", lambda: find(window, name="What to find"))
    entry.queryEditableText().setTextContents("6170")
    button = find(window, pyatspi.ROLE_PUSH_BUTTON, "Find next")
    poll("the button", lambda: button.getState().contains(pyatspi.STATE_SENSITIVE))
    act(button)
    poll("the hit", lambda: find(window, contains="Found at 0x1"))
    act(find(window, pyatspi.ROLE_PUSH_BUTTON, "Close the search"))
    poll("the bar to go", lambda: not find(window, name="What to find"))


def test_death_is_told(window, publisher):
    publisher.do("remove a")
    poll("GONE", lambda: find(window, pyatspi.ROLE_LABEL, contains="GONE"))
    assert poll("the notice", lambda: find(window, pyatspi.ROLE_LABEL, contains="The object went away"))
    publisher.do(f"shm a {NAME} 8192")
    poll("LIVE", lambda: find(window, pyatspi.ROLE_LABEL, contains="LIVE"))


def test_every_control_has_a_name(window, publisher):
    nameless = []
    for node in walk(window):
        if (node.getRole() in NAMED_ROLES and is_showing(node)
                and node.getState().contains(pyatspi.STATE_FOCUSABLE) and not node.name):
            nameless.append(f"{node.getRoleName()} in {node.parent}")
    assert not nameless, "\n".join(nameless)


def main():
    program, publisher_program = sys.argv[1:3]
    environment = dict(os.environ, GSETTINGS_BACKEND="memory", LANGUAGE="C", LC_ALL="C.UTF-8", GTK_MODULES="",
                       NO_AT_BRIDGE="0")
    publisher = Publisher(publisher_program)
    publisher.do(f"shm a {NAME} 8192")
    publisher.do("write a 0 4d6170676c617373")
    # Another case, so that the name is a near miss.
    mapglass = subprocess.Popen([program, NAME.replace("mg", "MG")], env=environment)
    status = 0
    try:
        application = poll("the program in the accessible tree", lambda: find_application(mapglass.pid))
        window = poll("its window", lambda: next(iter(application), None))
        for name, test in list(globals().items()):
            if name.startswith("test_"):
                try:
                    test(window, publisher)
                    print("ok", name)
                except Exception as error:  # pylint: disable=broad-except
                    print("FAILED", name, repr(error))
                    status = 1
        assert mapglass.poll() is None, "it died"
    finally:
        mapglass.terminate()
        mapglass.wait()
        publisher.end()
    sys.exit(status)


if __name__ == "__main__":
    main()
