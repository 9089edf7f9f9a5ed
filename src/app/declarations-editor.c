#include "config.h"

#include "app/declarations-editor.h"

#include "app/hex-colors.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#define MESSAGES_MAX 100 /* rows of the list below */
#define RESPONSE_RELOAD 1

struct _MgDeclarationsEditor
{
  GtkBox parent_instance;

  GtkWidget *title_label;
  GtkWidget *save_button;
  GtkWidget *file_bar;
  GtkWidget *file_label;
  GtkWidget *reload_button;
  GtkWidget *text_window;
  GtkWidget *messages_window;
  GtkWidget *messages;
  GtkWidget *include_entry;
  GtkWidget *defines_entry;
  GtkWidget *options_popover;
  GtkWidget *view;

  MgDeclarations *declarations;
  GtkSourceBuffer *buffer;
  GtkTextTag *tags[2];   /* by MgCSeverity */
  gboolean loading;      /* the text is being put in */
  GtkFileChooserNative *dialog;
};

static const char *const categories[] = { "mg-error", "mg-warning" };

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgDeclarationsEditor, mg_declarations_editor, GTK_TYPE_BOX)

/* --- marks --- */

/* What of a diagnostic lies in the text; FALSE: it is about another file. */
static gboolean
get_range (MgDeclarationsEditor *self, const MgCDiagnostic *diagnostic, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  MgCUnit *unit = mg_declarations_get_unit (self->declarations);
  GFile *file = mg_declarations_get_file (self->declarations);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (unit == NULL || diagnostic->line == 0 || diagnostic->file == NULL
      || !g_str_equal (diagnostic->file, path != NULL ? path : "declarations.h")
      || (int) diagnostic->line > gtk_text_buffer_get_line_count (buffer))
    return FALSE;
  gtk_text_buffer_get_iter_at_line (buffer, start, (int) diagnostic->line - 1);
  for (guint i = 1; i < diagnostic->column && !gtk_text_iter_ends_line (start); i++)
    gtk_text_iter_forward_char (start);
  *end = *start;
  for (guint i = 0; i < MAX (diagnostic->length, 1) && !gtk_text_iter_ends_line (end); i++)
    gtk_text_iter_forward_char (end);
  if (gtk_text_iter_equal (start, end))
    gtk_text_iter_backward_char (start);
  return TRUE;
}

static char *
dup_message (const MgCDiagnostic *diagnostic)
{
  if (diagnostic->expected != NULL)
    return g_strdup_printf (_ ("%s; expected %s"), diagnostic->message, diagnostic->expected);
  return g_strdup (diagnostic->message);
}

static void
add_row (MgDeclarationsEditor *self, const MgCDiagnostic *diagnostic)
{
  gboolean is_error = diagnostic->severity == MG_C_ERROR;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (
      is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic", GTK_ICON_SIZE_MENU);
  g_autofree char *message = dup_message (diagnostic);
  g_autofree char *text = NULL;
  GtkTextIter start, end;
  GtkWidget *label;

  if (get_range (self, diagnostic, &start, &end))
    text = g_strdup_printf ("%u:%u  %s", diagnostic->line, diagnostic->column, message);
  else if (diagnostic->line > 0 && diagnostic->file != NULL)
    text = g_strdup_printf ("%s:%u:%u  %s", diagnostic->file, diagnostic->line, diagnostic->column, message);
  else
    text = g_strdup (message);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, message);
  atk_object_set_name (gtk_widget_get_accessible (image), is_error ? _ ("Error") : _ ("Warning"));
  gtk_widget_set_margin_start (box, 6);
  gtk_box_pack_start (GTK_BOX (box), image, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), label, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (row), box);
  g_object_set_data (G_OBJECT (row), "diagnostic", (gpointer) diagnostic);
  gtk_widget_show_all (row);
  gtk_container_add (GTK_CONTAINER (self->messages), row);
}

static void
destroy_cb (GtkWidget *widget, gpointer data)
{
  gtk_widget_destroy (widget);
}

static void
parsed_cb (MgDeclarations *declarations, gpointer data)
{
  MgDeclarationsEditor *self = data;
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GPtrArray *diagnostics = mg_declarations_get_diagnostics (declarations);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (self->tags); i++)
    {
      gtk_text_buffer_remove_tag (buffer, self->tags[i], &start, &end);
      gtk_source_buffer_remove_source_marks (self->buffer, &start, &end, categories[i]);
      gtk_text_buffer_get_bounds (buffer, &start, &end);
    }
  gtk_container_foreach (GTK_CONTAINER (self->messages), destroy_cb, NULL);
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const MgCDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (i < MESSAGES_MAX)
        add_row (self, diagnostic);
      if (!get_range (self, diagnostic, &start, &end))
        continue;
      gtk_text_buffer_apply_tag (buffer, self->tags[diagnostic->severity], &start, &end);
      gtk_text_iter_set_line_offset (&start, 0);
      gtk_source_buffer_create_source_mark (self->buffer, NULL, categories[diagnostic->severity], &start);
    }
  gtk_widget_set_visible (self->messages_window, diagnostics->len > 0);
}

