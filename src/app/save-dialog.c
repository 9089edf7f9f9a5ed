#include "config.h"

#include "app/save-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *extension;
  MgDumpFormat format;
} formats[] = {
  { N_ ("Raw bytes (*.bin)"), ".bin", MG_DUMP_RAW },
  { N_ ("Hex dump (*.txt)"), ".txt", MG_DUMP_HEX },
  { N_ ("C array (*.c)"), ".c", MG_DUMP_C },
};

/* A filter that was chosen says which format it is; under the first one, which nobody need have
 * chosen, the name's ending does. */
MgDumpFormat
mg_save_dialog_get_format (GtkNativeDialog *dialog, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  GtkFileFilter *filter = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (dialog));
  guint i;

  for (i = 1; filter != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (gtk_file_filter_get_name (filter), _ (formats[i].name)) == 0)
      return formats[i].format;
  for (i = 1; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (name, formats[i].extension))
      return formats[i].format;
  return MG_DUMP_RAW;
}

static char *
dup_file_name (MgName *name)
{
  g_autofree char *base = g_strdup (mg_name_get_label (name));

  /* What no file system takes. */
  g_strdelimit (base, "/\\:*?\"<>|", '-');
  if (strlen (base) > 100)
    base[100] = '\0';
  if (!g_utf8_validate (base, -1, NULL))
    return g_strdup ("object.bin");
  return g_strconcat (base, ".bin", NULL);
}

GtkFileChooserNative *
mg_save_dialog_new (GtkWindow *window, gboolean selected, MgName *name)
{
  g_autofree char *file_name = NULL;
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (selected ? _ ("Save the Selection") : _ ("Save the Object"), window,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (dialog), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      GtkFileFilter *filter = gtk_file_filter_new ();
      g_autofree char *pattern = g_strconcat ("*", formats[i].extension, NULL);

      gtk_file_filter_set_name (filter, _ (formats[i].name));
      gtk_file_filter_add_pattern (filter, pattern);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  file_name = dup_file_name (name);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  return dialog;
}
