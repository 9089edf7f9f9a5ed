"""The demonstration publisher, looked at through mapglass-cli.  test-demo.py DEMO CLI [WRAPPER]"""

import itertools
import json
import math
import os
import struct
import subprocess
import sys
import time
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
DEMO, CLI, *WRAPPER = sys.argv[1:]
del sys.argv[1:]
WINDOWS = DEMO.endswith(".exe")
NAMES = (f"{'Local' + chr(92) if WINDOWS else '/'}mapglass-demo-test-{os.getpid()}-{n}" for n in itertools.count())


def run(program, *arguments):
    return subprocess.run([*WRAPPER, program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60)


class Demo:
    """A running publisher: it ends with its standard input."""

    def __init__(self, name):
        self.name = name
        self.process = subprocess.Popen([*WRAPPER, DEMO, f"--name={name}", "--until-eof"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.line = self.process.stdout.readline().decode()

    def read(self):
        done = run(CLI, "dump", "--format=raw", self.name)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


def wait_for(condition):
    deadline = time.monotonic() + 60
    while not (value := condition()):
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.05)
    return value


class TheDemonstration(unittest.TestCase):
    def test_it_says_when_its_object_is_there(self):
        with Demo(next(NAMES)) as demo:
            self.assertIn(demo.name, demo.line)
            data = demo.read()
            self.assertEqual(len(data), 8192)
            self.assertEqual(data[:16], b"mapglass-demo\0\0\0")
            self.assertEqual(struct.unpack_from("<II", data, 16), (1, 8192))

    def test_every_counter_runs_at_its_rate(self):
        def counters():
            return struct.unpack_from("<QQQQ", demo.read(), 0x40)

        with Demo(next(NAMES)) as demo:
            slowest, *_, fastest = counts = wait_for(lambda: (now := counters())[0] >= 3 and now)
            self.assertEqual(counts, tuple(sorted(counts)))
            self.assertGreater(fastest, 100 * slowest)

    def test_waves_text_and_messages_are_what_the_layout_says(self):
        with Demo(next(NAMES)) as demo:
            data = wait_for(lambda: struct.unpack_from("<Q", now := demo.read(), 0x1000)[0] >= 5 and now)
            sine, cosine, triangle, sawtooth = struct.unpack_from("<ddff", data, 0x80)
            # the two are not under the lock: a reader may catch them a frame apart
            self.assertAlmostEqual(math.hypot(sine, cosine), 1, delta=0.1)
            self.assertTrue(-1 <= triangle <= 1 and 0 <= sawtooth < 1)
            text = data[0xC0:0x100].split(b"\0")[0].decode()
            self.assertIn("UTC", text)
            self.assertEqual(data[0x100:0x100 + 2 * len(text)].decode("utf-16-le"), text)
            (written,) = struct.unpack_from("<Q", data, 0x1000)
            number, time_us = struct.unpack_from("<Qq", data, 0x1040 + 64 * ((written - 1) % 63))
            self.assertEqual(number, written - 1)
            self.assertLess(abs(time_us / 1e6 - time.time()), 3600)

    def test_the_locked_block_is_whole_where_its_sequence_is_even(self):
        with Demo(next(NAMES)) as demo:
            def read_block():
                data = demo.read()
                before, frame = struct.unpack_from("<II", data, 0x180)
                return before % 2 == 0 and frame > 0 and (before, frame, struct.unpack_from("<4f", data, 0x180 + 40))

            # One dump copies the sequence first, and the writer may come in between, once in ten thousand.
            blocks = [wait_for(read_block) for _ in range(5)]
            whole = [frame for sequence, frame, rotation in blocks
                     if sequence == 2 * frame and abs(math.hypot(*rotation) - 1) < 1e-5]
            self.assertGreaterEqual(len(whole), 4)

    def test_a_name_that_is_taken_is_refused(self):
        with Demo(next(NAMES)) as demo:
            second = run(DEMO, f"--name={demo.name}")
            self.assertEqual(second.returncode, 3)
            self.assertIn(demo.name.encode(), second.stderr)
            self.assertEqual(demo.read()[:13], b"mapglass-demo")

    def test_it_ends_with_its_standard_input_and_its_name_with_it(self):
        demo = Demo(next(NAMES))
        self.assertEqual(demo.end(), 0)
        wait_for(lambda: run(CLI, "info", demo.name).returncode == 3)
        error = json.loads(run(CLI, "info", "--json", demo.name).stderr.splitlines()[-1])
        self.assertEqual(error["error"], "not-found")

    @unittest.skipIf(WINDOWS, "Windows frees a dead process's names itself")
    def test_what_a_killed_one_left_behind_is_replaced(self):
        demo = Demo(next(NAMES))
        demo.process.kill()
        demo.end()
        self.assertEqual(run(CLI, "info", demo.name).returncode, 0)
        with Demo(demo.name) as again:
            self.assertIn(demo.name, again.line)
        self.assertEqual(run(CLI, "info", demo.name).returncode, 3)

    @unittest.skipIf(WINDOWS, "Windows' sections have no owner but their handles")
    def test_another_program_s_object_is_left_alone(self):
        path = Path("/dev/shm") / next(NAMES)[1:]
        path.write_bytes(b"somebody else's")
        try:
            self.assertEqual(run(DEMO, f"--name=/{path.name}").returncode, 3)
            self.assertEqual(path.read_bytes(), b"somebody else's")
        finally:
            path.unlink()

    def test_the_header_it_prints_is_the_one_it_was_built_with(self):
        done = run(DEMO, "--print-header")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.replace(b"\r\n", b"\n"), (TOP / "data/presets/mapglass-demo.h").read_bytes())

    def test_wrong_usage_is_said(self):
        for arguments in (["--nonsense"], ["one", "two"]):
            with self.subTest(arguments):
                self.assertEqual(run(DEMO, *arguments).returncode, 2)


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout, verbosity=2))
