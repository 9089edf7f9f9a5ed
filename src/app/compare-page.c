#include "config.h"

#include "app/compare-page.h"

#include <glib/gi18n.h>

#include "app/compare-chooser.h"
#include "app/compare-reader.h"
#include "app/format.h"
#include "app/name-check.h"
#include "app/path-parts.h"
#include "app/row-view.h"
#include "app/window-recording.h"
#include "core/error.h"
#include "core/number.h"

struct _MgComparePage
{
  GtkBox parent_instance;

  GtkWidget *tools;
  GtkWidget *time_entry;
  GtkWidget *again_button;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *fields_button;
  GtkWidget *path_entry;
  GtkWidget *note_label;
  GtkWidget *stack;
  GtkWidget *chooser;
  MgRowView *runs_view;
  MgRowView *fields_view;

  MgHexView *bytes; /* not owned */
  MgDeclarations *declarations;
  MgCompareReader *reader;
  MgComparison *comparison; /* (nullable): as it is listed */
  gboolean hidden;          /* nobody sees the window */
  GArray *listed;           /* of guint: indices of its fields that pass the filter */
};

G_DEFINE_FINAL_TYPE (MgComparePage, mg_compare_page, GTK_TYPE_BOX)

static gboolean
by_fields (MgComparePage *self)
{
  return gtk_widget_get_sensitive (self->fields_button)
         && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->fields_button));
}

static MgRowView *
get_view (MgComparePage *self)
{
  return by_fields (self) ? self->fields_view : self->runs_view;
}

static const MgComparedRun *
get_run (MgComparePage *self, guint64 row)
{
  return &g_array_index (self->comparison->runs, MgComparedRun, row);
}

static const MgComparedField *
get_field (MgComparePage *self, guint64 row)
{
  return g_ptr_array_index (self->comparison->fields, g_array_index (self->listed, guint, row));
}

/* --- Texts --- */

static char *
dup_bytes (const guint8 *bytes, guint64 length)
{
  gsize n_kept = (gsize) MIN (length, MG_COMPARISON_BYTES);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_kept; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? " " : "", bytes[i]);
  if (n_kept < length)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}

static char *
run_text_cb (gpointer data, guint64 row, guint column)
{
  const MgComparedRun *run = get_run (data, row);

  switch (column)
    {
    case 0:
      return g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", run->range.start);
    case 1:
      return mg_decimal_to_string (run->range.length);
    default:
      return dup_bytes (column == 2 ? run->a : run->b, run->range.length);
    }
}

static char *
field_text_cb (gpointer data, guint64 row, guint column)
{
  const MgComparedField *field = get_field (data, row);
  const char *const texts[] = { field->path, field->type, field->a, field->b };

  return g_strdup (texts[column] != NULL ? texts[column] : "—");
}

static void
add (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", sentence);
  g_free (sentence);
}

static void
add_count (MgComparePage *self, GString *text)
{
  const MgComparison *found = self->comparison;
  guint64 n = by_fields (self) ? found->n_fields : found->n_runs;
  guint64 n_listed = by_fields (self) ? found->fields->len : found->runs->len;
  g_autofree char *count = mg_decimal_to_string (n), *first = mg_decimal_to_string (n_listed);
  g_autofree char *bytes = mg_format_bytes (found->n_bytes);

  if (n == 0)
    add (text, g_strdup (_ ("No differences")));
  else if (by_fields (self))
    add (text, g_strdup_printf (ngettext ("%s field differs", "%s fields differ", (gulong) n), count));
  else
    add (text,
         g_strdup_printf (ngettext ("%s difference, %s", "%s differences, %s", (gulong) n), count, bytes));
  if (n_listed < n)
    add (text, g_strdup_printf (_ ("the first %s are listed"), first));
}

/* What was not compared, and why. */
static void
add_limits (MgComparePage *self, GString *text)
{
  const MgComparison *found = self->comparison;
  g_autofree char *a = mg_format_bytes (found->size_a), *b = mg_format_bytes (found->size_b);
  g_autofree char *bytes = mg_format_bytes (found->n_unreadable);
  g_autofree char *fields = mg_decimal_to_string (found->n_fields_unreadable);

  if (found->size_a != found->size_b)
    add (text, g_strdup_printf (_ ("here %s, there %s"), a, b));
  if (by_fields (self) && found->n_fields_unreadable > 0)
    add (text, g_strdup_printf (ngettext ("%s field is not known on both sides",
                                          "%s fields are not known on both sides",
                                          (gulong) found->n_fields_unreadable),
                                fields));
  else if (found->n_unreadable > 0)
    add (text, g_strdup_printf (_ ("%s are not known on both sides"), bytes));
  if (by_fields (self) && found->fields_error != NULL)
    add (text, g_strdup (found->fields_error->message));
}

