#include "config.h"

#include "core/error.h"
#include "core/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const MgNameContext linux_context = { MG_KIND_POSIX, 0 };
static const MgNameContext linux_session = { MG_KIND_POSIX, 3 };
static const MgNameContext windows = { MG_KIND_SECTION, 1 };
static const MgNameContext service = { MG_KIND_SECTION, 0 }; /* session 0 */

static const MgNameContext *const contexts[] = { &linux_context, &linux_session, &windows,
                                                 &service };

static MgName *
parse (const char *text, const MgNameContext *context)
{
  g_autoptr (GError) error = NULL;
  MgName *name = mg_name_parse (text, context, &error);

  if (name == NULL)
    fail_msg ("%s: %s", text, error->message);
  return name;
}

/* Parses and looks at the canonical form and where it leads. */
static void
assert_parses (const char *text, const MgNameContext *context, const char *canonical,
               const char *namespace_text, const char *label)
{
  g_autoptr (MgName) name = parse (text, context);
  g_autoptr (MgName) again = parse (mg_name_get_text (name), context);

  assert_string_equal (mg_name_get_text (name), canonical);
  assert_string_equal (mg_name_get_namespace (name), namespace_text);
  assert_string_equal (mg_name_get_label (name), label);
  assert_true (mg_name_equal (name, again));
  assert_string_equal (mg_name_get_text (again), canonical);
}

static void
assert_nt_path (const char *text, const MgNameContext *context, const char *expected)
{
  g_autoptr (MgName) name = parse (text, context);
  g_autofree char *utf8 = NULL;
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);

  assert_int_equal (mg_name_get_kind (name), MG_KIND_SECTION);
  assert_null (mg_name_get_posix_path (name));
  assert_non_null (path);
  assert_int_equal (path[length], 0);
  utf8 = g_utf16_to_utf8 (path, (glong) length, NULL, NULL, NULL);
  assert_string_equal (utf8, expected);
}

static void
assert_posix_path (const char *text, const MgNameContext *context, const char *expected)
{
  g_autoptr (MgName) name = parse (text, context);

  assert_int_equal (mg_name_get_kind (name), MG_KIND_POSIX);
  assert_null (mg_name_get_nt_path (name, NULL));
  assert_string_equal (mg_name_get_posix_path (name), expected);
}

static void
assert_refused (const char *text, const MgNameContext *context, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MgName) name = mg_name_parse (text, context, &error);

  assert_null (name);
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_BAD_NAME));
  if (strstr (error->message, reason) == NULL)
    fail_msg ("\"%s\" does not say \"%s\"", error->message, reason);
  assert_null (strchr (error->message, '\n'));
  assert_true (strlen (error->message) < 400);
  assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
a_section_is_looked_for_where_windows_looks (void **state)
{
  assert_nt_path ("Global\\X", &windows, "\\BaseNamedObjects\\X");
  assert_nt_path ("Session\\0\\X", &windows, "\\BaseNamedObjects\\X");
  assert_nt_path ("Local\\X", &windows, "\\Sessions\\1\\BaseNamedObjects\\X");
  assert_nt_path ("X", &windows, "\\Sessions\\1\\BaseNamedObjects\\X");
  assert_nt_path ("Session\\1\\X", &windows, "\\Sessions\\1\\BaseNamedObjects\\X");
  assert_nt_path ("Session\\27\\X", &windows, "\\Sessions\\27\\BaseNamedObjects\\X");
  assert_nt_path ("Session\\4294967295\\X", &windows,
                  "\\Sessions\\4294967295\\BaseNamedObjects\\X");
  assert_nt_path ("\\KernelObjects\\X", &windows, "\\KernelObjects\\X");
  assert_nt_path ("a\\b", &windows, "\\Sessions\\1\\BaseNamedObjects\\a\\b");
  assert_nt_path ("Global\\a\\b\\c", &windows, "\\BaseNamedObjects\\a\\b\\c");
  assert_nt_path ("/X", &windows, "\\Sessions\\1\\BaseNamedObjects\\/X");
  /* what is no number of a session is a directory's name */
  assert_nt_path ("Session\\x\\X", &windows, "\\Sessions\\1\\BaseNamedObjects\\Session\\x\\X");
  assert_nt_path ("Session\\01\\X", &windows, "\\Sessions\\1\\BaseNamedObjects\\Session\\01\\X");
  assert_nt_path ("Session\\4294967296\\X", &windows,
                  "\\Sessions\\1\\BaseNamedObjects\\Session\\4294967296\\X");
  assert_nt_path ("Session\\99999999999999999999999\\X", &windows,
                  "\\Sessions\\1\\BaseNamedObjects\\Session\\99999999999999999999999\\X");
  assert_nt_path ("Session\\5", &windows, "\\Sessions\\1\\BaseNamedObjects\\Session\\5");
}

