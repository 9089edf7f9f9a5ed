#include "config.h"

#include "core/name-text.h"

#include <string.h>

#define PERCENT "%25"

/* Characters that GLib calls letters, marks or symbols and that show nothing, or stand for what
 * could not be shown: the rest of Unicode's Default_Ignorable_Code_Point, the empty braille
 * pattern, and the object and the general replacement character. */
static gboolean
is_invisible (gunichar c)
{
  static const struct { gunichar first, last; } ranges[] = {
    { 0x034F, 0x034F }, { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 }, { 0x180B, 0x180F },
    { 0x2800, 0x2800 }, { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F }, { 0xFFA0, 0xFFA0 },
    { 0xFFFC, 0xFFFD }, { 0xE0100, 0xE01EF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

/* Whether a character is text that everybody sees as what it is.
 * @has_base: a character shown as itself stands in front, for a mark to combine with
 * @at_edge: first or last between two separators, where a space would not be seen */
static gboolean
shows_as_itself (gunichar c, gboolean has_base, gboolean at_edge)
{
  if (c == ' ')
    return !at_edge;
  if (c < 0x80)
    return c > ' ' && c != 0x7F && c != '%';

  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT: /* bidirectional controls, too, which reorder what stands beside them */
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR: /* not to be told from a plain space */
      return FALSE;
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
      return has_base && !is_invisible (c);
    default:
      return !is_invisible (c);
    }
}

/* Returns: the character at the start, or (gunichar) -1 where the bytes are no UTF-8 */
static gunichar
next_utf8 (const char *bytes, gsize length, gsize *n_bytes)
{
  gunichar c = g_utf8_get_char_validated (bytes, (gssize) length);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *n_bytes = 1;
      return (gunichar) -1;
    }
  *n_bytes = g_utf8_skip[(guchar) *bytes];
  return c;
}

/* Returns: the character at the start, or (gunichar) -1 for a lone surrogate */
static gunichar
next_utf16 (const guint16 *units, gsize length, gsize *n_units)
{
  *n_units = 1;
  if (units[0] < 0xD800 || units[0] > 0xDFFF)
    return units[0];
  if (units[0] > 0xDBFF || length < 2 || units[1] < 0xDC00 || units[1] > 0xDFFF)
    return (gunichar) -1;
  *n_units = 2;
  return 0x10000 + ((gunichar) (units[0] - 0xD800) << 10) + (units[1] - 0xDC00u);
}

void
mg_name_text_append_posix (GString *text, const char *path, gsize length)
{
  gboolean first = TRUE, has_base = FALSE;
  gsize n;

  for (gsize i = 0; i < length; i += n)
    {
      gunichar c = next_utf8 (path + i, length - i, &n);
      gboolean last = i + n == length || path[i + n] == '/';

      if (c == '/')
        {
          g_string_append_c (text, '/');
          has_base = FALSE;
        }
      else if (c != (gunichar) -1 && shows_as_itself (c, has_base, first || last))
        {
          g_string_append_len (text, path + i, (gssize) n);
          has_base = TRUE;
        }
      else
        {
          for (gsize k = 0; k < n; k++)
            g_string_append_printf (text, "%%%02X", (guint) (guchar) path[i + k]);
          has_base = FALSE;
        }
      first = c == '/';
    }
}

void
mg_name_text_append_section (GString *text, const guint16 *path, gsize length)
{
  gboolean first = TRUE, has_base = FALSE;
  gsize n;

  for (gsize i = 0; i < length; i += n)
    {
      gunichar c = next_utf16 (path + i, length - i, &n);
      gboolean last = i + n == length || path[i + n] == '\\';

      if (c == '\\')
        {
          g_string_append_c (text, '\\');
          has_base = FALSE;
        }
      else if (c != (gunichar) -1 && shows_as_itself (c, has_base, first || last))
        {
          g_string_append_unichar (text, c);
          has_base = TRUE;
        }
      else
        {
          for (gsize k = 0; k < n; k++)
            if (path[i + k] == '%')
              g_string_append (text, PERCENT);
            else
              g_string_append_printf (text, "%%u%04X", (guint) path[i + k]);
          has_base = FALSE;
        }
      first = c == '\\';
    }
}

char *
mg_text_quote (const char *text)
{
  const guint max_chars = 60;
  GString *quoted = g_string_new (NULL);
  gsize length = strlen (text), n;
  guint n_chars = 0;

  for (gsize i = 0; i < length; i += n, n_chars++)
    {
      gunichar c = next_utf8 (text + i, length - i, &n);

      if (n_chars == max_chars)
        {
          g_string_append (quoted, "…");
          break;
        }
      if (c == '%' || (c != (gunichar) -1 && shows_as_itself (c, quoted->len > 0, FALSE)))
        g_string_append_len (quoted, text + i, (gssize) n);
      else
        for (gsize k = 0; k < n; k++)
          g_string_append_printf (quoted, "%%%02X", (guint) (guchar) text[i + k]);
    }
  return g_string_free (quoted, FALSE);
}

gsize
mg_name_text_parse_escape (const char *text, MgKind kind, guint16 *value)
{
  gsize start = 1, n_digits = 2;
  guint number = 0;

  if (text[1] == 'u' && kind == MG_KIND_SECTION)
    {
      start = 2;
      n_digits = 4;
    }
  for (gsize i = start; i < start + n_digits; i++)
    {
      if (!g_ascii_isxdigit (text[i])) /* the end, too */
        return 0;
      number = number * 16 + (guint) g_ascii_xdigit_value (text[i]);
    }
  *value = (guint16) number;
  return start + n_digits;
}
