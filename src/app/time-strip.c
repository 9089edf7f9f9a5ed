#include "config.h"

#include "app/time-strip.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/hex-colors.h"
#include "app/time-scale.h"

#define HEIGHT 26
#define HANDLE 5 /* half the width of the moment's handle */

struct _MgTimeStrip
{
  GtkDrawingArea parent_instance;

  MgShown *shown;    /* (nullable) */
  guint64 *changed;  /* of a column each */
  gsize n_columns;
  guint64 most;
  gboolean stale;    /* there is more than these tell of */
  MgTimeScale scale;
  gboolean known;    /* there is a past */
};

G_DEFINE_FINAL_TYPE (MgTimeStrip, mg_time_strip, GTK_TYPE_DRAWING_AREA)

/* --- What is where --- */

static void
measure (MgTimeStrip *self)
{
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  MgMoments *moments = self->shown != NULL ? mg_shown_get_moments (self->shown) : NULL;
  gint64 first_us, last_us;
  gsize n_columns;

  self->known = moments != NULL && mg_moments_get_range (moments, &first_us, &last_us);
  if (!self->known || (!self->stale && self->scale.width == width))
    return;
  self->stale = FALSE;
  /* a recording has all its length: it does not grow */
  mg_time_scale_init (&self->scale, first_us, last_us,
                      mg_shown_get_session (self->shown) != NULL ? MG_TIME_SCALE_MIN_US : 1, width);
  n_columns = mg_time_scale_get_n_columns (&self->scale);
  if (n_columns != self->n_columns)
    self->changed = g_renew (guint64, self->changed, n_columns);
  self->n_columns = n_columns;
  mg_moments_get_density (moments, self->scale.start_us, self->scale.end_us, self->changed, n_columns);
  self->most = 0;
  for (gsize i = 0; i < n_columns; i++)
    self->most = MAX (self->most, self->changed[i]);
}

static gboolean
is_live (MgTimeStrip *self)
{
  return mg_shown_get_session (self->shown) != NULL && mg_shown_get_still (self->shown) != MG_STILL_PAST;
}

gboolean
mg_time_strip_get_marker (MgTimeStrip *self, double *x)
{
  g_return_val_if_fail (MG_IS_TIME_STRIP (self), FALSE);

  measure (self);
  if (!self->known)
    return FALSE;
  *x = is_live (self) ? self->scale.width
                      : mg_time_scale_get_x (&self->scale, mg_shown_get_time_us (self->shown));
  return TRUE;
}

static const char *
find_mark (MgTimeStrip *self, double x)
{
  MgMoments *moments = mg_shown_get_moments (self->shown);
  const char *name;

  for (gsize i = 0; i < mg_moments_get_n_marks (moments); i++)
    if (ABS (mg_time_scale_get_x (&self->scale, mg_moments_get_mark (moments, i, &name)) - x) <= 3)
      return name;
  return NULL;
}

