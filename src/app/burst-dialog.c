#include "config.h"

#include "app/burst-dialog.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/live-recording.h"
#include "app/tab-header.h"
#include "core/burst-recording.h"
#include "core/number.h"
#include "platform/platform.h"

#define REFRESH_MS 100
#define SECONDS_DEFAULT 5.0

struct _MgBurstDialog
{
  GtkDialog parent_instance;

  GtkWidget *why_label;
  GtkWidget *plan_grid;
  GtkWidget *offset_entry;
  GtkWidget *length_spin;
  GtkWidget *rate_spin;
  GtkWidget *seconds_spin;
  GtkWidget *progress_bar;
  GtkWidget *verdict_label;
  GtkWidget *result_grid;
  GtkWidget *changes_label;
  GtkWidget *shortest_label;
  GtkWidget *looks_label;
  GtkWidget *missed_label;
  GtkWidget *file_label;
  GtkWidget *open_button;
  GtkWidget *start_button;

  MgShown *shown;
  MgDeclarations *declarations; /* (nullable) */
  MgBurstRecording *burst;      /* (nullable): none, or it is being completed */
  MgBurstPlan plan;             /* of the last one */
  char *path;                   /* (nullable): of its file */
  gboolean complete;            /* and that is all written */
  guint refresh_id;
};

enum
{
  OPEN_RECORDING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgBurstDialog, mg_burst_dialog, GTK_TYPE_DIALOG)

/* --- What it says --- */

/* What the tab can't see, and what this does about it. */
static void
say_why (MgBurstDialog *self)
{
  double rate_hz = mg_session_get_rate_hz (mg_shown_get_session (self->shown));
  g_autofree char *rate = mg_format_rate (rate_hz);
  g_autofree char *most = mg_format_rate (MG_BURST_RATE_MAX_HZ);
  g_autofree char *text = g_strdup_printf (_ ("The tab reads at %s: what changes within %.3g ms is one "
                                              "change there, and what changes back is none. A burst "
                                              "looks at a few bytes at up to %s and records each change. It "
                                              "keeps a processor core busy meanwhile."),
                                           rate, 1000 / rate_hz, most);

  gtk_label_set_text (GTK_LABEL (self->why_label), text);
}

static void
show_changes (MgBurstDialog *self, const MgBurstProgress *progress)
{
  g_autofree char *n = mg_decimal_to_string (progress->looks.n_changes);
  g_autofree char *apart = mg_decimal_to_string (progress->n_apart);
  g_autofree char *rate = NULL, *compared = mg_format_rate (self->plan.compared_hz);
  g_autofree char *text = NULL, *shortest = NULL;

  if (progress->looks.n_changes == 0)
    {
      gtk_label_set_text (GTK_LABEL (self->changes_label), _ ("none"));
      gtk_label_set_text (GTK_LABEL (self->shortest_label), "—");
      return;
    }
  rate = mg_format_rate ((double) progress->looks.n_changes * G_USEC_PER_SEC
                         / (double) MAX (progress->elapsed_us, 1));
  text = g_strdup_printf (_ ("%s (%s); at %s about %s of them are told apart"), n, rate, compared, apart);
  gtk_label_set_text (GTK_LABEL (self->changes_label), text);
  shortest = progress->shortest_ns > 0
                 ? g_strdup_printf (_ ("%.0f µs"), (double) progress->shortest_ns / 1000)
                 : g_strdup ("—");
  gtk_label_set_text (GTK_LABEL (self->shortest_label), shortest);
}

static void
show_looks (MgBurstDialog *self, const MgBurstStats *looks)
{
  g_autofree char *n = mg_decimal_to_string (looks->n_looks);
  g_autofree char *skipped = mg_decimal_to_string (looks->n_skipped);
  g_autofree char *lost = mg_decimal_to_string (looks->n_lost);
  g_autofree char *bad = mg_decimal_to_string (looks->n_unreadable);
  double on_time = looks->n_looks > 0 ? 100.0 * (double) looks->n_on_time / (double) looks->n_looks : 0;
  g_autofree char *text = g_strdup_printf (_ ("%s, %.1f %% on time (±%d µs)"), n, on_time,
                                           MG_BURST_ON_TIME_NS / 1000);
  g_autofree char *missed = NULL;

  gtk_label_set_text (GTK_LABEL (self->looks_label), text);
  if (looks->n_unreadable > 0)
    missed = g_strdup_printf (
        _ ("%s looks came too late, %s changes were too many to keep, %s looks found nothing to read"),
        skipped, lost, bad);
  else
    missed = g_strdup_printf (_ ("%s looks came too late, %s changes were too many to keep"), skipped, lost);
  gtk_label_set_text (GTK_LABEL (self->missed_label), missed);
}

static void
show_file (MgBurstDialog *self, const MgBurstProgress *progress)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *whole = g_filename_display_name (self->path);
  g_autofree char *size = mg_size_to_string (progress->file.length);
  g_autofree char *text = g_strdup_printf (_ ("%s, %s"), shown, size);

  gtk_label_set_text (GTK_LABEL (self->file_label), text);
  gtk_widget_set_tooltip_text (self->file_label, whole);
}

