#include "config.h"

#include "app/plot-page.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "core/error.h"

#define POINTS_MAX (G_GUINT64_CONSTANT (1) << 22)
#define AVERAGE_US G_USEC_PER_SEC
/* A value that stays is told again so often, so that its line goes on. */
#define TICK_MS 200
/* So many frames of the past are looked at in one go: the rest once nothing more urgent is there. */
#define PAST_FRAMES_AT_ONCE 100
#define PICTURE_WIDTH 1600
#define PICTURE_HEIGHT 600

typedef struct
{
  guint id;                 /* the view's */
  char *path;
  MgPlotTransform transform;
  MgField *field;           /* (nullable): this structure has no such field */
  MgRange range;            /* where it was last; length 0: nowhere */
  gint64 time_us;           /* of its newest point */
  gint64 past_us;           /* the past was looked at up to there */
  gboolean caught_up;       /* and nothing came since that it does not know */
} Line;

struct _MgPlotPage
{
  GtkBox parent_instance;

  GtkWidget *stack;
  GtkWidget *view_slot;
  GtkWidget *series_button;
  GtkWidget *series_list;
  GtkWidget *axes_button;
  GtkWidget *save_button;

  MgShown *shown;
  MgPlotView *view;
  MgStructure *structure; /* (nullable) */
  MgSnapshot *snapshot;   /* (nullable): the newest one that was seen */
  GPtrArray *lines;       /* of Line */
  GArray *interest;       /* of MgRange */
  gboolean was_past;      /* what was shown last was a moment of the past */
  guint tick_id;          /* while it is seen and there are lines */
  guint past_id;          /* idle source, while there is a past to catch up on */
};

enum
{
  INTEREST_CHANGED,
  CHANGED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgPlotPage, mg_plot_page, GTK_TYPE_BOX)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->path);
  g_clear_pointer (&line->field, mg_field_unref);
  g_free (line);
}

static Line *
find_line (MgPlotPage *self, const char *path)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (g_str_equal (line->path, path))
        return line;
    }
  return NULL;
}

/* --- numbers --- */

static gboolean
is_number (MgField *field)
{
  switch (mg_field_get_format (field)->kind)
    {
    case MG_FORMAT_SIGNED:
    case MG_FORMAT_UNSIGNED:
    case MG_FORMAT_BOOL:
    case MG_FORMAT_FLOAT:
    case MG_FORMAT_BFLOAT16:
    case MG_FORMAT_X87:
    case MG_FORMAT_DECIMAL:
      return !mg_field_is_array (field);
    default:
      return FALSE;
    }
}

/* Returns: FALSE where the snapshot does not have the bytes: nobody knows, which is no gap in the line */
static gboolean
get_number (MgField *field, const MgSnapshot *snapshot, double *number, MgRange *range)
{
  MgFieldBytes bytes = mg_field_bytes_from_snapshot (snapshot);
  const MgFormat *format = mg_field_get_format (field);
  g_auto (MgValue) value = { 0 };
  MgFieldPlace place;

  *number = NAN;
  *range = (MgRange) { 0, 0 };
  if (!mg_field_locate (field, &bytes, &place, NULL) || place.absent)
    return TRUE;
  *range = (MgRange) { place.offset, place.size };
  if (!mg_field_decode (field, &bytes, &value, NULL))
    return FALSE;
  *number = value.real * format->scale + format->bias;
  return TRUE;
}

static void
append (MgPlotPage *self, Line *line, const MgSnapshot *snapshot, gint64 time_us)
{
  MgRange range;
  double number;

  if (line->field == NULL || time_us <= line->time_us)
    return;
  if (get_number (line->field, snapshot, &number, &range))
    {
      mg_plot_view_append (self->view, line->id, time_us, number);
      line->time_us = time_us;
    }
  line->range = range;
}

