#pragma once

#include "core/field.h"

G_BEGIN_DECLS

/* Which fields of an object changed when, from what to what; where no field is, which bytes.  Kept are the
 * bytes of each: text is made of what somebody looks at.  At most MG_CHANGES_MAX, the newest.
 *
 * Belongs to one thread at a time: one fills it from moments, and another takes what is in it. */
typedef struct _MgChanges MgChanges;

#define MG_CHANGES_MAX 200000
#define MG_CHANGES_FIELDS_MAX 65536 /* different ones; changes of more are counted, and not kept */
#define MG_CHANGE_BYTES_MAX 256     /* kept of a longer text */

typedef struct
{
  gint64 time_us;   /* of the frame, monotonic */
  guint64 offset;   /* of the field, or of the bytes */
  guint32 field;    /* see mg_changes_get_field() */
  guint16 length;   /* bytes that are kept of before, and as many of after */
  gsize bytes;      /* where they are, for mg_changes_dup_text() */
} MgChange;

/* A field, or 16 bytes in a row where there is none, and all that happened to it. */
typedef struct
{
  char *path;       /* "mVehicles[0].mPos.x", "0x40" */
  MgField *field;   /* (nullable): bytes */
  guint64 offset;   /* where it was last */
  guint64 length;   /* bytes */
  guint64 n_changes;
  gint64 first_us, last_us;
  gboolean numeric; /* and these are valid: */
  double min, max, last; /* as they are shown: with scale and bias */
} MgChangedField;

/**
 * mg_changes_new:
 * @structure: (nullable)
 * @fixed: where its fields are depends on no byte of the object
 */
MgChanges *mg_changes_new (MgStructure *structure, gboolean fixed);
void mg_changes_free (MgChanges *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgChanges, mg_changes_free)

/* What differs between two frames of an object, bytes that both have. */
void mg_changes_add (MgChanges *changes, const MgSnapshot *before, const MgSnapshot *after);
/* Takes all that is in @from, which is of the same structure and later than what is here. */
void mg_changes_take (MgChanges *changes, MgChanges *from);

/* Changes have numbers from the first one on, ever; those from first to below end are kept. */
guint64 mg_changes_get_first (MgChanges *changes);
guint64 mg_changes_get_end (MgChanges *changes);
const MgChange *mg_changes_get (MgChanges *changes, guint64 number); /* until the next is added */

guint mg_changes_get_n_fields (MgChanges *changes);
const MgChangedField *mg_changes_get_field (MgChanges *changes, guint index);
guint64 mg_changes_get_n_left_out (MgChanges *changes); /* of too many different fields */

/* (transfer full): a value; of bytes, in hex */
char *mg_changes_dup_text (MgChanges *changes, guint64 number, gboolean after);
/* (transfer full): of a number as in its statistics */
char *mg_changed_field_dup_number (const MgChangedField *field, double number);
/* Changes a second, over all that is known; 0 where there was one alone. */
double mg_changed_field_get_rate_hz (const MgChangedField *field);

G_END_DECLS
