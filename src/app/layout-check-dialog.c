#include "config.h"

#include "app/layout-check-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/shown-source.h"

#define TITLE_CHARS 8 /* at least, of a column's */
#define CHOSEN_ALPHA 0.18

enum
{
  LAYOUT_LETTER,
  LAYOUT_PERCENT,
  LAYOUT_FIT,
  LAYOUT_NAMES,
  LAYOUT_SIZE
};

enum
{
  EVIDENCE_ICON,
  EVIDENCE_WORD,
  EVIDENCE_PATH,
  EVIDENCE_TEXT
};

struct _MgLayoutCheckDialog
{
  GtkDialog parent_instance;

  GtkListStore *layouts;
  GtkListStore *evidence;
  GtkTreeView *layouts_view;
  GtkTreeSelection *layouts_selection;
  GtkTreeView *members_view;
  GtkWidget *spinner;
  GtkWidget *verdict_label;
  GtkWidget *again_button;
  GtkWidget *members_label;
  GtkWidget *differing_button;
  GtkWidget *evidence_label;
  GtkWidget *use_button;

  MgDeclarations *declarations;
  MgShown *shown;
  GCancellable *checking; /* (nullable) */
  MgLayoutCheck *check;   /* (nullable) */
  guint chosen;           /* a row of the check */
};

G_DEFINE_FINAL_TYPE (MgLayoutCheckDialog, mg_layout_check_dialog, GTK_TYPE_DIALOG)

/* --- checking --- */

/* What a thread is given. */
typedef struct
{
  MgDeclarationsInput *input;
  char *type_name;
  MgSnapshot *snapshot;
  MgName *object;
  MgStill still;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  mg_declarations_input_free (request->input);
  g_free (request->type_name);
  mg_snapshot_unref (request->snapshot);
  mg_name_unref (request->object);
  g_free (request);
}

static void
check_thread (GTask *task, gpointer source_object, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  const MgDeclarationsInput *input = request->input;
  MgCOptions options = mg_declarations_input_get_options (input);
  g_autoptr (GError) error = NULL;
  /* of a large structure the snapshot has what is visible alone */
  g_autoptr (MgSource) source =
      mg_shown_source_new (request->snapshot, request->object, request->still, &error);
  MgLayoutCheck *check = NULL;

  if (source != NULL)
    {
      MgFieldBytes bytes = mg_field_bytes_from_source (source);

      check = mg_layout_check_new (input->name, input->text, strlen (input->text), &options,
                                   request->type_name, &bytes, input->offset, &error);
    }
  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify) mg_layout_check_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void show_check (MgLayoutCheckDialog *self, MgLayoutCheck *check, const char *error);

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgLayoutCheckDialog *self = data;
  g_autoptr (GError) error = NULL;
  MgLayoutCheck *check = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* a newer one is on its way, or the dialog is no more */
  g_clear_object (&self->checking);
  show_check (self, check, error != NULL ? error->message : NULL);
}