char *
mg_time_strip_dup_text (MgTimeStrip *self, double x)
{
  const MgSnapshot *newest;
  gint64 time_us, first_us = 0, last_us = 0;
  g_autofree char *date = NULL, *span = NULL, *kept = NULL;
  const char *mark;
  gsize column;

  g_return_val_if_fail (MG_IS_TIME_STRIP (self), NULL);

  measure (self);
  if (!self->known)
    return NULL;
  mg_moments_get_range (mg_shown_get_moments (self->shown), &first_us, &last_us);
  newest = mg_shown_get_newest (self->shown);
  time_us = mg_time_scale_get_time (&self->scale, x);
  kept = mg_time_span_text (last_us - first_us);
  if (time_us < first_us)
    return g_strdup_printf (_ ("Nothing is kept of that time; kept are %s"), kept);
  date = mg_format_date (newest->real_time_us + (time_us - newest->time_us));
  span = mg_time_span_text (last_us - time_us);
  column = MIN ((gsize) MAX (x, 0) / MG_TIME_COLUMN, self->n_columns - 1);
  mark = find_mark (self, x);
  if (mark != NULL)
    return g_strdup_printf (_ ("%s\n%s, %s before the end"), mark, date, span);
  if (self->changed[column] == 0)
    return g_strdup_printf (_ ("%s\n%s before the end, no change"), date, span);
  return g_strdup_printf (_ ("%s\n%s before the end, changes"), date, span);
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MgTimeStrip *self = MG_TIME_STRIP (widget);
  g_autofree char *text = NULL;
  double marker;

  if (keyboard && mg_time_strip_get_marker (self, &marker))
    x = (int) marker;
  text = mg_time_strip_dup_text (self, x);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* --- Drawing --- */

static void
draw_columns (MgTimeStrip *self, cairo_t *cr, const MgHexTheme *theme, int height)
{
  GdkRGBA color = mg_rgba_approach (&theme->selection, &theme->text, &theme->base, MG_CONTRAST_SHAPE);

  gdk_cairo_set_source_rgba (cr, &color);
  for (gsize i = 0; i < self->n_columns; i++)
    {
      int bar = mg_time_scale_get_height (self->changed[i], self->most, height - 4);

      if (bar > 0)
        cairo_rectangle (cr, (double) i * MG_TIME_COLUMN, height - bar, MG_TIME_COLUMN - 1, bar);
    }
  cairo_fill (cr);
}

/* A flag each. */
static void
draw_marks (MgTimeStrip *self, cairo_t *cr, const MgHexTheme *theme, int height)
{
  MgMoments *moments = mg_shown_get_moments (self->shown);
  GdkRGBA color = mg_rgba_mix (&theme->base, &theme->text, 0.8);

  gdk_cairo_set_source_rgba (cr, &color);
  for (gsize i = 0; i < mg_moments_get_n_marks (moments); i++)
    {
      const char *name;
      double x = (int) mg_time_scale_get_x (&self->scale, mg_moments_get_mark (moments, i, &name));

      cairo_rectangle (cr, x, 0, 1, height);
      cairo_move_to (cr, x, 0);
      cairo_line_to (cr, x + 7, 4);
      cairo_line_to (cr, x, 8);
      cairo_close_path (cr);
    }
  cairo_fill (cr);
}

static void
draw_moment (MgTimeStrip *self, cairo_t *cr, const MgHexTheme *theme, int height)
{
  static const GdkRGBA green = { 0.15, 0.6, 0.3, 1 };
  GdkRGBA color;
  double x;

  mg_time_strip_get_marker (self, &x);
  if (is_live (self))
    {
      color = mg_rgba_approach (&green, &theme->text, &theme->base, MG_CONTRAST_SHAPE);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_rectangle (cr, self->scale.width - 3, 0, 3, height);
      cairo_fill (cr);
      return;
    }
  x = CLAMP (x, HANDLE, MAX (self->scale.width - HANDLE, HANDLE));
  color = mg_rgba_approach (&theme->change, &theme->text, &theme->base, MG_CONTRAST_SHAPE);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, (int) x - 1, 0, 2, height);
  cairo_move_to (cr, (int) x - HANDLE, 0);
  cairo_line_to (cr, (int) x + HANDLE, 0);
  cairo_line_to (cr, (int) x, HANDLE + 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static gboolean
draw (GtkWidget *widget, cairo_t *cr)
{
  MgTimeStrip *self = MG_TIME_STRIP (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_allocated_width (widget), height = gtk_widget_get_allocated_height (widget);
  MgHexTheme theme;

  mg_hex_theme_init (&theme, style);
  gdk_cairo_set_source_rgba (cr, &theme.base);
  cairo_paint (cr);
  if (self->known)
    {
      draw_columns (self, cr, &theme, height);
      draw_marks (self, cr, &theme, height);
      draw_moment (self, cr, &theme, height);
    }
  if (gtk_widget_has_visible_focus (widget))
    gtk_render_focus (style, cr, 0, 0, width, height);
  return FALSE;
}

/* --- Going there --- */

static void
go_to (MgTimeStrip *self, double x)
{
  measure (self);
  if (!self->known)
    return;
  if (mg_shown_get_session (self->shown) == NULL)
    mg_shown_set_moving (self->shown, FALSE);
  /* there may be newer moments than are drawn */
  mg_shown_go_to (self->shown,
                  x >= self->scale.width - 1 ? G_MAXINT64 : mg_time_scale_get_time (&self->scale, x));
}

static gboolean
button_press_event (GtkWidget *widget, GdkEventButton *event)
{
  if (event->button != GDK_BUTTON_PRIMARY)
    return FALSE;
  gtk_widget_grab_focus (widget);
  go_to (MG_TIME_STRIP (widget), event->x);
  return TRUE;
}

static gboolean
motion_notify_event (GtkWidget *widget, GdkEventMotion *event)
{
  if ((event->state & GDK_BUTTON1_MASK) == 0)
    return FALSE;
  go_to (MG_TIME_STRIP (widget), event->x);
  return TRUE;
}

static gboolean
scroll_event (GtkWidget *widget, GdkEventScroll *event)
{
  MgTimeStrip *self = MG_TIME_STRIP (widget);
  double dx = 0, dy = 0;

  if (self->shown == NULL)
    return FALSE;
  if (event->direction == GDK_SCROLL_SMOOTH)
    gdk_event_get_scroll_deltas ((GdkEvent *) event, &dx, &dy);
  if (event->direction == GDK_SCROLL_UP || event->direction == GDK_SCROLL_LEFT || dx + dy < 0)
    mg_shown_step (self->shown, MG_FRAME_BEFORE);
  else if (event->direction == GDK_SCROLL_DOWN || event->direction == GDK_SCROLL_RIGHT || dx + dy > 0)
    mg_shown_step (self->shown, MG_FRAME_AFTER);
  return TRUE;
}

static void
go_by (MgTimeStrip *self, gint64 by_us)
{
  gint64 time_us = mg_shown_get_time_us (self->shown);

  if (mg_shown_get_session (self->shown) == NULL)
    mg_shown_set_moving (self->shown, FALSE);
  mg_shown_go_to (self->shown, time_us + by_us);
}

static gboolean
key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  MgTimeStrip *self = MG_TIME_STRIP (widget);

  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  measure (self);
  if (!self->known)
    return GTK_WIDGET_CLASS (mg_time_strip_parent_class)->key_press_event (widget, event);
  switch (event->keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Down:
      go_by (self, -mg_time_scale_get_step (&self->scale, FALSE));
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_Up:
      go_by (self, mg_time_scale_get_step (&self->scale, FALSE));
      return TRUE;
    case GDK_KEY_Page_Up:
      go_by (self, -mg_time_scale_get_step (&self->scale, TRUE));
      return TRUE;
    case GDK_KEY_Page_Down:
      go_by (self, mg_time_scale_get_step (&self->scale, TRUE));
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      mg_shown_go_to (self->shown, G_MININT64);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      mg_shown_go_live (self->shown);
      return TRUE;
    default:
      return GTK_WIDGET_CLASS (mg_time_strip_parent_class)->key_press_event (widget, event);
    }
}

/* --- The widget --- */

void
mg_time_strip_refresh (MgTimeStrip *self)
{
  g_return_if_fail (MG_IS_TIME_STRIP (self));

  self->stale = TRUE;
  measure (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
state_cb (MgShown *shown, gpointer data)
{
  MgTimeStrip *self = data;
  g_autofree char *text = NULL;
  double x;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (mg_time_strip_get_marker (self, &x))
    text = mg_time_strip_dup_text (self, x);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)), text != NULL ? text : "");
}

static void
disconnect (MgTimeStrip *self)
{
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
}

void
mg_time_strip_set_shown (MgTimeStrip *self, MgShown *shown)
{
  g_return_if_fail (MG_IS_TIME_STRIP (self));

  if (shown == self->shown)
    return;
  disconnect (self);
  if (shown != NULL)
    {
      self->shown = g_object_ref (shown);
      g_signal_connect (shown, "state", G_CALLBACK (state_cb), self);
    }
  mg_time_strip_refresh (self);
}

static void
size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  GTK_WIDGET_CLASS (mg_time_strip_parent_class)->size_allocate (widget, allocation);
  measure (MG_TIME_STRIP (widget));
}

