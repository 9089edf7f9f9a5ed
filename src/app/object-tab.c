#include "config.h"

#include "app/object-tab-private.h"

#include <glib/gi18n.h>

#include "app/changes-page.h"
#include "app/compare-page.h"
#include "app/find-bar.h"
#include "app/format.h"
#include "app/go-to-bar.h"
#include "app/overview-strip.h"
#include "app/paned.h"
#include "app/structure-pane.h"

/* What is read before the view knows its size, so that the first frame has bytes in it. */
#define FIRST_INTEREST 8192
#define HISTORY_MAX 50

enum
{
  CHANGED,
  OPEN_NAME,
  FIRST_CONTENT,
  MESSAGE,
  CARET_FIELD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (MgObjectTab, mg_object_tab, GTK_TYPE_BOX)

/* The session */

/* Replaced between listing and opening.  Windows has no identity that two openings could compare:
 * device 0. */
static gboolean
is_unexpected (MgObjectTab *self)
{
  const MgSnapshot *snapshot = mg_shown_get_newest (self->shown);

  return self->expected.device != 0 && snapshot->info != NULL
         && !mg_identity_equal (self->expected, snapshot->info->identity);
}

void
mg_object_tab_set_expected (MgObjectTab *self, const MgObjectInfo *expected)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  self->expected = expected->identity;
  if (expected->holders != NULL && expected->holders->len > 0)
    self->publisher = ((const MgHolder *) g_ptr_array_index (expected->holders, 0))->pid;
  if (self->publisher != 0 && self->structure != NULL)
    mg_structure_pane_set_publisher (MG_STRUCTURE_PANE (self->structure), self->publisher);
}

void
mg_object_tab_set_info (MgObjectTab *self, MgObjectInfo *info)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (info != NULL)
    mg_object_info_ref (info);
  g_clear_pointer (&self->info, mg_object_info_unref);
  self->info = info;
  if (self->structure != NULL)
    mg_structure_pane_set_info (MG_STRUCTURE_PANE (self->structure), info);
}

static void
event_cb (MgSession *session, const MgEvent *event, gpointer data)
{
  MgObjectTab *self = data;
  g_autofree char *sentence = mg_format_event (event);
  g_autofree char *clock = mg_format_clock (event->real_time_us);

  g_queue_push_head (&self->history, g_strdup_printf ("%s  %s", clock, sentence));
  if (self->history.length > HISTORY_MAX)
    g_free (g_queue_pop_tail (&self->history));
  if (event->type == MG_EVENT_ATTACHED && !is_unexpected (self))
    return;
  /* 'Replaced' says more than the 'back' that follows it at once. */
  if (!(event->type == MG_EVENT_BACK && self->has_event && self->last_event.type == MG_EVENT_REPLACED
        && event->time_us - self->last_event.time_us < G_USEC_PER_SEC))
    self->last_event = *event;
  if (event->type == MG_EVENT_ATTACHED)
    self->last_event.type = MG_EVENT_REPLACED;
  self->has_event = TRUE;
  self->dismissed = FALSE;
  mg_object_tab_update_notice (self);
}

/* What is shown is another moment. */
static void
show_snapshot (MgObjectTab *self)
{
  MgSnapshot *snapshot = mg_shown_get_snapshot (self->shown);
  gboolean past = mg_shown_get_still (self->shown) == MG_STILL_PAST;

  mg_hex_view_set_still (MG_HEX_VIEW (self->view), past);
  mg_hex_view_set_snapshot (MG_HEX_VIEW (self->view), snapshot);
  if (self->structure != NULL)
    mg_structure_pane_set_snapshot (MG_STRUCTURE_PANE (self->structure), snapshot, past);
}