static void
show_progress (MgBurstDialog *self, const MgBurstProgress *progress)
{
  double whole_s = (double) self->plan.length_us / G_USEC_PER_SEC;
  double done_s = MIN ((double) progress->elapsed_us / G_USEC_PER_SEC, whole_s);
  g_autofree char *text = g_strdup_printf (_ ("%.1f of %.1f s"), done_s, whole_s);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), done_s / whole_s);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress_bar), text);
  show_changes (self, progress);
  show_looks (self, &progress->looks);
  show_file (self, progress);
}

static void
say (MgBurstDialog *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->verdict_label), text);
  gtk_widget_set_visible (self->verdict_label, text[0] != '\0');
}

static gboolean
get_range (MgBurstDialog *self, MgRange *range)
{
  guint64 size = mg_shown_get_newest (self->shown)->size, offset;

  if (!mg_offset_parse (gtk_entry_get_text (GTK_ENTRY (self->offset_entry)), 0, size, &offset, NULL))
    return FALSE;
  *range = (MgRange) { offset,
                      MIN ((guint64) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->length_spin)),
                           size - offset) };
  return TRUE;
}

static void
update_buttons (MgBurstDialog *self)
{
  gboolean running = self->burst != NULL;
  gboolean completing = !running && self->path != NULL && !self->complete;
  MgRange range;
  gboolean valid = get_range (self, &range);
  GtkStyleContext *context = gtk_widget_get_style_context (self->offset_entry);

  gtk_button_set_label (GTK_BUTTON (self->start_button), running ? _ ("_Stop") : _ ("_Start"));
  gtk_widget_set_sensitive (self->start_button, running || (valid && !completing));
  gtk_widget_set_sensitive (self->plan_grid, !running && !completing);
  gtk_widget_set_visible (self->open_button, self->complete);
  if (valid)
    gtk_style_context_remove_class (context, GTK_STYLE_CLASS_ERROR);
  else
    gtk_style_context_add_class (context, GTK_STYLE_CLASS_ERROR);
}

static void
offset_changed_cb (GtkEditable *editable, gpointer data)
{
  update_buttons (data);
}

/* --- Ending --- */

typedef struct
{
  MgBurstRecording *burst;
  MgBurstProgress progress;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  mg_burst_recording_free (ending->burst);
  g_free (ending);
}

static void
end_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ending *ending = data;
  GError *error = NULL;
  gboolean done = mg_burst_recording_finish (ending->burst, &error);

  mg_burst_recording_get_progress (ending->burst, &ending->progress);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
say_how_it_ended (MgBurstDialog *self, const MgBurstProgress *progress, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL)
    text = g_strdup_printf (_ ("Not everything could be recorded: %s. What was written until then is whole."),
                            error->message);
  else if (progress->presence == MG_PRESENCE_GONE)
    text = g_strdup (_ ("The object went away."));
  else if (progress->presence == MG_PRESENCE_REPLACED)
    text = g_strdup (_ ("Another object has the name now."));
  else if (progress->looks.n_unreadable == progress->looks.n_looks)
    text = g_strdup (_ ("None of it could be read."));
  say (self, text != NULL ? text : "");
}

/* The dialog may be gone, and has let go of the task's source then. */
static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgBurstDialog *self = MG_BURST_DIALOG (source);
  const Ending *ending = g_task_get_task_data (G_TASK (result));
  g_autoptr (GApplication) application = data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->shown != NULL)
    {
      self->complete = TRUE;
      gtk_widget_hide (self->progress_bar);
      show_progress (self, &ending->progress);
      say_how_it_ended (self, &ending->progress, error);
      update_buttons (self);
      gtk_widget_grab_focus (self->open_button);
    }
  if (application != NULL)
    g_application_release (application);
}

static void
end (MgBurstDialog *self)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;
  Ending *ending;

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->burst == NULL)
    return;
  ending = g_new0 (Ending, 1);
  ending->burst = g_steal_pointer (&self->burst);
  /* the program ends after that */
  if (application != NULL)
    g_application_hold (application);
  task = g_task_new (self, NULL, ended_cb, application != NULL ? g_object_ref (application) : NULL);
  g_task_set_task_data (task, ending, ending_free);
  g_task_run_in_thread (task, end_thread);
}

static gboolean
refresh_cb (gpointer data)
{
  MgBurstDialog *self = data;
  MgBurstProgress progress;

  mg_burst_recording_get_progress (self->burst, &progress);
  show_progress (self, &progress);
  if (!progress.ended)
    return G_SOURCE_CONTINUE;
  self->refresh_id = 0;
  end (self);
  update_buttons (self);
  return G_SOURCE_REMOVE;
}

/* --- Beginning --- */

static MgSource *
open_source_cb (MgName *name, gpointer data, GError **error)
{
  return mg_platform_open (name, error);
}

static GOutputStream *
create_cb (gpointer data, GError **error)
{
  return mg_recording_create (data, FALSE, error);
}

