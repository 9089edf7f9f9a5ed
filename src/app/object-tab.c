#include "config.h"

#include "app/object-tab.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/changes-page.h"
#include "app/compare-page.h"
#include "app/export.h"
#include "app/find-bar.h"
#include "app/format.h"
#include "app/go-to-bar.h"
#include "app/name-check.h"
#include "app/notice.h"
#include "app/overview-strip.h"
#include "app/paned.h"
#include "app/save-bar.h"
#include "app/save-dialog.h"
#include "app/structure-pane.h"

/* What is read before the view knows its size, so that the first frame has bytes in it. */
#define FIRST_INTEREST 8192
#define HISTORY_MAX 50
/* What is made into text without a thread, in bytes of the object. */
#define COPY_AT_ONCE 65536
/* Between two look-ups of near names. */
#define NEAR_INTERVAL_MS 2000

struct _MgObjectTab
{
  GtkBox parent_instance;

  GtkWidget *notices;
  GtkWidget *paned;
  GtkWidget *overview_slot;       /* these two keep the place of what is made after the first frame */
  GtkWidget *structure_slot;
  GtkWidget *scrolled_window;
  GtkWidget *bars;
  GtkWidget *view;
  MgObjectInfo *info;             /* (nullable): as it is listed */
  GtkWidget *structure;           /* made when it is first shown, once complete: NULL before */
  GtkWidget *compare;             /* a page of it; made when it is first shown: NULL before */
  GtkWidget *overview_strip;      /* made with complete: NULL before */

  GSettings *settings;
  MgSession *session;   /* NULL: a recording */
  MgShown *shown;
  MgLiveRecording *recording; /* (nullable): it is being recorded */
  MgStill still;        /* as the panes show it */
  gboolean moving;      /* as was told */
  MgOverview *overview; /* the strip's */
  gboolean complete;    /* what the first frame can do without is made */
  gboolean hidden;

  /* What the notice says; made when there is something to say. */
  GtkWidget *notice;
  MgEvent last_event;  /* of those that are worth a word */
  gboolean has_event;
  gboolean dismissed;  /* the person closed the notice of that event */
  GQueue history;      /* of char *, the newest first */

  GCancellable *near_cancellable; /* of the look-up of near names under way */
  guint near_id;                  /* the next one; 0 with no cancellable: none is wanted */

  GtkWidget *find_bar;            /* made where first needed, as the next */
  GtkWidget *go_to_bar;
  GCancellable *copy_cancellable; /* of a copy under way */
  GtkFileChooserNative *save_dialog;
  MgRange save_range;

  guint32 publisher;   /* a process that had the object when it was listed; 0: not known */
  MgIdentity expected; /* of the object that was listed; device 0: anything */
  MgState state;
  guint64 size;
  guint generation;
  gboolean failed; /* there was an error to tell */
};

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

static void update_notice (MgObjectTab *self);

/* Near names: looked up as long as the name is wrong, since a publisher may start meanwhile. */

static void look_up_near (MgObjectTab *self);

static gboolean
near_timeout_cb (gpointer data)
{
  MgObjectTab *self = data;

  if (!gtk_widget_get_mapped (self->view))
    return G_SOURCE_CONTINUE;
  self->near_id = 0;
  look_up_near (self);
  return G_SOURCE_REMOVE;
}

static void
show_near (MgObjectTab *self, GPtrArray *near)
{
  MgNotice *notice = MG_NOTICE (self->notice);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean first = !mg_notice_has_names (notice);
  MgKind kind;

  for (guint i = 0; i < near->len; i++)
    {
      const MgNear *one = g_ptr_array_index (near, i);

      /* That it is something else under this very name is what the error says. */
      if (one->reason != MG_NEAR_TYPE)
        g_ptr_array_add (names, (gpointer) mg_name_get_text (one->name));
    }
  g_ptr_array_add (names, NULL);
  mg_notice_retain_names (notice, (const char *const *) names->pdata);
  for (guint i = 0; i < near->len; i++)
    {
      const MgNear *one = g_ptr_array_index (near, i);
      g_autofree char *explanation = mg_near_dup_explanation (one);

      if (one->reason != MG_NEAR_TYPE)
        mg_notice_add_name (notice, mg_name_get_text (one->name), explanation,
                            mg_kind_from_string (one->type, &kind));
    }
  /* There are no bytes that keys could be for: Enter takes the likeliest name. */
  if (first && gtk_widget_is_focus (self->view))
    mg_notice_focus_name (notice);
}

