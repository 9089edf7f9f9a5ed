"""What a project promises of its own files: translations, desktop files, scripts."""

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


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout, verbosity=2))
