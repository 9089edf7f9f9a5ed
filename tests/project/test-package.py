"""The folder that Windows gets: complete, and running from anywhere.  test-package.py BUILDDIR"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(sys.argv.pop(1)).resolve()


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        # as a person's folder may be called
        cls.folder = Path(cls.directory.name) / "Mapglass für 内存"
        subprocess.run([TOP / "build-aux/windows-package", f"--build={BUILD}", cls.folder], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def run_program(self, name, *arguments, **variables):
        # nothing but the folder itself: no search path of the build
        environment = {key: value for key, value in os.environ.items() if key != "WINEPATH"}
        return subprocess.run(["wine", self.folder / "bin" / f"{name}.exe", *arguments], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**environment, **variables},
                              encoding="utf-8", timeout=120)

    def test_every_program_runs_from_the_folder_alone(self):
        programs = sorted(path.stem for path in (self.folder / "bin").glob("mapglass*.exe"))
        self.assertEqual(programs, ["mapglass", "mapglass-cli", "mapglass-demo"])
        for name in programs:
            with self.subTest(name):
                done = self.run_program(name, "--version")
                self.assertEqual((done.returncode, done.stdout.split()[:1]), (0, [name]), done.stderr)

    def test_the_command_line_answers(self):
        done = self.run_program("mapglass-cli", "list", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIsInstance(json.loads(done.stdout), list)

    @unittest.skipUnless((TOP / "po/LINGUAS").read_text().split(), "there are no translations yet")
    def test_translations_are_found_beside_the_program(self):
        plain = self.run_program("mapglass-cli", "--help", LANGUAGE="en")
        german = self.run_program("mapglass-cli", "--help", LANGUAGE="de")
        self.assertEqual(german.returncode, 0, german.stderr)
        self.assertNotEqual(plain.stdout, german.stdout)

    def test_settings_icons_and_helpers_are_there(self):
        for name in ("share/glib-2.0/schemas/gschemas.compiled", "share/icons/Adwaita/index.theme",
                     "share/icons/hicolor/48x48/apps/io.github.mapglass.Mapglass.png", "bin/gdbus.exe",
                     "bin/gspawn-win64-helper.exe", "bin/libgtk-3-0.dll", "LICENSE"):
            with self.subTest(name):
                self.assertTrue((self.folder / name).is_file())


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout, verbosity=2))
