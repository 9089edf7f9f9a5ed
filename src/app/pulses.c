#include "config.h"

#include "app/pulses.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "core/number.h"
#include "platform/platform.h"

#define LOOK_MS 250
/* A tab that nobody sees reads nothing: what it knows is old then. */
#define FRESH_US (2 * G_USEC_PER_SEC)

struct _MgPulses
{
  GObject parent_instance;

  GSettings *settings;
  GHashTable *watched; /* of MgName: the setting, read */
  GPtrArray *shown;    /* of MgShown, not owned */
  MgWatch *watch;      /* (nullable): made when there is something to watch */
  GHashTable *pulses;  /* MgName to MgPulse */
  guint n_users;
  guint look_id;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgPulses, mg_pulses, G_TYPE_OBJECT)

/* --- Looking --- */

static MgSource *
open_live (MgName *name, gpointer data, GError **error)
{
  return mg_platform_open (name, error);
}

/* Returns: FALSE where the tab does not read it now */
static gboolean
ask_shown (MgShown *shown, gint64 now_us, MgPulse *pulse)
{
  MgMoments *moments = mg_shown_get_moments (shown);
  gint64 end_us = now_us / MG_ACTIVITY_SLOT_US * MG_ACTIVITY_SLOT_US;
  MgSessionStats stats;

  mg_session_get_stats (mg_shown_get_session (shown), &stats);
  if (stats.last_read_us == 0 || now_us - stats.last_read_us > FRESH_US)
    return FALSE;
  *pulse = (MgPulse) { .state = mg_shown_get_newest (shown)->state, .health = stats.health };
  if (moments != NULL)
    mg_moments_get_density (moments, end_us - MG_ACTIVITY_SLOTS * MG_ACTIVITY_SLOT_US, end_us, pulse->changed,
                            MG_ACTIVITY_SLOTS);
  return TRUE;
}

static void
put (MgPulses *self, MgName *name, const MgPulse *pulse)
{
  g_hash_table_insert (self->pulses, mg_name_ref (name), g_memdup2 (pulse, sizeof *pulse));
}

/* The watched ones that no tab reads. */
static void
ask_watch (MgPulses *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;
  MgPulse pulse;

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (self->pulses, name))
      g_ptr_array_add (names, name);
  if (self->watch == NULL && names->len > 0)
    self->watch = mg_watch_new (open_live, NULL);
  if (self->watch == NULL)
    return;
  mg_watch_set_names (self->watch, names);
  for (guint i = 0; i < names->len; i++)
    if (mg_watch_get (self->watch, names->pdata[i], &pulse))
      put (self, names->pdata[i], &pulse);
}

static gboolean
look_cb (gpointer data)
{
  MgPulses *self = data;
  gint64 now_us = g_get_monotonic_time ();
  gboolean had_some = g_hash_table_size (self->pulses) > 0;
  MgPulse pulse;

  g_hash_table_remove_all (self->pulses);
  for (guint i = 0; i < self->shown->len; i++)
    if (ask_shown (self->shown->pdata[i], now_us, &pulse))
      put (self, mg_shown_get_name (self->shown->pdata[i]), &pulse);
  ask_watch (self);
  if (had_some || g_hash_table_size (self->pulses) > 0)
    g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

/* Without anybody who wants to know, or anything to know, nothing runs. */
static void
update (MgPulses *self)
{
  gboolean wanted = self->n_users > 0 && (self->shown->len > 0 || g_hash_table_size (self->watched) > 0);

  if (wanted == (self->look_id != 0))
    return;
  if (wanted)
    {
      self->look_id = g_timeout_add (LOOK_MS, look_cb, self);
      return;
    }
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_pointer (&self->watch, mg_watch_free);
  g_hash_table_remove_all (self->pulses);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
mg_pulses_use (MgPulses *self, gboolean use)
{
  g_return_if_fail (MG_IS_PULSES (self));
  g_return_if_fail (use || self->n_users > 0);

  self->n_users += use ? 1 : -1;
  update (self);
}

static void
shown_gone_cb (gpointer data, GObject *shown)
{
  MgPulses *self = data;

  g_ptr_array_remove (self->shown, shown);
  update (self);
}

void
mg_pulses_add_shown (MgPulses *self, MgShown *shown)
{
  g_return_if_fail (MG_IS_PULSES (self));

  if (mg_shown_get_session (shown) == NULL)
    return;
  g_ptr_array_add (self->shown, shown);
  g_object_weak_ref (G_OBJECT (shown), shown_gone_cb, self);
  update (self);
}

const MgPulse *
mg_pulses_find (MgPulses *self, const MgName *name)
{
  return g_hash_table_lookup (self->pulses, name);
}

guint
mg_pulses_get_n (MgPulses *self)
{
  return g_hash_table_size (self->pulses);
}

/* --- What is watched --- */

gboolean
mg_pulses_get_watched (MgPulses *self, const MgName *name)
{
  return g_hash_table_contains (self->watched, name);
}

gboolean
mg_pulses_set_watched (MgPulses *self, const MgName *name, gboolean watched)
{
  g_auto (GStrv) before = g_settings_get_strv (self->settings, "watched-names");
  g_autoptr (GStrvBuilder) after = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (watched && g_hash_table_size (self->watched) >= MG_WATCH_MAX)
    return FALSE;
  for (guint i = 0; before[i] != NULL; i++)
    if (!g_str_equal (before[i], mg_name_get_text (name)))
      g_strv_builder_add (after, before[i]);
  if (watched)
    g_strv_builder_add (after, mg_name_get_text (name));
  names = g_strv_builder_end (after);
  g_settings_set_strv (self->settings, "watched-names", (const char *const *) names);
  return TRUE;
}

static void
watched_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgPulses *self = data;
  g_auto (GStrv) texts = g_settings_get_strv (settings, key);

  g_hash_table_remove_all (self->watched);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      MgName *name = mg_name_parse (texts[i], mg_platform_get_name_context (), NULL);

      if (name != NULL)
        g_hash_table_add (self->watched, name);
    }
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- In words --- */

static void
add (GPtrArray *words, char *text)
{
  g_ptr_array_add (words, text);
}

/* What is wrong, the worst first. */
static void
add_troubles (GPtrArray *words, const MgPulse *pulse)
{
  const MgHealthReport *health = &pulse->health;

  if (pulse->state == MG_STATE_GONE || pulse->state == MG_STATE_WAITING)
    add (words, g_strdup (_ ("gone")));
  if (pulse->state == MG_STATE_UNNAMED)
    add (words, g_strdup (_ ("name gone")));
  if (health->dead)
    add (words, g_strdup (_ ("marked as ended")));
  else if (health->stalled)
    add (words, g_strdup (_ ("stalled")));
  if (health->n_restarts > 0)
    add (words, g_strdup_printf (_ ("restarted: %.0f"), (double) health->n_restarts));
  if (health->n_torn > 0)
    add (words, g_strdup_printf (_ ("%.0f torn"), (double) health->n_torn));
}

static char *
join (GPtrArray *words, const char *separator)
{
  g_ptr_array_add (words, NULL);
  return g_strjoinv (separator, (char **) words->pdata);
}

static char *
dup_age (const MgPulse *pulse, gint64 now_us)
{
  return pulse->health.last_write_us != 0 ? mg_format_age (now_us - pulse->health.last_write_us)
                                          : g_strdup (_ ("no change seen"));
}

gboolean
mg_pulse_is_alarming (const MgPulse *pulse)
{
  return pulse->state != MG_STATE_LIVE || pulse->health.dead || pulse->health.stalled
         || pulse->health.n_torn > 0 || pulse->health.n_restarts > 0;
}

char *
mg_pulse_dup_text (const MgPulse *pulse, gint64 now_us)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  add_troubles (words, pulse);
  if (pulse->health.rate_hz > 0 && !pulse->health.stalled)
    add (words,
         g_strdup_printf ("%s%.1f Hz", pulse->health.rate_is_bound ? "≥ " : "", pulse->health.rate_hz));
  if (pulse->state == MG_STATE_LIVE || pulse->state == MG_STATE_UNNAMED)
    add (words, dup_age (pulse, now_us));
  return join (words, " · ");
}