static void
update_note (MgComparePage *self)
{
  const GError *error = mg_compare_reader_get_error (self->reader);
  g_autoptr (GString) text = g_string_new (NULL);

  if (error != NULL)
    add (text, g_strdup (error->message));
  /* what names lead to is looked at again and again, files are not */
  if (mg_name_check_is_absence (error) && mg_compare_reader_get_path (self->reader) == NULL)
    add (text, g_strdup (_ ("it is compared when it appears")));
  if (self->comparison != NULL)
    {
      add_count (self, text);
      add_limits (self, text);
      add (text, mg_format_clock (self->comparison->real_time_us));
    }
  else if (error == NULL)
    add (text, g_strdup (mg_compare_reader_get_label (self->reader) != NULL ? _ ("Comparing…")
                         : mg_compare_reader_is_waiting (self->reader)      ? _ ("Waiting for the object…")
                                                                       : _ ("Choose what to compare with.")));
  if (g_str_equal (gtk_label_get_text (GTK_LABEL (self->note_label)), text->str))
    return;
  gtk_label_set_text (GTK_LABEL (self->note_label), text->str);
  gtk_widget_set_tooltip_text (self->note_label, error != NULL && mg_error_get_hint (error) != NULL
                                                     ? mg_error_get_hint (error) : text->str);
}

/* --- What is listed --- */

static void
mark_bytes (MgComparePage *self)
{
  guint n =
      self->comparison != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) ? self->comparison->runs->len : 0;
  g_autofree MgRange *ranges = g_new (MgRange, n);

  for (guint i = 0; i < n; i++)
    ranges[i] = get_run (self, i)->range;
  mg_hex_view_set_highlights (self->bytes, ranges, n);
}

static void
list_fields (MgComparePage *self)
{
  g_auto (GStrv) parts = mg_path_parts_new (gtk_entry_get_text (GTK_ENTRY (self->path_entry)));

  g_array_set_size (self->listed, 0);
  for (guint i = 0; self->comparison != NULL && i < self->comparison->fields->len; i++)
    {
      const MgComparedField *field = g_ptr_array_index (self->comparison->fields, i);

      if (mg_path_parts_match (parts, field->path))
        g_array_append_val (self->listed, i);
    }
}

/* The row of a field that is listed; @row where it is not any more. */
static guint64
find_field (MgComparePage *self, const char *path, guint64 row)
{
  for (guint i = 0; i < self->listed->len; i++)
    if (g_str_equal (get_field (self, i)->path, path))
      return i;
  return row;
}

static void
show_rows (MgComparePage *self)
{
  mg_row_view_set_n_rows (self->runs_view, self->comparison != NULL ? self->comparison->runs->len : 0);
  mg_row_view_set_n_rows (self->fields_view, self->listed->len);
}

static void
update_buttons (MgComparePage *self)
{
  gboolean any = mg_row_view_get_n_rows (get_view (self)) > 0;

  gtk_widget_set_sensitive (self->previous_button, any);
  gtk_widget_set_sensitive (self->next_button, any);
  gtk_widget_set_sensitive (self->again_button, mg_compare_reader_get_label (self->reader) != NULL);
}

/* What the cursors are on stays, or what comes in its place. */
static void
update (MgComparePage *self)
{
  MgComparison *comparison = mg_compare_reader_get_comparison (self->reader);
  guint64 run, row;
  gboolean on_run = mg_row_view_get_cursor (self->runs_view, &run);
  gboolean on_field = mg_row_view_get_cursor (self->fields_view, &row);
  guint64 offset = on_run ? get_run (self, run)->range.start : 0;
  g_autofree char *path = on_field ? g_strdup (get_field (self, row)->path) : NULL;

  mg_comparison_unref (self->comparison);
  self->comparison = comparison != NULL ? mg_comparison_ref (comparison) : NULL;
  list_fields (self);
  show_rows (self);
  if (on_run && comparison != NULL)
    mg_row_view_renumber_cursor (self->runs_view, mg_comparison_find_run (comparison, offset));
  if (on_field)
    mg_row_view_renumber_cursor (self->fields_view, find_field (self, path, row));
  update_buttons (self);
  update_note (self);
}

