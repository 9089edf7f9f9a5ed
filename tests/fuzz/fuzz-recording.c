/* A recording with changes: [how] [offset, offset, value]…  How: 1: checksums are made right again after
 * the changes, 2: what follows is the file itself, 4: the file ends where the first change is. */

#include "fuzz.h"

#include "core/recorder.h"
#include "core/recording.h"

#include <string.h>

const char *const fuzz_seeds[] = {
  "\x01\x10\x01\x01\x90\x01\xff",
  "\x01\x20\x02\x08",
  "\x01\x58\x02\x7f\x59\x02\x01",
  "\x04\x30\x03",
  "\x05\x99\x01\x01",
  "\x03\x89MGREC\r\n\x01",
  "\x01\x70\x01\x80\x71\x01\x80\x72\x01\x80\x73\x01\x80",
  NULL,
};

static MgSnapshot *
new_snapshot (guint i, gsize size)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->generation = 1 + i / 6;
  snapshot->state = MG_STATE_LIVE;
  snapshot->size = size;
  snapshot->time_us = 1000 + i * 1000;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  for (gsize offset = 0; offset < size; offset += MG_SNAPSHOT_PAGE)
    {
      MgPage *page = mg_page_new (offset, MIN (size - offset, MG_SNAPSHOT_PAGE));

      page->unreadable = i % 5 == 4 && offset > 0;
      memset (page->bytes + 10 * i, (int) i, 7);
      g_ptr_array_add (snapshot->pages, page);
    }
  return snapshot;
}

/* Everything that can be in one. */
static GBytes *
make_recording (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  MgRecordingHeader header = { .name = (char *) "/x",
                               .program = (char *) "fuzz",
                               .range = { 0, 3 * MG_SNAPSHOT_PAGE },
                               .monotonic_us = 1000,
                               .declarations = (char *) "struct a { int b; };" };
  g_autoptr (MgRecorder) recorder = mg_recorder_new (stream, &header, 0);
  MgEvent event = { MG_EVENT_RESIZED, 0, 0, 1, 2 };

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (MgSnapshot) snapshot = new_snapshot (i, i < 9 ? 8300 : 12000);

      event.time_us = snapshot->time_us;
      mg_recorder_add_snapshot (recorder, snapshot);
      if (i % 3 == 0)
        mg_recorder_add_event (recorder, &event);
      if (i == 4)
        mg_recorder_add_mark (recorder, snapshot->time_us, "mark", "note");
    }
  g_assert (mg_recorder_finish (recorder, 20000, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* As one who wants it read would have it. */
static void
repair (guint8 *bytes, gsize length)
{
  guint8 preamble[MG_RECORDING_PREAMBLE];
  guint64 index = 0, n_blocks = 0;
  gsize at = MG_RECORDING_PREAMBLE;

  mg_recording_encode_preamble (preamble);
  memcpy (bytes, preamble, MIN (length, sizeof preamble));
  for (; at + MG_RECORDING_BLOCK <= length; n_blocks++)
    {
      guint64 payload, checksum;

      memcpy (&payload, bytes + at + 8, 8);
      payload = GUINT64_FROM_LE (payload);
      if (payload > length - at - MG_RECORDING_BLOCK)
        break;
      checksum = GUINT64_TO_LE (mg_recording_checksum (bytes + at + MG_RECORDING_BLOCK, payload));
      memcpy (bytes + at + 56, &checksum, 8);
      checksum = GUINT64_TO_LE (mg_recording_checksum (bytes + at, 64));
      memcpy (bytes + at + 64, &checksum, 8);
      index = at;
      at += MG_RECORDING_BLOCK + payload;
    }
  if (at + MG_RECORDING_TRAILER == length)
    mg_recording_encode_trailer (index, n_blocks - 1, bytes + at);
}

static void
look_at (MgRecording *recording)
{
  g_autoptr (MgPlayer) player = mg_player_new (recording);
  MgRecordingSummary summary;
  guint8 bytes[16], states[16];
  MgPlayed played;
  gint64 time_us = -1;

  mg_recording_get_summary (recording, &summary);
  mg_player_set_stamps (player, TRUE);
  while (mg_player_next (player, &played))
    {
      g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);

      mg_snapshot_copy (snapshot, 4090, sizeof bytes, bytes, states);
      g_assert (snapshot->pages->len <= MG_RECORDING_RANGE_MAX / MG_SNAPSHOT_PAGE);
    }
  for (guint i = 0; i < 30 && mg_recording_find_frame (recording, time_us, MG_FRAME_AFTER, &time_us); i++)
    ;
  for (time_us = summary.duration_us; time_us > 0; time_us /= 3)
    mg_player_seek (player, time_us, NULL);
  mg_recording_parse_time (recording, "#9", &time_us, NULL);
  mg_recording_parse_time (recording, "mark", &time_us, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static GBytes *whole;
  g_autofree guint8 *bytes = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (MgRecording) recording = NULL;
  gsize length;
  guint8 how;

  if (whole == NULL)
    whole = make_recording ();
  if (size < 1)
    return 0;
  how = *data++;
  size--;
  if (how & 2)
    {
      length = size;
      bytes = g_malloc (MAX (size, 1));
      memcpy (bytes, data, size);
    }
  else
    {
      length = g_bytes_get_size (whole);
      bytes = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      if (how & 4 && size >= 2)
        length = (data[0] | data[1] << 8) % length;
      for (; size >= 3; data += 3, size -= 3)
        if (length > 0)
          bytes[(data[0] | data[1] << 8) % length] ^= data[2];
    }
  if (how & 1)
    repair (bytes, length);
  stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  recording = mg_recording_new (stream, "fuzz", NULL);
  if (recording != NULL)
    look_at (recording);
  return 0;
}