/* What is known of the object now, whatever is shown. */
static void
look_at_newest (MgObjectTab *self)
{
  MgSnapshot *snapshot = mg_shown_get_newest (self->shown);
  gboolean changed = snapshot->state != self->state || snapshot->size != self->size
                     || snapshot->generation != self->generation || (snapshot->error != NULL) != self->failed;

  if (!changed && snapshot->state != MG_STATE_WAITING)
    return;
  self->state = snapshot->state;
  self->size = snapshot->size;
  self->generation = snapshot->generation;
  self->failed = snapshot->error != NULL;
  mg_object_tab_update_notice (self);
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
snapshot_cb (MgSession *session, gpointer data)
{
  look_at_newest (data);
}

static void
shown_snapshot_cb (MgShown *shown, gpointer data)
{
  MgObjectTab *self = data;

  show_snapshot (self);
  if (self->session == NULL)
    look_at_newest (self);
}

static void
shown_state_cb (MgShown *shown, gpointer data)
{
  MgObjectTab *self = data;
  MgStill still = mg_shown_get_still (shown);
  gboolean moving = mg_shown_get_moving (shown);

  if (still == self->still && moving == self->moving)
    return;
  self->still = still;
  self->moving = moving;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* One that pauses has; from here on its moment stands still without that. */
static void
fired_cb (MgSession *session, MgFiring *firing, gpointer data)
{
  MgObjectTab *self = data;

  if ((firing->rule->actions & MG_DO_PAUSE) != 0 && mg_shown_get_still (self->shown) != MG_STILL_PAST)
    {
      mg_shown_set_moving (self->shown, FALSE);
      /* not a later one, which may have come meanwhile */
      if (mg_shown_get_still (self->shown) == MG_STILL_PAST)
        mg_shown_go_to (self->shown, firing->time_us);
    }
  if ((firing->rule->actions & MG_DO_RESUME) != 0)
    mg_shown_set_moving (self->shown, TRUE);
}

void
mg_object_tab_say (MgObjectTab *self, GtkMessageType type, const char *title, const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, type, title, text);
}

/* The visible bytes first: what is over the limit is cut off at the end. */
void
mg_object_tab_update_interest (MgObjectTab *self)
{
  MgRange interest = mg_hex_view_get_interest (MG_HEX_VIEW (self->view));
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MgRange));

  if (self->session == NULL)
    return;

  if (interest.length > 0)
    g_array_append_val (ranges, interest);
  if (self->recording != NULL)
    {
      MgRange recorded = mg_live_recording_get_range (self->recording);

      g_array_append_val (ranges, recorded);
    }
  if (self->structure != NULL)
    {
      GArray *fields = mg_structure_pane_get_interest (MG_STRUCTURE_PANE (self->structure));

      g_array_append_vals (ranges, fields->data, fields->len);
    }
  if (ranges->len > 0)
    mg_session_set_interests (self->session, (const MgRange *) ranges->data, ranges->len);
}

static void
interest_changed_cb (GtkWidget *widget, gpointer data)
{
  mg_object_tab_update_interest (data);
}

static void
copy_cb (MgHexView *view, gpointer data)
{
  mg_object_tab_copy (data, MG_DUMP_BYTES);
}

/* The first frame with bytes in it, for traces and measurements: once. */
static gboolean
first_draw_cb (GtkWidget *view, cairo_t *cr, gpointer data)
{
  MgObjectTab *self = data;
  MgSnapshot *snapshot = mg_shown_get_snapshot (self->shown);

  if (snapshot->pages == NULL || snapshot->pages->len == 0)
    return FALSE;
  g_signal_handlers_disconnect_by_func (view, first_draw_cb, data);
  g_debug ("first content of %s painted", mg_name_get_text (mg_shown_get_name (self->shown)));
  g_signal_emit (self, signals[FIRST_CONTENT], 0);
  return FALSE;
}

/* Settings */

static void
rate_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgObjectTab *self = data;

  mg_session_set_rate_hz (self->session, g_settings_get_double (settings, "rate-hz"));
}

static void
reattach_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgObjectTab *self = data;

  mg_session_set_reattach (self->session, g_settings_get_boolean (settings, "reattach"));
  mg_object_tab_update_notice (self);
}

static gboolean
get_zoom (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_double (value, g_variant_get_int32 (variant) / 100.0);
  return TRUE;
}

static GVariant *
set_zoom (const GValue *value, const GVariantType *type, gpointer data)
{
  return g_variant_new_int32 ((gint32) (g_value_get_double (value) * 100.0 + 0.5));
}

