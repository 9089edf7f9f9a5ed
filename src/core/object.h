#pragma once

#include "core/name.h"
#include "core/range.h"

G_BEGIN_DECLS

/* Which object it is, whatever its name.  POSIX: st_dev and st_ino.  Windows has no number for a
 * section that an inspector may see without keeping a handle: device is 0 and object counts what
 * this process found to be different sections (see section-source.c). */
typedef struct
{
  guint64 device;
  guint64 object;
} MgIdentity;

static inline gboolean
mg_identity_equal (MgIdentity a, MgIdentity b)
{
  return a.device == b.device && a.object == b.object;
}

typedef enum
{
  MG_ACCESS_READ = 1 << 0,
  MG_ACCESS_WRITE = 1 << 1,
  MG_ACCESS_EXECUTE = 1 << 2,
  MG_ACCESS_UNKNOWN = 1 << 3,
} MgAccess;

/* A place in a process's address space where an object is mapped. */
typedef struct
{
  guint64 address;
  guint64 offset; /* bytes of the object */
  guint64 length;
  MgAccess access;
} MgMapping;

/* A process that has an object open or mapped. */
typedef struct
{
  guint32 pid;
  char *process;     /* its program's name, valid UTF-8; NULL where it may not be known */
  MgAccess access;   /* all of its mappings and handles together */
  GArray *mappings;  /* of MgMapping; NULL where the system can't tell */
} MgHolder;

MgHolder *mg_holder_new (guint32 pid, const char *process);
void mg_holder_free (MgHolder *holder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgHolder, mg_holder_free)

/* What is known of an object without reading it.  Reference-counted; whoever made it fills it in,
 * from its first publication on it is immutable and may cross threads. */
typedef struct
{
  gatomicrefcount ref_count;
  MgName *name;
  MgIdentity identity;
  guint64 size;          /* bytes; MG_UNKNOWN where it may not be asked for */
  gboolean size_rounded; /* up to pages, by the system: the publisher asked for at most this */
  guint64 allocated;     /* bytes of memory behind it; MG_UNKNOWN where the system can't tell */
  char *owner;           /* user, valid UTF-8; NULL if unknown */
  guint32 mode;          /* POSIX permission bits; MG_MODE_UNKNOWN on Windows */
  guint32 attributes;    /* MG_SECTION_* bits; 0 elsewhere */
  gboolean deleted;      /* the name is gone, and some process still has it */
  GPtrArray *holders;    /* of MgHolder; NULL where they were not looked for */
} MgObjectInfo;

#define MG_MODE_UNKNOWN G_MAXUINT32

/* SEC_* of winnt.h, in literal numbers for every platform. */
#define MG_SECTION_FILE 0x00800000u
#define MG_SECTION_IMAGE 0x01800000u
#define MG_SECTION_RESERVE 0x04000000u
#define MG_SECTION_COMMIT 0x08000000u
#define MG_SECTION_NOCACHE 0x10000000u
#define MG_SECTION_WRITECOMBINE 0x40000000u
#define MG_SECTION_LARGE_PAGES 0x80000000u

MgObjectInfo *mg_object_info_new (MgName *name); /* all unknown */
MgObjectInfo *mg_object_info_ref (MgObjectInfo *info);
void mg_object_info_unref (MgObjectInfo *info);
MgObjectInfo *mg_object_info_copy (const MgObjectInfo *info); /* one to fill in; without holders */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgObjectInfo, mg_object_info_unref)

/* Whether it is known where any process has it mapped. */
gboolean mg_object_info_has_mappings (const MgObjectInfo *info);

/* Where an address that a publisher wrote leads. */
typedef enum
{
  MG_ADDRESS_UNKNOWN, /* nobody can tell where any process has the object mapped */
  MG_ADDRESS_OUTSIDE,
  MG_ADDRESS_INSIDE,
} MgAddressPlace;

/* By the mappings of all who have it.  @offset: (out): only set where that is inside */
MgAddressPlace mg_object_info_resolve_address (const MgObjectInfo *info, guint64 address, guint64 *offset);

/* Texts that CLI and window share; never translated. */
char *mg_object_mode_to_string (guint32 mode);              /* "rw-r--r--"; NULL where unknown */
char *mg_section_attributes_to_string (guint32 attributes); /* "file,reserve"; NULL where 0 */
char *mg_access_to_string (MgAccess access); /* "r", "rw", "rwx"; "?" unknown; "-" none */

G_END_DECLS
