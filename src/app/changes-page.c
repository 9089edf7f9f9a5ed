#include "config.h"

#include "app/changes-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/change-list.h"
#include "app/change-reader.h"
#include "app/field-runs.h"
#include "app/format.h"
#include "app/path-parts.h"
#include "app/row-view.h"
#include "core/number.h"

#define SCAN_AT_ONCE 2000 /* changes that an idle call looks at */

struct _MgChangesPage
{
  GtkBox parent_instance;

  GtkWidget *path_entry;
  GtkWidget *value_entry;
  GtkWidget *span_combo;
  GtkWidget *fields_button;
  GtkWidget *note_label;
  GtkWidget *stack;
  MgRowView *changes_view;
  MgRowView *fields_view;

  MgShown *shown;
  MgHexView *bytes; /* not owned */
  MgDeclarations *declarations;
  MgChangeReader *reader;
  MgChangeList *list;
  GArray *fields;   /* of guint: indices of the changed fields that pass the filter */
  guint scan_id;
};

G_DEFINE_FINAL_TYPE (MgChangesPage, mg_changes_page, GTK_TYPE_BOX)

static MgChanges *
get_changes (MgChangesPage *self)
{
  return mg_change_reader_get_changes (self->reader);
}

/* --- Texts --- */

/* "12:41:07.004" */
static char *
dup_time (MgChangesPage *self, gint64 time_us)
{
  const MgSnapshot *newest = mg_shown_get_newest (self->shown);
  g_autofree char *date = mg_format_date (newest->real_time_us + (time_us - newest->time_us));
  const char *time = strchr (date, ' ');

  return g_strdup (time != NULL ? time + 1 : date);
}

static char *
change_text_cb (gpointer data, guint64 row, guint column)
{
  MgChangesPage *self = data;
  MgChanges *changes = get_changes (self);
  guint64 number = mg_change_list_get_number (self->list, row);
  const MgChange *change;
  const MgChangedField *field;

  /* it may have been dropped since the list was told of */
  if (number < mg_changes_get_first (changes) || number >= mg_changes_get_end (changes))
    return g_strdup ("");
  change = mg_changes_get (changes, number);
  field = mg_changes_get_field (changes, change->field);
  switch (column)
    {
    case 0:
      return dup_time (self, change->time_us);
    case 1:
      if (field->field == NULL)
        return g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", change->offset);
      return g_strdup (field->path);
    default:
      return mg_changes_dup_text (changes, number, column == 3);
    }
}

static char *
field_text_cb (gpointer data, guint64 row, guint column)
{
  MgChangesPage *self = data;
  const MgChangedField *field =
      mg_changes_get_field (get_changes (self), g_array_index (self->fields, guint, row));
  double rate_hz;

  switch (column)
    {
    case 0:
      return g_strdup (field->path);
    case 1:
      return dup_time (self, field->last_us);
    case 2:
      return mg_decimal_to_string (field->n_changes);
    case 3:
      rate_hz = mg_changed_field_get_rate_hz (field);
      return rate_hz > 0 ? mg_format_rate (rate_hz) : g_strdup ("—");
    default:
      if (!field->numeric)
        return g_strdup ("—");
      return mg_changed_field_dup_number (field, column == 4 ? field->min : field->max);
    }
}

/* --- What is listed --- */

static void
update_note (MgChangesPage *self)
{
  MgChanges *changes = get_changes (self);
  g_autofree char *n = mg_decimal_to_string (mg_changes_get_end (changes));
  g_autofree char *text = NULL;
  double share;

  if (mg_change_reader_is_filling (self->reader, &share))
    text = g_strdup_printf (_ ("%d %% looked through"), (int) (share * 100));
  else if (mg_changes_get_first (changes) > 0 || mg_changes_get_n_left_out (changes) > 0)
    text = g_strdup_printf (_ ("%s changes, the last ones listed"), n);
  else
    text = g_strdup_printf (ngettext ("%s change", "%s changes", (gulong) mg_changes_get_end (changes)), n);
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (self->note_label)), text))
    gtk_label_set_text (GTK_LABEL (self->note_label), text);
}

