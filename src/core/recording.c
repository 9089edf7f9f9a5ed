#include "config.h"

#include "core/recording.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _MgRecording
{
  gatomicrefcount ref_count;
  GInputStream *stream; /* a GSeekable */
  char *subject;
  guint64 length;       /* of the file when it was opened */
  MgRecordingHeader header;
  MgName *name;
  GArray *blocks;       /* of MgBlock, ascending; block 0 is the header */
  GArray *marks;        /* of MgMark */
  gint64 duration_us;
  gboolean finished;

  /* The block that was read last; read_index G_MAXSIZE: none. */
  gsize read_index;
  gboolean readable;
  GByteArray *payload;
};

static void
clear_mark (gpointer data)
{
  MgMark *mark = data;

  g_free (mark->name);
  g_free (mark->note);
}

/* --- The file --- */

static gboolean
read_at (MgRecording *self, guint64 offset, void *buffer, gsize length, GError **error)
{
  gsize n_read;

  if (offset > self->length || length > self->length - offset
      || !g_seekable_seek (G_SEEKABLE (self->stream), (goffset) offset, G_SEEK_SET, NULL, error)
      || !g_input_stream_read_all (self->stream, buffer, length, &n_read, NULL, error))
    return FALSE;
  return n_read == length; /* it may have been cut off since */
}

static gboolean
read_block_header (MgRecording *self, guint64 offset, MgBlock *block)
{
  guint8 bytes[MG_RECORDING_BLOCK];

  if (!read_at (self, offset, bytes, sizeof bytes, NULL) || !mg_block_decode (bytes, sizeof bytes, block))
    return FALSE;
  block->offset = offset;
  return block->length <= self->length - offset - MG_RECORDING_BLOCK;
}

/* Reads the payload and checks it. */
static gboolean
read_payload (MgRecording *self, const MgBlock *block)
{
  g_byte_array_set_size (self->payload, (guint) block->length);
  return read_at (self, block->offset + MG_RECORDING_BLOCK, self->payload->data, block->length, NULL)
         && mg_recording_checksum (self->payload->data, block->length) == block->checksum;
}

const guint8 *
mg_recording_read_block (MgRecording *self, gsize index, gsize *length)
{
  const MgBlock *known = &g_array_index (self->blocks, MgBlock, index);
  MgBlock block;

  g_return_val_if_fail (index < self->blocks->len, NULL);

  if (self->read_index != index)
    {
      self->read_index = index;
      /* What the index says is checked against the block itself. */
      self->readable = read_block_header (self, known->offset, &block) && block.type == known->type
                       && block.length == known->length && block.first_us == known->first_us
                       && block.last_us == known->last_us && read_payload (self, &block);
    }
  *length = self->payload->len;
  return self->readable ? self->payload->data : NULL;
}

/* From the end: the blocks without having to look at each. */
static gboolean
load_index (MgRecording *self)
{
  guint8 trailer[MG_RECORDING_TRAILER];
  guint64 offset, n_blocks;
  g_autoptr (GArray) blocks = NULL;
  MgBlock index;

  if (self->length < sizeof trailer
      || !read_at (self, self->length - sizeof trailer, trailer, sizeof trailer, NULL)
      || !mg_recording_decode_trailer (trailer, &offset, &n_blocks) || offset > self->length
      || !read_block_header (self, offset, &index) || index.type != MG_BLOCK_INDEX
      || !read_payload (self, &index))
    return FALSE;
  blocks = mg_recording_decode_index (self->payload->data, self->payload->len, offset);
  if (blocks == NULL || blocks->len != n_blocks)
    return FALSE;
  self->blocks = g_steal_pointer (&blocks);
  self->duration_us = index.last_us;
  return TRUE;
}

/* From the beginning: the whole blocks there are. */
static void
find_blocks (MgRecording *self)
{
  guint64 offset = MG_RECORDING_PREAMBLE;
  gint64 time_us = 0;
  MgBlock block;

  self->blocks = g_array_new (FALSE, FALSE, sizeof (MgBlock));
  while (self->blocks->len < MG_RECORDING_BLOCKS_MAX && read_block_header (self, offset, &block)
         && block.sequence == self->blocks->len && block.first_us >= time_us && block.type != MG_BLOCK_INDEX)
    {
      g_array_append_val (self->blocks, block);
      offset += MG_RECORDING_BLOCK + block.length;
      time_us = block.first_us;
    }
  /* The last one may have its length without its bytes, where the system crashed. */
  if (self->blocks->len > 0
      && !read_payload (self, &g_array_index (self->blocks, MgBlock, self->blocks->len - 1)))
    g_array_set_size (self->blocks, self->blocks->len - 1);
  for (guint i = 0; i < self->blocks->len; i++)
    self->duration_us = MAX (self->duration_us, g_array_index (self->blocks, MgBlock, i).last_us);
}