static void
sections_have_one_canonical_form (void **state)
{
  assert_parses ("Global\\X", &windows, "Global\\X", "Global", "X");
  assert_parses ("\\BaseNamedObjects\\X", &windows, "Global\\X", "Global", "X");
  assert_parses ("\\Sessions\\0\\BaseNamedObjects\\X", &windows, "Global\\X", "Global", "X");
  assert_parses ("Session\\0\\X", &windows, "Global\\X", "Global", "X");
  assert_parses ("X", &windows, "Local\\X", "Local", "X");
  assert_parses ("Session\\1\\X", &windows, "Local\\X", "Local", "X");
  assert_parses ("\\Sessions\\1\\BaseNamedObjects\\X", &windows, "Local\\X", "Local", "X");
  assert_parses ("\\Sessions\\2\\BaseNamedObjects\\d\\X", &windows, "Session\\2\\d\\X",
                 "Session\\2", "d\\X");
  assert_parses ("\\Sessions\\02\\BaseNamedObjects\\X", &windows,
                 "\\Sessions\\02\\BaseNamedObjects\\X", "\\Sessions\\02\\BaseNamedObjects", "X");
  assert_parses ("\\KernelObjects\\MemoryErrors", &windows, "\\KernelObjects\\MemoryErrors",
                 "\\KernelObjects", "MemoryErrors");
  assert_parses ("\\X", &windows, "\\X", "\\", "X");
  assert_parses ("\\BaseNamedObjects", &windows, "\\BaseNamedObjects", "\\", "BaseNamedObjects");
  assert_parses ("\\Sessions\\1\\BaseNamedObjects", &windows, "\\Sessions\\1\\BaseNamedObjects",
                 "\\Sessions\\1", "BaseNamedObjects");
  assert_parses ("\\BaseNamedObjectsX\\Y", &windows, "\\BaseNamedObjectsX\\Y",
                 "\\BaseNamedObjectsX", "Y");
  assert_parses ("$pcars2$", &windows, "Local\\$pcars2$", "Local", "$pcars2$");
}

static void
session_0_has_the_global_names (void **state)
{
  assert_parses ("X", &service, "Global\\X", "Global", "X");
  assert_parses ("Local\\X", &service, "Global\\X", "Global", "X");
  assert_parses ("Session\\1\\X", &service, "Session\\1\\X", "Session\\1", "X");
}

static void
case_matters_in_names_and_namespaces (void **state)
{
  g_autoptr (MgName) lower = parse ("x", &windows);
  g_autoptr (MgName) upper = parse ("X", &windows);

  assert_false (mg_name_equal (lower, upper));
  assert_parses ("global\\X", &windows, "Local\\global\\X", "Local", "global\\X");
  assert_parses ("\\basenamedobjects\\X", &windows, "\\basenamedobjects\\X", "\\basenamedobjects",
                 "X");
}

/* Only the namespace in front is one; the same words further on are directories. */
static void
a_name_that_looks_like_a_namespace_keeps_its_own (void **state)
{
  assert_parses ("\\Sessions\\1\\BaseNamedObjects\\Global\\X", &windows, "Local\\Global\\X",
                 "Local", "Global\\X");
  assert_parses ("Local\\Global\\X", &windows, "Local\\Global\\X", "Local", "Global\\X");
  assert_parses ("Local\\Local\\X", &windows, "Local\\Local\\X", "Local", "Local\\X");
  assert_parses ("\\BaseNamedObjects\\Local\\X", &windows, "Global\\Local\\X", "Global",
                 "Local\\X");
  assert_parses ("Local\\Session\\2\\X", &windows, "Local\\Session\\2\\X", "Local",
                 "Session\\2\\X");
  assert_parses ("section:posix:/X", &windows, "Local\\posix:/X", "Local", "posix:/X");
  assert_parses ("section:section:X", &windows, "Local\\section:X", "Local", "section:X");
  assert_parses ("Local\\section:X", &windows, "Local\\section:X", "Local", "section:X");
  assert_parses ("/section:X", &linux_context, "/section:X", "/dev/shm", "section:X");
  assert_parses ("posix:Global\\X", &linux_context, "/Global\\X", "/dev/shm", "Global\\X");
  assert_parses ("/\\X", &linux_context, "/\\X", "/dev/shm", "\\X");
  /* an escape begins no namespace, but it separates */
  assert_parses ("Global%5CX", &windows, "Local\\Global\\X", "Local", "Global\\X");
  assert_parses ("%5CX\\Y", &linux_context, "/\\X\\Y", "/dev/shm", "\\X\\Y");
  assert_parses ("\\%42aseNamedObjects\\X", &windows, "Global\\X", "Global", "X");
}

