#include "config.h"

#include "app/overview-strip.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/hex-colors.h"
#include "core/number.h"

#define CHANGES_AT 0.6 /* of the width */
#define REFRESH_MS 200
#define FADE_US (3 * G_USEC_PER_SEC) /* how long a change is seen; then a shadow of it stays */
#define FADE_STEPS 15

/* What is drawn of a row: rows that stay the same are not drawn again. */
typedef struct
{
  guint8 content; /* MgContent */
  guint8 heat;    /* 0: never changed; 1: long ago; to FADE_STEPS: now */
} Look;

struct _MgOverviewStrip
{
  GtkDrawingArea parent_instance;

  MgHexView *view;
  GtkAdjustment *adjustment; /* the view's, which counts rows of the view */
  MgOverview *overview;
  gboolean active;  /* somebody may see the window */
  guint refresh_id; /* while somebody sees this */

  MgOverviewRow *rows; /* a pixel each */
  Look *looks;
  guint n_rows;
  guint64 stamp;       /* the overview's, of these rows */
  gint64 fading_us;    /* until then a change is seen to fade */
  gboolean known;
};

G_DEFINE_TYPE (MgOverviewStrip, mg_overview_strip, GTK_TYPE_DRAWING_AREA)

static guint64
get_size (MgOverviewStrip *self)
{
  MgSnapshot *snapshot = mg_hex_view_get_snapshot (self->view);

  return snapshot != NULL ? snapshot->size : 0;
}

static guint8
get_heat (gint64 change_us, gint64 now_us)
{
  gint64 age_us = now_us - change_us;

  if (change_us == 0)
    return 0;
  return (guint8) (FADE_STEPS - CLAMP (age_us, 0, FADE_US) * (FADE_STEPS - 1) / FADE_US);
}

void
mg_overview_strip_refresh (MgOverviewStrip *self)
{
  guint n_rows = (guint) MAX (gtk_widget_get_allocated_height (GTK_WIDGET (self)), 1);
  gint64 now_us = g_get_monotonic_time ();
  guint64 stamp = mg_overview_get_stamp (self->overview);
  guint first = n_rows, end = 0;

  /* While nothing changes and nothing fades, nothing is looked at. */
  if (n_rows == self->n_rows && stamp == self->stamp && now_us > self->fading_us)
    return;
  self->stamp = stamp;
  if (n_rows != self->n_rows)
    {
      self->rows = g_renew (MgOverviewRow, self->rows, n_rows);
      self->looks = g_renew (Look, self->looks, n_rows);
      self->n_rows = n_rows;
      memset (self->looks, 0xff, n_rows * sizeof *self->looks);
    }
  self->known = mg_overview_get_rows (self->overview, self->rows, n_rows);
  for (guint i = 0; self->known && i < n_rows; i++)
    {
      Look look = { (guint8) self->rows[i].content, get_heat (self->rows[i].change_us, now_us) };

      if (look.heat > 0)
        self->fading_us = MAX (self->fading_us, self->rows[i].change_us + FADE_US + REFRESH_MS * 1000);
      if (look.content == self->looks[i].content && look.heat == self->looks[i].heat)
        continue;
      self->looks[i] = look;
      first = MIN (first, i);
      end = i + 1;
    }
  if (first < end)
    gtk_widget_queue_draw_area (GTK_WIDGET (self), 0, (int) first,
                                gtk_widget_get_allocated_width (GTK_WIDGET (self)),
                                (int) (end - first));
}

static gboolean
refresh_cb (gpointer data)
{
  mg_overview_strip_refresh (data);
  return G_SOURCE_CONTINUE;
}

/* --- Where is what --- */

guint64
mg_overview_strip_get_offset (MgOverviewStrip *self, double y)
{
  int height = gtk_widget_get_allocated_height (GTK_WIDGET (self));
  guint64 size = get_size (self);

  if (size == 0 || height <= 0)
    return 0;
  return MIN ((guint64) ((double) size * (CLAMP (y, 0, height) / height)), size - 1);
}

static const char *
get_label (MgContent content)
{
  switch (content)
    {
    case MG_CONTENT_UNALLOCATED:
      return _ ("not allocated");
    case MG_CONTENT_ZERO:
      return _ ("zeros");
    case MG_CONTENT_LOW:
      return _ ("few different bytes");
    case MG_CONTENT_TEXT:
      return _ ("text");
    case MG_CONTENT_HIGH:
      return _ ("many different bytes");
    case MG_CONTENT_UNREADABLE:
      return _ ("cannot be read");
    default:
      return _ ("not looked at yet");
    }
}