static void
set_damaged (MgRecording *self, GError **error)
{
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("%s: the recording is damaged at its beginning"),
                self->subject);
}

static gboolean
load_header (MgRecording *self, GError **error)
{
  gsize length;
  const guint8 *bytes = self->blocks->len > 0 ? mg_recording_read_block (self, 0, &length) : NULL;
  MgNameContext context = { 0 };

  if (bytes == NULL || g_array_index (self->blocks, MgBlock, 0).type != MG_BLOCK_HEADER
      || !mg_recording_decode_header (bytes, length, &self->header))
    {
      set_damaged (self, error);
      return FALSE;
    }
  /* As it was read where it was recorded: there Local\ meant that session, and X that kind. */
  context.native_kind = self->header.kind;
  context.session = self->header.session;
  self->name = mg_name_parse (self->header.name, &context, NULL);
  if (self->name != NULL)
    return TRUE;
  set_damaged (self, error);
  return FALSE;
}

static void
load_marks (MgRecording *self)
{
  for (guint i = 0; i < self->blocks->len && self->marks->len < MG_RECORDING_MARKS_MAX; i++)
    {
      const MgBlock *block = &g_array_index (self->blocks, MgBlock, i);
      MgMark mark = { block->first_us };
      const guint8 *bytes;
      gsize length;

      if (block->type != MG_BLOCK_MARK)
        continue;
      bytes = mg_recording_read_block (self, i, &length);
      if (bytes != NULL && mg_recording_decode_mark (bytes, length, &mark))
        g_array_append_val (self->marks, mark);
    }
}

static gboolean
load (MgRecording *self, GError **error)
{
  guint8 preamble[MG_RECORDING_PREAMBLE];
  gsize n_read;

  if (!g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_END, NULL, error))
    return FALSE;
  self->length = (guint64) g_seekable_tell (G_SEEKABLE (self->stream));
  if (!g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, NULL, error)
      || !g_input_stream_read_all (self->stream, preamble, sizeof preamble, &n_read, NULL, error)
      || !mg_recording_decode_preamble (preamble, n_read, self->subject, error))
    return FALSE;
  self->finished = load_index (self);
  if (!self->finished)
    find_blocks (self);
  if (!load_header (self, error))
    return FALSE;
  load_marks (self);
  return TRUE;
}

MgRecording *
mg_recording_new (GInputStream *stream, const char *subject, GError **error)
{
  g_autoptr (MgRecording) self = g_new0 (MgRecording, 1);

  g_return_val_if_fail (G_IS_SEEKABLE (stream), NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->stream = g_object_ref (stream);
  self->subject = g_strdup (subject);
  self->marks = g_array_new (FALSE, FALSE, sizeof (MgMark));
  g_array_set_clear_func (self->marks, clear_mark);
  self->payload = g_byte_array_new ();
  self->read_index = G_MAXSIZE;
  return load (self, error) ? g_steal_pointer (&self) : NULL;
}

MgRecording *
mg_recording_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);

  return stream != NULL ? mg_recording_new (G_INPUT_STREAM (stream), path, error) : NULL;
}

MgRecording *
mg_recording_ref (MgRecording *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mg_recording_unref (MgRecording *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->stream);
  g_free (self->subject);
  mg_recording_header_clear (&self->header);
  mg_name_unref (self->name);
  g_clear_pointer (&self->blocks, g_array_unref);
  g_array_unref (self->marks);
  g_byte_array_unref (self->payload);
  g_free (self);
}

/* --- What it says --- */

const char *
mg_recording_get_subject (MgRecording *self)
{
  return self->subject;
}

const MgRecordingHeader *
mg_recording_get_header (MgRecording *self)
{
  return &self->header;
}

MgName *
mg_recording_get_name (MgRecording *self)
{
  return self->name;
}

/* In the one text the last structure may be another one's. */
static char *
dup_last_type (const MgCUnit *unit)
{
  const MgCType *type = mg_c_unit_find_type (unit, NULL, NULL);
  g_autofree char *name = type != NULL ? mg_c_type_dup_text (type) : NULL;

  return name != NULL && mg_c_unit_find_any_type (unit, name) == type ? g_steal_pointer (&name) : NULL;
}