static void
posix_names_are_files_below_dev_shm (void **state)
{
  assert_posix_path ("/X", &linux_context, "X");
  assert_posix_path ("X", &linux_context, "X");
  assert_posix_path ("posix:X", &linux_context, "X");
  assert_posix_path ("/a/b/c", &linux_context, "a/b/c");
  assert_posix_path ("posix:/X", &windows, "X");
  assert_posix_path ("posix:Global\\X", &windows, "Global\\X");
  assert_posix_path ("/...", &linux_context, "...");
  assert_posix_path ("/.hidden/..x", &linux_context, ".hidden/..x");
  assert_posix_path ("/%FFx", &linux_context, "\xFFx");
  assert_posix_path ("a%2Fb", &linux_context, "a/b");

  assert_parses ("X", &linux_context, "/X", "/dev/shm", "X");
  assert_parses ("a/b", &linux_context, "/a/b", "/dev/shm", "a/b");
  assert_parses ("posix:X", &windows, "posix:/X", "/dev/shm", "X");
  assert_parses ("posix:/posix:", &windows, "posix:/posix:", "/dev/shm", "posix:");
}

static void
sections_can_be_named_on_a_posix_system (void **state)
{
  assert_nt_path ("Global\\X", &linux_context, "\\BaseNamedObjects\\X");
  assert_nt_path ("section:X", &linux_session, "\\Sessions\\3\\BaseNamedObjects\\X");
  assert_nt_path ("section:/X", &linux_session, "\\Sessions\\3\\BaseNamedObjects\\/X");
  assert_nt_path ("\\KernelObjects\\X", &linux_context, "\\KernelObjects\\X");
  assert_parses ("section:X", &linux_context, "Global\\X", "Global", "X");
  assert_parses ("section:X", &linux_session, "Local\\X", "Local", "X");
  assert_parses ("Session\\7\\X", &linux_context, "Session\\7\\X", "Session\\7", "X");
  assert_parses ("Session\\x\\X", &linux_context, "/Session\\x\\X", "/dev/shm", "Session\\x\\X");
  assert_parses ("global\\X", &linux_context, "/global\\X", "/dev/shm", "global\\X");
  assert_parses ("Posix:X", &linux_context, "/Posix:X", "/dev/shm", "Posix:X");
}

/* label: how the part behind the namespace is written canonically, in both kinds */
static void
assert_escapes (const char *text, const char *posix, const char *section)
{
  g_autofree char *posix_text = g_strconcat ("posix:", text, NULL);
  g_autofree char *section_text = g_strconcat ("section:", text, NULL);
  g_autoptr (MgName) p = parse (posix_text, &linux_context);
  g_autoptr (MgName) s = parse (section_text, &windows);

  assert_string_equal (mg_name_get_label (p), posix);
  assert_string_equal (mg_name_get_label (s), section);
}

static void
text_shows_as_itself (void **state)
{
  assert_escapes ("shared memory (2)", "shared memory (2)", "shared memory (2)");
  assert_escapes ("共享内存", "共享内存", "共享内存");
  assert_escapes ("Größe", "Größe", "Größe");
  assert_escapes ("😀", "😀", "😀");
  assert_escapes ("e\xCC\x81", "e\xCC\x81", "e\xCC\x81"); /* a mark on its letter */
  assert_escapes ("\"'`$&;|<>*?!#~{}[]", "\"'`$&;|<>*?!#~{}[]", "\"'`$&;|<>*?!#~{}[]");
}

static void
what_does_not_show_is_escaped (void **state)
{
  assert_escapes ("100%25", "100%25", "100%25");
  assert_escapes ("a\nb", "a%0Ab", "a%u000Ab");
  assert_escapes ("\x7F", "%7F", "%u007F");
  assert_escapes ("\xC2\x85", "%C2%85", "%u0085");                 /* C1 control */
  assert_escapes (" a b ", "%20a b%20", "%u0020a b%u0020");
  assert_escapes ("a\xC2\xA0" "b", "a%C2%A0b", "a%u00A0b");         /* no-break space */
  assert_escapes ("a\xE3\x80\x80" "b", "a%E3%80%80b", "a%u3000b");  /* ideographic space */
  assert_escapes ("a\xE2\x80\xAE" "b", "a%E2%80%AEb", "a%u202Eb");  /* right-to-left override */
  assert_escapes ("a\xE2\x80\x8B" "b", "a%E2%80%8Bb", "a%u200Bb");  /* zero-width space */
  assert_escapes ("a\xE2\x80\xA8" "b", "a%E2%80%A8b", "a%u2028b");  /* line separator */
  assert_escapes ("\xEF\xBB\xBF" "a", "%EF%BB%BFa", "%uFEFFa");     /* byte-order mark */
  assert_escapes ("\xEF\xBF\xBF", "%EF%BF%BF", "%uFFFF");          /* no character */
  assert_escapes ("\xEF\xBF\xBD", "%EF%BF%BD", "%uFFFD");          /* replacement character */
  assert_escapes ("\xEE\x80\x80", "%EE%80%80", "%uE000");          /* private use */
  assert_escapes ("\xF3\xB0\x80\x80", "%F3%B0%80%80", "%uDB80%uDC00");
  assert_escapes ("\xF4\x8F\xBF\xBF", "%F4%8F%BF%BF", "%uDBFF%uDFFF");
  assert_escapes ("\xE2\x9D\xA4\xEF\xB8\x8F", "❤%EF%B8%8F", "❤%uFE0F"); /* variation selector */
  assert_escapes ("\xE3\x85\xA4", "%E3%85%A4", "%u3164");          /* Hangul filler */
}