static gboolean
get_keep_marks (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_boolean (value, g_str_equal (g_variant_get_string (variant, NULL), "keep"));
  return TRUE;
}

static void
structure_message_cb (MgStructurePane *pane, const char *title, const char *text, gpointer data)
{
  mg_object_tab_say (data, GTK_MESSAGE_WARNING, title, text);
}

static void
caret_field_cb (MgStructurePane *pane, gpointer data)
{
  g_signal_emit (data, signals[CARET_FIELD], 0);
}

static void
add_changes (MgObjectTab *self)
{
  MgStructurePane *pane = MG_STRUCTURE_PANE (self->structure);
  GtkWidget *page =
      mg_changes_page_new (self->shown, MG_HEX_VIEW (self->view), mg_structure_pane_get_declarations (pane));

  gtk_widget_show (page);
  mg_structure_pane_add_page (pane, page, "changes", _ ("Changes"));
}

static void
compare_shown_cb (GtkWidget *slot, gpointer data)
{
  MgObjectTab *self = data;

  if (self->compare != NULL)
    return;
  self->compare =
      mg_compare_page_new (self->shown, MG_HEX_VIEW (self->view),
                           mg_structure_pane_get_declarations (MG_STRUCTURE_PANE (self->structure)));
  gtk_box_pack_start (GTK_BOX (slot), self->compare, TRUE, TRUE, 0);
  gtk_widget_show (self->compare);
}

static void
add_compare (MgObjectTab *self)
{
  GtkWidget *slot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_signal_connect (slot, "map", G_CALLBACK (compare_shown_cb), self);
  gtk_widget_show (slot);
  mg_structure_pane_add_page (MG_STRUCTURE_PANE (self->structure), slot, "compare", _ ("Compare"));
}

static void
ensure_structure (MgObjectTab *self)
{
  if (self->structure != NULL)
    return;
  self->structure = mg_structure_pane_new (self->shown, MG_HEX_VIEW (self->view));
  g_signal_connect (self->structure, "interest-changed", G_CALLBACK (interest_changed_cb), self);
  g_signal_connect (self->structure, "message", G_CALLBACK (structure_message_cb), self);
  g_signal_connect (self->structure, "caret-field", G_CALLBACK (caret_field_cb), self);
  gtk_widget_set_vexpand (self->structure, TRUE);
  gtk_widget_set_hexpand (self->structure, TRUE);
  add_changes (self);
  add_compare (self);
  mg_object_tab_follow_triggers (self);
  gtk_container_add (GTK_CONTAINER (self->structure_slot), self->structure);
  gtk_widget_show (self->structure);
  if (self->publisher != 0)
    mg_structure_pane_set_publisher (MG_STRUCTURE_PANE (self->structure), self->publisher);
  mg_structure_pane_set_info (MG_STRUCTURE_PANE (self->structure), self->info);
  mg_structure_pane_set_snapshot (MG_STRUCTURE_PANE (self->structure), mg_shown_get_snapshot (self->shown),
                                  mg_shown_get_still (self->shown) == MG_STILL_PAST);
}

static void
structure_visible_cb (GSettings *settings, const char *key, gpointer data)
{
  MgObjectTab *self = data;
  gboolean visible = g_settings_get_boolean (settings, "structure-visible");

  if (visible && self->complete)
    ensure_structure (self);
  if (!visible && gtk_container_get_focus_child (GTK_CONTAINER (self->paned)) == self->structure_slot)
    gtk_widget_grab_focus (self->view);
  gtk_widget_set_visible (self->structure_slot, visible);
}

static void
overview_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgObjectTab *self = data;

  if (self->overview != NULL)
    mg_overview_set_budget (self->overview, g_settings_get_int (settings, "overview-percent") / 100.0);
}

/* All of the object beside its bytes. */
static void
add_overview (MgObjectTab *self)
{
  self->overview = mg_overview_new (mg_shown_get_name (self->shown));
  overview_changed_cb (self->settings, NULL, self);
  self->overview_strip = mg_overview_strip_new (MG_HEX_VIEW (self->view), self->overview);
  mg_overview_strip_set_active (MG_OVERVIEW_STRIP (self->overview_strip), !self->hidden);
  gtk_container_add (GTK_CONTAINER (self->overview_slot), self->overview_strip);
  gtk_widget_show (self->overview_strip);
}

