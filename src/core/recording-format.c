#include "config.h"

#include "core/recording-format.h"

#include "core/error.h"
#include "core/recording-private.h"

#include <glib/gi18n-lib.h>
#include <xxhash.h>

/* The second line's end and the end-of-file character show a file that was sent as text. */
static const guint8 preamble_magic[8] = { 0x89, 'M', 'G', 'R', 'E', 'C', '\r', '\n' };
static const guint8 trailer_magic[8] = { 'M', 'G', 'R', 'E', 'C', 'E', 'N', 'D' };
static const guint8 block_magic[4] = { 'M', 'G', 'B', 0x1a };

guint64
mg_recording_checksum (const void *bytes, gsize length)
{
  return XXH3_64bits (bytes, length);
}

/* --- Preamble, blocks, trailer --- */

void
mg_recording_encode_preamble (guint8 bytes[MG_RECORDING_PREAMBLE])
{
  memcpy (bytes, preamble_magic, sizeof preamble_magic);
  put_32 (bytes + 8, MG_RECORDING_VERSION);
  put_32 (bytes + 12, 0);
}

gboolean
mg_recording_decode_preamble (const guint8 *bytes, gsize length, const char *subject, GError **error)
{
  guint32 version;

  if (length < MG_RECORDING_PREAMBLE || memcmp (bytes, preamble_magic, sizeof preamble_magic) != 0)
    {
      mg_set_error (error, MG_ERROR_WRONG_TYPE, NULL, _ ("%s: this is no recording of Mapglass"), subject);
      return FALSE;
    }
  version = get_32 (bytes + 8);
  if (version >= 1 && version <= MG_RECORDING_VERSION)
    return TRUE;
  mg_set_error (error, MG_ERROR_UNSUPPORTED, _ ("A later version of Mapglass can read it"),
                _ ("%s: a recording in version %u of the format, of which this program knows up to %u"),
                subject, version, MG_RECORDING_VERSION);
  return FALSE;
}

void
mg_block_encode (const MgBlock *block, guint8 bytes[MG_RECORDING_BLOCK])
{
  memcpy (bytes, block_magic, sizeof block_magic);
  put_32 (bytes + 4, block->type);
  put_64 (bytes + 8, block->length);
  put_64 (bytes + 16, block->sequence);
  put_64 (bytes + 24, (guint64) block->first_us);
  put_64 (bytes + 32, (guint64) block->last_us);
  put_64 (bytes + 40, block->changed);
  put_32 (bytes + 48, block->n_frames);
  put_32 (bytes + 52, block->n_missed);
  put_64 (bytes + 56, block->checksum);
  put_64 (bytes + 64, mg_recording_checksum (bytes, 64));
}

static gboolean
is_block (const MgBlock *block)
{
  guint64 max = block->type == MG_BLOCK_INDEX ? (guint64) MG_RECORDING_BLOCKS_MAX * MG_RECORDING_ENTRY
                                              : MG_RECORDING_PAYLOAD_MAX;

  return block->length <= max && is_time (block->first_us) && is_time (block->last_us)
         && block->first_us <= block->last_us;
}

gboolean
mg_block_decode (const guint8 *bytes, gsize length, MgBlock *block)
{
  MgBlock found = { 0 };

  if (length < MG_RECORDING_BLOCK || memcmp (bytes, block_magic, sizeof block_magic) != 0
      || get_64 (bytes + 64) != mg_recording_checksum (bytes, 64))
    return FALSE;
  found.type = get_32 (bytes + 4);
  found.length = get_64 (bytes + 8);
  found.sequence = get_64 (bytes + 16);
  found.first_us = (gint64) get_64 (bytes + 24);
  found.last_us = (gint64) get_64 (bytes + 32);
  found.changed = get_64 (bytes + 40);
  found.n_frames = get_32 (bytes + 48);
  found.n_missed = get_32 (bytes + 52);
  found.checksum = get_64 (bytes + 56);
  if (!is_block (&found))
    return FALSE;
  *block = found;
  return TRUE;
}

void
mg_recording_encode_index (GByteArray *out, const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const MgBlock *block = &g_array_index (blocks, MgBlock, i);
      guint8 bytes[MG_RECORDING_ENTRY];

      put_64 (bytes, block->offset);
      put_64 (bytes + 8, block->length);
      put_64 (bytes + 16, (guint64) block->first_us);
      put_64 (bytes + 24, (guint64) block->last_us);
      put_64 (bytes + 32, block->changed);
      put_32 (bytes + 40, block->type);
      put_32 (bytes + 44, block->n_frames);
      put_32 (bytes + 48, block->n_missed);
      put_32 (bytes + 52, 0);
      g_byte_array_append (out, bytes, sizeof bytes);
    }
}

GArray *
mg_recording_decode_index (const guint8 *bytes, gsize length, guint64 file_length)
{
  g_autoptr (GArray) blocks = NULL;
  guint64 end = MG_RECORDING_PREAMBLE;
  gint64 time_us = 0;

  if (length % MG_RECORDING_ENTRY != 0 || length / MG_RECORDING_ENTRY > MG_RECORDING_BLOCKS_MAX)
    return NULL;
  blocks = g_array_sized_new (FALSE, FALSE, sizeof (MgBlock), (guint) (length / MG_RECORDING_ENTRY));
  for (gsize at = 0; at < length; at += MG_RECORDING_ENTRY)
    {
      MgBlock block = { 0 };

      block.offset = get_64 (bytes + at);
      block.length = get_64 (bytes + at + 8);
      block.first_us = (gint64) get_64 (bytes + at + 16);
      block.last_us = (gint64) get_64 (bytes + at + 24);
      block.changed = get_64 (bytes + at + 32);
      block.type = get_32 (bytes + at + 40);
      block.n_frames = get_32 (bytes + at + 44);
      block.n_missed = get_32 (bytes + at + 48);
      block.sequence = at / MG_RECORDING_ENTRY;
      /* One behind the other, as they are in the file: so each ends within it, too. */
      if (!is_block (&block) || block.first_us < time_us || block.offset != end || file_length < end
          || file_length - end < MG_RECORDING_BLOCK + block.length)
        return NULL;
      end += MG_RECORDING_BLOCK + block.length;
      time_us = block.first_us;
      g_array_append_val (blocks, block);
    }
  return g_steal_pointer (&blocks);
}

