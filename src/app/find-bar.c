#include "config.h"

#include "app/find-bar.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/shown-source.h"
#include "core/error.h"
#include "core/find.h"

#define PROGRESS_MS 100

/* A search, shared with the thread that does it. */
typedef struct
{
  gatomicrefcount ref_count;
  MgSnapshot *snapshot;
  MgName *name;
  MgStill still;
  MgPattern *pattern;
  gboolean backward;
  guint64 start;    /* where hits begin, going forward; hits before it, going backward */
  int permille;     /* atomic */
  guint64 scanned;  /* bytes of the first pass, for the progress of the second */
  guint64 size;
  gboolean found;   /* the rest is the thread's until it is done */
  gboolean wrapped;
  guint64 offset;
  guint64 n_unreadable;
} Search;

struct _MgFindBar
{
  GtkBox parent_instance;

  GtkWidget *entry;
  GtkWidget *type_combo;
  GtkWidget *big_endian_check;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *progress_bar;
  GtkWidget *cancel_button;
  GtkWidget *answer_label;

  MgShown *shown;
  MgHexView *view;
  GSettings *settings;

  MgPattern *pattern;        /* what the entry says; NULL: nothing to look for */
  gboolean hit_at_caret;     /* the caret is on a hit of this pattern: go on beyond it */
  guint64 hit_offset;
  Search *search;            /* under way, or NULL */
  GCancellable *cancellable; /* of that */
  guint progress_id;
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (MgFindBar, mg_find_bar, GTK_TYPE_BOX)

static Search *
search_ref (Search *search)
{
  g_atomic_ref_count_inc (&search->ref_count);
  return search;
}

static void
search_unref (gpointer data)
{
  Search *search = data;

  if (!g_atomic_ref_count_dec (&search->ref_count))
    return;
  mg_snapshot_unref (search->snapshot);
  mg_name_unref (search->name);
  mg_pattern_unref (search->pattern);
  g_free (search);
}

/* The worker */

static gboolean
hit_cb (guint64 offset, gpointer data)
{
  Search *search = data;

  search->found = TRUE;
  search->offset = offset;
  return FALSE;
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  Search *search = data;

  if (search->size > 0)
    g_atomic_int_set (&search->permille,
                      (int) ((double) (search->scanned + done) / (double) search->size * 1000.0));
}

static gboolean
find_in (Search *search, MgSource *source, guint64 start, guint64 end, MgRangeSet *unreadable,
         GCancellable *cancellable, GError **error)
{
  MgRange range;

  /* Hits lie whole in the range. */
  if (end <= start || end - start < mg_pattern_get_length (search->pattern)
      || !mg_range_init (&range, start, end - start))
    return TRUE;
  if (!mg_find (source, range, search->pattern, search->backward ? MG_FIND_BACKWARD : MG_FIND_FORWARD, hit_cb,
                search, progress_cb, search, unreadable, cancellable, error))
    return FALSE;
  search->scanned += range.length;
  return TRUE;
}

static void
search_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;
  GError *error = NULL;
  g_autoptr (MgSource) source = mg_shown_source_new (search->snapshot, search->name, search->still, &error);
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  guint64 beyond, start;
  gboolean done;

  if (source == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  search->size = mg_source_get_size (source);
  start = MIN (search->start, search->size);
  /* Where a hit that begins before the start may end. */
  beyond = MIN (start + mg_pattern_get_length (search->pattern) - 1, search->size);
  if (search->backward)
    done = find_in (search, source, 0, beyond, unreadable, cancellable, &error);
  else
    done = find_in (search, source, start, search->size, unreadable, cancellable, &error);
  if (done && !search->found)
    {
      search->wrapped = TRUE;
      if (search->backward)
        done = find_in (search, source, start, search->size, unreadable, cancellable, &error);
      else
        done = find_in (search, source, 0, beyond, unreadable, cancellable, &error);
    }
  search->n_unreadable = mg_range_set_get_length (unreadable);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The bar */

static void
set_answer (MgFindBar *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->answer_label), text);
  gtk_widget_set_tooltip_text (self->answer_label, *text != '\0' ? text : NULL);
}

static void
update_buttons (MgFindBar *self)
{
  gboolean can_search = self->pattern != NULL && self->search == NULL;

  gtk_widget_set_sensitive (self->previous_button, can_search);
  gtk_widget_set_sensitive (self->next_button, can_search);
}

