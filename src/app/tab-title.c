#include "config.h"

#include "app/tab-title.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "core/number.h"

char *
mg_tab_title_dup_label (MgObjectTab *tab)
{
  return mg_format_elided (mg_name_get_label (mg_object_tab_get_name (tab)), MG_LABEL_CHARS);
}

char *
mg_tab_title_dup_short (MgObjectTab *tab)
{
  MgSnapshot *snapshot = mg_shown_get_newest (mg_object_tab_get_shown (tab));
  g_autofree char *label = mg_tab_title_dup_label (tab);

  if (mg_object_tab_get_session (tab) == NULL)
    return g_strdup_printf (_ ("%s (recording)"), label);
  if (mg_object_tab_get_recording (tab) != NULL)
    return g_strdup_printf (_ ("%s (being recorded)"), label);
  if (snapshot->state == MG_STATE_WAITING && snapshot->error != NULL)
    return g_strdup_printf (_ ("%s (not open)"), label);
  if (snapshot->state == MG_STATE_GONE)
    return g_strdup_printf (_ ("%s (gone)"), label);
  if (mg_object_tab_get_paused (tab))
    return g_strdup_printf (_ ("%s (paused)"), label);
  if (snapshot->state == MG_STATE_UNNAMED)
    return g_strdup_printf (_ ("%s (name gone)"), label);
  return g_steal_pointer (&label);
}

char *
mg_tab_title_dup_subtitle (MgObjectTab *tab, MgListing *listing)
{
  MgSnapshot *snapshot = mg_shown_get_newest (mg_object_tab_get_shown (tab));
  gboolean recorded = mg_object_tab_get_session (tab) == NULL;
  MgName *name = mg_object_tab_get_name (tab);
  GString *text = g_string_new (mg_name_get_namespace (name));
  MgObjectInfo *listed = NULL;
  g_autofree char *holders = NULL;

  if (snapshot->info != NULL)
    {
      g_autofree char *size = mg_size_to_string (snapshot->size);

      g_string_append_printf (text, " · %s · %s · %s", mg_format_kind (snapshot->info), size,
                              recorded ? _ ("recording") : _ ("read-only"));
    }
  switch (snapshot->state)
    {
    case MG_STATE_WAITING:
      if (snapshot->error != NULL)
        g_string_append_printf (text, " · %s", _ ("not open"));
      break;
    case MG_STATE_GONE:
      g_string_append_printf (text, " · %s", _ ("gone"));
      break;
    case MG_STATE_UNNAMED:
      g_string_append_printf (text, " · %s", _ ("name gone"));
      break;
    case MG_STATE_LIVE:
    default:
      if (listing != NULL && !recorded)
        listed = mg_listing_find (listing, name);
      if (listed != NULL)
        holders = mg_format_holders (listed);
      if (holders != NULL)
        g_string_append_printf (text, " · %s", holders);
    }
  return g_string_free (text, FALSE);
}

char *
mg_tab_title_dup_tooltip (MgObjectTab *tab)
{
  g_autofree char *name =
      mg_format_elided (mg_name_get_text (mg_object_tab_get_name (tab)), MG_TOOLTIP_CHARS);
  g_autofree char *size = mg_format_bytes (mg_shown_get_newest (mg_object_tab_get_shown (tab))->size);

  return g_strdup_printf ("%s\n%s", name, size);
}
