/* Names as text and as bytes and units from the system: what is accepted prints in a form that is
 * valid, without control characters, and reads back as the same name. */

#include "fuzz.h"

#include "core/error.h"
#include "core/name.h"

#include <string.h>

const char *const fuzz_seeds[] = {
  "/name",
  "sub/name",
  "posix:/a%2f%25",
  "section:Global\\X",
  "Local\\X",
  "Session\\2\\a\\b",
  "\\BaseNamedObjects\\X",
  "\\Sessions\\1\\BaseNamedObjects\\X%uD83D",
  "Gr\xc3\xbc\xc3\x9f"
  "e",
  "Global\\%u202E%0A",
  NULL,
};

static void
check_name (MgName *name, const MgNameContext *context)
{
  const char *text = mg_name_get_text (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (MgName) again = mg_name_parse (text, context, &error);

  g_assert (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert (!g_unichar_iscntrl (g_utf8_get_char (at)));
  g_assert_no_error (error);
  g_assert (mg_name_equal (name, again) && mg_name_hash (name) == mg_name_hash (again));
  g_assert (mg_name_compare (name, again) == 0);
  g_assert_cmpstr (text, ==, mg_name_get_text (again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const MgNameContext contexts[] = {
    { MG_KIND_POSIX, 0 },
    { MG_KIND_SECTION, 0 },
    { MG_KIND_SECTION, 1 },
    { MG_KIND_POSIX, 7 },
  };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree guint16 *units = g_malloc (size + 2);

  memcpy (units, data, size);
  for (gsize i = 0; i < G_N_ELEMENTS (contexts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MgName) parsed = mg_name_parse (text, &contexts[i], &error);
      g_autoptr (MgName) posix = mg_name_new_posix ((const char *) data, size, &contexts[i]);
      g_autoptr (MgName) section =
          mg_name_new_section (size % 3, size % 5, units, size / 2, &contexts[i]);
      g_autoptr (MgName) path = mg_name_new_section_from_path (units, size / 2, &contexts[i]);

      g_assert ((parsed == NULL) == (error != NULL));
      if (parsed != NULL)
        check_name (parsed, &contexts[i]);
      else
        g_assert (error->domain == MG_ERROR && g_utf8_validate (error->message, -1, NULL));
      if (posix != NULL)
        check_name (posix, &contexts[i]);
      if (section != NULL)
        check_name (section, &contexts[i]);
      if (path != NULL)
        check_name (path, &contexts[i]);
    }
  return 0;
}