static gboolean
update_interest (MgPlotPage *self)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->interest);

  self->interest = g_array_new (FALSE, FALSE, sizeof (MgRange));
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (line->field != NULL && line->range.length > 0)
        g_array_append_val (self->interest, line->range);
    }
  return before->len != self->interest->len
         || (before->len > 0
             && memcmp (before->data, self->interest->data, before->len * sizeof (MgRange)) != 0);
}

/* The live lines go on; those that are behind do once they have caught up. */
static void
append_now (MgPlotPage *self, gint64 time_us)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (line->caught_up)
        append (self, line, self->snapshot, time_us);
    }
}

/* --- what happened before a field was added, or while the past was looked at --- */

typedef struct
{
  MgPlotPage *page;
  guint n_frames;
} Past;

static gboolean
past_cb (const MgSnapshot *before, const MgSnapshot *frame, gpointer data)
{
  Past *past = data;

  for (guint i = 0; i < past->page->lines->len; i++)
    {
      Line *line = g_ptr_array_index (past->page->lines, i);

      if (line->caught_up || frame->time_us <= line->past_us)
        continue;
      append (past->page, line, frame, frame->time_us);
      line->past_us = frame->time_us;
    }
  return ++past->n_frames < PAST_FRAMES_AT_ONCE;
}

/* Returns: whether there is more */
static gboolean
catch_up (MgPlotPage *self)
{
  MgMoments *moments = mg_shown_get_moments (self->shown);
  Past past = { self, 0 };
  gint64 start_us = G_MAXINT64, first_us, last_us;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (!line->caught_up)
        start_us = MIN (start_us, line->past_us + 1);
    }
  if (start_us == G_MAXINT64)
    return FALSE;
  if (moments != NULL && mg_moments_get_range (moments, &first_us, &last_us))
    mg_moments_foreach (moments, MAX (start_us, first_us), last_us, past_cb, &past);
  if (past.n_frames == PAST_FRAMES_AT_ONCE)
    return TRUE;
  for (guint i = 0; i < self->lines->len; i++)
    ((Line *) g_ptr_array_index (self->lines, i))->caught_up = TRUE;
  if (self->snapshot != NULL)
    append_now (self, self->snapshot->time_us);
  return FALSE;
}

static gboolean
catch_up_cb (gpointer data)
{
  MgPlotPage *self = data;

  if (catch_up (self))
    return G_SOURCE_CONTINUE;
  self->past_id = 0;
  return G_SOURCE_REMOVE;
}

static void
begin_to_catch_up (MgPlotPage *self)
{
  if (self->past_id == 0 && catch_up (self))
    self->past_id = g_idle_add_full (G_PRIORITY_LOW, catch_up_cb, self, NULL);
}

/* --- going on --- */

static gboolean
tick_cb (gpointer data)
{
  MgPlotPage *self = data;
  MgSession *session = mg_shown_get_session (self->shown);
  MgSessionStats stats;

  if (session == NULL || self->snapshot == NULL || mg_shown_get_still (self->shown) != MG_STILL_NOT)
    return G_SOURCE_CONTINUE;
  /* Nothing changed since the last snapshot up to the last reading. */
  mg_session_get_stats (session, &stats);
  append_now (self, stats.last_read_us);
  return G_SOURCE_CONTINUE;
}

static void
update_tick (MgPlotPage *self)
{
  gboolean wanted = self->lines->len > 0 && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (wanted && self->tick_id == 0)
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  if (!wanted)
    g_clear_handle_id (&self->tick_id, g_source_remove);
}

void
mg_plot_page_set_snapshot (MgPlotPage *self, MgSnapshot *snapshot, gboolean past)
{
  g_return_if_fail (MG_IS_PLOT_PAGE (self));

  if (self->lines->len > 0 && past)
    mg_plot_view_set_cursor (self->view, snapshot->time_us);
  if (past)
    {
      self->was_past = TRUE;
      return;
    }
  if (self->was_past)
    {
      /* Nothing was told of what was read meanwhile, and is kept. */
      self->was_past = FALSE;
      for (guint i = 0; i < self->lines->len; i++)
        {
          Line *line = g_ptr_array_index (self->lines, i);

          line->past_us = MAX (line->past_us, line->time_us);
          line->caught_up = FALSE;
        }
      begin_to_catch_up (self);
    }
  mg_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, mg_snapshot_unref);
  self->snapshot = snapshot;
  append_now (self, snapshot->time_us);
  if (self->lines->len > 0 && update_interest (self))
    g_signal_emit (self, signals[INTEREST_CHANGED], 0);
}