static void
update_fields (MgChangesPage *self)
{
  MgChanges *changes = get_changes (self);
  g_auto (GStrv) parts = mg_path_parts_new (gtk_entry_get_text (GTK_ENTRY (self->path_entry)));

  g_array_set_size (self->fields, 0);
  for (guint i = 0; i < mg_changes_get_n_fields (changes); i++)
    {
      const MgChangedField *field = mg_changes_get_field (changes, i);

      if (field->n_changes > 0 && mg_path_parts_match (parts, field->path))
        g_array_append_val (self->fields, i);
    }
  mg_row_view_set_n_rows (self->fields_view, self->fields->len);
}

static gboolean
scan_cb (gpointer data)
{
  MgChangesPage *self = data;
  gboolean more = mg_change_list_scan (self->list, get_changes (self), SCAN_AT_ONCE);

  mg_row_view_set_n_rows (self->changes_view, mg_change_list_get_n_rows (self->list));
  if (!more)
    self->scan_id = 0;
  return more;
}

static void
update (MgChangesPage *self)
{
  guint64 n_new = mg_change_list_update (self->list, get_changes (self));

  mg_row_view_insert_top (self->changes_view, n_new);
  mg_row_view_set_n_rows (self->changes_view, mg_change_list_get_n_rows (self->list));
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->fields_button)))
    update_fields (self);
  update_note (self);
}

static void
filter_cb (GtkWidget *widget, gpointer data)
{
  MgChangesPage *self = data;
  const char *span = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->span_combo));

  if (self->list == NULL)
    return;
  mg_change_list_set_filter (self->list, gtk_entry_get_text (GTK_ENTRY (self->path_entry)),
                             gtk_entry_get_text (GTK_ENTRY (self->value_entry)),
                             span != NULL ? g_ascii_strtoll (span, NULL, 10) * G_USEC_PER_SEC : 0);
  mg_row_view_set_n_rows (self->changes_view, 0);
  update_fields (self);
  update (self);
  if (self->scan_id == 0)
    self->scan_id = g_idle_add_full (G_PRIORITY_DEFAULT, scan_cb, self, NULL);
}

static void
mode_cb (GtkToggleButton *button, gpointer data)
{
  MgChangesPage *self = data;
  gboolean fields = gtk_toggle_button_get_active (button);

  gtk_stack_set_visible_child (GTK_STACK (self->stack),
                               GTK_WIDGET (fields ? self->fields_view : self->changes_view));
  /* values and times are those of single changes */
  gtk_widget_set_sensitive (self->value_entry, !fields);
  gtk_widget_set_sensitive (self->span_combo, !fields);
  update_fields (self);
}

static void
changed_cb (MgChangeReader *reader, gpointer data)
{
  update (data);
}

static void
restarted_cb (MgChangeReader *reader, gpointer data)
{
  filter_cb (NULL, data);
}

static void
parsed_cb (MgDeclarations *declarations, gpointer data)
{
  MgChangesPage *self = data;
  MgStructure *structure = mg_declarations_get_structure (declarations);

  mg_change_reader_set_structure (self->reader, structure,
                                  structure == NULL || !mg_structure_is_dynamic (structure));
}

/* --- Going there --- */

static void
go_to (MgChangesPage *self, gint64 time_us, guint64 offset, guint64 length)
{
  if (mg_shown_get_session (self->shown) == NULL)
    mg_shown_set_moving (self->shown, FALSE);
  mg_shown_go_to (self->shown, time_us);
  mg_hex_view_select (self->bytes, (MgRange) { offset, length });
}

static void
change_activated_cb (MgRowView *view, guint64 row, gpointer data)
{
  MgChangesPage *self = data;
  MgChanges *changes = get_changes (self);
  guint64 number = mg_change_list_get_number (self->list, row);
  const MgChange *change;
  const MgChangedField *field;

  if (number < mg_changes_get_first (changes) || number >= mg_changes_get_end (changes))
    return;
  change = mg_changes_get (changes, number);
  field = mg_changes_get_field (changes, change->field);
  go_to (self, change->time_us, change->offset, field->field != NULL ? field->length : change->length);
}