char *
mg_overview_strip_dup_text (MgOverviewStrip *self, double y)
{
  const MgOverviewRow *row;
  g_autofree char *start = NULL, *end = NULL, *age = NULL;

  if (!self->known || self->n_rows == 0)
    return NULL;
  row = &self->rows[(guint) CLAMP (y, 0, self->n_rows - 1)];
  if (row->range.length == 0)
    return NULL;
  start = mg_hex_to_string (row->range.start);
  end = mg_hex_to_string (mg_range_end (row->range) - 1);
  if (row->change_us == 0)
    return g_strdup_printf (_ ("%s to %s: %s, no change seen"), start, end, get_label (row->content));
  age = mg_format_age (g_get_monotonic_time () - row->change_us);
  return g_strdup_printf (_ ("%s to %s: %s, changed %s"), start, end, get_label (row->content), age);
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MgOverviewStrip *self = MG_OVERVIEW_STRIP (widget);
  MgRange visible = mg_hex_view_get_visible_range (self->view);
  g_autofree char *text = NULL;

  /* By keyboard: what the view shows. */
  if (keyboard)
    y = (int) ((double) visible.start / MAX (get_size (self), 1) * self->n_rows);
  text = mg_overview_strip_dup_text (self, y);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* --- Drawing --- */

/* Brightness tells content as well as colour does: from the base over zeros and few to many. */
static GdkRGBA
get_content_color (MgContent content, const MgHexTheme *theme)
{
  static const double shares[MG_N_CONTENTS] = { 0, 0, 0.1, 0.35, 0.55, 0.85, 0 };
  static const GdkRGBA blue = { 0.35, 0.45, 0.72, 1 };
  static const GdkRGBA green = { 0.20, 0.60, 0.35, 1 };

  return mg_rgba_mix (&theme->base, content == MG_CONTENT_TEXT ? &green : &blue, shares[content]);
}

/* Unreadable stretches are hatched, unallocated ones dotted: colour is never the only sign. */
static void
draw_content (MgOverviewStrip *self, cairo_t *cr, const MgHexTheme *theme, double width)
{
  for (guint i = 0, end; i < self->n_rows; i = end)
    {
      MgContent content = (MgContent) self->looks[i].content;
      GdkRGBA color;

      for (end = i + 1; end < self->n_rows && self->looks[end].content == content; end++)
        ;
      if (content >= MG_N_CONTENTS || content == MG_CONTENT_UNKNOWN)
        continue;
      color = get_content_color (content, theme);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_rectangle (cr, 0, i, width, end - i);
      cairo_fill (cr);
      if (content != MG_CONTENT_UNREADABLE && content != MG_CONTENT_UNALLOCATED)
        continue;
      color = mg_rgba_mix (&theme->base, &theme->text, content == MG_CONTENT_UNREADABLE ? 0.6 : 0.3);
      gdk_cairo_set_source_rgba (cr, &color);
      for (guint y = (i + 3) / 4 * 4; y < end; y += 4)
        for (double x = y % 8; x < width; x += 8)
          cairo_rectangle (cr, x, y, content == MG_CONTENT_UNREADABLE ? MIN (4, width - x) : 1, 1);
      cairo_fill (cr);
    }
}

static void
draw_changes (MgOverviewStrip *self, cairo_t *cr, const MgHexTheme *theme, double x, double width)
{
  for (guint i = 0, end; i < self->n_rows; i = end)
    {
      guint8 heat = self->looks[i].heat;
      GdkRGBA color;

      for (end = i + 1; end < self->n_rows && self->looks[end].heat == heat; end++)
        ;
      if (heat == 0 || heat > FADE_STEPS)
        continue;
      color = mg_rgba_mix (&theme->base, &theme->change, 0.2 + 0.8 * (heat - 1) / (FADE_STEPS - 1));
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_rectangle (cr, x, i, width, end - i);
      cairo_fill (cr);
    }
}

static void
draw_visible (MgOverviewStrip *self, cairo_t *cr, const MgHexTheme *theme, double width)
{
  MgRange visible = mg_hex_view_get_visible_range (self->view);
  double size = (double) get_size (self);
  double height = self->n_rows;
  double top, bottom;
  GdkRGBA color = theme->selection;

  if (size <= 0 || visible.length == 0)
    return;
  top = floor (visible.start / size * height);
  bottom = MIN (MAX (ceil (mg_range_end (visible) / size * height), top + 4), height);
  top = MIN (top, bottom - 4);
  color.alpha = 0.25;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, 0, top, width, bottom - top);
  cairo_fill (cr);
  color.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, 0.5, top + 0.5, width - 1, bottom - top - 1);
  cairo_stroke (cr);
}

