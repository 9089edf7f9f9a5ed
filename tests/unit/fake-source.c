#include "config.h"

#include "fake-source.h"

#include "core/error.h"

#include <string.h>

static guint64
fake_get_size (MgSource *source)
{
  FakeSource *self = FAKE (source);

  return self->size_override != 0 ? self->size_override : self->bytes->len;
}

static MgObjectInfo *
fake_dup_info (MgSource *source, GError **error)
{
  g_autoptr (MgName) name = mg_name_parse ("/fake", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);
  MgObjectInfo *info = mg_object_info_new (name);

  info->identity = FAKE (source)->identity;
  info->size = fake_get_size (source);
  return info;
}

static gboolean
fake_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
           GError **error)
{
  FakeSource *self = FAKE (source);
  guint8 *bytes = buffer;
  gsize n_bad = 0;
  gsize n_bad_ranges, there;
  const MgRange *bad = mg_range_set_get_ranges (self->unreadable, &n_bad_ranges);

  self->n_reads++;
  if (self->before_read != NULL)
    self->before_read (source, offset, length, self->before_data);
  there = offset < self->bytes->len ? MIN (length, self->bytes->len - offset) : 0;
  if (self->read_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->read_error));
      return FALSE;
    }

  memset (bytes, 0, length);
  if (there > 0)
    memcpy (bytes, self->bytes->data + offset, there);
  for (gsize i = 0; i < n_bad_ranges; i++)
    {
      MgRange part = mg_range_intersect (bad[i], (MgRange) { offset, length });

      if (part.length == 0)
        continue;
      memset (bytes + (part.start - offset), 0, part.length);
      if (unreadable != NULL)
        mg_range_set_add (unreadable, part);
      n_bad += part.length;
    }
  if (n_bad < length)
    return TRUE;

  mg_set_error (error, MG_ERROR_UNREADABLE, NULL, "fake: unreadable");
  return FALSE;
}

static gboolean
fake_next_data (MgSource *source, guint64 offset, MgRange *extent)
{
  FakeSource *self = FAKE (source);
  gsize n_holes;
  const MgRange *holes = mg_range_set_get_ranges (self->holes, &n_holes);
  guint64 end = self->bytes->len;

  for (gsize i = 0; i < n_holes; i++)
    {
      if (mg_range_end (holes[i]) <= offset)
        continue;
      if (holes[i].start > offset)
        {
          end = MIN (end, holes[i].start);
          break;
        }
      offset = mg_range_end (holes[i]);
    }
  if (offset >= end)
    return FALSE;
  *extent = (MgRange) { offset, end - offset };
  return TRUE;
}

static MgPresence
fake_verify (MgSource *source)
{
  FAKE (source)->n_verifies++;
  return FAKE (source)->presence;
}

static void
fake_finalize (MgSource *source)
{
  FakeSource *self = FAKE (source);

  g_byte_array_unref (self->bytes);
  mg_range_set_free (self->unreadable);
  mg_range_set_free (self->holes);
  g_clear_error (&self->read_error);
  g_free (self);
}

static const MgSourceOps fake_ops = {
  .dup_info = fake_dup_info,
  .get_size = fake_get_size,
  .read = fake_read,
  .next_data = fake_next_data,
  .verify = fake_verify,
  .finalize = fake_finalize,
};

void
fake_source_resize (FakeSource *self, gsize size)
{
  gsize old_size = self->bytes->len;

  g_byte_array_set_size (self->bytes, size);
  if (size > old_size)
    memset (self->bytes->data + old_size, 0, size - old_size);
}

FakeSource *
fake_source_new (gsize size)
{
  static guint64 n_fakes;
  FakeSource *self = g_new0 (FakeSource, 1);

  mg_source_init (&self->source, &fake_ops);
  self->bytes = g_byte_array_new ();
  fake_source_resize (self, size);
  self->unreadable = mg_range_set_new ();
  self->holes = mg_range_set_new ();
  self->identity = (MgIdentity) { 1, ++n_fakes };
  return self;
}

MgSource *
fake_world_open (MgName *name, gpointer data, GError **error)
{
  FakeWorld *world = data;

  world->n_opens++;
  if (world->object != NULL)
    return mg_source_ref (&world->object->source);

  mg_set_error_system (error, MG_SYSTEM_ERRNO, 2, mg_name_get_text (name));
  return NULL;
}
