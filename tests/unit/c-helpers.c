#include "config.h"

#include "c-helpers.h"

#include "core/error.h"
#include "core/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

char *
fake_read_cb (const char *path, gsize *length, gpointer data, GError **error)
{
  const FakeFile *file = data;

  g_autofree char *wanted = g_strdelimit (g_strdup (path), "\\", '/');

  for (; file != NULL && file->path != NULL; file++)
    if (strcmp (file->path, wanted) == 0)
      {
        if (file->text == NULL)
          {
            mg_set_error (error, MG_ERROR_ACCESS_DENIED, NULL, "%s: closed", wanted);
            return NULL;
          }
        *length = strlen (file->text);
        return g_strdup (file->text);
      }
  mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, "%s: none", wanted);
  return NULL;
}

MgCUnit *
new_unit (const char *text, const FakeOptions *options)
{
  static const FakeOptions defaults = { 0 };
  MgCOptions unit_options = { .read = fake_read_cb };

  if (options == NULL)
    options = &defaults;
  unit_options.abi = mg_abi_find (options->abi != NULL ? options->abi : "linux64");
  assert_non_null (unit_options.abi);
  unit_options.language = options->language;
  unit_options.include_path = options->include_path;
  unit_options.defines = options->defines;
  unit_options.read_data = (gpointer) options->files;
  return mg_c_unit_new ("main.h", text, strlen (text), &unit_options);
}

MgCUnit *
new_good_unit (const char *text, const FakeOptions *options)
{
  MgCUnit *unit = new_unit (text, options);
  g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

  if (*errors != '\0')
    fail_msg ("%s\nin %s", errors, text);
  return unit;
}

static void
append_member_cb (const MgLayoutMember *entry, gpointer data)
{
  GString *text = data;

  g_string_append_printf (text, " %s@%" G_GUINT64_FORMAT, entry->path, entry->bit_offset / 8);
  if (entry->member->is_bitfield)
    g_string_append_printf (text, ".%u:%u", (guint) (entry->bit_offset % 8), entry->member->bit_size);
}

char *
dup_layout (const MgCUnit *unit, const char *type)
{
  g_autoptr (GError) error = NULL;
  const MgCType *found = mg_c_unit_find_type (unit, type, &error);
  GString *text;

  if (found == NULL)
    return g_strdup (error->message);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT "/%u", mg_c_type_get_size (found),
                          mg_c_type_get_align (found));
  assert_true (mg_layout_foreach (found, append_member_cb, text, NULL));
  return g_string_free (text, FALSE);
}

char *
dup_layout_of (const char *text, const char *abi)
{
  const FakeOptions options = { .abi = abi };
  g_autoptr (MgCUnit) unit = new_good_unit (text, &options);

  return dup_layout (unit, NULL);
}

char *
dup_diagnostics (const MgCUnit *unit, MgCSeverity severity)
{
  guint n_diagnostics;
  const MgCDiagnostic *const *diagnostics = mg_c_unit_get_diagnostics (unit, &n_diagnostics);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_diagnostics; i++)
    {
      const MgCDiagnostic *diagnostic = diagnostics[i];

      if (diagnostic->severity != severity)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, "%u:%u %s", diagnostic->line, diagnostic->column, diagnostic->message);
      if (diagnostic->expected != NULL)
        g_string_append_printf (text, " (%s)", diagnostic->expected);
    }
  return g_string_free (text, FALSE);
}
