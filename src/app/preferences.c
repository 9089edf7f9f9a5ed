#include "config.h"

#include "app/preferences.h"

#include "app/application.h"

/* A GtkComboBox's ids are texts, a setting's value a number. */
static gboolean
number_to_id (GValue *value, GVariant *variant, gpointer data)
{
  g_value_take_string (value, g_strdup_printf ("%d", g_variant_get_int32 (variant)));
  return TRUE;
}

static GVariant *
id_to_number (const GValue *value, const GVariantType *type, gpointer data)
{
  const char *id = g_value_get_string (value);

  return id != NULL ? g_variant_new_int32 ((gint32) g_ascii_strtoll (id, NULL, 10)) : NULL;
}

GtkWidget *
mg_preferences_new (GtkWindow *parent, GSettings *settings)
{
  g_autoptr (GtkBuilder) builder = mg_application_new_builder ("preferences.ui");
  GtkWidget *dialog = GTK_WIDGET (gtk_builder_get_object (builder, "preferences"));

  g_settings_bind (settings, "theme", gtk_builder_get_object (builder, "theme_combo"), "active-id",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "bytes-per-row", gtk_builder_get_object (builder, "bytes_combo"),
                                "active-id", G_SETTINGS_BIND_DEFAULT, number_to_id, id_to_number, NULL, NULL);
  g_settings_bind_with_mapping (settings, "group-size", gtk_builder_get_object (builder, "group_combo"),
                                "active-id", G_SETTINGS_BIND_DEFAULT, number_to_id, id_to_number, NULL, NULL);
  g_settings_bind (settings, "big-endian", gtk_builder_get_object (builder, "big_endian_check"), "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "zoom", gtk_builder_get_object (builder, "zoom_adjustment"), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "mark-mode", gtk_builder_get_object (builder, "mark_combo"), "active-id",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "rate-hz", gtk_builder_get_object (builder, "rate_adjustment"), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "overview-percent", gtk_builder_get_object (builder, "overview_adjustment"),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "history-mib", gtk_builder_get_object (builder, "history_adjustment"), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "reattach", gtk_builder_get_object (builder, "reattach_check"), "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  if (parent != NULL)
    gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  return dialog;
}
