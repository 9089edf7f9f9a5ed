#include "config.h"

#include "app/trigger-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/format.h"

#define NEW G_MAXUINT

struct _MgTriggerPage
{
  GtkBox parent_instance;

  GtkWidget *list;
  GtkWidget *add_button;
  GtkWidget *form;
  GtkWidget *condition_entry;
  GtkWidget *problem_label;
  GtkWidget *pause_check;
  GtkWidget *notify_check;
  GtkWidget *mark_check;
  GtkWidget *record_check;
  GtkWidget *before_spin;
  GtkWidget *before_label;
  GtkWidget *command_entry;
  GtkWidget *stop_spin;
  GtkWidget *save_button;

  MgTriggerList *triggers;
  guint editing;     /* NEW for a new one */
  gboolean updating; /* rows are being set */
};

G_DEFINE_FINAL_TYPE (MgTriggerPage, mg_trigger_page, GTK_TYPE_BOX)

/* --- the form --- */

/* What it says.  NULL where that is no rule, with the reason. */
static MgTriggerRule *
read_form (MgTriggerPage *self, GError **error)
{
  g_autoptr (MgTriggerRule) rule
      = mg_trigger_rule_new (gtk_entry_get_text (GTK_ENTRY (self->condition_entry)));
  const char *command = gtk_entry_get_text (GTK_ENTRY (self->command_entry));
  g_autoptr (GError) reason = NULL;
  guint column;

  if (!mg_trigger_list_check (self->triggers, rule->condition, &column, &reason))
    {
      g_set_error (error, reason->domain, reason->code, _ ("column %u: %s"), column + 1, reason->message);
      return NULL;
    }
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->pause_check)))
    rule->actions |= MG_DO_PAUSE;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->notify_check)))
    rule->actions |= MG_DO_NOTIFY;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mark_check)))
    rule->actions |= MG_DO_MARK;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->record_check)))
    rule->actions |= MG_DO_RECORD;
  rule->before_s = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->before_spin));
  rule->stop_after = (guint64) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->stop_spin));
  if (command[0] != '\0')
    {
      g_autofree char *text = g_strconcat ("run:", command, NULL);

      if (!mg_trigger_rule_add_action (rule, text, error))
        return NULL;
    }
  return g_steal_pointer (&rule);
}

static void
check_cb (GtkWidget *widget, gpointer data)
{
  MgTriggerPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MgTriggerRule) rule = read_form (self, &error);
  gboolean empty = gtk_entry_get_text_length (GTK_ENTRY (self->condition_entry)) == 0;
  GtkStyleContext *style = gtk_widget_get_style_context (self->condition_entry);

  gtk_label_set_text (GTK_LABEL (self->problem_label), error != NULL && !empty ? error->message : "");
  gtk_widget_set_sensitive (self->save_button, rule != NULL);
  if (error != NULL && !empty)
    gtk_style_context_add_class (style, "error");
  else
    gtk_style_context_remove_class (style, "error");
}

static char *
dup_command (const MgTriggerRule *rule)
{
  MgTriggerRule only = { .actions = MG_DO_RUN, .command = rule->command };
  g_auto (GStrv) texts = rule->command != NULL ? mg_trigger_rule_dup_actions (&only) : NULL;

  return g_strdup (texts != NULL ? texts[0] + strlen ("run:") : "");
}

