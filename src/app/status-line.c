#include "config.h"

#include "app/status-line.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/name-check.h"
#include "core/burst.h"
#include "core/interpret.h"
#include "core/number.h"

#define REFRESH_MS 250
#define CARET_MS 50 /* how soon a moved caret is shown */

struct _MgStatusLine
{
  GtkBox parent_instance;

  GtkWidget *caret_label;
  GtkWidget *selection_label;
  GtkWidget *value_label;
  GtkWidget *state_label;
  GtkWidget *health_label;
  GtkWidget *burst_button;

  MgObjectTab *tab; /* weak */
  MgHexView *view;  /* weak: the tab's */
  gboolean active;
  guint timer_id;
  guint caret_id;
  const char *state_class;
};

G_DEFINE_TYPE (MgStatusLine, mg_status_line, GTK_TYPE_BOX)

static void
set_text (GtkWidget *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
    gtk_label_set_text (GTK_LABEL (label), text);
}

/* The bytes at the caret as numbers of every width, in the view's byte order. */
static char *
dup_values (MgObjectTab *tab, guint64 offset)
{
  MgSnapshot *snapshot = mg_shown_get_snapshot (mg_object_tab_get_shown (tab));
  guint8 bytes[8], states[8];
  gboolean big_endian;
  gsize n;

  mg_snapshot_copy (snapshot, offset, sizeof bytes, bytes, states);
  for (n = 0; n < sizeof bytes && states[n] == MG_BYTE_OK; n++)
    ;
  g_object_get (mg_object_tab_get_view (tab), "big-endian", &big_endian, NULL);
  if (n == 0 && states[0] == MG_BYTE_UNREADABLE)
    return g_strdup (_ ("unreadable"));
  return mg_interpret_summary (bytes, n, big_endian ? MG_ORDER_BIG : MG_ORDER_LITTLE);
}

static void
update_caret (MgStatusLine *self)
{
  MgHexView *view = mg_object_tab_get_view (self->tab);
  guint64 caret = mg_hex_view_get_caret (view, NULL);
  MgSnapshot *snapshot = mg_shown_get_snapshot (mg_object_tab_get_shown (self->tab));
  g_autofree char *values = NULL;
  g_autofree char *position = NULL;
  g_autofree char *selected = NULL;
  MgRange selection;

  if (snapshot->size == 0)
    {
      set_text (self->caret_label, "");
      set_text (self->value_label, "");
      gtk_widget_hide (self->selection_label);
      return;
    }
  values = dup_values (self->tab, caret);
  position = g_strdup_printf ("0x%08" G_GINT64_MODIFIER "X (%" G_GUINT64_FORMAT ")", caret, caret);
  if (mg_hex_view_get_selection (view, &selection))
    {
      g_autofree char *length = mg_format_bytes (selection.length);

      selected = g_strdup_printf (_ ("%s selected"), length);
    }
  set_text (self->caret_label, position);
  set_text (self->selection_label, selected != NULL ? selected : "");
  gtk_widget_set_visible (self->selection_label, selected != NULL);
  set_text (self->value_label, values);
}

static void
set_state (MgStatusLine *self, const char *text, const char *class)
{
  GtkStyleContext *context = gtk_widget_get_style_context (self->state_label);

  set_text (self->state_label, text);
  if (class == self->state_class)
    return;
  if (self->state_class != NULL)
    gtk_style_context_remove_class (context, self->state_class);
  gtk_style_context_add_class (context, class);
  self->state_class = class;
}

static void
update_state (MgStatusLine *self)
{
  MgShown *shown = mg_object_tab_get_shown (self->tab);
  MgSnapshot *snapshot = mg_shown_get_newest (shown);
  gboolean paused = mg_shown_get_still (shown) == MG_STILL_PAUSED;

  if (mg_shown_get_session (shown) == NULL)
    {
      set_state (self, mg_shown_get_moving (shown) ? _ ("▶ PLAYING") : _ ("❚❚ RECORDING"), "paused");
      return;
    }
  if (mg_shown_get_still (shown) == MG_STILL_PAST)
    {
      set_state (self, _ ("◀ PAST"), "paused");
      return;
    }
  switch (snapshot->state)
    {
    case MG_STATE_WAITING:
      if (mg_name_check_is_absence (snapshot->error))
        set_state (self, _ ("◌ WAITING"), "waiting");
      else if (snapshot->error != NULL)
        set_state (self, _ ("✕ NOT OPEN"), "gone");
      else
        set_state (self, _ ("◌ OPENING"), "waiting");
      break;
    case MG_STATE_UNNAMED:
      set_state (self, paused ? _ ("❚❚ PAUSED, NAME GONE") : _ ("◐ NAME GONE"), "unnamed");
      break;
    case MG_STATE_GONE:
      set_state (self, _ ("✕ GONE"), "gone");
      break;
    case MG_STATE_LIVE:
    default:
      if (paused)
        set_state (self, _ ("❚❚ PAUSED"), "paused");
      else
        set_state (self, _ ("● LIVE"), "live");
    }
}