static void
changed_cb (MgCompareReader *reader, gpointer data)
{
  MgComparePage *self = data;
  const char *path = mg_compare_reader_get_path (reader);

  gtk_widget_set_visible (self->time_entry, path != NULL && mg_is_recording (path));
  if (mg_compare_reader_get_comparison (reader) == self->comparison)
    {
      update_note (self);
      update_buttons (self);
      return;
    }
  update (self);
  mark_bytes (self);
}

static void
filter_cb (GtkWidget *widget, gpointer data)
{
  MgComparePage *self = data;

  list_fields (self);
  mg_row_view_renumber_cursor (self->fields_view, G_MAXUINT64);
  show_rows (self);
  update_buttons (self);
}

static void
mode_cb (GtkToggleButton *button, gpointer data)
{
  MgComparePage *self = data;

  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (get_view (self)));
  gtk_widget_set_visible (self->path_entry, by_fields (self));
  if (self->reader == NULL)
    return;
  update_buttons (self);
  update_note (self);
}

static void
parsed_cb (MgDeclarations *declarations, gpointer data)
{
  MgComparePage *self = data;
  MgStructure *structure = mg_declarations_get_structure (declarations);

  gtk_widget_set_sensitive (self->fields_button, structure != NULL);
  mode_cb (NULL, self);
  mg_compare_reader_set_structure (self->reader, structure);
}

/* --- Going there --- */

static void
select_row (MgComparePage *self, guint64 row)
{
  MgRange range = by_fields (self) ? get_field (self, row)->range : get_run (self, row)->range;

  if (range.length == 0 || mg_range_end (range) > self->comparison->size_a)
    return;
  mg_hex_view_select (self->bytes, range);
  if (mg_range_intersect (range, mg_hex_view_get_visible_range (self->bytes)).length < range.length)
    mg_hex_view_scroll_to (self->bytes, range.start, MG_ALIGN_CENTER);
}

static void
cursor_moved_cb (MgRowView *view, gpointer data)
{
  MgComparePage *self = data;
  guint64 row;

  if (view == get_view (self) && mg_row_view_get_cursor (view, &row))
    select_row (self, row);
}

static void
activated_cb (MgRowView *view, guint64 row, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (MG_COMPARE_PAGE (data)->bytes));
}

/* By bytes, from where one is among them; by fields, from one row to the next. */
static gboolean
find_step (MgComparePage *self, int by, guint64 *row)
{
  guint64 n_rows = mg_row_view_get_n_rows (get_view (self)), from;
  gboolean has_cursor = mg_row_view_get_cursor (get_view (self), &from);

  if (!by_fields (self) && self->comparison != NULL)
    from = mg_comparison_find_run (self->comparison, mg_hex_view_get_caret (self->bytes, NULL) + (by > 0));
  else if (has_cursor && by > 0)
    from++;
  else if (!has_cursor)
    from = by > 0 ? 0 : n_rows;
  if (by < 0 && from == 0)
    return FALSE;
  *row = by < 0 ? from - 1 : from;
  return *row < n_rows;
}

void
mg_compare_page_step (MgComparePage *self, int by)
{
  guint64 row;

  g_return_if_fail (MG_IS_COMPARE_PAGE (self));

  if (find_step (self, by, &row))
    mg_row_view_set_cursor (get_view (self), row);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
previous_cb (GtkButton *button, gpointer data)
{
  mg_compare_page_step (data, -1);
}

static void
next_cb (GtkButton *button, gpointer data)
{
  mg_compare_page_step (data, 1);
}

static void
again_cb (GtkButton *button, gpointer data)
{
  mg_compare_reader_again (MG_COMPARE_PAGE (data)->reader);
}

static void
time_cb (GtkEntry *entry, gpointer data)
{
  MgComparePage *self = data;
  const char *time = gtk_entry_get_text (entry);
  g_autofree char *path = g_strdup (mg_compare_reader_get_path (self->reader));

  if (path != NULL)
    mg_compare_chooser_take_file (MG_COMPARE_CHOOSER (self->chooser), path, *time != '\0' ? time : NULL);
}

/* --- The page --- */

void
mg_compare_page_set_hidden (MgComparePage *self, gboolean hidden)
{
  g_return_if_fail (MG_IS_COMPARE_PAGE (self));

  self->hidden = hidden;
  mg_compare_reader_set_active (self->reader, !hidden && gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
map (GtkWidget *widget)
{
  MgComparePage *self = MG_COMPARE_PAGE (widget);

  GTK_WIDGET_CLASS (mg_compare_page_parent_class)->map (widget);
  mark_bytes (self);
  mg_compare_reader_set_active (self->reader, !self->hidden);
  /* the first time there is something to look at at once: what changes from now on */
  if (mg_compare_reader_get_label (self->reader) == NULL && !mg_compare_reader_is_waiting (self->reader))
    mg_compare_reader_keep (self->reader);
}

static void
unmap (GtkWidget *widget)
{
  MgComparePage *self = MG_COMPARE_PAGE (widget);

  mg_compare_reader_set_active (self->reader, FALSE);
  GTK_WIDGET_CLASS (mg_compare_page_parent_class)->unmap (widget);
  mark_bytes (self);
}

static void
grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_view (MG_COMPARE_PAGE (widget))));
}