static void
end_search (MgFindBar *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->search, search_unref);
  gtk_widget_hide (self->progress_bar);
  gtk_widget_hide (self->cancel_button);
  update_buttons (self);
}

static void
cancel_search (MgFindBar *self)
{
  if (self->search == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  end_search (self);
}

static void
show_hit (MgFindBar *self, const Search *search)
{
  MgRange range = { search->offset, mg_pattern_get_length (search->pattern) };
  g_autofree char *where = g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", search->offset);
  g_autofree char *answer = NULL;
  MgRange visible = mg_hex_view_get_visible_range (self->view);

  if (!search->wrapped)
    answer = g_strdup_printf (_ ("Found at %s"), where);
  else if (search->backward)
    answer = g_strdup_printf (_ ("Found at %s, from the end again"), where);
  else
    answer = g_strdup_printf (_ ("Found at %s, from the beginning again"), where);
  set_answer (self, answer);
  mg_hex_view_select (self->view, range);
  if (mg_range_intersect (range, visible).length < range.length)
    mg_hex_view_scroll_to (self->view, range.start, MG_ALIGN_CENTER);
  self->hit_at_caret = TRUE;
  self->hit_offset = search->offset;
}

static void
search_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgFindBar *self = data;
  g_autoptr (GError) error = NULL;
  Search *search;

  if (!g_task_propagate_boolean (G_TASK (result), &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* stopped, or the bar is no more */
  search = search_ref (g_task_get_task_data (G_TASK (result)));
  end_search (self);
  if (error != NULL)
    set_answer (self, error->message);
  else if (search->found)
    show_hit (self, search);
  else if (search->n_unreadable > 0)
    {
      g_autofree char *bytes = mg_format_bytes (search->n_unreadable);
      g_autofree char *answer = g_strdup_printf (_ ("Not found; %s could not be read"), bytes);

      set_answer (self, answer);
    }
  else
    set_answer (self, _ ("Not found"));
  search_unref (search);
}

static gboolean
progress_timeout_cb (gpointer data)
{
  MgFindBar *self = data;

  gtk_widget_show (self->progress_bar);
  gtk_widget_show (self->cancel_button);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar),
                                 CLAMP (g_atomic_int_get (&self->search->permille) / 1000.0, 0.0, 1.0));
  return G_SOURCE_CONTINUE;
}

static void
start_search (MgFindBar *self, gboolean backward)
{
  g_autoptr (GTask) task = NULL;
  guint64 caret = mg_hex_view_get_caret (self->view, NULL);
  gboolean beyond = self->hit_at_caret && caret == self->hit_offset;
  MgSnapshot *snapshot = mg_shown_get_snapshot (self->shown);
  Search *search;

  if (self->pattern == NULL || self->search != NULL)
    return;
  search = g_new0 (Search, 1);
  g_atomic_ref_count_init (&search->ref_count);
  search->snapshot = mg_snapshot_ref (snapshot);
  search->name = mg_name_ref (mg_shown_get_name (self->shown));
  search->still = mg_shown_get_still (self->shown);
  search->pattern = mg_pattern_ref (self->pattern);
  search->backward = backward;
  search->start = !backward && beyond ? caret + 1 : caret;

  self->search = search;
  self->cancellable = g_cancellable_new ();
  self->progress_id = g_timeout_add (PROGRESS_MS, progress_timeout_cb, self);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), 0);
  set_answer (self, "");
  update_buttons (self);
  task = g_task_new (NULL, self->cancellable, search_cb, self);
  g_task_set_task_data (task, search_ref (search), search_unref);
  g_task_run_in_thread (task, search_thread);
}

static gboolean
is_number (MgPatternType type)
{
  return type != MG_PATTERN_HEX && type != MG_PATTERN_TEXT && type != MG_PATTERN_I8 && type != MG_PATTERN_U8;
}