void
mg_recording_encode_trailer (guint64 index_offset, guint64 n_blocks, guint8 bytes[MG_RECORDING_TRAILER])
{
  memcpy (bytes, trailer_magic, sizeof trailer_magic);
  put_64 (bytes + 8, index_offset);
  put_64 (bytes + 16, n_blocks);
  put_64 (bytes + 24, mg_recording_checksum (bytes, 24));
}

gboolean
mg_recording_decode_trailer (const guint8 *bytes, guint64 *index_offset, guint64 *n_blocks)
{
  if (memcmp (bytes, trailer_magic, sizeof trailer_magic) != 0
      || get_64 (bytes + 24) != mg_recording_checksum (bytes, 24))
    return FALSE;
  *index_offset = get_64 (bytes + 8);
  *n_blocks = get_64 (bytes + 16);
  return TRUE;
}

/* --- Header and marks --- */

void
mg_recording_header_clear (MgRecordingHeader *header)
{
  g_free (header->name);
  g_free (header->program);
  g_free (header->note);
  g_free (header->declarations);
  g_free (header->type);
  g_free (header->abi);
  *header = (MgRecordingHeader) { 0 };
}

void
mg_recording_encode_header (GByteArray *out, const MgRecordingHeader *header)
{
  guint64 rate;

  memcpy (&rate, &header->rate_hz, sizeof rate);
  append_32 (out, header->kind);
  append_32 (out, header->session);
  append_64 (out, header->identity.device);
  append_64 (out, header->identity.object);
  append_64 (out, header->size);
  append_64 (out, header->range.start);
  append_64 (out, header->range.length);
  append_64 (out, (guint64) header->monotonic_us);
  append_64 (out, (guint64) header->real_us);
  append_64 (out, rate);
  append_64 (out, header->type_offset);
  append_32 (out, header->big_endian);
  append_text (out, header->name);
  append_text (out, header->program);
  append_text (out, header->note);
  append_text (out, header->declarations);
  append_text (out, header->type);
  append_text (out, header->abi);
  append_32 (out, header->pack);
}

gboolean
mg_recording_decode_header (const guint8 *bytes, gsize length, MgRecordingHeader *header)
{
  MgReader reader = { bytes, length };
  MgRecordingHeader found = { 0 };
  guint64 start, range_length, rate;
  MgRange pages;

  found.kind = (MgKind) take_32 (&reader);
  found.session = take_32 (&reader);
  found.identity.device = take_64 (&reader);
  found.identity.object = take_64 (&reader);
  found.size = take_64 (&reader);
  start = take_64 (&reader);
  range_length = take_64 (&reader);
  found.monotonic_us = (gint64) take_64 (&reader);
  found.real_us = (gint64) take_64 (&reader);
  rate = take_64 (&reader);
  memcpy (&found.rate_hz, &rate, sizeof rate);
  found.type_offset = take_64 (&reader);
  found.big_endian = take_32 (&reader) != 0;
  found.name = take_text (&reader, MG_RECORDING_TEXT_MAX);
  found.program = take_text (&reader, MG_RECORDING_TEXT_MAX);
  found.note = take_text (&reader, MG_RECORDING_TEXT_MAX);
  found.declarations = take_text (&reader, MG_RECORDING_DECLARATIONS_MAX);
  found.type = take_text (&reader, MG_RECORDING_TEXT_MAX);
  found.abi = take_text (&reader, MG_RECORDING_TEXT_MAX);
  if (reader.left > 0) /* the first recorders ended here */
    found.pack = take_32 (&reader);

  /* What follows is from a later minor revision, and not needed. */
  if (!reader.failed && found.pack <= 16 && (found.pack & (found.pack - 1)) == 0
      && (guint) found.kind < MG_N_KINDS && mg_range_init (&found.range, start, range_length)
      && (pages = mg_range_align (found.range, MG_SNAPSHOT_PAGE)).length <= MG_RECORDING_RANGE_MAX
      && is_time (found.real_us) && is_time (found.monotonic_us) && found.type_offset <= MG_OFFSET_MAX
      && found.rate_hz >= 0
      && found.rate_hz <= 1e9)
    {
      *header = found;
      return TRUE;
    }
  mg_recording_header_clear (&found);
  return FALSE;
}

void
mg_recording_encode_mark (GByteArray *out, const MgMark *mark)
{
  append_text (out, mark->name);
  append_text (out, mark->note);
}

gboolean
mg_recording_decode_mark (const guint8 *bytes, gsize length, MgMark *mark)
{
  MgReader reader = { bytes, length };
  g_autofree char *name = take_text (&reader, MG_RECORDING_TEXT_MAX);
  g_autofree char *note = take_text (&reader, MG_RECORDING_TEXT_MAX);

  if (reader.failed)
    return FALSE;
  mark->name = g_steal_pointer (&name);
  mark->note = g_steal_pointer (&note);
  return TRUE;
}
