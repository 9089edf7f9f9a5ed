#pragma once

#include "app/shown.h"
#include "core/watch.h"

G_BEGIN_DECLS

/* How the objects are doing that are open in a tab or that a person watches: for those who list them.
 * What a tab reads is asked of its session; only what no tab reads is looked at here, and only while
 * somebody wants to know.  Which names are watched is a setting.
 *
 * Main thread only.  Signal:
 *   changed ()   there is news: a few times a second while somebody wants to know */
#define MG_TYPE_PULSES (mg_pulses_get_type ())
G_DECLARE_FINAL_TYPE (MgPulses, mg_pulses, MG, PULSES, GObject)

MgPulses *mg_pulses_new (GSettings *settings);

/* Each TRUE wants a FALSE. */
void mg_pulses_use (MgPulses *self, gboolean use);
/* Of a tab: as long as it lives. */
void mg_pulses_add_shown (MgPulses *self, MgShown *shown);

gboolean mg_pulses_get_watched (MgPulses *self, const MgName *name);
/* Returns: FALSE where there are MG_WATCH_MAX already */
gboolean mg_pulses_set_watched (MgPulses *self, const MgName *name, gboolean watched);

/* Returns: (transfer none) (nullable): until the next "changed"; NULL: nobody looks at it, or not yet */
const MgPulse *mg_pulses_find (MgPulses *self, const MgName *name);
guint mg_pulses_get_n (MgPulses *self); /* names that can be found */

/* --- In words --- */

/* Whether something is wrong with it that a person should see first. */
gboolean mg_pulse_is_alarming (const MgPulse *pulse);
/* "50.0 Hz · 4 ms ago", "stalled · 12 torn · 3 s ago" */
char *mg_pulse_dup_text (const MgPulse *pulse, gint64 now_us);
/* All that is known, a line each. */
char *mg_pulse_dup_details (const MgPulse *pulse, gint64 now_us);
/* What a line of its activity shows, for who does not see it. */
char *mg_pulse_dup_activity (const MgPulse *pulse);

G_END_DECLS
