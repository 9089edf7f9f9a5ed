#pragma once

#include "core/sampler.h"

/* An object in memory with everything a live one can do to its reader, for tests.  It fakes an
 * object, not the operating system. */
typedef struct
{
  MgSource source;
  GByteArray *bytes;        /* the content; its length is the size */
  MgRangeSet *unreadable;   /* reads of these fail */
  MgRangeSet *holes;        /* not allocated: zeros */
  MgPresence presence;      /* what verify() answers */
  guint64 size_override;    /* 0: bytes->len; else the size, bytes beyond the content being a hole */
  guint n_reads, n_verifies;
  void (*before_read) (MgSource *self, guint64 offset, gsize length, gpointer data); /* nullable */
  gpointer before_data;
  GError *read_error;       /* every read fails with a copy of it */
  MgIdentity identity;
} FakeSource;

FakeSource *fake_source_new (gsize size);
#define FAKE(source) ((FakeSource *) (source))

/* A name whose object the test decides: give fake_world_open() as MgOpenFunc. */
typedef struct
{
  FakeSource *object; /* (nullable): what the name leads to; NULL: NOT_FOUND */
  guint n_opens;
} FakeWorld;

MgSource *fake_world_open (MgName *name, gpointer world, GError **error);

/* New bytes are zeros. */
void fake_source_resize (FakeSource *self, gsize size);