static void
cancel (MgLayoutCheckDialog *self)
{
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

static void
start (MgLayoutCheckDialog *self)
{
  MgDeclarations *declarations = self->declarations;
  MgStructure *structure = mg_declarations_get_structure (declarations);
  g_autoptr (GTask) task = NULL;
  Request *request;

  cancel (self);
  if (structure == NULL)
    {
      const char *error = mg_declarations_get_error (declarations);

      show_check (self, NULL, error != NULL ? error : _ ("There is no structure to check."));
      return;
    }
  request = g_new0 (Request, 1);
  request->input = mg_declarations_dup_input (declarations);
  /* the one that is shown: what was chosen by name may no longer be there */
  request->type_name = mg_c_type_dup_text (mg_structure_get_type (structure));
  request->snapshot = mg_snapshot_ref (mg_shown_get_snapshot (self->shown));
  request->object = mg_name_ref (mg_shown_get_name (self->shown));
  request->still = mg_shown_get_still (self->shown);
  self->checking = g_cancellable_new ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  task = g_task_new (NULL, self->checking, checked_cb, self);
  g_task_set_task_data (task, request, request_free);
  g_task_set_check_cancellable (task, TRUE);
  g_task_run_in_thread (task, check_thread);
}

/* --- texts --- */

static const MgLayoutRow *
get_row (MgLayoutCheckDialog *self, guint i)
{
  guint n_rows;

  return &mg_layout_check_get_rows (self->check, &n_rows)[i];
}

/* "A" to "Z", "27" */
static char *
dup_letter (guint i)
{
  return i < 26 ? g_strdup_printf ("%c", 'A' + (int) i) : g_strdup_printf ("%u", i + 1);
}

static char *
dup_fit (const MgLayoutRow *row)
{
  return g_strdup_printf ("%.0f %%", row->score * 100);
}

static char *
dup_verdict (MgLayoutCheckDialog *self)
{
  const MgLayoutRow *best = get_row (self, 0);
  g_autofree char *names = mg_layout_row_dup_names (best);
  g_autofree char *fit = dup_fit (best);

  if (best->is_default)
    return g_strdup_printf (_ ("Your layout fits best: %s."), fit);
  if (mg_layout_check_is_right (self->check))
    return g_strdup_printf (_ ("Your layout fits as well as any other, or nearly."));
  return g_strdup_printf (_ ("Another layout fits better than yours: %s, with %s."), names, fit);
}

/* "0x10 · 4", "0x10.3 · 3 bits": offset and size. */
static char *
dup_place (guint64 bit_offset, guint64 n_bits)
{
  g_autofree char *bit = NULL;
  g_autofree char *size = NULL;

  if (bit_offset == MG_UNKNOWN)
    return g_strdup ("–");
  if (bit_offset % 8 != 0)
    bit = g_strdup_printf (".%u", (guint) (bit_offset % 8));
  if (bit_offset % 8 != 0 || n_bits % 8 != 0)
    size = g_strdup_printf (ngettext ("%u bit", "%u bits", (gulong) n_bits), (guint) n_bits);
  else
    size = g_strdup_printf ("%" G_GUINT64_FORMAT, n_bits / 8);
  return g_strdup_printf ("0x%" G_GINT64_MODIFIER "X%s · %s", bit_offset / 8, bit != NULL ? bit : "", size);
}

/* --- the table of members --- */

static const MgLayoutCheckMember *
get_member (MgLayoutCheckDialog *self, GtkTreeModel *model, GtkTreeIter *iter)
{
  guint n_members, i;

  gtk_tree_model_get (model, iter, 0, &i, -1);
  return &mg_layout_check_get_members (self->check, &n_members)[i];
}

static void
path_data_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter,
              gpointer data)
{
  const MgLayoutCheckMember *member = get_member (data, model, iter);
  g_autofree char *text = g_strdup_printf ("%s %s", member->differs ? "≠" : "\u2007", member->path);

  g_object_set (cell, "text", text, "weight", member->differs ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                NULL);
}

static guint
get_column_layout (GtkTreeViewColumn *column)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "layout"));
}

static void
place_data_cb (GtkTreeViewColumn *column, GtkCellRenderer *cell, GtkTreeModel *model, GtkTreeIter *iter,
               gpointer data)
{
  MgLayoutCheckDialog *self = data;
  const MgLayoutCheckMember *member = get_member (self, model, iter);
  guint i = get_column_layout (column);
  gboolean is_other = member->bit_offsets[i] != member->bit_offsets[self->chosen]
                      || member->bit_sizes[i] != member->bit_sizes[self->chosen];
  g_autofree char *place = dup_place (member->bit_offsets[i], member->bit_sizes[i]);
  g_autofree char *text = g_strdup_printf ("%s%s", is_other ? "≠ " : "", place);
  GdkRGBA ground = { 0 };

  if (i == self->chosen
      && gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                         "theme_selected_bg_color", &ground))
    ground.alpha = CHOSEN_ALPHA;
  g_object_set (cell, "text", text, "weight", is_other ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                "cell-background-rgba", &ground, NULL);
}