static void
a_mark_that_nothing_carries_is_escaped (void **state)
{
  assert_escapes ("\xCC\x81" "e", "%CC%81e", "%u0301e");
  assert_escapes ("%25\xCC\x81", "%25%CC%81", "%25%u0301");
  assert_escapes ("a\n\xCC\x81", "a%0A%CC%81", "a%u000A%u0301");
  assert_parses ("/a/\xCC\x81", &linux_context, "/a/%CC%81", "/dev/shm", "a/%CC%81");
  assert_parses ("Global\\\xCC\x81", &windows, "Global\\%u0301", "Global", "%u0301");
}

static void
spaces_at_the_ends_of_a_component_are_escaped (void **state)
{
  assert_parses ("/ ", &linux_context, "/%20", "/dev/shm", "%20");
  assert_parses ("/  a ", &linux_context, "/%20 a%20", "/dev/shm", "%20 a%20");
  assert_parses ("/a / b", &linux_context, "/a%20/%20b", "/dev/shm", "a%20/%20b");
  assert_parses ("Global\\a \\ b", &windows, "Global\\a%u0020\\%u0020b", "Global",
                 "a%u0020\\%u0020b");
}

static void
escapes_are_read_in_either_case (void **state)
{
  assert_parses ("/%e4%bd%A0", &linux_context, "/你", "/dev/shm", "你");
  assert_parses ("%41%u4f60%uD83D%ude00", &windows, "Local\\A你😀", "Local", "A你😀");
  assert_parses ("%ff", &windows, "Local\\ÿ", "Local", "ÿ");
}

static void
any_utf16_has_a_name (void **state)
{
  assert_parses ("%uD800", &windows, "Local\\%uD800", "Local", "%uD800");
  assert_parses ("%uDC00%uD800", &windows, "Local\\%uDC00%uD800", "Local", "%uDC00%uD800");
  assert_parses ("%u0000", &windows, "Local\\%u0000", "Local", "%u0000");
  assert_parses ("a%u0000b", &windows, "Local\\a%u0000b", "Local", "a%u0000b");
  /* the kernel's directories know no dots */
  assert_parses ("Global\\..", &windows, "Global\\..", "Global", "..");
  assert_parses (".\\.", &windows, "Local\\.\\.", "Local", ".\\.");
}

static void
what_is_no_name_is_refused_with_its_reason (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (contexts); i++)
    {
      assert_refused ("", contexts[i], "the name is empty");
      assert_refused ("posix:", contexts[i], "no name follows");
      assert_refused ("section:", contexts[i], "no name follows");
      assert_refused ("posix:/", contexts[i], "no name follows");
      assert_refused ("Global\\", contexts[i], "no name follows");
      assert_refused ("Local\\", contexts[i], "no name follows");
      assert_refused ("Session\\4\\", contexts[i], "no name follows");
      assert_refused ("\\", contexts[i], "no name follows");
      assert_refused ("Global\\X\\", contexts[i], "ends with a separator");
      assert_refused ("\\BaseNamedObjects\\", contexts[i], "ends with a separator");
      assert_refused ("Global\\a\\\\b", contexts[i], "two separators");
      assert_refused ("Global\\\\b", contexts[i], "two separators");
      assert_refused ("\\\\server", contexts[i], "two separators");
      assert_refused ("section:100%", contexts[i], "percent sign");
      assert_refused ("section:%zz", contexts[i], "percent sign");
      assert_refused ("section:%u12", contexts[i], "percent sign");
      assert_refused ("section:%u12G4", contexts[i], "percent sign");
      assert_refused ("section:%U0041", contexts[i], "percent sign");
      assert_refused ("posix:%", contexts[i], "percent sign");
      assert_refused ("posix:%4", contexts[i], "percent sign");
      assert_refused ("posix:%u0041", contexts[i], "percent sign");
      assert_refused ("posix:a%00b", contexts[i], "NUL");
      assert_refused ("posix:..", contexts[i], "“.” and “..”");
      assert_refused ("posix:a/../../etc/passwd", contexts[i], "“.” and “..”");
      assert_refused ("posix:a/%2E%2e/b", contexts[i], "“.” and “..”");
      assert_refused ("posix:./a", contexts[i], "“.” and “..”");
      assert_refused ("posix:a/.", contexts[i], "“.” and “..”");
      assert_refused ("posix://a", contexts[i], "two separators");
      assert_refused ("posix:a//b", contexts[i], "two separators");
      assert_refused ("posix:a/", contexts[i], "ends with a separator");
      assert_refused ("\xFF", contexts[i], "UTF-8");
      assert_refused ("a\xC3", contexts[i], "UTF-8");
      assert_refused ("\xED\xA0\x80", contexts[i], "UTF-8"); /* a surrogate */
    }
}