static const MgCDiagnostic *
find_diagnostic (MgDeclarationsEditor *self, const GtkTextIter *at, gboolean whole_line)
{
  GPtrArray *diagnostics = mg_declarations_get_diagnostics (self->declarations);
  GtkTextIter start, end;

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const MgCDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (get_range (self, diagnostic, &start, &end)
          && (whole_line ? gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (at)
                         : gtk_text_iter_in_range (at, &start, &end)))
        return diagnostic;
    }
  return NULL;
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  MgDeclarationsEditor *self = data;
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  const MgCDiagnostic *diagnostic;
  g_autofree char *message = NULL;
  GtkTextIter at;
  int buffer_x, buffer_y;

  if (mg_declarations_is_parsing (self->declarations))
    return FALSE;
  if (keyboard)
    gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  else
    {
      gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (widget), GTK_TEXT_WINDOW_TEXT, x, y, &buffer_x,
                                             &buffer_y);
      gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (widget), &at, buffer_x, buffer_y);
    }
  diagnostic = find_diagnostic (self, &at, FALSE);
  if (diagnostic == NULL)
    return FALSE;
  message = dup_message (diagnostic);
  gtk_tooltip_set_text (tooltip, message);
  return TRUE;
}

static char *
mark_tooltip_cb (GtkSourceMarkAttributes *attributes, GtkSourceMark *mark, gpointer data)
{
  MgDeclarationsEditor *self = data;
  const MgCDiagnostic *diagnostic;
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &at, GTK_TEXT_MARK (mark));
  diagnostic = find_diagnostic (self, &at, TRUE);
  return diagnostic != NULL ? dup_message (diagnostic) : NULL;
}

static void
message_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  MgDeclarationsEditor *self = data;
  GtkTextIter start, end;

  if (!get_range (self, g_object_get_data (G_OBJECT (row), "diagnostic"), &start, &end))
    return;
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (self->view);
}

guint
mg_declarations_editor_count_marks (MgDeclarationsEditor *self)
{
  GtkTextIter at;
  guint n_marks = 0;

  g_return_val_if_fail (MG_IS_DECLARATIONS_EDITOR (self), 0);

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &at);
      for (GSList *l = gtk_source_buffer_get_source_marks_at_iter (self->buffer, &at, categories[i]);
           l != NULL; l = g_slist_delete_link (l, l))
        n_marks++;
      while (gtk_source_buffer_forward_iter_to_source_mark (self->buffer, &at, categories[i]))
        n_marks++;
    }
  return n_marks;
}

/* --- text --- */

static void
buffer_changed_cb (GtkTextBuffer *buffer, gpointer data)
{
  MgDeclarationsEditor *self = data;
  g_autofree char *text = NULL;

  if (self->loading)
    return;
  g_object_get (buffer, "text", &text, NULL);
  mg_declarations_edit (self->declarations, text);
}

static void
text_changed_cb (MgDeclarations *declarations, gpointer data)
{
  MgDeclarationsEditor *self = data;

  self->loading = TRUE;
  gtk_source_buffer_begin_not_undoable_action (self->buffer);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), mg_declarations_get_text (declarations), -1);
  gtk_source_buffer_end_not_undoable_action (self->buffer);
  self->loading = FALSE;
}

static void
set_entry (GtkWidget *entry, const char *text)
{
  if (!gtk_widget_has_focus (entry) && !g_str_equal (gtk_entry_get_text (GTK_ENTRY (entry)), text))
    gtk_entry_set_text (GTK_ENTRY (entry), text);
}