static void
history_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgObjectTab *self = data;

  if (self->complete)
    mg_shown_keep_history (self->shown, (gsize) g_settings_get_int (settings, "history-mib") << 20);
}

void
mg_object_tab_complete (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (self->complete)
    return;
  self->complete = TRUE;
  history_changed_cb (self->settings, NULL, self);
  if (self->session != NULL)
    add_overview (self);
  structure_visible_cb (self->settings, "structure-visible", self);
}

static void
bind_settings (MgObjectTab *self)
{
  g_settings_bind (self->settings, "bytes-per-row", self->view, "bytes-per-row", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "group-size", self->view, "group", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "big-endian", self->view, "big-endian", G_SETTINGS_BIND_GET);
  g_settings_bind_with_mapping (self->settings, "zoom", self->view, "zoom", G_SETTINGS_BIND_DEFAULT, get_zoom,
                                set_zoom, NULL, NULL);
  g_settings_bind_with_mapping (self->settings, "mark-mode", self->view, "keep-marks", G_SETTINGS_BIND_GET,
                                get_keep_marks, NULL, NULL, NULL);
  g_signal_connect_object (self->settings, "changed::structure-visible", G_CALLBACK (structure_visible_cb),
                           self, 0);
  structure_visible_cb (self->settings, "structure-visible", self);
  mg_paned_keep_share (GTK_PANED (self->paned), self->settings, "bytes-share");
  g_signal_connect_object (self->settings, "changed::overview-percent", G_CALLBACK (overview_changed_cb),
                           self, 0);
  g_signal_connect_object (self->settings, "changed::history-mib", G_CALLBACK (history_changed_cb), self, 0);
  if (self->session == NULL)
    return;
  g_signal_connect_object (self->settings, "changed::rate-hz", G_CALLBACK (rate_changed_cb), self, 0);
  g_signal_connect_object (self->settings, "changed::reattach", G_CALLBACK (reattach_changed_cb), self, 0);
  mg_session_set_rate_hz (self->session, g_settings_get_double (self->settings, "rate-hz"));
  mg_session_set_reattach (self->session, g_settings_get_boolean (self->settings, "reattach"));
}

/* What the window asks for */

MgName *
mg_object_tab_get_name (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return mg_shown_get_name (self->shown);
}

MgSession *
mg_object_tab_get_session (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return self->session;
}

MgShown *
mg_object_tab_get_shown (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return self->shown;
}

MgHexView *
mg_object_tab_get_view (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return MG_HEX_VIEW (self->view);
}

void
mg_object_tab_set_hidden (MgObjectTab *self, gboolean hidden)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (self->hidden == hidden)
    return;
  self->hidden = hidden;
  if (self->session != NULL)
    mg_session_set_hidden (self->session, hidden);
  else if (hidden)
    mg_shown_set_moving (self->shown, FALSE);
  if (self->overview_strip != NULL)
    mg_overview_strip_set_active (MG_OVERVIEW_STRIP (self->overview_strip), !hidden);
  if (self->compare != NULL)
    mg_compare_page_set_hidden (MG_COMPARE_PAGE (self->compare), hidden);
}

void
mg_object_tab_set_paused (MgObjectTab *self, gboolean paused)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (mg_object_tab_get_paused (self) != paused)
    mg_shown_set_moving (self->shown, !paused);
}

gboolean
mg_object_tab_get_paused (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), FALSE);

  return !mg_shown_get_moving (self->shown);
}

void
mg_object_tab_retry (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  mg_object_tab_cancel_near (self);
  if (self->session != NULL)
    mg_session_retry (self->session);
  mg_object_tab_update_notice (self);
}

gboolean
mg_object_tab_get_selection (MgObjectTab *self, MgRange *range)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), FALSE);

  return mg_hex_view_get_selection (MG_HEX_VIEW (self->view), range);
}