static void
near_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MgNameCheck) check = mg_name_check_finish (result, NULL);
  MgObjectTab *self = data;

  /* Cancelled: the tab may be no more. */
  if (check == NULL)
    return;
  g_clear_object (&self->near_cancellable);
  self->near_id = g_timeout_add (NEAR_INTERVAL_MS, near_timeout_cb, self);
  if (self->notice != NULL && check->near != NULL)
    show_near (self, check->near);
}

static void
cancel_near (MgObjectTab *self)
{
  if (self->near_cancellable != NULL)
    g_cancellable_cancel (self->near_cancellable);
  g_clear_object (&self->near_cancellable);
  g_clear_handle_id (&self->near_id, g_source_remove);
  if (self->notice != NULL)
    mg_notice_clear_names (MG_NOTICE (self->notice));
}

static void
look_up_near (MgObjectTab *self)
{
  if (self->near_cancellable != NULL || self->near_id != 0)
    return;
  self->near_cancellable = g_cancellable_new ();
  mg_name_check_async (mg_shown_get_name (self->shown), self->near_cancellable, near_cb, self);
}

/* The notice */

static void
notice_retry_cb (MgNotice *notice, gpointer data)
{
  mg_object_tab_retry (data);
}

static void
notice_name_cb (MgNotice *notice, const char *name, gpointer data)
{
  g_signal_emit (data, signals[OPEN_NAME], 0, name);
}

static void
notice_response_cb (GtkInfoBar *bar, int response, gpointer data)
{
  MgObjectTab *self = data;

  self->dismissed = TRUE;
  update_notice (self);
  gtk_widget_grab_focus (self->view);
}

static void
ensure_notice (MgObjectTab *self)
{
  if (self->notice != NULL)
    return;
  self->notice = mg_notice_new ();
  g_signal_connect (self->notice, "retry", G_CALLBACK (notice_retry_cb), self);
  g_signal_connect (self->notice, "name", G_CALLBACK (notice_name_cb), self);
  g_signal_connect (self->notice, "response", G_CALLBACK (notice_response_cb), self);
  gtk_container_add (GTK_CONTAINER (self->notices), self->notice);
}

static char *
dup_history (MgObjectTab *self)
{
  GString *text = g_string_new (NULL);
  GList *l;

  for (l = self->history.head; l != NULL; l = l->next)
    g_string_append_printf (text, "%s%s", l != self->history.head ? "\n" : "", (const char *) l->data);
  return g_string_free (text, FALSE);
}

static void
show_waiting (MgObjectTab *self, const MgSnapshot *snapshot)
{
  const GError *error = snapshot->error;
  const char *hint = mg_error_get_hint (error);
  gboolean absent = mg_name_check_is_absence (error);
  g_autofree char *details = mg_error_dup_details (error);
  g_autofree char *text = NULL;

  if (absent)
    text = g_strconcat (hint != NULL ? hint : "", hint != NULL ? "\n" : "", _("It will be shown when it appears."), NULL);
  else
    text = g_strdup (hint);
  mg_notice_set_message (MG_NOTICE (self->notice), absent ? GTK_MESSAGE_WARNING : GTK_MESSAGE_ERROR,
                         error->message, text, details);
  mg_notice_set_retry (MG_NOTICE (self->notice), TRUE);
  if (absent || g_error_matches (error, MG_ERROR, MG_ERROR_WRONG_TYPE))
    look_up_near (self);
}

static void
show_event (MgObjectTab *self, const MgSnapshot *snapshot)
{
  g_autofree char *sentence = mg_format_event (&self->last_event);
  g_autofree char *clock = mg_format_clock (self->last_event.real_time_us);
  g_autofree char *title = g_strdup_printf ("%s  %s", clock, sentence);
  g_autofree char *history = dup_history (self);
  g_autofree char *codes = snapshot->error != NULL ? mg_error_dup_details (snapshot->error) : NULL;
  g_autofree char *details = g_strconcat (history, codes != NULL ? "\n" : NULL, codes, NULL);
  const char *text = NULL;

  if (snapshot->state == MG_STATE_GONE && g_settings_get_boolean (self->settings, "reattach"))
    text = _("It is attached again when an object of this name appears.");
  mg_notice_set_message (MG_NOTICE (self->notice),
                         snapshot->state == MG_STATE_LIVE ? GTK_MESSAGE_INFO : GTK_MESSAGE_WARNING, title, text,
                         details);
  mg_notice_set_retry (MG_NOTICE (self->notice), snapshot->state == MG_STATE_GONE);
}