gboolean
mg_recording_header_declare (MgRecordingHeader *header, const MgCUnit *unit, const char *type,
                             const MgCOptions *options, const char *subject, GError **error)
{
  char *text = mg_c_unit_dup_text (unit, options->defines, MG_RECORDING_DECLARATIONS_MAX);

  if (text == NULL)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("%s: not a text of at most %u bytes"), subject,
                    (guint) MG_RECORDING_DECLARATIONS_MAX);
      return FALSE;
    }
  header->declarations = text;
  header->type = type != NULL ? g_strdup (type) : dup_last_type (unit);
  header->abi = (char *) options->abi->name;
  header->pack = options->pack;
  return TRUE;
}

MgStructure *
mg_recording_header_dup_structure (const MgRecordingHeader *header, const char *subject, GError **error)
{
  MgCOptions options = { .abi = mg_abi_find (header->abi != NULL ? header->abi : ""), .pack = header->pack };
  g_autoptr (MgCUnit) unit = NULL;
  const MgCType *type;
  guint n_diagnostics;

  if (header->declarations == NULL || *header->declarations == '\0')
    {
      mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("%s: it holds no declarations"), subject);
      return NULL;
    }
  if (options.abi == NULL)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("%s: there is no ABI \"%s\""), subject, header->abi);
      return NULL;
    }
  unit = mg_c_unit_new (subject, header->declarations, strlen (header->declarations), &options);
  if (mg_c_unit_get_n_errors (unit) > 0)
    {
      const MgCDiagnostic *const *diagnostics = mg_c_unit_get_diagnostics (unit, &n_diagnostics);

      for (guint i = 0; i < n_diagnostics; i++)
        if (diagnostics[i]->severity == MG_C_ERROR)
          {
            mg_set_error (error, MG_ERROR_INVALID, NULL, "%s:%u:%u: %s", subject, diagnostics[i]->line,
                          diagnostics[i]->column, diagnostics[i]->message);
            return NULL;
          }
    }
  type =
      mg_c_unit_find_type (unit, header->type != NULL && *header->type != '\0' ? header->type : NULL, error);
  return type != NULL ? mg_structure_new (unit, type, header->type_offset,
                                          header->big_endian ? MG_ORDER_BIG : MG_ORDER_LITTLE, NULL, error)
                      : NULL;
}

void
mg_recording_get_summary (MgRecording *self, MgRecordingSummary *summary)
{
  *summary = (MgRecordingSummary) {
    .length = self->length, .duration_us = self->duration_us, .finished = self->finished
  };
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const MgBlock *block = &g_array_index (self->blocks, MgBlock, i);

      summary->n_frames += block->n_frames;
      summary->n_missed += block->n_missed;
      summary->changed += block->changed;
    }
}

const MgBlock *
mg_recording_get_blocks (MgRecording *self, gsize *n_blocks)
{
  *n_blocks = self->blocks->len;
  return (const MgBlock *) self->blocks->data;
}

const MgMark *
mg_recording_get_marks (MgRecording *self, gsize *n_marks)
{
  *n_marks = self->marks->len;
  return (const MgMark *) self->marks->data;
}

/* --- Frames by time --- */

/* The times of a block's frames: at most two of them matter, the ones beside @time_us. */
typedef struct
{
  gint64 before_us, at_us, after_us; /* -1: none */
} Neighbours;

static void
look_at_frame (Neighbours *found, gint64 frame_us, gint64 time_us)
{
  if (frame_us < time_us)
    found->before_us = frame_us;
  if (frame_us <= time_us)
    found->at_us = frame_us;
  else if (found->after_us < 0)
    found->after_us = frame_us;
}

static void
look_at_block (MgRecording *self, guint index, gint64 time_us, Neighbours *found)
{
  const MgBlock *block = &g_array_index (self->blocks, MgBlock, index);
  gint64 at_us = block->first_us;
  gboolean malformed;
  const guint8 *bytes;
  gsize length;
  MgRecord record;

  if (block->type == MG_BLOCK_KEYFRAME)
    {
      look_at_frame (found, block->first_us, time_us);
      return;
    }
  bytes = mg_recording_read_block (self, index, &length);
  while (bytes != NULL && mg_recording_next_record (&bytes, &length, &at_us, &record, &malformed))
    if (record.type == MG_RECORD_CHANGES)
      look_at_frame (found, record.time_us, time_us);
}

static gboolean
has_frames (const MgBlock *block)
{
  return block->n_frames > 0 && (block->type == MG_BLOCK_KEYFRAME || block->type == MG_BLOCK_FRAMES);
}

/* Returns: the number of blocks that begin at or before @time_us */
static guint
count_begun (MgRecording *self, gint64 time_us)
{
  guint low = 0, high = self->blocks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->blocks, MgBlock, middle).first_us <= time_us)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