static void
get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = HEIGHT;
}

static void
dispose (GObject *object)
{
  disconnect (MG_TIME_STRIP (object));
  G_OBJECT_CLASS (mg_time_strip_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MG_TIME_STRIP (object)->changed);
  G_OBJECT_CLASS (mg_time_strip_parent_class)->finalize (object);
}

static void
mg_time_strip_class_init (MgTimeStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  widget_class->draw = draw;
  widget_class->size_allocate = size_allocate;
  widget_class->get_preferred_height = get_preferred_height;
  widget_class->button_press_event = button_press_event;
  widget_class->motion_notify_event = motion_notify_event;
  widget_class->scroll_event = scroll_event;
  widget_class->key_press_event = key_press_event;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "timestrip");
}

static void
mg_time_strip_init (MgTimeStrip *self)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  gtk_widget_set_can_focus (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_events (GTK_WIDGET (self), GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK
                                                | GDK_BUTTON1_MOTION_MASK | GDK_SCROLL_MASK
                                                | GDK_SMOOTH_SCROLL_MASK);
  atk_object_set_name (accessible, _ ("Timeline"));
  atk_object_set_role (accessible, ATK_ROLE_SLIDER);
}

GtkWidget *
mg_time_strip_new (void)
{
  return g_object_new (MG_TYPE_TIME_STRIP, NULL);
}