static void
update_notice (MgObjectTab *self)
{
  const MgSnapshot *snapshot = mg_shown_get_newest (self->shown);
  gboolean waiting = snapshot->state == MG_STATE_WAITING && snapshot->error != NULL;
  gboolean closable = snapshot->state == MG_STATE_LIVE;
  gboolean shown = waiting || (self->has_event && !(closable && self->dismissed));

  if (!waiting)
    cancel_near (self);
  if (!shown)
    {
      if (gtk_container_get_focus_child (GTK_CONTAINER (self->notices)) != NULL)
        gtk_widget_grab_focus (self->view);
      if (self->notice != NULL)
        gtk_widget_hide (self->notice);
      return;
    }
  ensure_notice (self);
  if (waiting)
    show_waiting (self, snapshot);
  else
    show_event (self, snapshot);
  gtk_info_bar_set_show_close_button (GTK_INFO_BAR (self->notice), closable);
  gtk_widget_show (self->notice);
}

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
  update_notice (self);
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
  update_notice (self);
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

/* One that pauses has. */
static void
fired_cb (MgSession *session, MgFiring *firing, gpointer data)
{
  if ((firing->rule->actions & (MG_DO_PAUSE | MG_DO_RESUME)) != 0)
    g_signal_emit (data, signals[CHANGED], 0);
}

/* The visible bytes first: what is over the limit is cut off at the end. */
static void
update_interest (MgObjectTab *self)
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
  update_interest (data);
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
  update_notice (self);
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
  g_signal_emit (data, signals[MESSAGE], 0, title, text);
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
  GtkWidget *page = mg_changes_page_new (self->shown, MG_HEX_VIEW (self->view), mg_structure_pane_get_declarations (pane));

  gtk_widget_show (page);
  mg_structure_pane_add_page (pane, page, "changes", _("Changes"));
}

static void
compare_shown_cb (GtkWidget *slot, gpointer data)
{
  MgObjectTab *self = data;

  if (self->compare != NULL)
    return;
  self->compare = mg_compare_page_new (self->shown, MG_HEX_VIEW (self->view),
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
  mg_structure_pane_add_page (MG_STRUCTURE_PANE (self->structure), slot, "compare", _("Compare"));
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
  g_signal_connect_object (self->settings, "changed::structure-visible", G_CALLBACK (structure_visible_cb), self, 0);
  structure_visible_cb (self->settings, "structure-visible", self);
  mg_paned_keep_share (GTK_PANED (self->paned), self->settings, "bytes-share");
  g_signal_connect_object (self->settings, "changed::overview-percent", G_CALLBACK (overview_changed_cb), self, 0);
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

  if (mg_object_tab_get_paused (self) == paused)
    return;
  /* What is recorded is read on: the moment stands still. */
  if (paused && self->recording != NULL)
    mg_shown_go_to (self->shown, mg_shown_get_time_us (self->shown));
  else
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

  cancel_near (self);
  if (self->session != NULL)
    mg_session_retry (self->session);
  update_notice (self);
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

  return self->structure != NULL ? mg_structure_pane_dup_caret_path (MG_STRUCTURE_PANE (self->structure)) : NULL;
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

/* Copying and saving */

static MgExport *
new_export (MgObjectTab *self, MgStill still, MgRange range, MgDumpFormat format)
{
  return mg_export_new (mg_shown_get_snapshot (self->shown), mg_shown_get_name (self->shown), still, range,
                        format);
}

/* What a command is about: the selection, else the byte with the caret. */
static gboolean
get_range (MgObjectTab *self, MgRange *range)
{
  mg_hex_view_get_selection (MG_HEX_VIEW (self->view), range);
  return range->length > 0;
}

static void
say (MgObjectTab *self, const char *title, const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, title, text);
}

static void
set_clipboard (MgObjectTab *self, const char *text)
{
  GtkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, text, -1);
  /* It stays when the program ends, where somebody keeps it. */
  gtk_clipboard_set_can_store (clipboard, NULL, 0);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgObjectTab *self = data;
  g_autoptr (MgExport) export = mg_export_ref (g_task_get_task_data (G_TASK (result)));
  g_autoptr (GError) error = NULL;

  if (mg_export_run_finish (export, result, NULL, &error))
    set_clipboard (self, mg_export_get_text (export));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    say (self, _("Nothing was copied."), error->message);
  g_clear_object (&self->copy_cancellable);
}

/* Few bytes that are all in the snapshot are copied at once. */
static gboolean
copy_shown (MgObjectTab *self, MgRange range, MgDumpFormat format)
{
  g_autofree guint8 *bytes = NULL;
  g_autofree guint8 *states = NULL;
  g_autofree char *text = NULL;

  if (range.length > COPY_AT_ONCE)
    return FALSE;
  bytes = g_malloc ((gsize) range.length);
  states = g_malloc ((gsize) range.length);
  mg_snapshot_copy (mg_shown_get_snapshot (self->shown), range.start, (gsize) range.length, bytes, states);
  if (memchr (states, MG_BYTE_NOT_READ, (gsize) range.length) != NULL)
    return FALSE;
  text = mg_dump_bytes (bytes, states, (gsize) range.length, range.start, format,
                        mg_name_get_label (mg_shown_get_name (self->shown)));
  set_clipboard (self, text);
  return TRUE;
}

