#include "config.h"

#include "app/timeline.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/time-scale.h"
#include "app/time-strip.h"

#define REFRESH_MS 100 /* how often new moments are drawn */
#define TEXT_EVERY 5   /* of these: a new text lays the window out */

struct _MgTimeline
{
  GtkBox parent_instance;

  GtkWidget *previous_button;
  GtkWidget *moving_button;
  GtkWidget *moving_image;
  GtkWidget *next_button;
  GtkWidget *strip;
  GtkWidget *live_button;
  GtkWidget *live_label;
  GtkWidget *label;

  MgShown *shown;     /* (nullable) */
  guint refresh_id;   /* 0: nothing is new */
  guint n_refreshes;
};

G_DEFINE_FINAL_TYPE (MgTimeline, mg_timeline, GTK_TYPE_BOX)

/* "last 4 min 12 s · 23 of 64 MiB" */
static char *
dup_kept (MgMoments *moments, gint64 first_us, gint64 last_us)
{
  MgHistory *history = mg_moments_get_history (moments);
  g_autofree char *span = mg_time_span_text ((last_us - first_us) / G_USEC_PER_SEC * G_USEC_PER_SEC);

  return g_strdup_printf (_ ("last %s · %.0f of %.0f MiB"), span,
                          (double) mg_history_get_memory (history) / (1 << 20),
                          (double) mg_history_get_budget (history) / (1 << 20));
}

static char *
dup_text (MgTimeline *self)
{
  MgMoments *moments = self->shown != NULL ? mg_shown_get_moments (self->shown) : NULL;
  gint64 first_us, last_us, time_us;
  g_autofree char *clock = NULL, *span = NULL, *all = NULL;

  if (moments == NULL || !mg_moments_get_range (moments, &first_us, &last_us))
    return g_strdup ("");
  time_us = mg_shown_get_time_us (self->shown);
  if (mg_shown_get_session (self->shown) == NULL)
    {
      span = mg_time_span_text (time_us - first_us);
      all = mg_time_span_text (last_us - first_us);
      return g_strdup_printf (_ ("%s of %s"), span, all);
    }
  if (mg_shown_get_still (self->shown) != MG_STILL_PAST)
    return dup_kept (moments, first_us, last_us);
  clock = mg_format_date (mg_shown_get_snapshot (self->shown)->real_time_us);
  span = mg_time_span_text (last_us - mg_shown_get_snapshot (self->shown)->time_us);
  /* the date is that of the person's day: the time will do */
  return g_strdup_printf (_ ("%s · %s ago"), strchr (clock, ' ') != NULL ? strchr (clock, ' ') + 1 : clock,
                          span);
}

static void
update_text (MgTimeline *self)
{
  g_autofree char *text = dup_text (self);

  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (self->label)), text))
    gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
update_buttons (MgTimeline *self)
{
  gtk_widget_set_sensitive (self->previous_button,
                            self->shown != NULL && mg_shown_can_step (self->shown, MG_FRAME_BEFORE));
  gtk_widget_set_sensitive (self->next_button,
                            self->shown != NULL && mg_shown_can_step (self->shown, MG_FRAME_AFTER));
}

static void
update_state (MgTimeline *self)
{
  gboolean recorded = self->shown != NULL && mg_shown_get_session (self->shown) == NULL;
  gboolean moving = self->shown != NULL && mg_shown_get_moving (self->shown);
  const char *name = moving ? _ ("Pause (Space)") : recorded ? _ ("Play (Space)") : _ ("Go on (Space)");
  GtkStyleContext *context = gtk_widget_get_style_context (self->live_label);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->moving_image),
                                moving ? "media-playback-pause-symbolic" : "media-playback-start-symbolic",
                                GTK_ICON_SIZE_BUTTON);
  gtk_widget_set_tooltip_text (self->moving_button, name);
  atk_object_set_name (gtk_widget_get_accessible (self->moving_button), name);
  gtk_label_set_text (GTK_LABEL (self->live_label), recorded ? _ ("END")
                                                    : moving ? _ ("● LIVE")
                                                             : _ ("○ LIVE"));
  if (moving && !recorded)
    gtk_style_context_add_class (context, "live");
  else
    gtk_style_context_remove_class (context, "live");
}

static void
update (MgTimeline *self)
{
  update_state (self);
  update_buttons (self);
  update_text (self);
}

static gboolean
refresh_cb (gpointer data)
{
  MgTimeline *self = data;

  self->refresh_id = 0;
  mg_time_strip_refresh (MG_TIME_STRIP (self->strip));
  update_buttons (self);
  if (++self->n_refreshes % TEXT_EVERY == 0)
    update_text (self);
  return G_SOURCE_REMOVE;
}

static void
grown_cb (MgShown *shown, gpointer data)
{
  MgTimeline *self = data;

  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
state_cb (MgShown *shown, gpointer data)
{
  update (data);
}

static void
previous_cb (GtkButton *button, gpointer data)
{
  mg_shown_step (MG_TIMELINE (data)->shown, MG_FRAME_BEFORE);
}

static void
next_cb (GtkButton *button, gpointer data)
{
  mg_shown_step (MG_TIMELINE (data)->shown, MG_FRAME_AFTER);
}

static gboolean
label_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  MgTimeline *self = data;
  MgMoments *moments = self->shown != NULL ? mg_shown_get_moments (self->shown) : NULL;
  gint64 first_us, last_us;
  g_autofree char *kept = NULL;

  if (moments == NULL || mg_moments_get_history (moments) == NULL
      || !mg_moments_get_range (moments, &first_us, &last_us))
    return FALSE;
  kept = dup_kept (moments, first_us, last_us);
  gtk_tooltip_set_text (tooltip, kept);
  return TRUE;
}

static void
disconnect (MgTimeline *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
}

void
mg_timeline_set_tab (MgTimeline *self, MgObjectTab *tab)
{
  MgShown *shown;

  g_return_if_fail (MG_IS_TIMELINE (self));

  shown = tab != NULL ? mg_object_tab_get_shown (tab) : NULL;
  if (shown == self->shown)
    return;
  disconnect (self);
  if (shown != NULL)
    {
      self->shown = g_object_ref (shown);
      g_signal_connect (shown, "state", G_CALLBACK (state_cb), self);
      g_signal_connect (shown, "grown", G_CALLBACK (grown_cb), self);
    }
  mg_time_strip_set_shown (MG_TIME_STRIP (self->strip), shown);
  update (self);
}

static void
dispose (GObject *object)
{
  disconnect (MG_TIMELINE (object));
  G_OBJECT_CLASS (mg_timeline_parent_class)->dispose (object);
}

static void
mg_timeline_class_init (MgTimelineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;

  g_type_ensure (MG_TYPE_TIME_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, previous_button);
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, moving_button);
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, moving_image);
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, next_button);
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, strip);
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, live_button);
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, live_label);
  gtk_widget_class_bind_template_child (widget_class, MgTimeline, label);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_tooltip_cb);
}

static void
mg_timeline_init (MgTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mg_timeline_new (void)
{
  return g_object_new (MG_TYPE_TIMELINE, NULL);
}
