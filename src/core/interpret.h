#pragma once

#include "core/value.h"

G_BEGIN_DECLS

/* The bytes at one place under every interpretation: the inspector's rows, as data.  Pure. */

typedef enum
{
  MG_INTERPRET_INTEGER, MG_INTERPRET_BASE, MG_INTERPRET_REAL, MG_INTERPRET_TEXT, MG_INTERPRET_TIME,
  MG_INTERPRET_OTHER,
  MG_N_INTERPRET_GROUPS,
} MgInterpretGroup;

/* What no MgFormat says. */
typedef enum
{
  MG_INTERPRET_VALUE,    /* the format says it all */
  MG_INTERPRET_ULEB128, MG_INTERPRET_SLEB128, MG_INTERPRET_ZIGZAG,
  MG_INTERPRET_FIXED,    /* a whole number of 1 / 2^fraction_bits */
  MG_INTERPRET_CHARACTER,/* the one that the bytes begin with, of one or more units */
  MG_INTERPRET_DOS_TIME, /* time and date, 16 bits each, as FAT has them: local time */
  MG_INTERPRET_POINTER,  /* where it leads to */
} MgInterpretHow;

typedef struct
{
  const char *id;        /* in settings: never changes */
  const char *title;     /* as programmers spell it: not translated, but for those in a language */
  MgInterpretGroup group;
  MgInterpretHow how;
  guint8 n_bytes;        /* as many must be known */
  guint8 fraction_bits;
  gboolean translate;    /* the title */
  gboolean shown;        /* unless a person chooses otherwise */
  MgFormat format;       /* its order is that of the bytes, whatever is in here */
} MgInterpretRow;

/* So many bytes are looked at; texts end there. */
#define MG_INTERPRET_BYTES 64

const MgInterpretRow *mg_interpret_get_rows (guint *n_rows);
const MgInterpretRow *mg_interpret_find (const char *id); /* (nullable) */
const char *mg_interpret_row_get_title (const MgInterpretRow *row); /* translated */
const char *mg_interpret_group_get_title (MgInterpretGroup group);  /* translated */

/**
 * mg_interpret_text:
 * @bytes: @length known ones from the place on
 *
 * Returns: (transfer full) (nullable): NULL where it makes no sense: too few bytes, no character, no date
 */
char *mg_interpret_text (const MgInterpretRow *row, const guint8 *bytes, gsize length, MgOrder order,
                         const MgValueContext *context);

/* The same as a number, to draw: FALSE where it is none, or not finite. */
gboolean mg_interpret_number (const MgInterpretRow *row, const guint8 *bytes, gsize length, MgOrder order,
                              double *number);

/* (transfer full): "u8 164  u16 28836 …": as many as there are bytes, for a line. */
char *mg_interpret_summary (const guint8 *bytes, gsize length, MgOrder order);

G_END_DECLS