void
mg_object_tab_copy (MgObjectTab *self, MgDumpFormat format)
{
  g_autoptr (MgExport) export = NULL;
  MgRange range;

  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (!get_range (self, &range))
    return;
  if (range.length > MG_EXPORT_TEXT_MAX)
    {
      g_autofree char *limit = mg_format_bytes (MG_EXPORT_TEXT_MAX);
      g_autofree char *text = g_strdup_printf (_("The clipboard takes %s at most. Save the selection to a file instead."), limit);

      say (self, _("That is too much for the clipboard."), text);
      return;
    }
  if (copy_shown (self, range, format))
    return;
  if (self->copy_cancellable != NULL)
    g_cancellable_cancel (self->copy_cancellable);
  g_clear_object (&self->copy_cancellable);
  self->copy_cancellable = g_cancellable_new ();
  /* As it is shown, also where the object goes on changing. */
  export = new_export (self, MAX (mg_shown_get_still (self->shown), MG_STILL_PAUSED), range, format);
  mg_export_run_async (export, NULL, self->copy_cancellable, copied_cb, self);
}

void
mg_object_tab_save_to (MgObjectTab *self, GFile *file, MgRange range, MgDumpFormat format)
{
  g_autoptr (MgExport) export = NULL;
  GtkWidget *bar;

  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  export = new_export (self, mg_shown_get_still (self->shown), range, format);
  bar = mg_save_bar_new (export, file, range.length);
  g_signal_connect (bar, "close", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_container_add (GTK_CONTAINER (self->bars), bar);
}

static void
save_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  MgObjectTab *self = data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    mg_object_tab_save_to (self, file, self->save_range, mg_save_dialog_get_format (dialog, file));
  g_clear_object (&self->save_dialog);
}

void
mg_object_tab_save (MgObjectTab *self)
{
  MgSnapshot *snapshot;
  GtkWidget *window;
  gboolean selected;

  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  snapshot = mg_shown_get_snapshot (self->shown);
  if (self->save_dialog != NULL || snapshot->info == NULL)
    return;
  selected = mg_hex_view_get_selection (MG_HEX_VIEW (self->view), &self->save_range);
  if (!selected)
    self->save_range = (MgRange) { 0, snapshot->size };
  window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  self->save_dialog = mg_save_dialog_new (GTK_WINDOW (window), selected, mg_shown_get_name (self->shown));
  g_signal_connect (self->save_dialog, "response", G_CALLBACK (save_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->save_dialog));
}

/* Recording */

static void
recording_ended_cb (MgLiveRecording *recording, const char *error, gpointer data)
{
  MgObjectTab *self = data;

  if (error != NULL)
    say (self, _("Not everything could be recorded. What was written until then is whole."), error);
  if (self->recording == recording)
    mg_object_tab_end_recording (self);
}

gboolean
mg_object_tab_start_recording (MgObjectTab *self, const char *path)
{
  MgDeclarations *declarations = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), FALSE);
  g_return_val_if_fail (self->recording == NULL, FALSE);

  if (self->session == NULL || mg_shown_get_newest (self->shown)->info == NULL)
    {
      say (self, _("There is nothing to record."), NULL);
      return FALSE;
    }
  if (self->structure != NULL)
    declarations = mg_structure_pane_get_declarations (MG_STRUCTURE_PANE (self->structure));
  self->recording = mg_live_recording_start (self->shown, declarations, path, &error);
  if (self->recording == NULL)
    {
      say (self, _("The recording could not be begun."), error->message);
      return FALSE;
    }
  g_signal_connect_object (self->recording, "ended", G_CALLBACK (recording_ended_cb), self, 0);
  if (mg_session_get_paused (self->session))
    mg_shown_go_live (self->shown);
  update_interest (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

void
mg_object_tab_end_recording (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (self->recording == NULL)
    return;
  mg_live_recording_end (self->recording);
  g_clear_object (&self->recording);
  update_interest (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

MgLiveRecording *
mg_object_tab_get_recording (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return self->recording;
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
      cancel_near (self);
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
  signals[FIRST_CONTENT] = g_signal_new ("first-content", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  signals[MESSAGE] = g_signal_new ("message", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[CARET_FIELD] = g_signal_new ("caret-field", MG_TYPE_OBJECT_TAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);

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
  return GTK_WIDGET (self);
}
