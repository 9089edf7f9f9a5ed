#include "config.h"

#include "app/structure-keep.h"

#include "app/remembered.h"

gboolean
mg_structure_keep (MgDeclarations *declarations, MgFieldView *view, MgTriggerList *triggers,
                   gboolean take_mutex, const char *const *plotted, MgName *name, GError **error)
{
  g_autoptr (MgRemembered) kept = mg_remembered_new ();
  const char *text = mg_declarations_get_text (declarations);
  GFile *file = mg_declarations_get_file (declarations);

  if (file != NULL)
    {
      kept->file = g_file_get_uri (file);
      if (mg_declarations_is_modified (declarations))
        kept->unsaved = g_strdup (text);
    }
  else if (text[0] != '\0')
    {
      kept->text = g_strdup (text);
      kept->title = mg_declarations_dup_title (declarations);
    }
  kept->type_name = g_strdup (mg_declarations_get_type_name (declarations));
  kept->abi = g_strdup (mg_declarations_get_abi (declarations)->name);
  kept->pack = mg_declarations_get_pack (declarations);
  kept->offset = mg_declarations_get_offset (declarations);
  kept->big_endian = mg_declarations_get_big_endian (declarations);
  kept->include_path = g_strdupv ((char **) mg_declarations_get_include_path (declarations));
  kept->defines = g_strdupv ((char **) mg_declarations_get_defines (declarations));
  kept->expanded = mg_field_view_dup_expanded (view);
  kept->widths = mg_field_view_dup_widths (view);
  kept->pinned = mg_field_view_dup_pins (view);
  kept->plotted = g_strdupv ((char **) plotted);
  kept->triggers = mg_trigger_list_dup_texts (triggers);
  kept->take_mutex = take_mutex;
  return mg_remembered_save (kept, mg_name_get_text (name), error);
}

static const char *const *
or_none (char **list)
{
  static const char *const none[] = { NULL };

  return list != NULL ? (const char *const *) list : none;
}

gboolean
mg_structure_recall (MgDeclarations *declarations, MgFieldView *view, MgTriggerList *triggers,
                     gboolean *take_mutex, char ***plotted, MgName *name, GError **error)
{
  g_autoptr (MgRemembered) kept = mg_remembered_load (mg_name_get_text (name), error);
  g_autoptr (GFile) file = NULL;
  const MgAbi *abi;

  if (kept == NULL || (kept->text == NULL && kept->file == NULL))
    return FALSE;
  if (kept->file != NULL)
    {
      file = g_file_new_for_uri (kept->file);
      if (kept->unsaved != NULL)
        mg_declarations_restore (declarations, file, kept->unsaved);
      else
        mg_declarations_open (declarations, file);
    }
  else
    mg_declarations_set_text (declarations, kept->text, kept->title);
  abi = kept->abi != NULL ? mg_abi_find (kept->abi) : NULL;
  if (abi != NULL)
    mg_declarations_set_abi (declarations, abi);
  mg_declarations_set_pack (declarations, kept->pack);
  mg_declarations_set_type_name (declarations, kept->type_name);
  mg_declarations_set_offset (declarations, kept->offset);
  mg_declarations_set_big_endian (declarations, kept->big_endian);
  mg_declarations_set_options (declarations, or_none (kept->include_path), or_none (kept->defines));
  mg_field_view_set_widths (view, or_none (kept->widths));
  mg_field_view_set_pins (view, or_none (kept->pinned));
  mg_field_view_expand_paths (view, or_none (kept->expanded));
  *plotted = g_steal_pointer (&kept->plotted);
  mg_trigger_list_set_texts (triggers, or_none (kept->triggers));
  *take_mutex = kept->take_mutex;
  return TRUE;
}
