#pragma once

#include "core/c-type.h"
#include "core/object.h"

G_BEGIN_DECLS

/* What bytes mean, as plain data: a format says how to look at them, a value is what they were then.
 * Pure functions; nothing here reads an object.  Fields and the inspector's rows both use it. */

typedef enum
{
  MG_ORDER_LITTLE,
  MG_ORDER_BIG,
} MgOrder;

typedef enum
{
  MG_FORMAT_NONE,      /* no bytes of its own: a record */
  MG_FORMAT_SIGNED,    /* two's complement, 1 to 128 bits */
  MG_FORMAT_UNSIGNED,  /* 1 to 128 bits */
  MG_FORMAT_BOOL,
  MG_FORMAT_FLOAT,     /* IEEE binary16, 32, 64, 128 by their size */
  MG_FORMAT_BFLOAT16,
  MG_FORMAT_X87,       /* 80 bits, in 10, 12 or 16 bytes */
  MG_FORMAT_DECIMAL,   /* IEEE decimal32, 64, 128 in binary integer coding */
  MG_FORMAT_CHARACTER, /* one code unit of encoding */
  MG_FORMAT_TEXT,      /* up to its NUL or its end */
  MG_FORMAT_POINTER,
  MG_FORMAT_GUID,      /* Microsoft's order of bytes */
  MG_FORMAT_BYTES,     /* of no known meaning */
} MgFormatKind;

typedef enum
{
  MG_ENCODING_ASCII, MG_ENCODING_LATIN1, MG_ENCODING_CP1252, MG_ENCODING_CP437, MG_ENCODING_SHIFT_JIS,
  MG_ENCODING_GB18030, MG_ENCODING_UTF8, MG_ENCODING_UTF16, MG_ENCODING_UTF32, /* order: the format's */
  MG_N_ENCODINGS,
} MgEncoding;

/* How a number is written. */
typedef enum
{
  MG_NOTATION_DECIMAL, MG_NOTATION_HEX, MG_NOTATION_OCTAL, MG_NOTATION_BINARY, MG_NOTATION_CHARACTER,
  MG_NOTATION_BOOL, MG_NOTATION_IPV4, MG_NOTATION_IPV6, MG_NOTATION_MAC, MG_NOTATION_RGBA,
  MG_NOTATION_ERRNO, MG_NOTATION_HRESULT, MG_NOTATION_NTSTATUS, MG_NOTATION_PID,
} MgNotation;

typedef enum
{
  MG_TIME_NONE, MG_TIME_UNIX, MG_TIME_UNIX_MS, MG_TIME_UNIX_US, MG_TIME_UNIX_NS, MG_TIME_FILETIME,
  MG_TIME_OLE, /* days since 1899-12-30, double */
  MG_TIME_MONOTONIC_NS, MG_TIME_MONOTONIC_US, MG_TIME_MONOTONIC_MS, MG_TIME_QPC, MG_TIME_TICK_MS,
} MgTimeKind;

typedef struct
{
  MgFormatKind kind;
  MgOrder order;
  guint32 bit_size;       /* of a number; of a bit-field, its own */
  guint32 bit_offset;     /* of a bit-field: from the first byte's lowest bit */
  MgEncoding encoding;    /* of characters and text */
  guint8 unit_size;       /* bytes of a code unit: 1, 2, 4 */
  MgNotation notation;
  MgTimeKind time;
  const MgCType *constants; /* (nullable): the enumeration that names it */
  gboolean flags;           /* its constants are bits */
  double scale, bias;       /* shown is raw * scale + bias; 1 and 0 for none */
  gint8 digits;             /* behind the point; -1: as many as tell it from its neighbours */
  const char *unit;         /* (nullable): "°C" */
} MgFormat;

#define MG_FORMAT_INIT { .scale = 1, .digits = -1 }

/* The largest text, and bytes of no known meaning, that are looked at as one value. */
#define MG_VALUE_MAX_TEXT ((gsize) 64 * 1024)