mg_recording_find_frame (MgRecording *self, gint64 time_us, MgFrameWhich which, gint64 *frame_us)
{
  guint begun = count_begun (self, time_us);
  Neighbours found = { -1, -1, -1 };
  gint64 wanted = -1;

  /* Backwards from the block that holds the time, which may hold a frame after it, too. */
  for (guint i = begun;
       i > 0 && (which == MG_FRAME_AFTER ? found.at_us < 0 && found.after_us < 0 : wanted < 0); i--)
    {
      if (has_frames (&g_array_index (self->blocks, MgBlock, i - 1)))
        look_at_block (self, i - 1, time_us, &found);
      wanted = which == MG_FRAME_BEFORE ? found.before_us : found.at_us;
    }
  for (guint i = begun; i < self->blocks->len && which == MG_FRAME_AFTER && found.after_us < 0; i++)
    if (has_frames (&g_array_index (self->blocks, MgBlock, i)))
      look_at_block (self, i, time_us, &found);
  if (which == MG_FRAME_AFTER)
    wanted = found.after_us;
  if (wanted < 0)
    return FALSE;
  *frame_us = wanted;
  return TRUE;
}

/* The time of the frame of that number, from 1. */
static gboolean
find_number (MgRecording *self, guint64 number, gint64 *time_us)
{
  guint64 n_frames = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const MgBlock *block = &g_array_index (self->blocks, MgBlock, i);
      gint64 at_us = block->first_us;
      gboolean malformed;
      const guint8 *bytes;
      gsize length;
      MgRecord record;

      if (!has_frames (block) || (n_frames += block->n_frames) < number)
        continue;
      *time_us = at_us;
      if (block->type == MG_BLOCK_KEYFRAME)
        return TRUE;
      number -= n_frames - block->n_frames;
      bytes = mg_recording_read_block (self, i, &length);
      while (number > 0 && bytes != NULL
             && mg_recording_next_record (&bytes, &length, &at_us, &record, &malformed))
        if (record.type == MG_RECORD_CHANGES && --number == 0)
          *time_us = record.time_us;
      return number == 0;
    }
  return FALSE;
}

static gboolean
parse_seconds (const char *text, double *seconds)
{
  char *end = NULL;

  *seconds = g_ascii_strtod (text, &end);
  if (end != text && end[0] == 's' && end[1] == '\0')
    end++;
  return end != text && *end == '\0' && *seconds > -1e12 && *seconds < 1e12
         && g_ascii_isxdigit (*text) == g_ascii_isdigit (*text);
}

static gboolean
parse_any_time (MgRecording *self, const char *text, gint64 *time_us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = NULL;
  double seconds;
  char *end;

  for (guint i = 0; i < self->marks->len; i++)
    if (strcmp (g_array_index (self->marks, MgMark, i).name, text) == 0)
      {
        *time_us = g_array_index (self->marks, MgMark, i).time_us;
        return TRUE;
      }
  if (strcmp (text, "start") == 0 || strcmp (text, "end") == 0)
    {
      *time_us = *text == 's' ? 0 : self->duration_us;
      return TRUE;
    }
  if (*text == '#')
    {
      guint64 number = g_ascii_isdigit (text[1]) ? g_ascii_strtoull (text + 1, &end, 10) : 0;

      return number > 0 && *end == '\0' && find_number (self, number, time_us);
    }
  if (parse_seconds (text, &seconds))
    {
      *time_us = (gint64) (seconds * G_USEC_PER_SEC + (seconds < 0 ? -0.5 : 0.5))
                 + (*text == '-' ? self->duration_us : 0);
      return TRUE;
    }
  date = g_date_time_new_from_iso8601 (text, zone);
  if (date == NULL)
    return FALSE;
  *time_us =
      g_date_time_to_unix (date) * G_USEC_PER_SEC + g_date_time_get_microsecond (date) - self->header.real_us;
  return TRUE;
}

gboolean
mg_recording_parse_time (MgRecording *self, const char *text, gint64 *time_us, GError **error)
{
  g_autofree char *shown = mg_text_quote (text), *length = NULL;
  gint64 found_us;

  if (!parse_any_time (self, text, &found_us))
    {
      mg_set_error (error, MG_ERROR_INVALID,
                    _ ("Seconds since the start, -SECONDS before the end, #FRAME, a mark, or a time of day"),
                    _ ("%s: no such moment: %s"), self->subject, shown);
      return FALSE;
    }
  if (found_us < 0 || found_us > self->duration_us)
    {
      length = g_strdup_printf ("%.6f", (double) self->duration_us / G_USEC_PER_SEC);
      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                    _ ("%s: %s lies outside the recording, which is %s s long"), self->subject, shown,
                    length);
      return FALSE;
    }
  *time_us = found_us;
  return TRUE;
}