static gboolean
begin (MgBurstDialog *self, GError **error)
{
  g_auto (MgTabHeader) header = { 0 };

  g_free (self->path);
  self->path = mg_live_recording_dup_new_path (mg_shown_get_name (self->shown));
  self->complete = FALSE;
  mg_tab_header_init (&header, self->shown, self->declarations);
  self->burst = mg_burst_recording_new (mg_shown_get_name (self->shown), open_source_cb, NULL, &self->plan,
                                        create_cb, self->path, &header.header, error);
  return self->burst != NULL;
}

static void
start (MgBurstDialog *self)
{
  MgBurstProgress progress;
  g_autoptr (GError) error = NULL;

  gtk_spin_button_update (GTK_SPIN_BUTTON (self->length_spin));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->rate_spin));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->seconds_spin));
  if (!get_range (self, &self->plan.range))
    return;
  self->plan.rate_hz = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->rate_spin));
  self->plan.length_us =
      (gint64) (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->seconds_spin)) * G_USEC_PER_SEC);
  self->plan.compared_hz = mg_session_get_rate_hz (mg_shown_get_session (self->shown));
  say (self, "");
  if (begin (self, &error))
    {
      mg_burst_recording_get_progress (self->burst, &progress);
      show_progress (self, &progress);
      gtk_widget_show (self->progress_bar);
      gtk_widget_show (self->result_grid);
      self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
    }
  else
    {
      g_clear_pointer (&self->path, g_free);
      say (self, error->message);
    }
  update_buttons (self);
}

static void
response (GtkDialog *dialog, int id)
{
  MgBurstDialog *self = MG_BURST_DIALOG (dialog);

  if (id != GTK_RESPONSE_OK)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }
  if (self->burst == NULL)
    start (self);
  else
    {
      end (self);
      update_buttons (self);
    }
}

static void
open_cb (GtkButton *button, gpointer data)
{
  MgBurstDialog *self = data;

  g_signal_emit (self, signals[OPEN_RECORDING], 0, self->path);
  gtk_widget_destroy (GTK_WIDGET (self)); /* it would lie over what it opened */
}

/* --- GObject --- */

static void
dispose (GObject *object)
{
  MgBurstDialog *self = MG_BURST_DIALOG (object);

  end (self);
  g_clear_object (&self->shown);
  g_clear_object (&self->declarations);
  G_OBJECT_CLASS (mg_burst_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MG_BURST_DIALOG (object)->path);
  G_OBJECT_CLASS (mg_burst_dialog_parent_class)->finalize (object);
}

static void
mg_burst_dialog_class_init (MgBurstDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  GTK_DIALOG_CLASS (class)->response = response;

  signals[OPEN_RECORDING] = g_signal_new ("open-recording", MG_TYPE_BURST_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/burst-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, why_label);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, plan_grid);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, offset_entry);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, length_spin);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, rate_spin);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, seconds_spin);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, result_grid);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, changes_label);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, shortest_label);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, looks_label);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, missed_label);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, open_button);
  gtk_widget_class_bind_template_child (widget_class, MgBurstDialog, start_button);
  gtk_widget_class_bind_template_callback (widget_class, offset_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
mg_burst_dialog_init (MgBurstDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
}

GtkWidget *
mg_burst_dialog_new (GtkWindow *parent, MgShown *shown, MgDeclarations *declarations, MgRange range)
{
  MgBurstDialog *self;

  g_return_val_if_fail (mg_shown_get_session (shown) != NULL, NULL);

  self = g_object_new (MG_TYPE_BURST_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE,
                       "use-header-bar", 1, NULL);
  self->shown = g_object_ref (shown);
  self->declarations = declarations != NULL ? g_object_ref (declarations) : NULL;
  /* what can be begun depends on whether there is an object, and on its size */
  g_signal_connect_object (mg_shown_get_session (shown), "event", G_CALLBACK (update_buttons), self,
                           G_CONNECT_SWAPPED);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->rate_spin), MG_BURST_RATE_MAX_HZ);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seconds_spin), SECONDS_DEFAULT);
  mg_burst_dialog_offer (self, range);
  gtk_widget_grab_focus (self->start_button);
  return GTK_WIDGET (self);
}

void
mg_burst_dialog_offer (MgBurstDialog *self, MgRange range)
{
  g_autofree char *offset = mg_hex_to_string (range.start);

  g_return_if_fail (MG_IS_BURST_DIALOG (self));

  if (self->burst != NULL)
    return;
  say_why (self);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->length_spin), (double) MIN (range.length, MG_BURST_MAX));
  gtk_entry_set_text (GTK_ENTRY (self->offset_entry), offset);
}

MgShown *
mg_burst_dialog_get_shown (MgBurstDialog *self)
{
  g_return_val_if_fail (MG_IS_BURST_DIALOG (self), NULL);

  return self->shown;
}

const char *
mg_burst_dialog_get_path (MgBurstDialog *self)
{
  g_return_val_if_fail (MG_IS_BURST_DIALOG (self), NULL);

  return self->complete ? self->path : NULL;
}