char *
mg_pulse_dup_details (const MgPulse *pulse, gint64 now_us)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const MgHealthReport *health = &pulse->health;
  g_autofree char *age = dup_age (pulse, now_us);

  add_troubles (lines, pulse);
  if (health->rate_hz > 0)
    add (lines, g_strdup_printf (_ ("%s%.1f Hz, looked at %.0f times a second"),
                                 health->rate_is_bound ? "≥ " : "", health->rate_hz, health->sampled_hz));
  if (health->jitter_us >= 0)
    add (lines, g_strdup_printf (_ ("jitter %.1f ms (± %.1f)"), health->jitter_us / 1e3,
                                 health->resolution_us / 1e3));
  if (health->n_missed > 0)
    add (lines, g_strdup_printf (_ ("%.0f missed"), (double) health->n_missed));
  add (lines, health->last_write_us != 0 ? g_strdup_printf (_ ("changed %s"), age) : g_steal_pointer (&age));
  add (lines, mg_pulse_dup_activity (pulse));
  return join (lines, "\n");
}

char *
mg_pulse_dup_activity (const MgPulse *pulse)
{
  guint64 most = 0;
  g_autofree char *last = mg_decimal_to_string (pulse->changed[MG_ACTIVITY_SLOTS - 1]);
  g_autofree char *greatest = NULL;

  for (guint i = 0; i < MG_ACTIVITY_SLOTS; i++)
    most = MAX (most, pulse->changed[i]);
  greatest = mg_decimal_to_string (most);
  return g_strdup_printf (_ ("bytes changed in a quarter of a second: %s at last, %s at most"), last,
                          greatest);
}

/* --- GObject --- */

static void
dispose (GObject *object)
{
  MgPulses *self = MG_PULSES (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    g_object_weak_unref (self->shown->pdata[i], shown_gone_cb, self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->watch, mg_watch_free);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (mg_pulses_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgPulses *self = MG_PULSES (object);

  g_hash_table_unref (self->watched);
  g_hash_table_unref (self->pulses);
  G_OBJECT_CLASS (mg_pulses_parent_class)->finalize (object);
}

static void
mg_pulses_class_init (MgPulsesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;

  signals[CHANGED] =
      g_signal_new ("changed", MG_TYPE_PULSES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mg_pulses_init (MgPulses *self)
{
  GDestroyNotify free_name = (GDestroyNotify) mg_name_unref;

  self->watched = g_hash_table_new_full (mg_name_hash, mg_name_equal, free_name, NULL);
  self->pulses = g_hash_table_new_full (mg_name_hash, mg_name_equal, free_name, g_free);
  self->shown = g_ptr_array_new ();
}

MgPulses *
mg_pulses_new (GSettings *settings)
{
  MgPulses *self = g_object_new (MG_TYPE_PULSES, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::watched-names", G_CALLBACK (watched_changed_cb), self, 0);
  watched_changed_cb (settings, "watched-names", self);
  return self;
}
