"""What a project promises of its own files: translations, desktop files, scripts."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ID = "io.github.mapglass.Mapglass"
LANGUAGES = (TOP / "po/LINGUAS").read_text().split()


def run(*command, **options):
    """The command's output; fails with it where the command does."""
    done = subprocess.run(command, cwd=TOP, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}"
    return done.stdout


def files(*patterns):
    return sorted(str(path.relative_to(TOP)) for pattern in patterns for path in TOP.glob(pattern) if path.is_file())


@unittest.skipUnless(LANGUAGES, "there are no translations yet")
class Translations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.template = Path(cls.directory.name) / "mapglass.pot"
        run("xgettext", "--files-from=po/POTFILES", f"--output={cls.template}", "--from-code=UTF-8",
            "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=ngettext:1,2",
            "--keyword=g_dngettext:2,3", "--keyword=g_dgettext:2", "--keyword=g_dpgettext2:2c,3")

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def test_every_file_with_texts_is_listed(self):
        texts = {name for name in files("src/**/*.c") if re.search(r"\bN?_ ?\(\s*\"", (TOP / name).read_text())}
        texts |= {name for name in files("ui/*.ui") if 'translatable="yes"' in (TOP / name).read_text()}
        texts |= set(files("data/*.desktop.in", "data/*.metainfo.xml.in"))
        listed = {name for name in (TOP / "po/POTFILES").read_text().split() if not name.endswith(".gschema.xml")}
        self.assertEqual(sorted(listed), sorted(texts), "build-aux/update-po mends this")

    def test_no_text_has_a_format_that_differs_by_system(self):
        # xgettext ends a text at a macro in its middle: "%" G_GUINT64_FORMAT would never be found again
        self.assertEqual(re.findall(r'^.*%"$', self.template.read_text(), re.M), [])

    def test_every_text_is_translated(self):
        for language in LANGUAGES:
            with self.subTest(language):
                merged = Path(self.directory.name) / f"{language}.po"
                run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged, f"po/{language}.po", self.template)
                missing = run("msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", merged)
                missing += run("msgattrib", "--only-fuzzy", "--no-obsolete", "--no-wrap", merged)
                self.assertEqual(re.findall(r'^msgid (?!"")(.+)$', missing, re.M), [])

    def test_every_translation_is_well_formed(self):
        for language in LANGUAGES:
            with self.subTest(language):
                self.assertNotIn("warning", run("msgfmt", "--check", "-o", "/dev/null", f"po/{language}.po"))


class Data(unittest.TestCase):
    def test_the_desktop_file_is_valid(self):
        with tempfile.TemporaryDirectory() as directory:
            copy = Path(directory) / f"{ID}.desktop"
            shutil.copy(TOP / f"data/{ID}.desktop.in", copy)
            self.assertEqual(run("desktop-file-validate", copy), "")

    @unittest.skipUnless(shutil.which("appstreamcli"), "appstreamcli is not installed")
    def test_the_metainfo_file_is_valid(self):
        with tempfile.TemporaryDirectory() as directory:
            copy = Path(directory) / f"{ID}.metainfo.xml"
            shutil.copy(TOP / f"data/{ID}.metainfo.xml.in", copy)
            run("appstreamcli", "validate", "--no-net", copy)

    def test_the_settings_are_valid(self):
        run("glib-compile-schemas", "--strict", "--dry-run", "data")


class Sources(unittest.TestCase):
    COLUMNS = int(re.search(r"^ColumnLimit: (\d+)$", (TOP / ".clang-format").read_text(), re.M)[1])

    def test_no_line_is_wider_than_the_format_says(self):
        wide = [f"{name}:{number}"
                for name in files("src/**/*.[ch]", "tests/**/*.[ch]") if "/golden/" not in name
                for number, line in enumerate((TOP / name).read_text().splitlines(), 1) if len(line) > self.COLUMNS]
        self.assertEqual(wide, [])

    def test_what_is_said_of_the_format_is_what_it_says(self):
        self.assertIn(f"\n{self.COLUMNS} columns, `clang-format`", (TOP / "CONTRIBUTING.md").read_text())