/* --- which fields --- */

static void
transform_changed_cb (GtkComboBox *combo, gpointer data)
{
  MgPlotPage *self = data;
  Line *line = find_line (self, g_object_get_data (G_OBJECT (combo), "path"));

  if (line == NULL)
    return;
  line->transform = (MgPlotTransform) gtk_combo_box_get_active (combo);
  mg_plot_view_set_transform (self->view, line->id, line->transform, AVERAGE_US);
}

static void
remove_clicked_cb (GtkButton *button, gpointer data)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (button), "path"));

  mg_plot_page_remove (data, path);
}

static void
add_row (MgPlotPage *self, const Line *line)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (line->path);
  GtkWidget *combo = gtk_combo_box_text_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic", GTK_ICON_SIZE_BUTTON);
  g_autofree char *remove = g_strdup_printf (_ ("Do not plot %s any more"), line->path);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_label_set_width_chars (GTK_LABEL (label), 24);
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo), _ ("Value"));
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo), _ ("Change per second"));
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo), _ ("Average of a second"));
  gtk_combo_box_set_active (GTK_COMBO_BOX (combo), (int) line->transform);
  atk_object_set_name (gtk_widget_get_accessible (combo), line->path);
  g_object_set_data_full (G_OBJECT (combo), "path", g_strdup (line->path), g_free);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (line->path), g_free);
  gtk_widget_set_tooltip_text (button, remove);
  g_signal_connect (combo, "changed", G_CALLBACK (transform_changed_cb), self);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_pack_start (GTK_BOX (row), label, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (row), combo, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);
  gtk_widget_show_all (row);
  gtk_container_add (GTK_CONTAINER (self->series_list), row);
}

static void
destroy_cb (GtkWidget *widget, gpointer data)
{
  gtk_widget_destroy (widget);
}

static void
lines_changed (MgPlotPage *self)
{
  gboolean any = self->lines->len > 0;

  gtk_container_foreach (GTK_CONTAINER (self->series_list), destroy_cb, NULL);
  for (guint i = 0; i < self->lines->len; i++)
    add_row (self, g_ptr_array_index (self->lines, i));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "plot" : "hint");
  gtk_widget_set_sensitive (self->series_button, any);
  gtk_widget_set_sensitive (self->save_button, any);
  update_tick (self);
  update_interest (self);
  g_signal_emit (self, signals[INTEREST_CHANGED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
add_number (MgPlotPage *self, MgField *field)
{
  g_autofree char *path = mg_field_dup_path (field);
  const char *unit = mg_field_get_format (field)->unit;
  Line *line;
  guint id;

  if (find_line (self, path) != NULL)
    return TRUE;
  id = mg_plot_view_add (self->view, path, unit, POINTS_MAX);
  if (id == 0)
    return FALSE;
  line = g_new0 (Line, 1);
  line->id = id;
  line->path = g_steal_pointer (&path);
  line->field = mg_field_ref (field);
  g_ptr_array_add (self->lines, line);
  begin_to_catch_up (self);
  return TRUE;
}

/* Returns: how many of its numbers are plotted */
static guint
add_children (MgPlotPage *self, MgField *field)
{
  MgFieldBytes bytes;
  MgFieldPlace place;
  guint n = 0;

  if (self->snapshot == NULL)
    return 0;
  bytes = mg_field_bytes_from_snapshot (self->snapshot);
  if (!mg_field_locate (field, &bytes, &place, NULL))
    return 0;
  for (guint64 i = 0; i < MIN (place.n_children, MG_PLOT_MAX_SERIES); i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);

      if (is_number (child))
        n += add_number (self, child);
    }
  return n;
}

gboolean
mg_plot_page_add (MgPlotPage *self, const char *path, GError **error)
{
  g_autoptr (MgField) field = NULL;
  gboolean added;

  g_return_val_if_fail (MG_IS_PLOT_PAGE (self), FALSE);

  if (self->structure == NULL)
    {
      mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("There is no structure."));
      return FALSE;
    }
  field = mg_structure_find (self->structure, path, error);
  if (field == NULL)
    return FALSE;
  if (mg_plot_view_get_n_series (self->view) == MG_PLOT_MAX_SERIES)
    {
      mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("A plot has %d lines at most."), MG_PLOT_MAX_SERIES);
      return FALSE;
    }
  added = is_number (field) ? add_number (self, field) : add_children (self, field) > 0;
  if (!added)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("%s is not a number, and none is directly in it."),
                    path);
      return FALSE;
    }
  lines_changed (self);
  return TRUE;
}

