#include "config.h"

#include "show.h"

#include "core/field-interest.h"

#include <glib/gi18n.h>

/* Follows what is shown: whatever is looked at for it is read at the next tick, so that what is read
 * follows the fields, wherever their offsets and counts lead. */
typedef struct
{
  Show *show;
  MgFieldInterest interest;
  CliLines *lines;
  GHashTable *texts;     /* path → the value that was told last */
  GHashTable *next;      /* the same of the snapshot at hand */
  const MgFieldBytes *bytes;
  gint64 real_time_us;
  gboolean silent;       /* the first values are no changes */
  gboolean attached;     /* there was an object: its coming and going is news */
  gboolean too_large;    /* not all fields can be followed */
  CliTriggers triggers;
} Follow;

static void
print_change (Follow *follow, MgField *field, const char *path, const char *old, const char *text)
{
  CliLines *lines = follow->lines;
  g_auto (MgValue) value = { 0 };
  g_autoptr (GError) error = NULL;

  cli_lines_begin (lines, follow->real_time_us);
  if (lines->json != NULL)
    {
      g_autofree char *json = NULL;

      if (mg_field_decode (field, follow->bytes, &value, &error))
        json = mg_value_to_json (mg_field_get_format (field), &value);
      cli_json_add_text (lines->json, "path", path);
      if (follow->show->old)
        cli_json_add_text (lines->json, "old", old);
      cli_json_member (lines->json, "value");
      cli_json_raw (lines->json, json != NULL ? json : "null");
      cli_json_add_text (lines->json, "text", text);
      cli_json_add_text (lines->json, "error", error != NULL ? error->message : NULL);
    }
  else if (follow->show->old)
    g_string_append_printf (lines->text, " %s %s %s", path, old != NULL ? old : "—", text);
  else
    g_string_append_printf (lines->text, " %s %s", path, text);
  cli_lines_end (lines);
}

static void
visit_cb (const ShowItem *item, gpointer data)
{
  Follow *follow = data;
  const char *old;
  char *path, *text;

  if (!mg_field_is_value (item->field) || (item->error == NULL && item->place.absent))
    return;
  path = mg_field_dup_path (item->field);
  text = mg_field_dup_text (item->field, follow->bytes, &follow->show->context);
  old = g_hash_table_lookup (follow->texts, path);
  if (!follow->interest.missing && !follow->silent && g_strcmp0 (old, text) != 0)
    print_change (follow, item->field, path, old, text);
  g_hash_table_replace (follow->next, path, text);
}

static void
look_cb (const MgFieldBytes *bytes, gpointer data)
{
  Follow *follow = data;
  const MgSnapshot *snapshot = mg_sampler_get_snapshot (follow->interest.sampler);
  const ShowVisitor visitor = { visit_cb, NULL, follow };

  g_hash_table_remove_all (follow->next);
  follow->bytes = bytes;
  follow->real_time_us = snapshot->real_time_us;
  mg_address_map_set_object (&follow->show->addresses, snapshot->info);
  if (!show_foreach (follow->show, bytes, &visitor) && !cli_output_failed ())
    follow->too_large = TRUE;
  follow->bytes = NULL;
}

/* All of a snapshot is known before anything of it is told. */
static void
tell_changes (Follow *follow)
{
  gboolean first = g_hash_table_size (follow->texts) == 0;
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
  MgFieldBytes bytes;
  GHashTable *texts;

  follow->silent = TRUE;
  mg_field_interest_fetch (&follow->interest, look_cb, follow);
  if (follow->too_large) /* a part of them is not what was asked for */
    return;
  follow->silent = first || follow->triggers.paused;
  bytes = mg_field_interest_begin (&follow->interest);
  bytes.memo = memo;
  look_cb (&bytes, follow);
  texts = follow->texts;
  follow->texts = follow->next;
  follow->next = texts;
}

static MgSource *
open_cb (MgName *name, gpointer user_data, GError **error)
{
  return mg_platform_open (name, error);
}

static void
event_cb (const MgEvent *event, gpointer user_data)
{
  Follow *follow = user_data;

  if (event->type == MG_EVENT_ATTACHED)
    follow->attached = TRUE;
  cli_lines_print_event (follow->lines, event);
  /* another object's values are no changes of this one's */
  if (event->type == MG_EVENT_REPLACED || event->type == MG_EVENT_BACK)
    g_hash_table_remove_all (follow->texts);
}

CliStatus
show_follow (Show *show, const CliStructure *structure, MgTriggers *triggers, double rate_hz, double for_s,
             gboolean wait)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) next = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (MgRangeSet) wanted = mg_range_set_new ();
  g_autoptr (MgSampler) sampler = NULL;
  gint64 start_us = g_get_monotonic_time ();
  gint64 end_us = for_s > 0 ? start_us + (gint64) (for_s * G_USEC_PER_SEC) : G_MAXINT64;
  double period_us = G_USEC_PER_SEC / rate_hz;
  gint64 next_us = start_us;
  g_autoptr (CliLines) lines = cli_lines_new (show->json);
  Follow follow = {
    .show = show,
    .interest = { .wanted = wanted, .set = mg_sampler_set_interests },
    .lines = lines,
    .texts = texts,
    .next = next,
    .triggers = { .triggers = triggers, .lines = lines, .name = mg_name_get_text (show->name) },
  };
  CliStatus status = CLI_DONE;

  /* an age is no change */
  show->context.real_time_us = show->context.monotonic_us = 0;
  mg_address_map_attach (&show->addresses, &show->context);
  cli_catch_interrupts ();
  sampler = mg_sampler_new (show->name, open_cb, NULL, event_cb, &follow);
  follow.interest.sampler = sampler;
  if (!cli_structure_follow (structure, show->structure, sampler, show->json, &status))
    return status;
  mg_sampler_set_interest (sampler, (MgRange) { mg_structure_get_offset (show->structure), 1 });
  mg_platform_set_precise_timing (TRUE);
  while (!cli_is_interrupted () && !cli_output_failed () && !follow.triggers.ended)
    {
      gint64 now_us = g_get_monotonic_time ();
      gboolean read = now_us >= next_us;
      g_autoptr (MgSnapshot) snapshot =
          mg_sampler_tick (sampler, now_us, read ? MG_READ_ALL : MG_READ_NOTHING);

      if (snapshot != NULL)
        tell_changes (&follow);
      cli_triggers_look (&follow.triggers, sampler);
      cli_flush ();
      if (follow.too_large)
        status = show_fail_too_large (show);
      else if (!follow.attached && !wait && mg_sampler_get_snapshot (sampler)->error != NULL)
        status = cli_fail (mg_sampler_get_snapshot (sampler)->error, show->name, show->json);
      if (status != CLI_DONE)
        break;
      if (g_get_monotonic_time () >= end_us)
        break;
      if (read)
        next_us = start_us + (gint64) (((gint64) ((double) (now_us - start_us) / period_us) + 1) * period_us);
      cli_wait_until (MIN (MIN (next_us, end_us), now_us + MG_SAMPLER_VERIFY_US));
    }
  mg_platform_set_precise_timing (FALSE);
  return status;
}