static void
a_message_shows_the_name_on_one_line (void **state)
{
  assert_refused ("posix:a\n\x1b[31m//b", &linux_context, "“posix:a%0A%1B[31m//b”");
  assert_refused ("/a//\xE2\x80\xAE", &linux_context, "“/a//%E2%80%AE”");
}

static void
a_hint_says_what_to_write (void **state)
{
  g_autoptr (GError) percent = NULL;
  g_autoptr (GError) unit = NULL;

  assert_null (mg_name_parse ("/100%", &linux_context, &percent));
  assert_non_null (strstr (mg_error_get_hint (percent), "%25"));
  assert_null (mg_name_parse ("/%u1234", &linux_context, &unit));
  assert_non_null (strstr (mg_error_get_hint (unit), "sections"));
}

static char *
repeat (const char *text, gsize count, const char *head)
{
  GString *string = g_string_new (head);

  for (gsize i = 0; i < count; i++)
    g_string_append (string, text);
  return g_string_free (string, FALSE);
}

static void
names_are_as_long_as_the_system_has_them (void **state)
{
  g_autofree char *component = repeat ("x", 255, "/");
  g_autofree char *long_component = repeat ("x", 256, "/");
  g_autofree char *bytes = repeat ("/x", 2047, "/y"); /* 4095 without the first slash */
  g_autofree char *too_many_bytes = repeat ("/x", 2047, "/yy");
  g_autofree char *escaped_bytes = repeat ("/%78", 2047, "/y");
  g_autofree char *units = repeat ("x", 32766, "Global\\");
  g_autofree char *too_many_units = repeat ("x", 32767, "Global\\");
  g_autofree char *pairs = repeat ("😀", 16383, "");
  g_autofree char *too_many_pairs = repeat ("😀", 16384, "");
  g_autofree char *escaped = repeat ("%uD800", 32766, "\\");
  g_autofree char *endless = repeat ("%u0001", 1000000, "\\");
  g_autofree char *endless_bytes = repeat ("%01", 1000000, "posix:");

  g_autoptr (MgName) a = parse (component, &linux_context);
  g_autoptr (MgName) b = parse (bytes, &linux_context);
  g_autoptr (MgName) c = parse (escaped_bytes, &linux_context);
  g_autoptr (MgName) d = parse (units, &windows);
  g_autoptr (MgName) e = parse (pairs, &windows);
  g_autoptr (MgName) f = parse (escaped, &windows);

  assert_string_equal (mg_name_get_text (a), component);
  assert_string_equal (mg_name_get_text (b), bytes);
  assert_true (mg_name_equal (b, c));
  assert_string_equal (mg_name_get_text (d), units);
  assert_string_equal (mg_name_get_label (e), pairs);
  assert_string_equal (mg_name_get_text (f), escaped);
  assert_refused (long_component, &linux_context, "255 bytes");
  assert_refused (too_many_bytes, &linux_context, "4095 bytes");
  assert_refused (too_many_units, &windows, "32766");
  assert_refused (too_many_pairs, &windows, "32766");
  assert_refused (endless, &windows, "32766");
  assert_refused (endless_bytes, &windows, "4095 bytes");
}