/* The structure */

GtkWidget *
mg_object_tab_get_structure (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return self->structure;
}

char *
mg_object_tab_dup_caret_field (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return self->structure != NULL ? mg_structure_pane_dup_caret_path (MG_STRUCTURE_PANE (self->structure))
                                 : NULL;
}

void
mg_object_tab_edit_declarations (MgObjectTab *self)
{
  MgStructurePane *pane;

  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  g_settings_set_boolean (self->settings, "structure-visible", TRUE);
  ensure_structure (self);
  pane = MG_STRUCTURE_PANE (self->structure);
  mg_structure_pane_show_editor (pane, !mg_structure_pane_get_editor_shown (pane));
}

void
mg_object_tab_check_layout (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  g_settings_set_boolean (self->settings, "structure-visible", TRUE);
  ensure_structure (self);
  mg_structure_pane_check_layout (MG_STRUCTURE_PANE (self->structure));
}

/* Comparing */

void
mg_object_tab_compare (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  g_settings_set_boolean (self->settings, "structure-visible", TRUE);
  ensure_structure (self);
  mg_structure_pane_show_page (MG_STRUCTURE_PANE (self->structure), "compare");
  if (self->compare != NULL)
    gtk_widget_grab_focus (self->compare);
}

void
mg_object_tab_step_difference (MgObjectTab *self, int by)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (self->compare != NULL && gtk_widget_get_mapped (self->compare))
    mg_compare_page_step (MG_COMPARE_PAGE (self->compare), by);
  else
    mg_object_tab_compare (self);
}

/* Bars */

static void
close_bar_cb (GtkWidget *bar, gpointer data)
{
  MgObjectTab *self = data;

  gtk_widget_hide (bar);
  gtk_widget_grab_focus (self->view);
}

static void
add_bar (MgObjectTab *self, GtkWidget *bar)
{
  g_signal_connect (bar, "close", G_CALLBACK (close_bar_cb), self);
  gtk_container_add (GTK_CONTAINER (self->bars), bar);
}

static void
ensure_find_bar (MgObjectTab *self)
{
  if (self->find_bar != NULL)
    return;
  self->find_bar = mg_find_bar_new (self->shown, MG_HEX_VIEW (self->view), self->settings);
  add_bar (self, self->find_bar);
}

void
mg_object_tab_show_find (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  ensure_find_bar (self);
  mg_find_bar_open (MG_FIND_BAR (self->find_bar));
}

void
mg_object_tab_find_again (MgObjectTab *self, gboolean backward)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  ensure_find_bar (self);
  mg_find_bar_again (MG_FIND_BAR (self->find_bar), backward);
}

void
mg_object_tab_show_go_to (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (self->go_to_bar == NULL)
    {
      self->go_to_bar = mg_go_to_bar_new (MG_HEX_VIEW (self->view));
      add_bar (self, self->go_to_bar);
    }
  mg_go_to_bar_open (MG_GO_TO_BAR (self->go_to_bar));
}

/* GObject */

static void
grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (MG_OBJECT_TAB (widget)->view);
}

static void
mg_object_tab_dispose (GObject *object)
{
  MgObjectTab *self = MG_OBJECT_TAB (object);

  if (self->shown != NULL)
    {
      mg_object_tab_cancel_near (self);
      if (self->copy_cancellable != NULL)
        g_cancellable_cancel (self->copy_cancellable);
      g_clear_object (&self->copy_cancellable);
      g_clear_object (&self->save_dialog);
      if (self->recording != NULL)
        mg_live_recording_end (self->recording);
      g_clear_object (&self->recording);
      g_signal_handlers_disconnect_by_data (self->shown, self);
      if (self->session != NULL)
        {
          g_signal_handlers_disconnect_by_data (self->session, self);
          mg_session_close (self->session);
        }
    }
  /* The children go with the parent class, and this runs twice. */
  self->notice = self->find_bar = self->go_to_bar = self->overview_strip = NULL;
  self->overview = NULL;
  if (self->structure != NULL)
    {
      mg_structure_pane_remember (MG_STRUCTURE_PANE (self->structure));
      g_signal_handlers_disconnect_by_data (self->structure, self);
    }
  self->structure = self->compare = NULL;
  G_OBJECT_CLASS (mg_object_tab_parent_class)->dispose (object);
}

