#include "config.h"

#include "app/format.h"

#include <glib/gi18n.h>

#include "core/number.h"

#define SEPARATOR " · "

char *
mg_format_bytes (guint64 bytes)
{
  char digits[24];
  GString *text = g_string_new (NULL);
  gsize length, i;

  if (bytes == MG_UNKNOWN)
    {
      g_string_free (text, TRUE);
      return g_strdup (_ ("unknown size"));
    }
  length = (gsize) g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, bytes);
  for (i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, "\342\200\211"); /* U+2009, a thin space */
      g_string_append_c (text, digits[i]);
    }
  {
    g_autofree char *number = g_string_free (text, FALSE);
    /* Plural forms are about the last digits: any guint64 fits after a reduction that keeps them. */
    guint n = bytes > 1000000 ? (guint) (bytes % 1000000) + 1000000 : (guint) bytes;

    return g_strdup_printf (ngettext ("%s byte", "%s bytes", n), number);
  }
}

char *
mg_format_age (gint64 age_us)
{
  gint64 ms = MAX (age_us, 0) / 1000;

  if (ms < 1000)
    return g_strdup_printf (_ ("%d ms ago"), (int) ms);
  if (ms < 60 * 1000)
    return g_strdup_printf (_ ("%d s ago"), (int) (ms / 1000));
  if (ms < 60 * 60 * 1000)
    return g_strdup_printf (_ ("%d min ago"), (int) (ms / 60000));
  return g_strdup_printf (_ ("%d h ago"), (int) MIN (ms / 3600000, G_MAXINT));
}

static char *
format_time (gint64 real_us, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (real_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("—");
}

char *
mg_format_clock (gint64 real_us)
{
  return format_time (real_us, "%H:%M:%S");
}

char *
mg_format_clock_minute (gint64 real_us)
{
  return format_time (real_us, "%H:%M");
}

char *
mg_format_date (gint64 real_us)
{
  g_autofree char *seconds = format_time (real_us, "%Y-%m-%d %H:%M:%S");

  return g_strdup_printf ("%s.%03d", seconds, (int) (real_us / 1000 % 1000));
}

char *
mg_format_rate (double hz)
{
  if (hz == (double) (int) hz)
    return g_strdup_printf (_ ("%d Hz"), (int) hz);
  return g_strdup_printf (_ ("%.1f Hz"), hz);
}

char *
mg_format_elided (const char *text, guint max_chars)
{
  glong n_chars = g_utf8_strlen (text, -1); /* GLib's own type for it */
  glong half = (glong) max_chars / 2;
  g_autofree char *head = NULL;

  if (n_chars <= (glong) max_chars)
    return g_strdup (text);
  head = g_utf8_substring (text, 0, half);
  return g_strconcat (head, "…", g_utf8_offset_to_pointer (text, n_chars - half + 1), NULL);
}

const char *
mg_format_kind (const MgObjectInfo *info)
{
  if (mg_name_get_kind (info->name) == MG_KIND_POSIX)
    return _ ("POSIX");
  if ((info->attributes & MG_SECTION_IMAGE) == MG_SECTION_IMAGE)
    return _ ("image");
  if ((info->attributes & MG_SECTION_FILE) != 0)
    return _ ("file");
  if (info->attributes == 0)
    return _ ("section");
  return (info->attributes & MG_SECTION_RESERVE) != 0 ? _ ("page file, reserved") : _ ("page file");
}

char *
mg_format_holders (const MgObjectInfo *info)
{
  guint n_holders;

  if (info->holders == NULL)
    return NULL;
  n_holders = info->holders->len;
  if (n_holders == 0)
    return g_strdup (_ ("no holders"));
  if (n_holders == 1)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, 0);

      if (holder->process != NULL)
        return g_strdup (holder->process);
      return g_strdup_printf (_ ("process %u"), holder->pid);
    }
  return g_strdup_printf (ngettext ("%u holder", "%u holders", n_holders), n_holders);
}

char *
mg_format_detail (const MgObjectInfo *info)
{
  g_autofree char *holders = mg_format_holders (info);
  GString *text = g_string_new (NULL);

  if (info->size == MG_UNKNOWN)
    g_string_append (text, _ ("size unknown"));
  else
    {
      g_autofree char *size = mg_size_to_string (info->size);

      g_string_append (text, size);
    }
  if (holders != NULL)
    g_string_append_printf (text, SEPARATOR "%s", holders);
  if (info->deleted)
    g_string_append_printf (text, SEPARATOR "%s", _ ("name gone"));
  return g_string_free (text, FALSE);
}

char *
mg_format_closed_detail (const MgObjectInfo *info)
{
  g_autofree char *size = NULL;

  if (info->size == MG_UNKNOWN)
    return g_strdup (_ ("gone"));
  size = mg_size_to_string (info->size);
  return g_strdup_printf ("%s" SEPARATOR "%s", size, _ ("gone"));
}

char *
mg_format_namespace (const MgName *name, guint32 own_session)
{
  if (mg_name_get_kind (name) == MG_KIND_POSIX)
    return g_strdup_printf (_ ("POSIX · %s"), mg_name_get_namespace (name));
  switch (mg_name_get_scope (name))
    {
    case MG_SCOPE_GLOBAL:
      return g_strdup (_ ("GLOBAL"));
    case MG_SCOPE_SESSION:
      if (mg_name_get_session (name) == own_session)
        return g_strdup_printf (_ ("LOCAL (SESSION %u)"), own_session);
      return g_strdup_printf (_ ("SESSION %u"), mg_name_get_session (name));
    case MG_SCOPE_ROOT:
    default:
      return g_strdup (mg_name_get_namespace (name));
    }
}

char *
mg_format_event (const MgEvent *event)
{
  switch (event->type)
    {
    case MG_EVENT_ATTACHED:
      return g_strdup (_ ("The object was opened."));
    case MG_EVENT_BACK:
      return g_strdup (_ ("An object of this name appeared again and is shown now."));
    case MG_EVENT_REPLACED:
      return g_strdup (_ ("The object was replaced by another one of the same name."));
    case MG_EVENT_RESIZED:
      {
        g_autofree char *before = mg_format_bytes (event->old_size);
        g_autofree char *now = mg_format_bytes (event->new_size);

        return g_strdup_printf (_ ("The object was resized from %s to %s."), before, now);
      }
    case MG_EVENT_UNNAMED:
      return g_strdup (_ ("The name is gone; the memory is still alive and still read."));
    case MG_EVENT_GONE:
    default:
      return g_strdup (_ ("The object went away; what is shown is its last content."));
    }
}