/* "≥ 50.0 Hz · 0 torn · ", as far as it is known. */
static void
append_publisher (GString *text, const MgSessionStats *stats)
{
  if (stats->health.rate_hz > 0)
    g_string_append_printf (text, "%s%.1f Hz · ", stats->health.rate_is_bound ? "≥ " : "",
                            stats->health.rate_hz);
  if (stats->has_frame)
    {
      gboolean certain = mg_frame_kind_is_certain (stats->frame_kind);

      g_string_append_printf (text, certain ? _ ("%.0f torn") : _ ("best effort: %.0f seen torn"),
                              (double) stats->frame.n_torn);
      g_string_append (text, " · ");
      if (stats->frame.has_count)
        {
          g_string_append_printf (text, _ ("%.0f missed"), (double) stats->frame.n_missed);
          g_string_append (text, " · ");
        }
    }
  if (stats->health.dead)
    {
      g_string_append (text, _ ("marked as ended"));
      g_string_append (text, " · ");
    }
  if (stats->health.stalled)
    {
      g_string_append (text, _ ("stalled"));
      g_string_append (text, " · ");
    }
}

static void
update_health (MgStatusLine *self)
{
  MgSession *session = mg_object_tab_get_session (self->tab);
  MgSnapshot *snapshot = mg_shown_get_newest (mg_object_tab_get_shown (self->tab));
  gboolean reading = snapshot->state == MG_STATE_LIVE || snapshot->state == MG_STATE_UNNAMED;
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *changed = NULL;
  GString *text = g_string_new (NULL);
  MgSessionStats stats;

  if (session == NULL)
    {
      g_autofree char *date = mg_format_date (snapshot->real_time_us);

      g_string_append_printf (text, _ ("as of %s"), date);
      set_text (self->health_label, text->str);
      g_string_free (text, TRUE);
      return;
    }
  mg_session_get_stats (session, &stats);
  if (mg_object_tab_get_recording (self->tab) != NULL)
    {
      g_autofree char *recorded = mg_live_recording_dup_text (mg_object_tab_get_recording (self->tab));

      g_string_append_printf (text, _ ("◉ recording %s"), recorded);
      g_string_append (text, " · ");
    }
  if (reading && !mg_session_get_paused (session) && stats.sampled_hz > 0)
    {
      append_publisher (text, &stats);
      g_string_append_printf (text, _ ("sampled at %.0f Hz"), stats.sampled_hz);
    }
  else if (stats.last_read_us != 0)
    {
      g_autofree char *age = mg_format_age (now_us - stats.last_read_us);

      g_string_append_printf (text, _ ("read %s"), age);
    }
  if (stats.last_change_us != 0)
    {
      changed = mg_format_age (now_us - stats.last_change_us);
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, _ ("changed %s"), changed);
    }
  else if (stats.last_read_us != 0)
    {
      g_string_append (text, " · ");
      g_string_append (text, _ ("no change seen"));
    }
  set_text (self->health_label, text->str);
  g_string_free (text, TRUE);
}

/* By which rules of the publisher's frames are read, and what that can't tell. */
static void
append_protocol (GString *text, const MgSessionStats *stats)
{
  static const char *const told[] = {
    [MG_FRAME_NOTHING] =
        N_ ("How the publisher writes is not known: read twice, so that few torn frames get through"),
    [MG_FRAME_SEQUENCE] = N_ ("Whole frames, by the publisher's sequence number"),
    [MG_FRAME_PAIR] = N_ ("Whole frames, by the publisher's two counts"),
    [MG_FRAME_BUFFERS] = N_ ("Whole frames, the newest of the publisher's buffers"),
    [MG_FRAME_BUSY] = N_ ("By the publisher's busy flag: few torn frames get through"),
    [MG_FRAME_MUTEX] = N_ ("Whole frames, under the publisher's mutex"),
  };

  g_string_append_printf (text, "\n%s", _ (told[stats->frame_kind]));
  if (stats->frame_kind != MG_FRAME_MUTEX)
    return;
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("mutex held %u µs at p99, %u µs at most"), stats->frame.hold_p99_us,
                          stats->frame.hold_max_us);
  if (stats->frame.n_abandoned > 0)
    g_string_append_printf (text, "\n%s", _ ("mutex abandoned"));
}

