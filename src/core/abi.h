#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How compilers lay data out: plain tables, one row an ABI, and every rule a field of it.  Sources:
 * the System V ABI supplements and AAPCS64 as gcc and clang follow them, Microsoft's x86 and x64
 * conventions as cl.exe does and clang models; MinGW is GNU's types with Microsoft's bit-fields. */

/* The types that have no parts. */
typedef enum
{
  MG_SCALAR_VOID, /* without a size, but for GNU's sizeof */
  MG_SCALAR_BOOL,
  MG_SCALAR_CHAR, MG_SCALAR_SCHAR, MG_SCALAR_UCHAR,
  MG_SCALAR_SHORT, MG_SCALAR_USHORT,
  MG_SCALAR_INT, MG_SCALAR_UINT,
  MG_SCALAR_LONG, MG_SCALAR_ULONG,
  MG_SCALAR_LLONG, MG_SCALAR_ULLONG,
  MG_SCALAR_INT128, MG_SCALAR_UINT128,
  MG_SCALAR_WCHAR, MG_SCALAR_CHAR8, MG_SCALAR_CHAR16, MG_SCALAR_CHAR32, /* types of C++ */
  MG_SCALAR_FLOAT16, MG_SCALAR_BFLOAT16, MG_SCALAR_FLOAT, MG_SCALAR_DOUBLE, MG_SCALAR_LDOUBLE,
  MG_SCALAR_FLOAT128, MG_SCALAR_DECIMAL32, MG_SCALAR_DECIMAL64, MG_SCALAR_DECIMAL128,
  MG_N_SCALARS,
} MgScalar;

typedef enum
{
  MG_SCALAR_CLASS_NONE,
  MG_SCALAR_CLASS_SIGNED,
  MG_SCALAR_CLASS_UNSIGNED, /* bool too */
  MG_SCALAR_CLASS_REAL,
} MgScalarClass;

typedef struct
{
  guint8 size, align; /* bytes; align in a structure.  Size 0: the ABI has no such type */
} MgScalarLayout;

typedef struct
{
  const char *name;  /* "linux64" */
  const char *title; /* translatable */
  gboolean is_windows;
  gboolean is_msvc;  /* Microsoft's layout of structures; else GNU's */
  gboolean ms_bitfields; /* GNU's layout with Microsoft's bit-fields */
  gboolean char_is_signed;
  gboolean enums_grow;   /* to 64 bits where their values need it */
  gboolean unnamed_bitfields_align; /* they raise the structure's alignment */
  gboolean has_x87; /* long double has 80 bits that count */
  gboolean prefers_size; /* __alignof__ tells the size of a scalar, where its align is less */
  guint8 pointer_size;
  guint8 biggest_align;  /* of `aligned` without a number */
  guint8 max_vector_align; /* 0: as large as the vector */
  guint8 max_atomic;     /* bytes of the largest structure that _Atomic makes aligned as a whole */
  MgScalar wchar, size, ptrdiff, int64, uint64, fast16, fast32, wint; /* what these names stand for */
  MgScalarLayout scalars[MG_N_SCALARS];
  const char *const *const *macros; /* lists of "NAME VALUE", both NULL-terminated */
} MgAbi;

/* In the order in which people are shown them; *n_abis is their count. */
const MgAbi *mg_abi_get_all (gsize *n_abis);
/* Returns: (nullable): NULL where @name is none */
const MgAbi *mg_abi_find (const char *name);
/* That of the compilers for the machine this runs on. */
const MgAbi *mg_abi_get_native (void);

MgScalarClass mg_abi_get_class (const MgAbi *abi, MgScalar scalar);
const char *mg_scalar_to_string (MgScalar scalar); /* as C spells it: "unsigned long long" */
/* The signed or unsigned one of the same rank. */
MgScalar mg_scalar_to_unsigned (MgScalar scalar);

G_END_DECLS