/* What the system lists and what a person writes give one name. */
static void
listed_names_equal_parsed_ones (void **state)
{
  static const guint16 sub[] = { 'd', '\\', 'X' };
  static const guint16 full[] = { '\\', 'B', 'a', 's', 'e', 'N', 'a',  'm', 'e',  'd', 'O',
                                  'b',  'j', 'e', 'c', 't', 's', '\\', 'd', '\\', 'X' };
  g_autoptr (MgName) posix = parse ("/a/b", &linux_context);
  g_autoptr (MgName) listed_posix = mg_name_new_posix ("a/bc", 3, &linux_context);
  g_autoptr (MgName) listed_whole = mg_name_new_posix ("a/b", -1, &linux_context);
  g_autoptr (MgName) global = parse ("Global\\d\\X", &windows);
  g_autoptr (MgName) session = parse ("Session\\2\\d\\X", &windows);
  g_autoptr (MgName) root = parse ("\\d\\X", &windows);
  g_autoptr (MgName) listed_global = mg_name_new_section (MG_SCOPE_GLOBAL, 9, sub, 3, &windows);
  g_autoptr (MgName) listed_0 = mg_name_new_section (MG_SCOPE_SESSION, 0, sub, 3, &windows);
  g_autoptr (MgName) listed_session = mg_name_new_section (MG_SCOPE_SESSION, 2, sub, 3, &windows);
  g_autoptr (MgName) listed_root = mg_name_new_section (MG_SCOPE_ROOT, 2, sub, 3, &windows);
  g_autoptr (MgName) from_path = mg_name_new_section_from_path (full, G_N_ELEMENTS (full), &windows);

  assert_true (mg_name_equal (posix, listed_posix));
  assert_true (mg_name_equal (posix, listed_whole));
  assert_true (mg_name_equal (global, listed_global));
  assert_true (mg_name_equal (global, listed_0));
  assert_true (mg_name_equal (global, from_path));
  assert_true (mg_name_equal (session, listed_session));
  assert_true (mg_name_equal (root, listed_root));
  assert_int_equal (mg_name_get_scope (global), MG_SCOPE_GLOBAL);
  assert_int_equal (mg_name_get_session (listed_global), 0);
  assert_int_equal (mg_name_get_scope (session), MG_SCOPE_SESSION);
  assert_int_equal (mg_name_get_session (session), 2);
  assert_int_equal (mg_name_get_scope (root), MG_SCOPE_ROOT);
  assert_int_equal (mg_name_hash (global), mg_name_hash (from_path));
  assert_false (mg_name_equal (global, session));
  assert_false (mg_name_equal (global, posix));
}

static void
what_cannot_be_a_name_makes_none (void **state)
{
  static const guint16 separator[] = { '\\', 'X', '\\' };
  g_autofree guint16 *units = g_new (guint16, 70000);
  g_autoptr (MgName) longest = NULL;

  for (guint i = 0; i < 70000; i++)
    units[i] = 'x';
  units[0] = '\\';
  assert_null (mg_name_new_posix ("", 0, &linux_context));
  assert_null (mg_name_new_posix ("/a", -1, &linux_context));
  assert_null (mg_name_new_posix ("a/", -1, &linux_context));
  assert_null (mg_name_new_posix ("a\0b", 3, &linux_context));
  assert_null (mg_name_new_posix ("../b", -1, &linux_context));
  assert_null (mg_name_new_section (MG_SCOPE_GLOBAL, 0, separator, 0, &windows));
  assert_null (mg_name_new_section (MG_SCOPE_GLOBAL, 0, separator, 2, &windows));
  assert_null (mg_name_new_section (MG_SCOPE_SESSION, 1, separator + 1, 2, &windows));
  assert_null (mg_name_new_section (MG_SCOPE_ROOT, 0, units + 1, 32767, &windows));
  assert_null (mg_name_new_section (MG_SCOPE_SESSION, 5, units + 1, 69999, &windows));
  assert_null (mg_name_new_section_from_path (units, 0, &windows));
  assert_null (mg_name_new_section_from_path (units, 1, &windows));
  assert_null (mg_name_new_section_from_path (units + 1, 1, &windows));
  assert_null (mg_name_new_section_from_path (units, 70000, &windows));
  longest = mg_name_new_section_from_path (units, 32767, &windows);
  assert_non_null (longest);
}

/* An equal name comes back, and the canonical text is plain: no controls, no unpaired anything. */
static void
assert_round_trip (MgName *name, const MgNameContext *context)
{
  const char *text = mg_name_get_text (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (MgName) again = mg_name_parse (text, context, &error);

  if (again == NULL)
    fail_msg ("%s", error->message);
  if (!mg_name_equal (name, again))
    fail_msg ("%s became %s", text, mg_name_get_text (again));
  assert_int_equal (mg_name_hash (name), mg_name_hash (again));
  assert_int_equal (mg_name_compare (name, again), 0);
  assert_string_equal (mg_name_get_text (again), text);
  assert_string_equal (mg_name_get_label (again), mg_name_get_label (name));
  assert_string_equal (mg_name_get_namespace (again), mg_name_get_namespace (name));
  assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      assert_true (g_unichar_isprint (c));
      assert_true (g_unichar_type (c) != G_UNICODE_FORMAT);
    }
  assert_true (g_str_has_suffix (text, mg_name_get_label (name)));
}