static void
show_form (MgTriggerPage *self, guint index)
{
  static const MgTriggerRule none = { .actions = MG_DO_PAUSE };
  const MgTriggerRule *rule = index == NEW ? &none : mg_trigger_list_get_rule (self->triggers, index);
  g_autofree char *command = dup_command (rule);
  /* somebody keeps what was seen before, to mark and record it */
  gboolean recorded = mg_trigger_list_is_recorded (self->triggers);

  gtk_widget_set_visible (self->mark_check, recorded);
  gtk_widget_set_visible (self->record_check, recorded);
  gtk_widget_set_visible (self->before_spin, recorded);
  gtk_widget_set_visible (self->before_label, recorded);
  self->editing = index;
  gtk_entry_set_text (GTK_ENTRY (self->condition_entry), rule->condition != NULL ? rule->condition : "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->pause_check), (rule->actions & MG_DO_PAUSE) != 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->notify_check), (rule->actions & MG_DO_NOTIFY) != 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mark_check), (rule->actions & MG_DO_MARK) != 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->record_check), (rule->actions & MG_DO_RECORD) != 0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->before_spin), rule->before_s);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->stop_spin), (double) rule->stop_after);
  gtk_entry_set_text (GTK_ENTRY (self->command_entry), command);
  check_cb (NULL, self);
  gtk_widget_show (self->form);
  gtk_widget_grab_focus (self->condition_entry);
}

static void
hide_form_cb (GtkWidget *widget, gpointer data)
{
  MgTriggerPage *self = data;

  gtk_widget_hide (self->form);
  gtk_widget_grab_focus (self->add_button);
}

static void
save_cb (GtkWidget *widget, gpointer data)
{
  MgTriggerPage *self = data;
  g_autoptr (MgTriggerRule) rule = read_form (self, NULL);

  if (rule == NULL)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  if (self->editing != NEW && self->editing < mg_trigger_list_get_n (self->triggers))
    rule->disabled = mg_trigger_list_get_rule (self->triggers, self->editing)->disabled;
  mg_trigger_list_set_rule (self->triggers, self->editing, rule);
  hide_form_cb (NULL, self);
}

static gboolean
form_key_cb (GtkWidget *form, GdkEventKey *event, gpointer data)
{
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  hide_form_cb (NULL, data);
  return GDK_EVENT_STOP;
}

static void
add_cb (GtkWidget *button, gpointer data)
{
  show_form (data, NEW);
}

/* --- rows --- */

static guint
get_index (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
switched_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer data)
{
  MgTriggerPage *self = data;
  guint index = get_index (GTK_WIDGET (toggle));
  g_autoptr (MgTriggerRule) rule = NULL;

  if (self->updating)
    return;
  rule = mg_trigger_rule_copy (mg_trigger_list_get_rule (self->triggers, index));
  rule->disabled = !gtk_switch_get_active (toggle);
  mg_trigger_list_set_rule (self->triggers, index, rule);
}

static void
edit_cb (GtkWidget *button, gpointer data)
{
  show_form (data, get_index (button));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  show_form (data, (guint) gtk_list_box_row_get_index (row));
}

static void
remove_cb (GtkWidget *button, gpointer data)
{
  MgTriggerPage *self = data;

  gtk_widget_hide (self->form);
  mg_trigger_list_remove (self->triggers, get_index (button));
}

static void
name_widget (GtkWidget *widget, const char *format, const char *condition)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", format, condition);

  atk_object_set_name (gtk_widget_get_accessible (widget), name);
  gtk_widget_set_tooltip_text (widget, format);
}

static GtkWidget *
new_button (const char *icon, const char *what, const char *condition, GCallback callback, gpointer data)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon, GTK_ICON_SIZE_BUTTON);

  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  name_widget (button, what, condition);
  g_signal_connect (button, "clicked", callback, data);
  return button;
}