static gboolean
draw (GtkWidget *widget, cairo_t *cr)
{
  MgOverviewStrip *self = MG_OVERVIEW_STRIP (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  double width = gtk_widget_get_allocated_width (widget);
  double split = floor (width * CHANGES_AT);
  MgHexTheme theme;

  mg_hex_theme_init (&theme, style);
  gdk_cairo_set_source_rgba (cr, &theme.base);
  cairo_paint (cr);
  if (self->known)
    {
      draw_content (self, cr, &theme, split - 1);
      draw_changes (self, cr, &theme, split + 1, width - split - 1);
    }
  draw_visible (self, cr, &theme, width);
  if (gtk_widget_has_visible_focus (widget))
    gtk_render_focus (style, cr, 0, 0, width, gtk_widget_get_allocated_height (widget));
  return FALSE;
}

/* --- Going there --- */

static void
scroll_to (MgOverviewStrip *self, double y)
{
  mg_hex_view_scroll_to (self->view, mg_overview_strip_get_offset (self, y), MG_ALIGN_CENTER);
}

static gboolean
button_press_event (GtkWidget *widget, GdkEventButton *event)
{
  if (event->button != GDK_BUTTON_PRIMARY)
    return FALSE;
  gtk_widget_grab_focus (widget);
  scroll_to (MG_OVERVIEW_STRIP (widget), event->y);
  return TRUE;
}

static gboolean
motion_notify_event (GtkWidget *widget, GdkEventMotion *event)
{
  if (!(event->state & GDK_BUTTON1_MASK))
    return FALSE;
  scroll_to (MG_OVERVIEW_STRIP (widget), event->y);
  return TRUE;
}

static gboolean
scroll_event (GtkWidget *widget, GdkEventScroll *event)
{
  return gtk_widget_event (GTK_WIDGET (MG_OVERVIEW_STRIP (widget)->view), (GdkEvent *) event);
}

static gboolean
key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  GtkAdjustment *adjustment = MG_OVERVIEW_STRIP (widget)->adjustment;
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (event->state & gtk_accelerator_get_default_mod_mask ())
    return FALSE;
  switch (event->keyval)
    {
    case GDK_KEY_Up:
      value -= 1;
      break;
    case GDK_KEY_Down:
      value += 1;
      break;
    case GDK_KEY_Page_Up:
      value -= page;
      break;
    case GDK_KEY_Page_Down:
      value += page;
      break;
    case GDK_KEY_Home:
      value = gtk_adjustment_get_lower (adjustment);
      break;
    case GDK_KEY_End:
      value = gtk_adjustment_get_upper (adjustment);
      break;
    default:
      return GTK_WIDGET_CLASS (mg_overview_strip_parent_class)->key_press_event (widget, event);
    }
  gtk_adjustment_set_value (adjustment, value);
  return TRUE;
}

/* --- The widget --- */

static void
update_following (MgOverviewStrip *self)
{
  gboolean follow = self->active && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (follow == (self->refresh_id != 0))
    return;
  mg_overview_set_paused (self->overview, !follow);
  if (follow)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
  else
    g_clear_handle_id (&self->refresh_id, g_source_remove);
}

void
mg_overview_strip_set_active (MgOverviewStrip *self, gboolean active)
{
  g_return_if_fail (MG_IS_OVERVIEW_STRIP (self));

  self->active = active;
  update_following (self);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_overview_strip_parent_class)->map (widget);
  update_following (MG_OVERVIEW_STRIP (widget));
}

static void
unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_overview_strip_parent_class)->unmap (widget);
  update_following (MG_OVERVIEW_STRIP (widget));
}

static void
get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = MG_OVERVIEW_STRIP_WIDTH;
}

static void
mg_overview_strip_finalize (GObject *object)
{
  MgOverviewStrip *self = MG_OVERVIEW_STRIP (object);

  mg_overview_free (self->overview);
  g_free (self->rows);
  g_free (self->looks);
  G_OBJECT_CLASS (mg_overview_strip_parent_class)->finalize (object);
}

static void
mg_overview_strip_class_init (MgOverviewStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mg_overview_strip_finalize;
  widget_class->draw = draw;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->get_preferred_width = get_preferred_width;
  widget_class->button_press_event = button_press_event;
  widget_class->motion_notify_event = motion_notify_event;
  widget_class->scroll_event = scroll_event;
  widget_class->key_press_event = key_press_event;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "overview");
}

static void
mg_overview_strip_init (MgOverviewStrip *self)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  gtk_widget_set_can_focus (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_events (GTK_WIDGET (self), GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK
                                                | GDK_BUTTON1_MOTION_MASK | GDK_SCROLL_MASK
                                                | GDK_SMOOTH_SCROLL_MASK);
  atk_object_set_name (accessible, _ ("Overview of the object"));
  atk_object_set_role (accessible, ATK_ROLE_SCROLL_BAR);
}

GtkWidget *
mg_overview_strip_new (MgHexView *view, MgOverview *overview)
{
  MgOverviewStrip *self = g_object_new (MG_TYPE_OVERVIEW_STRIP, NULL);

  self->active = TRUE;
  self->view = view;
  self->overview = overview;
  mg_overview_set_paused (overview, TRUE);
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  g_signal_connect_object (self->adjustment, "value-changed",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