static void
any_bytes_come_back_from_their_text (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint n_names = 0;

  for (guint i = 0; i < 20000; i++)
    {
      const MgNameContext *context = contexts[i % G_N_ELEMENTS (contexts)];
      char path[40];
      gsize length = (gsize) g_rand_int_range (rand, 1, sizeof path);
      g_autoptr (MgName) name = NULL;

      for (gsize k = 0; k < length; k++)
        path[k] = g_rand_int_range (rand, 0, 3) == 0
            ? "/.%\\ :u0A\xCC\x81"[g_rand_int_range (rand, 0, 11)]
            : (char) g_rand_int_range (rand, 0, 256);
      name = mg_name_new_posix (path, (gssize) length, context);
      if (name == NULL)
        continue;
      n_names++;
      assert_memory_equal (mg_name_get_posix_path (name), path, length);
      assert_round_trip (name, context);
    }
  assert_true (n_names > 5000);
}

static guint16
random_unit (GRand *rand)
{
  static const guint16 special[] = { '\\',   '/',    '%',    ' ',    '.',    ':',    'u',
                                     '0',    0,      0x301,  0x202E, 0xFE0F, 0xD83D, 0xDE00,
                                     0xD800, 0xDFFF, 0xFFFF, 0xFEFF, 0xAD };

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return special[g_rand_int_range (rand, 0, G_N_ELEMENTS (special))];
    case 1:
      return (guint16) g_rand_int_range (rand, 0x20, 0x7F);
    case 2:
      return (guint16) g_rand_int_range (rand, 0, 0x600);
    default:
      return (guint16) g_rand_int_range (rand, 0, 0x10000);
    }
}

