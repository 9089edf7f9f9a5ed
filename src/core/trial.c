#include "config.h"

#include "core/trial.h"

gboolean
mg_trial_is_over (const MgTrial *trial)
{
  return trial->n_runs[0] >= MG_TRIAL_RUNS && trial->n_runs[1] >= MG_TRIAL_RUNS;
}

guint
mg_trial_choose (const MgTrial *trial)
{
  if (mg_trial_is_over (trial))
    return trial->best[1] < trial->best[0];
  return trial->n_runs[1] < trial->n_runs[0];
}

void
mg_trial_note (MgTrial *trial, guint way, gsize length, gint64 time_us)
{
  double pace;

  g_return_if_fail (way < G_N_ELEMENTS (trial->best) && length > 0);

  if (mg_trial_is_over (trial))
    return;
  pace = (double) time_us / (double) length;
  if (trial->n_runs[way] == 0 || pace < trial->best[way])
    trial->best[way] = pace;
  trial->n_runs[way]++;
}

void
mg_trial_settle (MgTrial *trial, guint way)
{
  g_return_if_fail (way < G_N_ELEMENTS (trial->best));

  for (guint i = 0; i < G_N_ELEMENTS (trial->best); i++)
    {
      trial->n_runs[i] = MG_TRIAL_RUNS;
      trial->best[i] = i != way;
    }
}
