#include "config.h"

#include "app/paned.h"

typedef struct
{
  GSettings *settings;
  char *key;
  gboolean placed; /* it is where the setting says */
} Share;

static void
share_free (gpointer data, GClosure *closure)
{
  Share *share = data;

  g_object_unref (share->settings);
  g_free (share->key);
  g_free (share);
}

static int
get_length (GtkPaned *paned)
{
  GtkAllocation area;

  gtk_widget_get_allocation (GTK_WIDGET (paned), &area);
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)) == GTK_ORIENTATION_VERTICAL ? area.height
                                                                                             : area.width;
}

static gboolean
both_are_there (GtkPaned *paned)
{
  GtkWidget *first = gtk_paned_get_child1 (paned);
  GtkWidget *second = gtk_paned_get_child2 (paned);

  return first != NULL && second != NULL && gtk_widget_get_visible (first) && gtk_widget_get_visible (second);
}

static void
moved_cb (GtkPaned *paned, GParamSpec *pspec, gpointer data)
{
  Share *share = data;
  GdkEvent *event = gtk_get_current_event ();
  GdkEventType type = event != NULL ? event->type : GDK_NOTHING;
  int length = get_length (paned);

  g_clear_pointer (&event, gdk_event_free);
  /* by a person, and not because the window has another size */
  if (type != GDK_MOTION_NOTIFY && type != GDK_BUTTON_RELEASE && type != GDK_KEY_PRESS)
    return;
  if (share->placed && length > 1 && both_are_there (paned))
    g_settings_set_int (share->settings, share->key,
                        CLAMP (gtk_paned_get_position (paned) * 1000 / length, 100, 900));
}

static void
allocated_cb (GtkPaned *paned, GdkRectangle *area, gpointer data)
{
  Share *share = data;
  int length = get_length (paned);

  if (share->placed || length <= 1)
    return;
  gtk_paned_set_position (paned, length * g_settings_get_int (share->settings, share->key) / 1000);
  share->placed = TRUE;
}

void
mg_paned_keep_share (GtkPaned *paned, GSettings *settings, const char *key)
{
  Share *share = g_new0 (Share, 1);

  share->settings = g_object_ref (settings);
  share->key = g_strdup (key);
  g_signal_connect (paned, "notify::position", G_CALLBACK (moved_cb), share);
  g_signal_connect_data (paned, "size-allocate", G_CALLBACK (allocated_cb), share, share_free,
                         G_CONNECT_AFTER);
}