static void
mg_object_tab_finalize (GObject *object)
{
  MgObjectTab *self = MG_OBJECT_TAB (object);

  g_clear_object (&self->shown);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->info, mg_object_info_unref);
  g_queue_clear_full (&self->history, g_free);
  G_OBJECT_CLASS (mg_object_tab_parent_class)->finalize (object);
}

static void
mg_object_tab_class_init (MgObjectTabClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_object_tab_dispose;
  G_OBJECT_CLASS (class)->finalize = mg_object_tab_finalize;
  widget_class->grab_focus = grab_focus;

  signals[CHANGED] = g_signal_new ("changed", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[OPEN_NAME] = g_signal_new ("open-name", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FIRST_CONTENT] = g_signal_new ("first-content", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  signals[MESSAGE] = g_signal_new ("message", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3, GTK_TYPE_MESSAGE_TYPE, G_TYPE_STRING, G_TYPE_STRING);
  signals[CARET_FIELD] = g_signal_new ("caret-field", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/object-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, MgObjectTab, notices);
  gtk_widget_class_bind_template_child (widget_class, MgObjectTab, paned);
  gtk_widget_class_bind_template_child (widget_class, MgObjectTab, overview_slot);
  gtk_widget_class_bind_template_child (widget_class, MgObjectTab, structure_slot);
  gtk_widget_class_bind_template_child (widget_class, MgObjectTab, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, MgObjectTab, bars);
}

static void
mg_object_tab_init (MgObjectTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (self->overview_slot, MG_OVERVIEW_STRIP_WIDTH, -1);
  g_queue_init (&self->history);
}

/* @self->shown, and a session where there is one, are there. */
static void
build (MgObjectTab *self)
{
  self->view = mg_hex_view_new ();
  gtk_container_add (GTK_CONTAINER (self->scrolled_window), self->view);
  gtk_widget_show (self->view);
  g_signal_connect (self->view, "interest-changed", G_CALLBACK (interest_changed_cb), self);
  g_signal_connect (self->view, "copy", G_CALLBACK (copy_cb), self);
  g_signal_connect_after (self->view, "draw", G_CALLBACK (first_draw_cb), self);
  bind_settings (self);

  self->state = mg_shown_get_newest (self->shown)->state;
  self->still = mg_shown_get_still (self->shown);
  self->moving = mg_shown_get_moving (self->shown);
  g_signal_connect (self->shown, "snapshot", G_CALLBACK (shown_snapshot_cb), self);
  g_signal_connect (self->shown, "state", G_CALLBACK (shown_state_cb), self);
}

GtkWidget *
mg_object_tab_new (MgName *name, GSettings *settings)
{
  MgObjectTab *self = g_object_new (MG_TYPE_OBJECT_TAB, NULL);

  self->settings = g_object_ref (settings);
  self->session = mg_session_new (name);
  self->shown = mg_shown_new (self->session);
  mg_session_set_interest (self->session, (MgRange) { 0, FIRST_INTEREST });
  build (self);
  g_signal_connect (self->session, "event", G_CALLBACK (event_cb), self);
  g_signal_connect (self->session, "snapshot", G_CALLBACK (snapshot_cb), self);
  g_signal_connect (self->session, "fired", G_CALLBACK (fired_cb), self);
  return GTK_WIDGET (self);
}

GtkWidget *
mg_object_tab_new_recording (MgRecording *recording, const char *path, GSettings *settings)
{
  MgObjectTab *self = g_object_new (MG_TYPE_OBJECT_TAB, NULL);

  self->settings = g_object_ref (settings);
  self->shown = mg_shown_new_recording (recording, path);
  build (self);
  show_snapshot (self);
  look_at_newest (self);
  /* of a part of the object, there */
  mg_hex_view_set_caret (MG_HEX_VIEW (self->view), mg_recording_get_header (recording)->range.start);
  return GTK_WIDGET (self);
}