static void
state_changed_cb (MgDeclarations *declarations, gpointer data)
{
  MgDeclarationsEditor *self = data;
  g_autofree char *title = mg_declarations_dup_title (declarations);
  g_autofree char *marked = g_strconcat (mg_declarations_is_modified (declarations) ? "• " : "", title, NULL);
  g_autofree char *include = g_strjoinv (G_SEARCHPATH_SEPARATOR_S,
                                         (char **) mg_declarations_get_include_path (declarations));
  g_autofree char *defines = g_strjoinv (" ", (char **) mg_declarations_get_defines (declarations));
  GFile *file = mg_declarations_get_file (declarations);
  g_autofree char *where = file != NULL ? g_file_get_parse_name (file) : NULL;
  const char *error = mg_declarations_get_file_error (declarations);
  gboolean outdated = mg_declarations_is_outdated (declarations);

  gtk_label_set_text (GTK_LABEL (self->title_label), marked);
  gtk_widget_set_tooltip_text (self->title_label, where);
  gtk_widget_set_sensitive (self->save_button, file == NULL || mg_declarations_is_modified (declarations));
  set_entry (self->include_entry, include);
  set_entry (self->defines_entry, defines);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self->file_bar),
                                 error != NULL ? GTK_MESSAGE_ERROR : GTK_MESSAGE_WARNING);
  gtk_label_set_text (GTK_LABEL (self->file_label),
                      error != NULL ? error
                                    : _ ("The file has changed on the disk. What you have edited is kept."));
  gtk_widget_set_visible (self->file_bar, error != NULL || outdated);
}

/* --- files --- */

static void
add_filter (MgDeclarationsEditor *self, const char *name, const char *const *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->dialog), filter);
}

static void
dialog_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  MgDeclarationsEditor *self = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gboolean save = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && save)
    mg_declarations_save (self->declarations, file);
  else if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    mg_declarations_open (self->declarations, file);
  g_clear_object (&self->dialog);
}

static void
ask_file (MgDeclarationsEditor *self, gboolean save)
{
  static const char *const headers[] = { "*.h", "*.hpp", "*.hh", "*.c", NULL };
  static const char *const all[] = { "*", NULL };
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  GFile *file = mg_declarations_get_file (self->declarations);

  if (self->dialog != NULL)
    return;
  self->dialog =
      gtk_file_chooser_native_new (save ? _ ("Save the Header") : _ ("Open a Header"), GTK_WINDOW (window),
                                   save ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
                                   save ? _ ("_Save") : _ ("_Open"), _ ("_Cancel"));
  add_filter (self, _ ("Headers (*.h)"), headers);
  add_filter (self, _ ("All files"), all);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (self->dialog), TRUE);
  if (save && file != NULL)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (self->dialog), file, NULL);
  else if (save)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->dialog), "structure.h");
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (dialog_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

void
mg_declarations_editor_ask_open (MgDeclarationsEditor *self)
{
  g_return_if_fail (MG_IS_DECLARATIONS_EDITOR (self));

  ask_file (self, FALSE);
}

static void
new_cb (GtkButton *button, gpointer data)
{
  MgDeclarationsEditor *self = data;

  mg_declarations_set_text (self->declarations, "", NULL);
  gtk_widget_grab_focus (self->view);
}

static void
open_cb (GtkButton *button, gpointer data)
{
  ask_file (data, FALSE);
}

static void
save_cb (GtkButton *button, gpointer data)
{
  MgDeclarationsEditor *self = data;
  GFile *file = mg_declarations_get_file (self->declarations);

  if (file != NULL)
    mg_declarations_save (self->declarations, file);
  else
    ask_file (self, TRUE);
}

static void
save_as_cb (GtkButton *button, gpointer data)
{
  ask_file (data, TRUE);
}

static void
file_response_cb (GtkInfoBar *bar, int response, gpointer data)
{
  MgDeclarationsEditor *self = data;

  if (response == RESPONSE_RELOAD && mg_declarations_get_file (self->declarations) != NULL)
    mg_declarations_open (self->declarations, mg_declarations_get_file (self->declarations));
}

static char **
split (const char *text, const char *separators)
{
  g_auto (GStrv) parts = g_strsplit_set (text, separators, -1);
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

static void
options_closed_cb (GtkPopover *popover, gpointer data)
{
  MgDeclarationsEditor *self = data;
  g_auto (GStrv) include =
      split (gtk_entry_get_text (GTK_ENTRY (self->include_entry)), G_SEARCHPATH_SEPARATOR_S);
  g_auto (GStrv) defines = split (gtk_entry_get_text (GTK_ENTRY (self->defines_entry)), " \t");

  mg_declarations_set_options (self->declarations, (const char *const *) include,
                               (const char *const *) defines);
}

/* --- style --- */

static void
update_style (MgDeclarationsEditor *self)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GtkSourceStyleScheme *scheme;
  GdkRGBA text, error, white = { 1, 1, 1, 1 };
  static const char *const names[] = { "error_color", "warning_color" };
  static const char *const otherwise[] = { "#cc0000", "#c17d11" };

  if (self->buffer == NULL)
    return;
  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &text);
  scheme = gtk_source_style_scheme_manager_get_scheme (
      manager, mg_rgba_contrast (&text, &white) > 4.5 ? "tango" : "oblivion");
  if (scheme != NULL && gtk_source_buffer_get_style_scheme (self->buffer) != scheme)
    gtk_source_buffer_set_style_scheme (self->buffer, scheme);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!gtk_style_context_lookup_color (style, names[i], &error))
        gdk_rgba_parse (&error, otherwise[i]);
      g_object_set (self->tags[i], "underline-rgba", &error, NULL);
    }
}

