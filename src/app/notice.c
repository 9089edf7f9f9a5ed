#include "config.h"

#include "app/notice.h"

#include <glib/gi18n.h>

#include "app/format.h"

#define NAME_CHARS_MIN 24 /* of a name that may have been meant, however narrow the window */

struct _MgNotice
{
  GtkInfoBar parent_instance;

  GtkWidget *title_label;
  GtkWidget *text_label;
  GtkWidget *names_box;
  GtkWidget *details_label;
  GtkWidget *details_button;
  GtkWidget *retry_button;
  guint passing_id;
};

enum
{
  RETRY,
  NAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (MgNotice, mg_notice, GTK_TYPE_INFO_BAR)

static void
set_label (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text != NULL ? text : "") != 0)
    gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
}

static void
update_details (MgNotice *self)
{
  gboolean has_details = *gtk_label_get_text (GTK_LABEL (self->details_label)) != '\0';

  gtk_widget_set_visible (self->details_button, has_details);
  gtk_widget_set_visible (self->details_label,
                          has_details
                            && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->details_button)));
}

static void
details_toggled_cb (GtkToggleButton *button, gpointer data)
{
  update_details (data);
}

static void
retry_clicked_cb (GtkButton *button, gpointer data)
{
  g_signal_emit (data, signals[RETRY], 0);
}

static void
name_clicked_cb (GtkButton *button, gpointer data)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (button));
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));

  g_signal_emit (data, signals[NAME], 0, name);
}

void
mg_notice_set_message (MgNotice *self, GtkMessageType type, const char *title, const char *text,
                       const char *details)
{
  g_autofree char *short_title = NULL;

  g_return_if_fail (MG_IS_NOTICE (self));

  short_title = mg_format_elided (title, MG_TOOLTIP_CHARS);
  /* who does not see it is told of a bar that appears by these alone */
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), short_title);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)), text != NULL ? text : "");
  if (gtk_info_bar_get_message_type (GTK_INFO_BAR (self)) != type)
    gtk_info_bar_set_message_type (GTK_INFO_BAR (self), type);
  set_label (self->title_label, short_title);
  set_label (self->text_label, text);
  gtk_widget_set_visible (self->text_label, text != NULL);
  set_label (self->details_label, details);
  update_details (self);
}

void
mg_notice_set_retry (MgNotice *self, gboolean retry)
{
  g_return_if_fail (MG_IS_NOTICE (self));

  gtk_widget_set_visible (self->retry_button, retry);
}

static gboolean
passing_cb (gpointer data)
{
  MgNotice *self = data;

  /* the keyboard is in it: it would lose its place */
  if (gtk_container_get_focus_child (GTK_CONTAINER (self)) != NULL)
    return G_SOURCE_CONTINUE;
  self->passing_id = 0;
  gtk_widget_hide (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
mg_notice_set_passing (MgNotice *self, gboolean passing)
{
  g_return_if_fail (MG_IS_NOTICE (self));

  g_clear_handle_id (&self->passing_id, g_source_remove);
  if (passing)
    self->passing_id = g_timeout_add (MG_NOTICE_PASSING_MS, passing_cb, self);
}

/* The row of a name; the box's first child is the question before them. */
static GtkWidget *
find_row (MgNotice *self, const char *name)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self->names_box));

  for (GList *l = children->next; l != NULL; l = l->next)
    if (g_strcmp0 (g_object_get_data (l->data, "name"), name) == 0)
      return l->data;
  return NULL;
}

gboolean
mg_notice_has_names (MgNotice *self)
{
  g_return_val_if_fail (MG_IS_NOTICE (self), FALSE);

  return gtk_widget_get_visible (self->names_box);
}

void
mg_notice_retain_names (MgNotice *self, const char *const *names)
{
  g_autoptr (GList) children = NULL;
  gboolean any = FALSE;

  g_return_if_fail (MG_IS_NOTICE (self));

  children = gtk_container_get_children (GTK_CONTAINER (self->names_box));
  for (GList *l = children->next; l != NULL; l = l->next)
    {
      if (g_strv_contains (names, g_object_get_data (l->data, "name")))
        {
          any = TRUE;
          continue;
        }
      /* The focus would be lost with it. */
      if (gtk_container_get_focus_child (GTK_CONTAINER (self->names_box)) == l->data)
        gtk_widget_grab_focus (self->retry_button);
      gtk_widget_destroy (l->data);
    }
  gtk_widget_set_visible (self->names_box, any);
}

void
mg_notice_clear_names (MgNotice *self)
{
  static const char *const none[] = { NULL };

  mg_notice_retain_names (self, none);
}

void
mg_notice_add_name (MgNotice *self, const char *name, const char *explanation, gboolean openable)
{
  g_autofree char *label = NULL;
  GtkWidget *row, *widget;

  g_return_if_fail (MG_IS_NOTICE (self));

  if (find_row (self, name) != NULL)
    return;
  label = mg_format_elided (name, MG_LABEL_CHARS);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  if (openable)
    {
      widget = gtk_button_new_with_label (label);
      g_signal_connect_object (widget, "clicked", G_CALLBACK (name_clicked_cb), self, 0);
      gtk_label_set_ellipsize (GTK_LABEL (gtk_bin_get_child (GTK_BIN (widget))), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_width_chars (GTK_LABEL (gtk_bin_get_child (GTK_BIN (widget))),
                                 (int) MIN (g_utf8_strlen (label, -1), NAME_CHARS_MIN));
    }
  else
    {
      widget = gtk_label_new (label);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_selectable (GTK_LABEL (widget), TRUE);
    }
  gtk_box_pack_start (GTK_BOX (row), widget, FALSE, TRUE, 0);
  if (explanation != NULL)
    {
      widget = gtk_label_new (explanation);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      gtk_box_pack_start (GTK_BOX (row), widget, FALSE, TRUE, 0);
    }
  gtk_widget_show_all (row);
  gtk_box_pack_start (GTK_BOX (self->names_box), row, FALSE, FALSE, 0);
  gtk_widget_show (self->names_box);
}

void
mg_notice_focus_name (MgNotice *self)
{
  g_return_if_fail (MG_IS_NOTICE (self));

  gtk_widget_child_focus (self->names_box, GTK_DIR_TAB_FORWARD);
}

static void
dispose (GObject *object)
{
  g_clear_handle_id (&MG_NOTICE (object)->passing_id, g_source_remove);
  G_OBJECT_CLASS (mg_notice_parent_class)->dispose (object);
}

static void
mg_notice_class_init (MgNoticeClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;

  signals[RETRY] =
      g_signal_new ("retry", MG_TYPE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NAME] = g_signal_new ("name", MG_TYPE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/notice.ui");
  gtk_widget_class_bind_template_child (widget_class, MgNotice, title_label);
  gtk_widget_class_bind_template_child (widget_class, MgNotice, text_label);
  gtk_widget_class_bind_template_child (widget_class, MgNotice, names_box);
  gtk_widget_class_bind_template_child (widget_class, MgNotice, details_label);
  gtk_widget_class_bind_template_child (widget_class, MgNotice, details_button);
  gtk_widget_class_bind_template_child (widget_class, MgNotice, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, details_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
mg_notice_init (MgNotice *self)
{
  GObject *close_button;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK's own, a cross without a name. */
  close_button = gtk_widget_get_template_child (GTK_WIDGET (self), GTK_TYPE_INFO_BAR, "close_button");
  if (close_button != NULL)
    atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (close_button)), _ ("Close the message"));
}

GtkWidget *
mg_notice_new (void)
{
  return g_object_new (MG_TYPE_NOTICE, NULL);
}