static void
update_pattern (MgFindBar *self)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->entry));
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->type_combo));
  gboolean big_endian = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->big_endian_check));
  g_autoptr (GError) error = NULL;
  MgPatternType type = MG_PATTERN_HEX;

  cancel_search (self);
  g_clear_pointer (&self->pattern, mg_pattern_unref);
  self->hit_at_caret = FALSE;
  if (id != NULL)
    mg_pattern_type_from_string (id, &type);
  gtk_widget_set_visible (self->big_endian_check, is_number (type));
  set_answer (self, "");
  if (*text != '\0')
    {
      self->pattern = mg_pattern_parse (text, type, big_endian, &error);
      if (self->pattern == NULL)
        set_answer (self, error->message);
    }
  update_buttons (self);
}

static void
entry_changed_cb (GtkEditable *editable, gpointer data)
{
  update_pattern (data);
}

static void
type_changed_cb (GtkWidget *widget, gpointer data)
{
  update_pattern (data);
}

static void
entry_activate_cb (GtkEntry *entry, gpointer data)
{
  start_search (data, FALSE);
}

static void
next_clicked_cb (GtkButton *button, gpointer data)
{
  start_search (data, FALSE);
}

static void
previous_clicked_cb (GtkButton *button, gpointer data)
{
  start_search (data, TRUE);
}

static void
cancel_clicked_cb (GtkButton *button, gpointer data)
{
  MgFindBar *self = data;

  cancel_search (self);
  set_answer (self, _ ("Stopped"));
  gtk_widget_grab_focus (self->entry);
}

static void
close_bar (MgFindBar *self)
{
  cancel_search (self);
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
close_clicked_cb (GtkButton *button, gpointer data)
{
  close_bar (data);
}

static gboolean
key_press_cb (GtkWidget *widget, GdkEventKey *event, gpointer data)
{
  MgFindBar *self = data;
  gboolean enter = event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter
                   || event->keyval == GDK_KEY_ISO_Enter;

  /* The first Escape stops a search, the next closes. */
  if (event->keyval == GDK_KEY_Escape && self->search != NULL)
    cancel_clicked_cb (NULL, self);
  else if (event->keyval == GDK_KEY_Escape)
    close_bar (self);
  else if (enter && (event->state & GDK_SHIFT_MASK) != 0)
    start_search (self, TRUE);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* GtkSearchEntry would take Escape and Shift+Enter for itself. */
static gboolean
entry_key_press_cb (GtkWidget *widget, GdkEventKey *event, gpointer data)
{
  return key_press_cb (widget, event, data);
}

void
mg_find_bar_open (MgFindBar *self)
{
  g_return_if_fail (MG_IS_FIND_BAR (self));

  gtk_widget_show (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->entry);
}

void
mg_find_bar_again (MgFindBar *self, gboolean backward)
{
  g_return_if_fail (MG_IS_FIND_BAR (self));

  if (self->pattern == NULL)
    mg_find_bar_open (self);
  else
    {
      gtk_widget_show (GTK_WIDGET (self));
      start_search (self, backward);
    }
}

gboolean
mg_find_bar_is_searching (MgFindBar *self)
{
  g_return_val_if_fail (MG_IS_FIND_BAR (self), FALSE);

  return self->search != NULL;
}

static void
mg_find_bar_dispose (GObject *object)
{
  MgFindBar *self = MG_FIND_BAR (object);

  if (self->search != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_handle_id (&self->progress_id, g_source_remove);
      g_clear_object (&self->cancellable);
      g_clear_pointer (&self->search, search_unref);
    }
  g_clear_pointer (&self->pattern, mg_pattern_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (mg_find_bar_parent_class)->dispose (object);
}

static void
mg_find_bar_class_init (MgFindBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_find_bar_dispose;

  signals[CLOSE] =
      g_signal_new ("close", MG_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, type_combo);
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, big_endian_check);
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, previous_button);
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, MgFindBar, answer_label);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_cb);
}

static void
mg_find_bar_init (MgFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->entry, "key-press-event", G_CALLBACK (entry_key_press_cb), self);
}

GtkWidget *
mg_find_bar_new (MgShown *shown, MgHexView *view, GSettings *settings)
{
  MgFindBar *self = g_object_new (MG_TYPE_FIND_BAR, NULL);

  self->shown = shown;
  self->view = view;
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "find-type", self->type_combo, "active-id", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "find-big-endian", self->big_endian_check, "active", G_SETTINGS_BIND_DEFAULT);
  update_pattern (self);
  return GTK_WIDGET (self);
}