/* What bytes are by a format. */
typedef struct
{
  MgFormatKind kind;       /* MG_FORMAT_NONE: there was nothing to decode */
  unsigned __int128 bits;  /* of numbers: as stored, sign-extended to 128 bits where signed */
  double real;             /* of numbers: the nearest double, scale and bias not applied */
  char *text;              /* (owned) (nullable): of text: UTF-8, escaped as in C where it does not print */
  gboolean ended;          /* of text: by a NUL */
  guint8 *bytes;           /* (owned) (nullable): of MG_FORMAT_BYTES and MG_FORMAT_GUID */
  gsize length;            /* of them */
} MgValue;

void mg_value_clear (MgValue *value);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MgValue, mg_value_clear)

/* What values are told in relation to.  All of it may be zero. */
typedef struct
{
  gint64 real_time_us;      /* the moment of the snapshot: for '4 ms ago' */
  gint64 monotonic_us;      /* the same by CLOCK_MONOTONIC (Windows: time since boot) */
  guint64 qpc_frequency;    /* of MG_TIME_QPC, Hz; 0 = 10 MHz */
  /* (nullable): the offset in the object that a publisher's address points to; NULL: addresses are told as
   * they are */
  MgAddressPlace (*resolve_address) (gpointer data, guint64 address, guint64 *offset);
  /* (nullable): (transfer full) (nullable): the name of a process */
  char *(*dup_process_name) (gpointer data, guint32 pid);
  gpointer data;
} MgValueContext;

/* Addresses are told by where the object's holders have it mapped, as far as that is known.
 * @info: (nullable): is to live as long as @context, whose data it becomes */
void mg_value_context_set_object (MgValueContext *context, const MgObjectInfo *info);

/**
 * mg_value_decode:
 * @bytes: @length of them from the value's first byte (of a bit-field: from the first byte it touches)
 * @value: (out): cleared by the caller with mg_value_clear()
 *
 * Returns: FALSE where @length is too small or the format has no value
 */
gboolean mg_value_decode (const MgFormat *format, const guint8 *bytes, gsize length, MgValue *value);

/* (transfer full): as people read it, without the thousands' thin spaces: "412.71 km/h", "\"Silverstone\"",
 * "0x53695748", "STATE_RUN | 0x40", "2026-11-25 07:03:11.250 (4 ms ago)", "→ 0x1A0". */
char *mg_value_to_text (const MgFormat *format, const MgValue *value, const MgValueContext *context);

/**
 * mg_value_parse:
 * @bytes: (inout): @length bytes, in which only the value's own bits are set
 *
 * The inverse: whatever mg_value_to_text() writes (without what stands in brackets) gives the same
 * bytes again; for C's spellings of numbers, characters and text too.  Used by find, triggers and tests.
 *
 * Returns: FALSE with MG_ERROR_INVALID
 */
gboolean mg_value_parse (const MgFormat *format, const char *text, guint8 *bytes, gsize length,
                         GError **error);

/* (transfer full): as an initialiser in C, as a value in JSON (numbers that JSON's readers would round, and
 * NaN and infinities, are strings). */
char *mg_value_to_c (const MgFormat *format, const MgValue *value);
char *mg_value_to_json (const MgFormat *format, const MgValue *value);

/* (transfer full): "4 ms ago", "3 s ago", "2 days ago"; "in 3 s" where it is negative */
char *mg_age_to_string (gint64 age_us);

/* "utf16be" and the like.  FALSE where @name is none. */
gboolean mg_encoding_from_string (const char *name, MgEncoding *encoding, MgOrder *order);
const char *mg_encoding_to_string (MgEncoding encoding);
gboolean mg_time_kind_from_string (const char *name, MgTimeKind *kind);
gboolean mg_notation_from_string (const char *name, MgNotation *notation);

G_END_DECLS