void
mg_plot_page_remove (MgPlotPage *self, const char *path)
{
  Line *line;

  g_return_if_fail (MG_IS_PLOT_PAGE (self));

  line = find_line (self, path);
  if (line == NULL)
    return;
  mg_plot_view_remove (self->view, line->id);
  g_ptr_array_remove (self->lines, line);
  lines_changed (self);
}

char **
mg_plot_page_dup_paths (MgPlotPage *self)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; i < self->lines->len; i++)
    g_ptr_array_add (paths, g_strdup (((Line *) g_ptr_array_index (self->lines, i))->path));
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

/* The lines stay, and go on where the new structure has a number of that path. */
void
mg_plot_page_set_structure (MgPlotPage *self, MgStructure *structure)
{
  g_return_if_fail (MG_IS_PLOT_PAGE (self));

  if (structure == self->structure)
    return;
  g_clear_pointer (&self->structure, mg_structure_unref);
  self->structure = structure != NULL ? mg_structure_ref (structure) : NULL;
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      g_clear_pointer (&line->field, mg_field_unref);
      line->field = structure != NULL ? mg_structure_find (structure, line->path, NULL) : NULL;
      if (line->field != NULL && !is_number (line->field))
        g_clear_pointer (&line->field, mg_field_unref);
      line->range = (MgRange) { 0, 0 };
    }
}

GArray *
mg_plot_page_get_interest (MgPlotPage *self)
{
  g_return_val_if_fail (MG_IS_PLOT_PAGE (self), NULL);

  return self->interest;
}

MgPlotView *
mg_plot_page_get_view (MgPlotPage *self)
{
  g_return_val_if_fail (MG_IS_PLOT_PAGE (self), NULL);

  return self->view;
}

/* --- the toolbar --- */

static void
axes_toggled_cb (GtkToggleButton *button, gpointer data)
{
  mg_plot_view_set_own_axes (MG_PLOT_PAGE (data)->view, gtk_toggle_button_get_active (button));
}

