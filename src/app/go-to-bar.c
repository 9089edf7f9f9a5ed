#include "config.h"

#include "app/go-to-bar.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "core/number.h"

struct _MgGoToBar
{
  GtkBox parent_instance;

  GtkWidget *entry;
  GtkWidget *answer_label;
  MgHexView *view;
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (MgGoToBar, mg_go_to_bar, GTK_TYPE_BOX)

static gboolean
parse (MgGoToBar *self, guint64 *offset, GError **error)
{
  MgSnapshot *snapshot = mg_hex_view_get_snapshot (self->view);

  return mg_offset_parse (gtk_entry_get_text (GTK_ENTRY (self->entry)),
                          mg_hex_view_get_caret (self->view, NULL), snapshot != NULL ? snapshot->size : 0,
                          offset, error);
}

static void
entry_changed_cb (GtkEditable *editable, gpointer data)
{
  MgGoToBar *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  guint64 offset;

  if (*gtk_entry_get_text (GTK_ENTRY (self->entry)) == '\0')
    answer = g_strdup (_ ("Hex or decimal; +N and −N count from the caret; end−N from the end"));
  else if (parse (self, &offset, &error))
    answer = g_strdup_printf ("0x%" G_GINT64_MODIFIER "X = %" G_GUINT64_FORMAT, offset, offset);
  else
    answer = g_strdup (error->message);
  gtk_label_set_text (GTK_LABEL (self->answer_label), answer);
}

static void
close_bar (MgGoToBar *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
entry_activate_cb (GtkEntry *entry, gpointer data)
{
  MgGoToBar *self = data;
  guint64 offset;

  if (!parse (self, &offset, NULL))
    {
      gtk_widget_error_bell (GTK_WIDGET (entry));
      return;
    }
  mg_hex_view_set_caret (self->view, offset);
  mg_hex_view_scroll_to (self->view, offset, MG_ALIGN_CENTER);
  close_bar (self);
}

static void
close_clicked_cb (GtkButton *button, gpointer data)
{
  close_bar (data);
}

static gboolean
key_press_cb (GtkWidget *widget, GdkEventKey *event, gpointer data)
{
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  close_bar (data);
  return GDK_EVENT_STOP;
}

void
mg_go_to_bar_open (MgGoToBar *self)
{
  g_return_if_fail (MG_IS_GO_TO_BAR (self));

  gtk_widget_show (GTK_WIDGET (self));
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
  entry_changed_cb (NULL, self);
  gtk_widget_grab_focus (self->entry);
}

static void
mg_go_to_bar_class_init (MgGoToBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[CLOSE] =
      g_signal_new ("close", MG_TYPE_GO_TO_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/go-to-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MgGoToBar, entry);
  gtk_widget_class_bind_template_child (widget_class, MgGoToBar, answer_label);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_cb);
}

static void
mg_go_to_bar_init (MgGoToBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mg_go_to_bar_new (MgHexView *view)
{
  MgGoToBar *self = g_object_new (MG_TYPE_GO_TO_BAR, NULL);

  self->view = view;
  return GTK_WIDGET (self);
}