static void
column_clicked_cb (GtkTreeViewColumn *column, gpointer data)
{
  mg_layout_check_dialog_choose (data, get_column_layout (column));
}

static GtkTreeViewColumn *
append_column (MgLayoutCheckDialog *self, GtkTreeCellDataFunc data_func)
{
  GtkTreeViewColumn *column = gtk_tree_view_column_new ();
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

  g_object_set (cell, "xpad", 6, NULL);
  gtk_tree_view_column_pack_start (column, cell, TRUE);
  gtk_tree_view_column_set_cell_data_func (column, cell, data_func, self, NULL);
  gtk_tree_view_column_set_resizable (column, TRUE);
  /* twenty thousand rows are not measured */
  gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_append_column (self->members_view, column);
  return column;
}

static void
append_layout_column (MgLayoutCheckDialog *self, guint i)
{
  const MgLayoutRow *row = get_row (self, i);
  g_autofree char *letter = dup_letter (i);
  g_autofree char *names = mg_layout_row_dup_names (row);
  g_autofree char *fit = dup_fit (row);
  g_autofree char *text = g_strdup_printf ("%s · %s\n%s", letter, fit, names);
  GtkTreeViewColumn *column = append_column (self, place_data_cb);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_show (label);
  /* the widget is shown; the title is what a reader says */
  gtk_tree_view_column_set_title (column, text);
  gtk_tree_view_column_set_widget (column, label);
  gtk_tree_view_column_set_fixed_width (column, 150);
  gtk_tree_view_column_set_clickable (column, TRUE);
  g_object_set_data (G_OBJECT (column), "layout", GUINT_TO_POINTER (i));
  g_signal_connect (column, "clicked", G_CALLBACK (column_clicked_cb), self);
}

static void
fill_members (MgLayoutCheckDialog *self)
{
  gboolean differing = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->differing_button));
  g_autoptr (GtkListStore) store = gtk_list_store_new (1, G_TYPE_UINT);
  g_autofree char *text = NULL;
  guint n_members, n_differing = 0;
  const MgLayoutCheckMember *members = mg_layout_check_get_members (self->check, &n_members);

  for (guint i = 0; i < n_members; i++)
    {
      n_differing += members[i].differs ? 1 : 0;
      if (members[i].differs || !differing)
        gtk_list_store_insert_with_values (store, NULL, -1, 0, i, -1);
    }
  gtk_tree_view_set_model (self->members_view, GTK_TREE_MODEL (store));
  text = g_strdup_printf (ngettext ("Offset and size of %u member; of %u they differ",
                                    "Offset and size of %u members; of %u they differ", n_members),
                          n_members, n_differing);
  gtk_label_set_text (GTK_LABEL (self->members_label), text);
}