static void
any_units_come_back_from_their_text (void **state)
{
  static const char *const heads[] = {
    "", "", "Global\\", "Local\\", "Session\\1\\", "Session\\0\\", "posix:", "section:",
    "BaseNamedObjects\\", "Sessions\\1\\BaseNamedObjects\\", "Sessions\\0\\BaseNamedObjects\\",
    "Sessions\\01\\BaseNamedObjects\\", "Sessions\\3\\BaseNamedObjects\\",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  guint n_names = 0;

  for (guint i = 0; i < 30000; i++)
    {
      const MgNameContext *context = contexts[i % G_N_ELEMENTS (contexts)];
      MgScope scope = (MgScope) g_rand_int_range (rand, 0, 3);
      const char *head = heads[g_rand_int_range (rand, 0, G_N_ELEMENTS (heads))];
      guint16 path[80];
      gsize length = strlen (head), end = length + (gsize) g_rand_int_range (rand, 1, 30);
      g_autoptr (MgName) name = NULL;

      for (gsize k = 0; k < length; k++)
        path[k] = (guchar) head[k];
      while (length < end)
        path[length++] = random_unit (rand);
      name = mg_name_new_section (scope, (guint32) g_rand_int_range (rand, 0, 4), path, length,
                                  context);
      if (name == NULL)
        continue;
      n_names++;
      assert_round_trip (name, context);
    }
  assert_true (n_names > 8000);
}

/* Whatever text is given: a name that comes back, or one error. */
static void
any_text_is_a_name_or_an_error (void **state)
{
  static const char *const pieces[] = {
    "Global\\", "Local\\", "Session\\", "\\", "/", "posix:", "section:", "%", "%u", "%25", "%uD83D",
    "%00", "..", ".", "0", "1", "4294967296", "X", " ", "\n", "é", "😀", "\xCC\x81",
    "\xE2\x80\xAE", "\xFF", "\xC3", "BaseNamedObjects\\", "Sessions\\",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint n_names = 0, n_errors = 0;

  for (guint i = 0; i < 8000; i++)
    {
      const MgNameContext *context = contexts[i % G_N_ELEMENTS (contexts)];
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MgName) name = NULL;

      for (guint k = g_rand_int_range (rand, 0, 8); k > 0; k--)
        if (g_rand_int_range (rand, 0, 8) == 0)
          g_string_append_c (text, (char) g_rand_int_range (rand, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      name = mg_name_parse (text->str, context, &error);
      assert_true ((name == NULL) == (error != NULL));
      if (name != NULL)
        {
          n_names++;
          assert_round_trip (name, context);
        }
      else
        {
          n_errors++;
          assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_BAD_NAME));
          assert_null (strchr (error->message, '\n'));
          assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
  assert_true (n_names > 1000 && n_errors > 1000);
}

static int
compare (const char *a, const char *b, const MgNameContext *context)
{
  g_autoptr (MgName) x = parse (a, context);
  g_autoptr (MgName) y = parse (b, context);
  int order = mg_name_compare (x, y);
  int reverse = mg_name_compare (y, x);

  assert_int_equal ((order > 0) - (order < 0), (reverse < 0) - (reverse > 0));
  assert_int_equal (order == 0, mg_name_equal (x, y));
  return (order > 0) - (order < 0);
}

static void
a_list_is_in_the_order_a_person_expects (void **state)
{
  static const char *const ascending[] = {
    "posix:/a", "Global\\a", "Global\\B", "Global\\b", "Global\\c", "Global\\x2", "Global\\x02y",
    "Global\\x10", "Global\\x99999999999999999999998", "Global\\x99999999999999999999999",
    "Global\\y", "Global\\z\\a", "Local\\a", "Session\\2\\b", "Session\\10\\a", "\\A\\z", "\\B\\a",
    "\\K2\\a", "\\K10\\a",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ascending); i++)
    for (guint k = 0; k < G_N_ELEMENTS (ascending); k++)
      assert_int_equal (compare (ascending[i], ascending[k], &windows), (i > k) - (i < k));
  assert_int_equal (compare ("/x1", "/x01", &linux_context), 1);
  assert_int_equal (compare ("/x", "/X", &linux_context), 1);
  assert_int_equal (compare ("/É", "/éa", &linux_context), -1);
}

/* What sorting needs: for any three names the order is transitive. */
static void
the_order_is_a_total_one (void **state)
{
  enum { N = 90 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  MgName *names[N];

  for (guint i = 0; i < N; i++)
    {
      GString *text = g_string_new (i % 3 ? "Global\\" : "\\Q");

      for (guint k = g_rand_int_range (rand, 1, 6); k > 0; k--)
        g_string_append_c (text, "aAbB0019.-"[g_rand_int_range (rand, 0, 10)]);
      names[i] = parse (text->str, &windows);
      g_string_free (text, TRUE);
    }
  for (guint a = 0; a < N; a++)
    for (guint b = 0; b < N; b++)
      {
        assert_int_equal (mg_name_compare (names[a], names[b]) == 0,
                          mg_name_equal (names[a], names[b]));
        for (guint c = 0; c < N; c++)
          if (mg_name_compare (names[a], names[b]) < 0 && mg_name_compare (names[b], names[c]) < 0)
            assert_true (mg_name_compare (names[a], names[c]) < 0);
      }
  for (guint i = 0; i < N; i++)
    mg_name_unref (names[i]);
}

static void
kinds_have_words_that_never_change (void **state)
{
  MgKind kind = MG_KIND_POSIX;

  assert_string_equal (mg_kind_to_string (MG_KIND_POSIX), "posix");
  assert_string_equal (mg_kind_to_string (MG_KIND_SECTION), "section");
  assert_true (mg_kind_from_string ("section", &kind));
  assert_int_equal (kind, MG_KIND_SECTION);
  assert_false (mg_kind_from_string ("Section", &kind));
  assert_false (mg_kind_from_string ("", &kind));
  mg_name_unref (NULL);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_section_is_looked_for_where_windows_looks),
    cmocka_unit_test (sections_have_one_canonical_form),
    cmocka_unit_test (session_0_has_the_global_names),
    cmocka_unit_test (case_matters_in_names_and_namespaces),
    cmocka_unit_test (a_name_that_looks_like_a_namespace_keeps_its_own),
    cmocka_unit_test (posix_names_are_files_below_dev_shm),
    cmocka_unit_test (sections_can_be_named_on_a_posix_system),
    cmocka_unit_test (text_shows_as_itself),
    cmocka_unit_test (what_does_not_show_is_escaped),
    cmocka_unit_test (a_mark_that_nothing_carries_is_escaped),
    cmocka_unit_test (spaces_at_the_ends_of_a_component_are_escaped),
    cmocka_unit_test (escapes_are_read_in_either_case),
    cmocka_unit_test (any_utf16_has_a_name),
    cmocka_unit_test (what_is_no_name_is_refused_with_its_reason),
    cmocka_unit_test (a_message_shows_the_name_on_one_line),
    cmocka_unit_test (a_hint_says_what_to_write),
    cmocka_unit_test (names_are_as_long_as_the_system_has_them),
    cmocka_unit_test (listed_names_equal_parsed_ones),
    cmocka_unit_test (what_cannot_be_a_name_makes_none),
    cmocka_unit_test (any_bytes_come_back_from_their_text),
    cmocka_unit_test (any_units_come_back_from_their_text),
    cmocka_unit_test (any_text_is_a_name_or_an_error),
    cmocka_unit_test (a_list_is_in_the_order_a_person_expects),
    cmocka_unit_test (the_order_is_a_total_one),
    cmocka_unit_test (kinds_have_words_that_never_change),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