static gboolean
health_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  MgStatusLine *self = data;
  gint64 now_us = g_get_monotonic_time (), now_real_us = g_get_real_time ();
  GString *text = g_string_new (NULL);
  MgSessionStats stats;
  g_autofree char *n_reads = NULL;

  if (self->tab == NULL || mg_object_tab_get_session (self->tab) == NULL)
    {
      g_string_free (text, TRUE);
      return FALSE;
    }
  mg_session_get_stats (mg_object_tab_get_session (self->tab), &stats);
  n_reads = mg_decimal_to_string (stats.n_reads);
  g_string_append_printf (text, ngettext ("%s reading", "%s readings", stats.n_reads), n_reads);
  if (stats.last_read_us != 0)
    {
      g_autofree char *date = mg_format_date (now_real_us - (now_us - stats.last_read_us));

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("last read at %s"), date);
    }
  if (stats.last_change_us != 0)
    {
      g_autofree char *date = mg_format_date (now_real_us - (now_us - stats.last_change_us));

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("last changed at %s"), date);
    }
  if (stats.health.rate_is_bound)
    {
      g_string_append_c (text, '\n');
      g_string_append (text, _ ("Nearly every reading found a change: faster ones are not told apart"));
    }
  if (stats.has_frame)
    append_protocol (text, &stats);
  g_string_append_printf (text, "\n%s", _ ("What changes and changes back between two readings is not seen"));
  gtk_tooltip_set_text (tooltip, text->str);
  g_string_free (text, TRUE);
  return TRUE;
}

/* What is not seen at this rate, and what would. */
static gboolean
burst_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  MgStatusLine *self = data;
  MgSession *session = self->tab != NULL ? mg_object_tab_get_session (self->tab) : NULL;
  g_autofree char *most = mg_format_rate (MG_BURST_RATE_MAX_HZ), *text = NULL;

  if (session == NULL)
    return FALSE;
  text = g_strdup_printf (_ ("Changes less than %.3g ms apart are one at this rate.\n"
                            "Look at a few bytes at up to %s (Ctrl+B)"),
                          1000 / mg_session_get_rate_hz (session), most);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
update (MgStatusLine *self)
{
  update_caret (self);
  update_state (self);
  update_health (self);
}

static gboolean
refresh_cb (gpointer data)
{
  update (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
caret_timeout_cb (gpointer data)
{
  MgStatusLine *self = data;

  self->caret_id = 0;
  if (self->tab != NULL)
    update_caret (self);
  return G_SOURCE_REMOVE;
}

static void
caret_moved_cb (MgStatusLine *self)
{
  if (self->active && self->caret_id == 0)
    self->caret_id = g_timeout_add (CARET_MS, caret_timeout_cb, self);
}

static void
update_timer (MgStatusLine *self)
{
  gboolean wanted = self->active && self->tab != NULL;

  if (wanted && self->timer_id == 0)
    self->timer_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
  if (!wanted)
    {
      g_clear_handle_id (&self->timer_id, g_source_remove);
      g_clear_handle_id (&self->caret_id, g_source_remove);
    }
}

static void
tab_changed_cb (MgStatusLine *self)
{
  update_state (self);
}

static void
disconnect_tab (MgStatusLine *self)
{
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_weak_pointer (&self->view);
  if (self->tab != NULL)
    g_signal_handlers_disconnect_by_data (self->tab, self);
  g_clear_weak_pointer (&self->tab);
}

void
mg_status_line_set_tab (MgStatusLine *self, MgObjectTab *tab)
{
  g_return_if_fail (MG_IS_STATUS_LINE (self));

  if (self->tab != tab)
    {
      disconnect_tab (self);
      if (tab != NULL)
        {
          MgHexView *view = mg_object_tab_get_view (tab);

          g_set_weak_pointer (&self->tab, tab);
          g_set_weak_pointer (&self->view, view);
          g_signal_connect_object (tab, "changed", G_CALLBACK (tab_changed_cb), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (view, "caret-moved", G_CALLBACK (caret_moved_cb), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (view, "selection-changed", G_CALLBACK (caret_moved_cb), self,
                                   G_CONNECT_SWAPPED);
        }
    }
  if (self->tab != NULL)
    update (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->tab != NULL);
  gtk_widget_set_visible (self->burst_button,
                          self->tab != NULL && mg_object_tab_get_session (self->tab) != NULL);
  update_timer (self);
}

void
mg_status_line_set_active (MgStatusLine *self, gboolean active)
{
  g_return_if_fail (MG_IS_STATUS_LINE (self));

  self->active = active;
  if (active && self->tab != NULL)
    update (self);
  update_timer (self);
}

static void
mg_status_line_dispose (GObject *object)
{
  MgStatusLine *self = MG_STATUS_LINE (object);

  self->active = FALSE;
  update_timer (self);
  disconnect_tab (self);
  G_OBJECT_CLASS (mg_status_line_parent_class)->dispose (object);
}

static void
mg_status_line_class_init (MgStatusLineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_status_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, MgStatusLine, caret_label);
  gtk_widget_class_bind_template_child (widget_class, MgStatusLine, selection_label);
  gtk_widget_class_bind_template_child (widget_class, MgStatusLine, value_label);
  gtk_widget_class_bind_template_child (widget_class, MgStatusLine, state_label);
  gtk_widget_class_bind_template_child (widget_class, MgStatusLine, health_label);
  gtk_widget_class_bind_template_child (widget_class, MgStatusLine, burst_button);
  gtk_widget_class_bind_template_callback (widget_class, health_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, burst_tooltip_cb);
}

static void
mg_status_line_init (MgStatusLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mg_status_line_new (void)
{
  return g_object_new (MG_TYPE_STATUS_LINE, NULL);
}