static void
make_columns (MgLayoutCheckDialog *self)
{
  GtkTreeViewColumn *column;
  guint n_rows;

  gtk_tree_view_set_model (self->members_view, NULL);
  while ((column = gtk_tree_view_get_column (self->members_view, 0)) != NULL)
    gtk_tree_view_remove_column (self->members_view, column);
  if (self->check == NULL)
    return;
  column = append_column (self, path_data_cb);
  gtk_tree_view_column_set_title (column, _ ("Member"));
  gtk_tree_view_column_set_fixed_width (column, 180);
  mg_layout_check_get_rows (self->check, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    append_layout_column (self, i);
  gtk_tree_view_set_fixed_height_mode (self->members_view, TRUE);
}

/* --- the chosen layout --- */

static void
fill_evidence (MgLayoutCheckDialog *self)
{
  const MgLayoutRow *row = get_row (self, self->chosen);
  g_autofree char *letter = dup_letter (self->chosen);
  g_autofree char *text = NULL;

  gtk_list_store_clear (self->evidence);
  for (guint i = 0; i < row->n_evidence; i++)
    {
      const MgLayoutEvidence *one = &row->evidence[i];
      const char *icon = "emblem-ok-symbolic", *word = _ ("fits");

      if (one->score < 0.25)
        {
          icon = "dialog-warning-symbolic";
          word = _ ("does not fit");
        }
      else if (one->score < 0.75)
        {
          icon = "dialog-question-symbolic";
          word = _ ("doubtful");
        }
      gtk_list_store_insert_with_values (self->evidence, NULL, -1, EVIDENCE_ICON, icon, EVIDENCE_WORD, word,
                                         EVIDENCE_PATH, one->path != NULL ? one->path : _ ("The structure"),
                                         EVIDENCE_TEXT, one->text, -1);
    }
  text = g_strdup_printf (_ ("What the bytes tell of layout %s"), letter);
  gtk_label_set_text (GTK_LABEL (self->evidence_label), text);
}

static void
layout_selected_cb (GtkTreeSelection *selection, gpointer data)
{
  MgLayoutCheckDialog *self = data;
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (self->check == NULL || !gtk_tree_selection_get_selected (selection, &model, &iter))
    return;
  {
    g_autoptr (GtkTreePath) path = gtk_tree_model_get_path (model, &iter);

    self->chosen = (guint) gtk_tree_path_get_indices (path)[0];
  }
  fill_evidence (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->members_view));
}

void
mg_layout_check_dialog_choose (MgLayoutCheckDialog *self, guint row)
{
  g_autoptr (GtkTreePath) path = NULL;

  g_return_if_fail (MG_IS_LAYOUT_CHECK_DIALOG (self));

  path = gtk_tree_path_new_from_indices ((int) row, -1);
  gtk_tree_view_set_cursor (self->layouts_view, path, NULL, FALSE);
}

guint
mg_layout_check_dialog_get_chosen (MgLayoutCheckDialog *self)
{
  g_return_val_if_fail (MG_IS_LAYOUT_CHECK_DIALOG (self), 0);

  return self->chosen;
}

MgLayoutCheck *
mg_layout_check_dialog_get_check (MgLayoutCheckDialog *self)
{
  g_return_val_if_fail (MG_IS_LAYOUT_CHECK_DIALOG (self), NULL);

  return self->check;
}

static void
layout_activated_cb (GtkTreeView *view, GtkTreePath *path, GtkTreeViewColumn *column, gpointer data)
{
  gtk_dialog_response (data, GTK_RESPONSE_ACCEPT);
}

/* Of the table the column is what is meant. */
static void
member_activated_cb (GtkTreeView *view, GtkTreePath *path, GtkTreeViewColumn *column, gpointer data)
{
  gtk_dialog_response (data, GTK_RESPONSE_ACCEPT);
}

static gboolean
member_press_cb (GtkWidget *view, GdkEventButton *event, gpointer data)
{
  GtkTreeViewColumn *column;

  if (event->button == GDK_BUTTON_PRIMARY
      && event->window == gtk_tree_view_get_bin_window (GTK_TREE_VIEW (view))
      && gtk_tree_view_get_path_at_pos (GTK_TREE_VIEW (view), (int) event->x, (int) event->y, NULL, &column,
                                        NULL, NULL)
      && column != gtk_tree_view_get_column (GTK_TREE_VIEW (view), 0))
    mg_layout_check_dialog_choose (data, get_column_layout (column));
  return GDK_EVENT_PROPAGATE;
}

/* --- all of it --- */

static void
fill_layouts (MgLayoutCheckDialog *self)
{
  guint n_rows;
  const MgLayoutRow *rows = mg_layout_check_get_rows (self->check, &n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *letter = dup_letter (i);
      g_autofree char *fit = dup_fit (&rows[i]);
      g_autofree char *names = mg_layout_row_dup_names (&rows[i]);
      g_autofree char *text =
          rows[i].is_default ? g_strdup_printf (_ ("%s (yours)"), names) : g_strdup (names);
      g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, rows[i].size);

      gtk_list_store_insert_with_values (self->layouts, NULL, -1, LAYOUT_LETTER, letter, LAYOUT_PERCENT,
                                         (int) (rows[i].score * 100 + 0.5), LAYOUT_FIT, fit, LAYOUT_NAMES,
                                         text, LAYOUT_SIZE, size, -1);
    }
}