static void
field_activated_cb (MgRowView *view, guint64 row, gpointer data)
{
  MgChangesPage *self = data;
  const MgChangedField *field =
      mg_changes_get_field (get_changes (self), g_array_index (self->fields, guint, row));

  go_to (self, field->last_us, field->offset, field->length);
}

/* --- The page --- */

static void
map (GtkWidget *widget)
{
  MgChangesPage *self = MG_CHANGES_PAGE (widget);

  GTK_WIDGET_CLASS (mg_changes_page_parent_class)->map (widget);
  mg_change_reader_set_active (self->reader, TRUE);
  update_note (self);
}

static void
unmap (GtkWidget *widget)
{
  MgChangesPage *self = MG_CHANGES_PAGE (widget);

  mg_change_reader_set_active (self->reader, FALSE);
  GTK_WIDGET_CLASS (mg_changes_page_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  MgChangesPage *self = MG_CHANGES_PAGE (object);

  g_clear_handle_id (&self->scan_id, g_source_remove);
  if (self->reader != NULL)
    {
      mg_change_reader_set_active (self->reader, FALSE);
      g_signal_handlers_disconnect_by_data (self->reader, self);
      g_signal_handlers_disconnect_by_data (self->declarations, self);
    }
  /* the views ask for texts until they are gone: those are freed behind them */
  G_OBJECT_CLASS (mg_changes_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgChangesPage *self = MG_CHANGES_PAGE (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->declarations);
  g_clear_object (&self->shown);
  mg_change_list_free (self->list);
  g_array_unref (self->fields);
  G_OBJECT_CLASS (mg_changes_page_parent_class)->finalize (object);
}

static void
mg_changes_page_class_init (MgChangesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MgChangesPage, path_entry);
  gtk_widget_class_bind_template_child (widget_class, MgChangesPage, value_entry);
  gtk_widget_class_bind_template_child (widget_class, MgChangesPage, span_combo);
  gtk_widget_class_bind_template_child (widget_class, MgChangesPage, fields_button);
  gtk_widget_class_bind_template_child (widget_class, MgChangesPage, note_label);
  gtk_widget_class_bind_template_child (widget_class, MgChangesPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
}

static MgRowView *
add_view (MgChangesPage *self, const MgRowColumn *columns, guint n_columns, MgRowText text,
          GCallback activated)
{
  GtkWidget *view = mg_row_view_new (columns, n_columns, text, self);

  g_signal_connect (view, "activated", activated, self);
  gtk_container_add (GTK_CONTAINER (self->stack), view);
  gtk_widget_show (view);
  return MG_ROW_VIEW (view);
}

static void
mg_changes_page_init (MgChangesPage *self)
{
  const MgRowColumn changes[] = {
    { _ ("Time"), 14 }, { _ ("Field"), 20, TRUE }, { _ ("From"), 14, TRUE }, { _ ("To"), 14, TRUE },
  };
  const MgRowColumn fields[] = {
    { _ ("Field"), 20, TRUE },          { _ ("Last Change"), 14 },     { _ ("Changes"), 10, FALSE, TRUE },
    { _ ("Rate"), 10, FALSE, TRUE },    { _ ("Minimum"), 14, TRUE, TRUE }, { _ ("Maximum"), 14, TRUE, TRUE },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  self->changes_view =
      add_view (self, changes, G_N_ELEMENTS (changes), change_text_cb, G_CALLBACK (change_activated_cb));
  self->fields_view =
      add_view (self, fields, G_N_ELEMENTS (fields), field_text_cb, G_CALLBACK (field_activated_cb));
}

GtkWidget *
mg_changes_page_new (MgShown *shown, MgHexView *bytes, MgDeclarations *declarations)
{
  MgChangesPage *self = g_object_new (MG_TYPE_CHANGES_PAGE, NULL);

  self->shown = g_object_ref (shown);
  self->bytes = bytes;
  self->declarations = g_object_ref (declarations);
  self->reader = mg_change_reader_new (shown);
  self->list = mg_change_list_new ();
  g_signal_connect (self->reader, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->reader, "restarted", G_CALLBACK (restarted_cb), self);
  g_signal_connect (declarations, "parsed", G_CALLBACK (parsed_cb), self);
  parsed_cb (declarations, self);
  filter_cb (NULL, self);
  return GTK_WIDGET (self);
}