static char *
dup_state (const MgTriggerRule *rule, const MgTriggerCount *count)
{
  g_auto (GStrv) actions = mg_trigger_rule_dup_actions (rule);
  g_autofree char *joined = g_strjoinv (" · ", actions);
  GString *text = g_string_new (joined);

  g_string_append (text, text->len > 0 ? " · " : "");
  if (count->problem != NULL)
    g_string_append (text, count->problem);
  else if (count->n_fired == 0)
    g_string_append (text, _ ("has not fired"));
  else
    {
      g_autofree char *date = mg_format_date (count->last_real_us);

      g_string_append_printf (text,
                              ngettext ("fired %.0f time, %s", "fired %.0f times, last %s", count->n_fired),
                              (double) count->n_fired, date);
      if (count->n_suppressed > 0)
        g_string_append_printf (text, _ (" · %.0f suppressed"), (double) count->n_suppressed);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (MgTriggerPage *self, const MgTriggerRule *rule)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *toggle = gtk_switch_new ();
  GtkWidget *condition = gtk_label_new (rule->condition), *state = gtk_label_new (NULL);

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  name_widget (toggle, _ ("On"), rule->condition);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (switched_cb), self);
  gtk_label_set_xalign (GTK_LABEL (condition), 0);
  gtk_label_set_ellipsize (GTK_LABEL (condition), PANGO_ELLIPSIZE_END);
  gtk_style_context_add_class (gtk_widget_get_style_context (condition), "monospace");
  gtk_label_set_xalign (GTK_LABEL (state), 0);
  gtk_label_set_ellipsize (GTK_LABEL (state), PANGO_ELLIPSIZE_END);
  gtk_style_context_add_class (gtk_widget_get_style_context (state), "dim-label");
  gtk_container_add (GTK_CONTAINER (texts), condition);
  gtk_container_add (GTK_CONTAINER (texts), state);
  gtk_box_pack_start (GTK_BOX (box), toggle, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), texts, TRUE, TRUE, 0);
  gtk_box_pack_start (
      GTK_BOX (box),
      new_button ("document-edit-symbolic", _ ("Edit"), rule->condition, G_CALLBACK (edit_cb), self), FALSE,
      FALSE, 0);
  gtk_box_pack_start (
      GTK_BOX (box),
      new_button ("user-trash-symbolic", _ ("Remove"), rule->condition, G_CALLBACK (remove_cb), self), FALSE,
      FALSE, 0);
  gtk_container_set_border_width (GTK_CONTAINER (box), 4);
  gtk_container_add (GTK_CONTAINER (row), box);
  g_object_set_data_full (G_OBJECT (row), "condition", g_strdup (rule->condition), g_free);
  g_object_set_data (G_OBJECT (row), "state", state);
  g_object_set_data (G_OBJECT (row), "toggle", toggle);
  gtk_widget_show_all (row);
  return row;
}

/* Rows are made anew only where the rules are other ones. */
static void
update (MgTriggerPage *self)
{
  guint n = mg_trigger_list_get_n (self->triggers);

  self->updating = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const MgTriggerRule *rule = mg_trigger_list_get_rule (self->triggers, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i);
      g_autofree char *state = dup_state (rule, mg_trigger_list_get_count (self->triggers, i));

      if (row == NULL || !g_str_equal (g_object_get_data (G_OBJECT (row), "condition"), rule->condition))
        {
          if (row != NULL)
            gtk_widget_destroy (GTK_WIDGET (row));
          row = GTK_LIST_BOX_ROW (new_row (self, rule));
          gtk_list_box_insert (GTK_LIST_BOX (self->list), GTK_WIDGET (row), (int) i);
        }
      gtk_switch_set_active (g_object_get_data (G_OBJECT (row), "toggle"), !rule->disabled);
      gtk_label_set_text (g_object_get_data (G_OBJECT (row), "state"), state);
    }
  for (GtkListBoxRow *row;
       (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) n)) != NULL;)
    gtk_widget_destroy (GTK_WIDGET (row));
  self->updating = FALSE;
}

static void
changed_cb (MgTriggerList *triggers, gpointer data)
{
  update (data);
}

static void
mg_trigger_page_dispose (GObject *object)
{
  g_clear_object (&MG_TRIGGER_PAGE (object)->triggers);
  G_OBJECT_CLASS (mg_trigger_page_parent_class)->dispose (object);
}

static void
mg_trigger_page_class_init (MgTriggerPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_trigger_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/trigger-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MgTriggerPage, child)
  BIND (list);
  BIND (add_button);
  BIND (form);
  BIND (condition_entry);
  BIND (problem_label);
  BIND (pause_check);
  BIND (notify_check);
  BIND (mark_check);
  BIND (record_check);
  BIND (before_spin);
  BIND (before_label);
  BIND (command_entry);
  BIND (stop_spin);
  BIND (save_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, hide_form_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_key_cb);
}

static void
mg_trigger_page_init (MgTriggerPage *self)
{
  GtkWidget *hint =
      gtk_label_new (_ ("No triggers: something that is done when a condition over fields becomes true."));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_line_wrap (GTK_LABEL (hint), TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (hint), "dim-label");
  gtk_widget_show (hint);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), hint);
}

GtkWidget *
mg_trigger_page_new (MgTriggerList *triggers)
{
  MgTriggerPage *self = g_object_new (MG_TYPE_TRIGGER_PAGE, NULL);

  self->triggers = g_object_ref (triggers);
  g_signal_connect_object (triggers, "changed", G_CALLBACK (changed_cb), self, 0);
  update (self);
  return GTK_WIDGET (self);
}