static void
style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_declarations_editor_parent_class)->style_updated (widget);
  update_style (MG_DECLARATIONS_EDITOR (widget));
}

static void
add_category (MgDeclarationsEditor *self, guint i, const char *icon)
{
  GtkSourceMarkAttributes *attributes = gtk_source_mark_attributes_new ();

  gtk_source_mark_attributes_set_icon_name (attributes, icon);
  g_signal_connect (attributes, "query-tooltip-text", G_CALLBACK (mark_tooltip_cb), self);
  gtk_source_view_set_mark_attributes (GTK_SOURCE_VIEW (self->view), categories[i], attributes, 1 - (int) i);
  g_object_unref (attributes);
  self->tags[i] = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL, "underline",
                                              PANGO_UNDERLINE_ERROR, NULL);
}

/* --- keys --- */

/* Files are what Ctrl+S and Ctrl+O are about while one is in the text. */
static gboolean
key_press_cb (GtkWidget *widget, GdkEventKey *event, gpointer data)
{
  MgDeclarationsEditor *self = data;
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  guint key = gdk_keyval_to_lower (event->keyval);

  if (key == GDK_KEY_s && modifiers == GDK_CONTROL_MASK)
    save_cb (NULL, self);
  else if (key == GDK_KEY_s && modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    save_as_cb (NULL, self);
  else if (key == GDK_KEY_o && modifiers == GDK_CONTROL_MASK)
    open_cb (NULL, self);
  else if (key == GDK_KEY_Escape && modifiers == 0)
    g_signal_emit (self, signals[CLOSE], 0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- life --- */

static void
grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (MG_DECLARATIONS_EDITOR (widget)->view);
}

static void
dispose (GObject *object)
{
  MgDeclarationsEditor *self = MG_DECLARATIONS_EDITOR (object);

  if (self->declarations != NULL)
    g_signal_handlers_disconnect_by_data (self->declarations, self);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->dialog);
  g_clear_object (&self->declarations);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (mg_declarations_editor_parent_class)->dispose (object);
}

static void
mg_declarations_editor_class_init (MgDeclarationsEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  widget_class->style_updated = style_updated;
  widget_class->grab_focus = grab_focus;
  signals[CLOSE] = g_signal_new ("close", MG_TYPE_DECLARATIONS_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/declarations-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, title_label);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, file_bar);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, file_label);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, reload_button);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, text_window);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, messages_window);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, messages);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, include_entry);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, defines_entry);
  gtk_widget_class_bind_template_child (widget_class, MgDeclarationsEditor, options_popover);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_as_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_activated_cb);
}

static void
mg_declarations_editor_init (MgDeclarationsEditor *self)
{
  GtkSourceLanguage *language =
      gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "cpp");

  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = gtk_source_buffer_new (NULL);
  if (language != NULL)
    gtk_source_buffer_set_language (self->buffer, language);
  self->view = gtk_source_view_new_with_buffer (self->buffer);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_source_view_set_show_line_marks (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_source_view_set_auto_indent (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_source_view_set_tab_width (GTK_SOURCE_VIEW (self->view), 4);
  atk_object_set_name (gtk_widget_get_accessible (self->view), _ ("Declarations"));
  add_category (self, MG_C_ERROR, "dialog-error-symbolic");
  add_category (self, MG_C_WARNING, "dialog-warning-symbolic");
  gtk_widget_set_has_tooltip (self->view, TRUE);
  gtk_widget_show (self->view);
  gtk_container_add (GTK_CONTAINER (self->text_window), self->view);
  g_signal_connect (self->view, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  g_signal_connect (self->view, "key-press-event", G_CALLBACK (key_press_cb), self);
  g_signal_connect (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self);
  g_signal_connect (self->options_popover, "closed", G_CALLBACK (options_closed_cb), self);
  update_style (self);
}

GtkWidget *
mg_declarations_editor_new (MgDeclarations *declarations)
{
  MgDeclarationsEditor *self = g_object_new (MG_TYPE_DECLARATIONS_EDITOR, NULL);

  self->declarations = g_object_ref (declarations);
  g_signal_connect (declarations, "text-changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect (declarations, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect (declarations, "parsed", G_CALLBACK (parsed_cb), self);
  text_changed_cb (declarations, self);
  state_changed_cb (declarations, self);
  parsed_cb (declarations, self);
  return GTK_WIDGET (self);
}
