#include "config.h"

#include "json-writer.h"

#include <math.h>
#include <string.h>

CliJson *
cli_json_new (gboolean pretty)
{
  CliJson *json = g_new0 (CliJson, 1);

  json->text = g_string_new (NULL);
  json->pretty = pretty;
  return json;
}

void
cli_json_free (CliJson *json)
{
  if (json == NULL)
    return;
  g_string_free (json->text, TRUE);
  g_free (json);
}

static void
new_line (CliJson *json)
{
  static const char spaces[] = "                                ";

  if (!json->pretty)
    return;
  g_string_append_c (json->text, '\n');
  for (gsize left = 2 * (gsize) json->depth; left > 0;)
    {
      gsize n = MIN (left, sizeof spaces - 1);

      g_string_append_len (json->text, spaces, (gssize) n);
      left -= n;
    }
}

/* What stands between this and what came before. */
static void
separate (CliJson *json)
{
  if (json->named)
    {
      json->named = FALSE;
      return;
    }
  if (json->depth > 0)
    {
      if (json->follows)
        g_string_append_c (json->text, ',');
      new_line (json);
    }
  json->follows = TRUE;
}

static void
begin (CliJson *json, char bracket)
{
  separate (json);
  g_string_append_c (json->text, bracket);
  json->depth++;
  json->follows = FALSE;
}

static void
end (CliJson *json, char bracket)
{
  g_return_if_fail (json->depth > 0 && !json->named);

  json->depth--;
  if (json->follows)
    new_line (json);
  g_string_append_c (json->text, bracket);
  json->follows = TRUE; /* as seen from what it is in */
}

void
cli_json_begin_object (CliJson *json)
{
  begin (json, '{');
}

void
cli_json_end_object (CliJson *json)
{
  end (json, '}');
}

void
cli_json_begin_array (CliJson *json)
{
  begin (json, '[');
}

void
cli_json_end_array (CliJson *json)
{
  end (json, ']');
}

static void
append_escaped (GString *text, guchar c)
{
  static const char escapes[] = "\bb\ff\nn\rr\tt\"\"\\\\";

  for (const char *escape = escapes; *escape != '\0'; escape += 2)
    if ((guchar) *escape == c)
      {
        g_string_append_c (text, '\\');
        g_string_append_c (text, escape[1]);
        return;
      }
  g_string_append_printf (text, "\\u%04x", c);
}

static void
append_string (GString *text, const char *string)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate (string, -1, NULL))
    string = valid = g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *from = string;;)
    {
      const char *to = from;

      while ((guchar) *to >= ' ' && *to != '"' && *to != '\\' && *to != '\177')
        to++;
      g_string_append_len (text, from, to - from);
      if (*to == '\0')
        break;
      append_escaped (text, (guchar) *to);
      from = to + 1;
    }
  g_string_append_c (text, '"');
}

void
cli_json_member (CliJson *json, const char *name)
{
  g_return_if_fail (json->depth > 0 && !json->named);

  separate (json);
  append_string (json->text, name);
  g_string_append (json->text, json->pretty ? " : " : ":");
  json->named = TRUE;
}

static void
append_word (CliJson *json, const char *word)
{
  separate (json);
  g_string_append (json->text, word);
}

void
cli_json_string (CliJson *json, const char *text)
{
  separate (json);
  if (text != NULL)
    append_string (json->text, text);
  else
    g_string_append (json->text, "null");
}

void
cli_json_uint (CliJson *json, guint64 value)
{
  char digits[24], *first = digits + sizeof digits - 1;

  *first = '\0';
  do
    *--first = (char) ('0' + value % 10);
  while ((value /= 10) > 0);
  append_word (json, first);
}

void
cli_json_int (CliJson *json, gint64 value)
{
  if (value >= 0)
    {
      cli_json_uint (json, (guint64) value);
      return;
    }
  separate (json);
  g_string_append_printf (json->text, "%" G_GINT64_FORMAT, value);
}

void
cli_json_double (CliJson *json, double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      cli_json_null (json);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (digits, sizeof digits, formats[i], value);
      if (g_ascii_strtod (digits, NULL) == value)
        break;
    }
  append_word (json, digits);
  if (strpbrk (digits, ".e") == NULL)
    g_string_append (json->text, ".0");
}

void
cli_json_bool (CliJson *json, gboolean value)
{
  append_word (json, value ? "true" : "false");
}

void
cli_json_raw (CliJson *json, const char *value)
{
  append_word (json, value);
}

void
cli_json_null (CliJson *json)
{
  append_word (json, "null");
}

void
cli_json_begin_hex (CliJson *json)
{
  separate (json);
  g_string_append_c (json->text, '"');
}

void
cli_json_end_hex (CliJson *json)
{
  g_string_append_c (json->text, '"');
}

void
cli_append_hex (GString *text, const guint8 *bytes, gsize length)
{
  static const char digits[] = "0123456789abcdef";
  gsize at = text->len;

  g_string_set_size (text, at + 2 * length);
  for (gsize i = 0; i < length; i++)
    {
      text->str[at + 2 * i] = digits[bytes[i] >> 4];
      text->str[at + 2 * i + 1] = digits[bytes[i] & 15];
    }
}