/* Takes the check; or an error in its place. */
static void
show_check (MgLayoutCheckDialog *self, MgLayoutCheck *check, const char *error)
{
  g_autofree char *verdict = NULL;

  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_tree_view_set_model (self->members_view, NULL);
  g_clear_pointer (&self->check, mg_layout_check_free);
  gtk_list_store_clear (self->layouts);
  gtk_list_store_clear (self->evidence);
  self->check = check;
  self->chosen = 0;
  make_columns (self);
  gtk_widget_set_sensitive (self->use_button, check != NULL);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_ACCEPT, check != NULL);
  if (check != NULL)
    {
      fill_layouts (self);
      fill_members (self);
      mg_layout_check_dialog_choose (self, 0);
      verdict = dup_verdict (self);
    }
  else
    {
      gtk_label_set_text (GTK_LABEL (self->members_label), "");
      gtk_label_set_text (GTK_LABEL (self->evidence_label), "");
    }
  gtk_label_set_text (GTK_LABEL (self->verdict_label), check != NULL ? verdict : error);
}

static void
again_cb (GtkButton *button, gpointer data)
{
  start (data);
}

static void
differing_cb (GtkToggleButton *button, gpointer data)
{
  if (MG_LAYOUT_CHECK_DIALOG (data)->check != NULL)
    fill_members (data);
}

static void
parsed_cb (MgDeclarations *declarations, gpointer data)
{
  start (data);
}

static void
response (GtkDialog *dialog, int id)
{
  MgLayoutCheckDialog *self = MG_LAYOUT_CHECK_DIALOG (dialog);

  if (id == GTK_RESPONSE_ACCEPT && self->check != NULL)
    {
      const MgLayoutVariant *variant = mg_layout_row_get_variant (
          get_row (self, self->chosen), mg_declarations_get_abi (self->declarations));

      g_signal_handlers_disconnect_by_data (self->declarations, self);
      mg_declarations_set_abi (self->declarations, variant->abi);
      mg_declarations_set_pack (self->declarations, variant->pack);
    }
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  MgLayoutCheckDialog *self = MG_LAYOUT_CHECK_DIALOG (object);

  cancel (self);
  if (self->declarations != NULL)
    g_signal_handlers_disconnect_by_data (self->declarations, self);
  if (self->members_view != NULL)
    gtk_tree_view_set_model (self->members_view, NULL);
  g_clear_object (&self->declarations);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->check, mg_layout_check_free);
  G_OBJECT_CLASS (mg_layout_check_dialog_parent_class)->dispose (object);
}

static void
mg_layout_check_dialog_class_init (MgLayoutCheckDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  GTK_DIALOG_CLASS (class)->response = response;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/layout-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, layouts);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, evidence);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, layouts_view);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, layouts_selection);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, members_view);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, members_label);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, differing_button);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, evidence_label);
  gtk_widget_class_bind_template_child (widget_class, MgLayoutCheckDialog, use_button);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, differing_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, member_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, member_press_cb);
}

static void
mg_layout_check_dialog_init (MgLayoutCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_ACCEPT);
}

GtkWidget *
mg_layout_check_dialog_new (GtkWindow *parent, MgDeclarations *declarations, MgShown *shown)
{
  MgLayoutCheckDialog *self = g_object_new (MG_TYPE_LAYOUT_CHECK_DIALOG, "transient-for", parent,
                                            "destroy-with-parent", TRUE, "use-header-bar", 1, NULL);

  self->declarations = g_object_ref (declarations);
  self->shown = g_object_ref (shown);
  g_signal_connect (declarations, "parsed", G_CALLBACK (parsed_cb), self);
  gtk_widget_grab_focus (GTK_WIDGET (self->layouts_view));
  start (self);
  return GTK_WIDGET (self);
}