class Scripts(unittest.TestCase):
    SCRIPTS = [name for name in files("build-aux/*", "build-aux/sdk/*.sh", ".ci/run")
               if re.match(r"#!.*sh\b", (TOP / name).read_text(errors="replace"))]

    def test_every_shell_script_parses(self):
        self.assertTrue(self.SCRIPTS)
        for name in self.SCRIPTS:
            with self.subTest(name):
                run("bash", "-n", name)

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_shellcheck_finds_nothing(self):
        run("shellcheck", "--external-sources", "--severity=warning", "--source-path=SCRIPTDIR", *self.SCRIPTS)

    def test_every_script_says_what_it_does(self):
        for name in files("build-aux/*"):
            if (TOP / name).read_bytes().startswith(b"#!"):
                with self.subTest(name):
                    self.assertIn(Path(name).name, run(TOP / name, "--help"))


    def test_only_what_killed_tests_have_left_is_removed(self):
        gone = subprocess.Popen(["true"])
        gone.wait()
        kept = [f"mg-test-{os.getpid()}-0", f"mg-test-{os.getpid()}-{gone.pid}", f"{gone.pid}", "mg-test-x-1", "ring",
                f"theirs-{gone.pid}-1", "mg-test-", f"mapglass-walk-{os.getpid()}"]
        left = [f"mg-test-{gone.pid}-0", f"mg-test-{gone.pid}-0a1b2c3d-7", f"mgt-{gone.pid}-1-a b",
                f"mapglass-demo-test-{gone.pid}-3", f"mapglass-walk-{gone.pid}", f"mg-bench-{gone.pid}-find"]
        with tempfile.TemporaryDirectory() as directory:
            for name in kept + left:
                (Path(directory) / name).touch()
            run("bash", "-euc", f'. build-aux/common.sh; remove_left_over "{directory}"')
            self.assertEqual(sorted(os.listdir(directory)), sorted(kept))


class Results(unittest.TestCase):
    """build-aux/test-results counts, and never takes silence for success."""

    def totals(self, tests, runs, expected=None):
        """The last line, and the lines of what failed."""
        with tempfile.TemporaryDirectory() as directory:
            build = Path(directory)
            (build / "meson-info").mkdir()
            (build / "meson-logs").mkdir()
            (build / "meson-info/intro-tests.json").write_text(
                json.dumps([{"name": name, "suite": [f"mapglass:{suite}"]} for suite, name in tests]))
            if runs is not None:
                lines = [{"name": name, "result": result, "returncode": 0 if result == "OK" else 1, "stdout": output}
                         for name, result, output in runs]
                (build / "meson-logs/testlog.json").write_text("\n".join(map(json.dumps, lines)))
            if expected is not None:
                (build / "expected-tests").write_text("\n".join(expected))
            done = subprocess.run([TOP / "build-aux/test-results", f"X={build}"], stdout=subprocess.PIPE, text=True)
        *others, total = done.stdout.splitlines()
        self.assertEqual(done.returncode, 0 if total.endswith(", 0 failed") else 1)
        return total, [line for line in others if line.startswith("FAILED")]

    def test_cases_of_every_kind_of_program_are_counted(self):
        cmocka = "[ RUN      ] a\n[       OK ] a\n[ RUN      ] b\n[  SKIPPED ] b\n[  PASSED  ] 1 test(s).\n"
        tap = "1..3\nok 1 - x\nok 2 - y # SKIP not here\nok 3 - z\n"
        python = "test_it (__main__.It.test_it) ... ok\ntest_no (__main__.It.test_no) ... skipped 'why'\n"
        runs = [("mapglass:unit / one", "OK", cmocka), ("mapglass:e2e / two", "OK", tap), ("three", "OK", python),
                ("four", "OK", "")]
        tests = [("unit", "one"), ("e2e", "two"), ("x", "three"), ("x", "four")]
        self.assertEqual(self.totals(tests, runs), ("5 passed, 0 failed", []))

    def test_a_failed_case_is_named_once(self):
        cmocka = "[       OK ] a\n[  FAILED  ] b\n[  PASSED  ] 1 test(s).\n[  FAILED  ] 1 test(s), listed below:\n[  FAILED  ] b\n"
        total, failed = self.totals([("unit", "one")], [("one", "FAIL", cmocka)])
        self.assertEqual((total, len(failed)), ("1 passed, 1 failed", 1))
        self.assertIn("unit/one b", failed[0])

    def test_a_program_that_died_is_a_failure(self):
        total, _ = self.totals([("unit", "one")], [("one", "FAIL", "[       OK ] a\n[ RUN      ] b\n")])
        self.assertEqual(total, "1 passed, 1 failed")

    def test_what_never_ran_is_a_failure(self):
        total, _ = self.totals([("unit", "one"), ("unit", "two")], [("one", "OK", "")])
        self.assertEqual(total, "1 passed, 1 failed")
        self.assertEqual(self.totals([("unit", "one")], None)[0], "0 passed, 1 failed")

    def test_a_choice_of_tests_is_no_failure_of_the_others(self):
        total, _ = self.totals([("unit", "one"), ("unit", "two")], [("one", "OK", "")], ["mapglass:unit / one"])
        self.assertEqual(total, "1 passed, 0 failed")

    def test_no_test_at_all_is_a_failure(self):
        self.assertEqual(self.totals([], [])[0], "0 passed, 1 failed")


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout, verbosity=2))