static void
dispose (GObject *object)
{
  MgComparePage *self = MG_COMPARE_PAGE (object);

  if (self->reader != NULL)
    {
      mg_compare_reader_set_active (self->reader, FALSE);
      g_signal_handlers_disconnect_by_data (self->reader, self);
      g_signal_handlers_disconnect_by_data (self->declarations, self);
    }
  /* the views ask for texts until they are gone: those are freed behind them */
  G_OBJECT_CLASS (mg_compare_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgComparePage *self = MG_COMPARE_PAGE (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->declarations);
  mg_comparison_unref (self->comparison);
  g_array_unref (self->listed);
  G_OBJECT_CLASS (mg_compare_page_parent_class)->finalize (object);
}

static void
mg_compare_page_class_init (MgComparePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->grab_focus = grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/compare-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, tools);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, time_entry);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, again_button);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, next_button);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, fields_button);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, path_entry);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, note_label);
  gtk_widget_class_bind_template_child (widget_class, MgComparePage, stack);
  gtk_widget_class_bind_template_callback (widget_class, time_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
}

static MgRowView *
add_view (MgComparePage *self, const MgRowColumn *columns, guint n_columns, MgRowText text)
{
  GtkWidget *view = mg_row_view_new (columns, n_columns, text, self);

  g_signal_connect (view, "cursor-moved", G_CALLBACK (cursor_moved_cb), self);
  g_signal_connect (view, "activated", G_CALLBACK (activated_cb), self);
  gtk_container_add (GTK_CONTAINER (self->stack), view);
  gtk_widget_show (view);
  return MG_ROW_VIEW (view);
}

static void
mg_compare_page_init (MgComparePage *self)
{
  const MgRowColumn runs[] = {
    { _ ("Offset"), 12 },
    { _ ("Length"), 10, FALSE, TRUE },
    { _ ("Here"), 20, TRUE },
    { _ ("There"), 20, TRUE },
  };
  const MgRowColumn fields[] = {
    { _ ("Field"), 20, TRUE }, { _ ("Type"), 14 }, { _ ("Here"), 14, TRUE }, { _ ("There"), 14, TRUE },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->listed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->runs_view = add_view (self, runs, G_N_ELEMENTS (runs), run_text_cb);
  self->fields_view = add_view (self, fields, G_N_ELEMENTS (fields), field_text_cb);
}

GtkWidget *
mg_compare_page_new (MgShown *shown, MgHexView *bytes, MgDeclarations *declarations)
{
  MgComparePage *self = g_object_new (MG_TYPE_COMPARE_PAGE, NULL);

  self->bytes = bytes;
  self->declarations = g_object_ref (declarations);
  self->reader = mg_compare_reader_new (shown);
  self->chooser = mg_compare_chooser_new (self->reader, shown);
  gtk_box_pack_start (GTK_BOX (self->tools), self->chooser, FALSE, FALSE, 0);
  gtk_box_reorder_child (GTK_BOX (self->tools), self->chooser, 0);
  gtk_widget_show (self->chooser);
  g_signal_connect (self->reader, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (declarations, "parsed", G_CALLBACK (parsed_cb), self);
  parsed_cb (declarations, self);
  update_buttons (self);
  update_note (self);
  return GTK_WIDGET (self);
}