static gboolean
save_to (MgPlotPage *self, const char *path, GError **error)
{
  g_autofree char *csv = NULL;

  if (!g_str_has_suffix (path, ".csv"))
    return mg_plot_view_save_picture (self->view, path, PICTURE_WIDTH, PICTURE_HEIGHT, error);
  csv = mg_plot_view_dup_csv (self->view);
  return g_file_set_contents (path, csv, -1, error);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
filter_changed_cb (GtkFileChooser *chooser)
{
  static const char *const names[] = { "plot.png", "plot.svg", "plot.csv" };
  g_autoptr (GSList) filters = gtk_file_chooser_list_filters (chooser);
  int index = g_slist_index (filters, gtk_file_chooser_get_filter (chooser));

  if (index >= 0 && index < (int) G_N_ELEMENTS (names))
    gtk_file_chooser_set_current_name (chooser, names[index]);
}

static void
save_clicked_cb (GtkButton *button, gpointer data)
{
  MgPlotPage *self = data;
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  g_autoptr (GtkFileChooserNative) dialog = gtk_file_chooser_native_new (
      _ ("Save the Plot"), GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  add_filter (chooser, _ ("Picture (PNG)"), "*.png");
  add_filter (chooser, _ ("Drawing (SVG)"), "*.svg");
  add_filter (chooser, _ ("Numbers (CSV)"), "*.csv");
  gtk_file_chooser_set_current_name (chooser, "plot.png");
  g_signal_connect (dialog, "notify::filter", G_CALLBACK (filter_changed_cb), NULL);
  if (gtk_native_dialog_run (GTK_NATIVE_DIALOG (dialog)) != GTK_RESPONSE_ACCEPT)
    return;
  path = gtk_file_chooser_get_filename (chooser);
  if (path != NULL && !save_to (self, path, &error))
    g_signal_emit (self, signals[MESSAGE], 0, _ ("The plot was not saved."), error->message);
}

/* --- the page --- */

static void
drag_data_received (GtkWidget *widget, GdkDragContext *context, int x, int y, GtkSelectionData *data,
                    guint info, guint time)
{
  MgPlotPage *self = MG_PLOT_PAGE (widget);
  gsize length = (gsize) MAX (gtk_selection_data_get_length (data), 0);
  g_autofree char *path = g_strndup ((const char *) gtk_selection_data_get_data (data), length);
  g_autoptr (GError) error = NULL;
  gboolean added = length > 0 && mg_plot_page_add (self, path, &error);

  if (error != NULL)
    g_signal_emit (self, signals[MESSAGE], 0, _ ("That cannot be plotted."), error->message);
  gtk_drag_finish (context, added, FALSE, time);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_plot_page_parent_class)->map (widget);
  update_tick (MG_PLOT_PAGE (widget));
}

static void
unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_plot_page_parent_class)->unmap (widget);
  update_tick (MG_PLOT_PAGE (widget));
}

static void
dispose (GObject *object)
{
  MgPlotPage *self = MG_PLOT_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->past_id, g_source_remove);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (mg_plot_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgPlotPage *self = MG_PLOT_PAGE (object);

  g_clear_pointer (&self->structure, mg_structure_unref);
  g_clear_pointer (&self->snapshot, mg_snapshot_unref);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->interest);
  G_OBJECT_CLASS (mg_plot_page_parent_class)->finalize (object);
}

static void
mg_plot_page_class_init (MgPlotPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->drag_data_received = drag_data_received;

  signals[INTEREST_CHANGED] = g_signal_new ("interest-changed", MG_TYPE_PLOT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] =
      g_signal_new ("changed", MG_TYPE_PLOT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", MG_TYPE_PLOT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/plot-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MgPlotPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MgPlotPage, view_slot);
  gtk_widget_class_bind_template_child (widget_class, MgPlotPage, series_button);
  gtk_widget_class_bind_template_child (widget_class, MgPlotPage, series_list);
  gtk_widget_class_bind_template_child (widget_class, MgPlotPage, axes_button);
  gtk_widget_class_bind_template_child (widget_class, MgPlotPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, axes_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
mg_plot_page_init (MgPlotPage *self)
{
  static const GtkTargetEntry target = { (char *) MG_FIELD_TARGET, GTK_TARGET_SAME_APP, 0 };

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->interest = g_array_new (FALSE, FALSE, sizeof (MgRange));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = MG_PLOT_VIEW (mg_plot_view_new ());
  gtk_widget_show (GTK_WIDGET (self->view));
  gtk_box_pack_start (GTK_BOX (self->view_slot), GTK_WIDGET (self->view), TRUE, TRUE, 0);
  gtk_drag_dest_set (GTK_WIDGET (self), GTK_DEST_DEFAULT_ALL, &target, 1, GDK_ACTION_COPY);
}

GtkWidget *
mg_plot_page_new (MgShown *shown)
{
  MgPlotPage *self = g_object_new (MG_TYPE_PLOT_PAGE, NULL);

  self->shown = g_object_ref (shown);
  return GTK_WIDGET (self);
}
