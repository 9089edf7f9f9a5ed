#include "config.h"

#include "subject.h"

#include "core/number.h"
#include "platform/publication.h"

#include <glib/gi18n.h>
#include <string.h>

#define SPEED_MIN 0.001
#define SPEED_MAX 100000.0

typedef struct
{
  MgName *name; /* that it is published as */
  MgRecording *recording;
  double speed;
  gboolean json;
  MgPublication *publication; /* NULL: there is no object now */
  MgSnapshot *shown;          /* what is in it */
  guint64 n_frames;
} Play;

static void
withdraw (Play *play)
{
  g_clear_pointer (&play->publication, mg_publication_free);
  g_clear_pointer (&play->shown, mg_snapshot_unref);
}

static gboolean
write_page (Play *play, const MgPage *page, GError **error)
{
  return mg_publication_write (play->publication, page->offset, page->bytes, page->length, error);
}

static gboolean
is_zero (const MgPage *page)
{
  return page->bytes[0] == 0 && memcmp (page->bytes, page->bytes + 1, page->length - 1) == 0;
}

/* Writes the runs in which a page differs from how it is now. */
static gboolean
write_changes (Play *play, MgSnapshot *snapshot, GError **error)
{
  g_autoptr (GArray) runs = mg_snapshot_diff (play->shown, snapshot);

  for (guint i = 0; i < snapshot->pages->len; i++)
    {
      const MgPage *page = snapshot->pages->pdata[i];
      const MgPage *before = mg_snapshot_find_page (play->shown, page->offset);

      if (!page->unreadable && (before == NULL || before->unreadable) && !write_page (play, page, error))
        return FALSE;
    }
  for (guint i = 0; i < runs->len; i++)
    for (MgRange run = g_array_index (runs, MgRange, i); run.length > 0;)
      {
        const MgPage *page = mg_snapshot_find_page (snapshot, run.start);
        gsize within = (gsize) (run.start - page->offset),
              n = MIN ((gsize) run.length, page->length - within);

        if (!mg_publication_write (play->publication, run.start, page->bytes + within, n, error))
          return FALSE;
        run = (MgRange) { run.start + n, run.length - n };
      }
  return TRUE;
}

/* A new object, as the recorded one was new then. */
static gboolean
publish (Play *play, MgSnapshot *snapshot, GError **error)
{
  withdraw (play);
  play->publication = mg_publication_new (
      play->name, snapshot->size,
      mg_range_align (mg_recording_get_header (play->recording)->range, MG_SNAPSHOT_PAGE), error);
  if (play->publication == NULL)
    return FALSE;
  for (guint i = 0; i < snapshot->pages->len; i++)
    {
      const MgPage *page = snapshot->pages->pdata[i];

      if (!page->unreadable && !is_zero (page) && !write_page (play, page, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
show (Play *play, MgPlayer *player, GError **error)
{
  g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);

  if (snapshot->state == MG_STATE_GONE || snapshot->state == MG_STATE_UNNAMED)
    {
      withdraw (play);
      return TRUE;
    }
  if (play->publication == NULL || play->shown->generation != snapshot->generation
      || play->shown->size != snapshot->size)
    {
      if (!publish (play, snapshot, error))
        return FALSE;
    }
  else if (!write_changes (play, snapshot, error))
    return FALSE;
  mg_snapshot_unref (play->shown);
  play->shown = g_steal_pointer (&snapshot);
  return TRUE;
}

static gboolean
wait_for (Play *play, gint64 start_us, gint64 time_us)
{
  gint64 deadline_us = start_us + (gint64) ((double) time_us / play->speed);

  while (!cli_is_interrupted () && g_get_monotonic_time () < deadline_us)
    cli_wait_until (deadline_us);
  return !cli_is_interrupted ();
}

/* Once from start to end. */
static gboolean
play_once (Play *play, GError **error)
{
  g_autoptr (MgPlayer) player = mg_player_new (play->recording);
  gint64 start_us = g_get_monotonic_time ();
  MgRecordingSummary summary;
  gboolean begun = FALSE; /* there was a frame: before it an event is of nothing */
  MgPlayed played;

  mg_recording_get_summary (play->recording, &summary);
  while (mg_player_next (player, &played))
    {
      if (played.type != MG_PLAYED_FRAME && played.type != MG_PLAYED_EVENT)
        continue;
      if (!wait_for (play, start_us, played.time_us))
        return TRUE;
      begun |= played.type == MG_PLAYED_FRAME;
      /* What comes with a frame needs no event: only that it went away has none. */
      if (begun && (played.type == MG_PLAYED_FRAME || play->shown != NULL) && !show (play, player, error))
        return FALSE;
      play->n_frames += played.type == MG_PLAYED_FRAME;
    }
  wait_for (play, start_us, summary.duration_us);
  return TRUE;
}

static void
print_end (Play *play)
{
  g_autofree char *frames = mg_decimal_to_string (play->n_frames);

  if (play->json)
    {
      g_autoptr (CliJson) writer = cli_json_new (FALSE);

      cli_json_begin_object (writer);
      cli_json_add_text (writer, "name", mg_name_get_text (play->name));
      cli_json_add_size (writer, "frames", play->n_frames);
      cli_json_end_object (writer);
      cli_json_print_line (writer);
    }
  else
    cli_print (_ ("%s: %s frames played\n"), mg_name_get_text (play->name), frames);
}

CliStatus
cli_play (char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *as_text = NULL, *speed_text = NULL;
  gboolean loop = FALSE, ok;
  Play play = { .speed = 1 };
  const GOptionEntry entries[] = {
    { "as", 'a', 0, G_OPTION_ARG_FILENAME, &as_text, N_ ("The new object's name"), N_ ("NAME") },
    { "speed", 's', 0, G_OPTION_ARG_FILENAME, &speed_text, N_ ("So many times as fast"), N_ ("N") },
    { "loop", 'l', 0, G_OPTION_ARG_NONE, &loop, N_ ("Begin again at the end"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &play.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (argv, _ ("FILE"), _ ("Publishes a recording as a new object, to test a consumer with."),
                  _ ("A name that exists is refused.  The object goes away at the end, or with Ctrl+C.  "
                     "Frames are written\n"
                     "run by run, not at once."),
                  entries, 1, &rest, &status))
    return status;
  if (as_text == NULL)
    return cli_usage ("play", _ ("--as is missing: the new object's name"));
  if (!cli_parse_real ("play", "--speed", speed_text, SPEED_MIN, SPEED_MAX, &play.speed))
    return CLI_USAGE;
  name = cli_parse_name (as_text, play.json, &status);
  recording = name != NULL ? cli_open_recording (rest[0], play.json, &status) : NULL;
  if (recording == NULL)
    return status;
  play.name = name;
  play.recording = recording;

  cli_catch_interrupts ();
  mg_platform_set_precise_timing (TRUE);
  do
    ok = play_once (&play, &error);
  while (ok && loop && !cli_is_interrupted ());
  withdraw (&play);
  mg_platform_set_precise_timing (FALSE);
  if (!ok)
    return cli_fail (error, NULL, play.json);
  print_end (&play);
  return CLI_DONE;
}
