#include "config.h"

#include "core/abi.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Macros that the compilers define, but for those that tell sizes and ranges --- */

static const char *const standard_macros[] = {
  "__STDC_HOSTED__ 1", "__STDC_UTF_16__ 1", "__STDC_UTF_32__ 1", "__CHAR_BIT__ 8",
  "__ORDER_LITTLE_ENDIAN__ 1234", "__ORDER_BIG_ENDIAN__ 4321", "__ORDER_PDP_ENDIAN__ 3412",
  "__BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__", NULL,
};

static const char *const gnu_macros[] = {
  "__STDC__ 1", "__GNUC__ 12", "__GNUC_MINOR__ 2", "__GNUC_PATCHLEVEL__ 0",
  "__GNUC_STDC_INLINE__ 1", "__GXX_ABI_VERSION 1017", "__VERSION__ \"12.2.0\"",
  "__FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__", "__BIGGEST_ALIGNMENT__ 16", "__NO_INLINE__ 1",
  "__FINITE_MATH_ONLY__ 0", "__REGISTER_PREFIX__", "__PRAGMA_REDEFINE_EXTNAME 1",
  "__ATOMIC_RELAXED 0", "__ATOMIC_CONSUME 1", "__ATOMIC_ACQUIRE 2", "__ATOMIC_RELEASE 3",
  "__ATOMIC_ACQ_REL 4", "__ATOMIC_SEQ_CST 5", "__FLT_RADIX__ 2", "__FLT_MANT_DIG__ 24",
  "__DBL_MANT_DIG__ 53", "__FLT_DIG__ 6", "__DBL_DIG__ 15", "__FLT_EVAL_METHOD__ 0",
  "__FLT_MAX__ 3.40282346638528859811704183484516925e+38F",
  "__FLT_MIN__ 1.17549435082228750796873653722224568e-38F",
  "__FLT_EPSILON__ 1.19209289550781250000000000000000000e-7F",
  "__DBL_MAX__ 1.79769313486231570814527423731704357e+308",
  "__DBL_MIN__ 2.22507385850720138309023271733240406e-308",
  "__DBL_EPSILON__ 2.22044604925031308084726333618164062e-16",
  "__GCC_IEC_559 2", "__GCC_ATOMIC_INT_LOCK_FREE 2", NULL,
};

static const char *const linux_macros[] = {
  "__linux__ 1", "__linux 1", "linux 1", "__unix__ 1", "__unix 1", "unix 1", "__gnu_linux__ 1",
  "__ELF__ 1", "_STDC_PREDEF_H 1", "__STDC_IEC_559__ 1", "__STDC_ISO_10646__ 201706L",
  "__USER_LABEL_PREFIX__", NULL,
};

static const char *const lp64_macros[] = { "_LP64 1", "__LP64__ 1", NULL };
static const char *const ilp32_macros[] = { "_ILP32 1", "__ILP32__ 1", NULL };

static const char *const x64_macros[] = {
  "__x86_64__ 1", "__x86_64 1", "__amd64__ 1", "__amd64 1", "__k8__ 1", "__k8 1", "__MMX__ 1",
  "__SSE__ 1", "__SSE2__ 1", "__SSE_MATH__ 1", "__SSE2_MATH__ 1", "__FXSR__ 1",
  "__LDBL_MANT_DIG__ 64", "__LDBL_DIG__ 18", "__SEG_FS 1", "__SEG_GS 1", NULL,
};

static const char *const x86_macros[] = {
  "__i386__ 1", "__i386 1", "i386 1", "__i686__ 1", "__i686 1", "__pentiumpro__ 1",
  "__LDBL_MANT_DIG__ 64", "__LDBL_DIG__ 18", "__SEG_FS 1", "__SEG_GS 1", NULL,
};

static const char *const arm64_macros[] = {
  "__aarch64__ 1", "__AARCH64EL__ 1", "__ARM_64BIT_STATE 1", "__ARM_ARCH 8", "__ARM_ARCH_ISA_A64 1",
  "__ARM_ARCH_PROFILE 65", "__ARM_NEON 1", "__ARM_FP 14", "__ARM_PCS_AAPCS64 1",
  "__ARM_SIZEOF_MINIMAL_ENUM 4", "__ARM_SIZEOF_WCHAR_T 4", "__ARM_ALIGN_MAX_STACK_PWR 4",
  "__CHAR_UNSIGNED__ 1", "__WCHAR_UNSIGNED__ 1", "__LDBL_MANT_DIG__ 113", "__LDBL_DIG__ 33", NULL,
};

static const char *const windows_macros[] = { "_WIN32 1", "_INTEGRAL_MAX_BITS 64", NULL };
static const char *const windows64_macros[] = { "_WIN64 1", NULL };

static const char *const mingw_macros[] = {
  "__MINGW32__ 1", "__MSVCRT__ 1", "WIN32 1", "__WIN32 1", "__WIN32__ 1", "WINNT 1", "__WINNT 1",
  "__WINNT__ 1", NULL,
};
static const char *const mingw64_macros[] = {
  "__MINGW64__ 1", "WIN64 1", "__WIN64 1", "__WIN64__ 1", "__SEH__ 1", "__USER_LABEL_PREFIX__", NULL,
};
static const char *const mingw32_macros[] = { "_X86_ 1", "__USER_LABEL_PREFIX__ _", NULL };

static const char *const msvc_macros[] = {
  "_MSC_VER 1939", "_MSC_FULL_VER 193933519", "_MSC_BUILD 0", "_MSC_EXTENSIONS 1", "_MT 1",
  "_MSVC_EXECUTION_CHARACTER_SET 1252", NULL,
};
static const char *const msvc64_macros[] = { "_M_X64 100", "_M_AMD64 100", NULL };
static const char *const msvc32_macros[] = { "_M_IX86 600", "_M_IX86_FP 2", NULL };

#define LISTS(name, ...)                                                                           \
  static const char *const *const name[] = { standard_macros, __VA_ARGS__, NULL }

LISTS (linux64_lists, gnu_macros, linux_macros, lp64_macros, x64_macros);
LISTS (linux32_lists, gnu_macros, linux_macros, ilp32_macros, x86_macros);
LISTS (arm64_lists, gnu_macros, linux_macros, lp64_macros, arm64_macros);
LISTS (win64_lists, windows_macros, windows64_macros, msvc_macros, msvc64_macros);
LISTS (win32_lists, windows_macros, msvc_macros, msvc32_macros);
LISTS (mingw64_lists, gnu_macros, windows_macros, windows64_macros, mingw_macros, mingw64_macros, x64_macros);
LISTS (mingw32_lists, gnu_macros, windows_macros, mingw_macros, mingw32_macros, ilp32_macros, x86_macros);

/* --- Sizes --- */

/* What all of them agree on. */
#define COMMON                                                                                     \
  [MG_SCALAR_VOID] = { 0, 1 }, [MG_SCALAR_BOOL] = { 1, 1 }, [MG_SCALAR_CHAR] = { 1, 1 },           \
  [MG_SCALAR_SCHAR] = { 1, 1 }, [MG_SCALAR_UCHAR] = { 1, 1 }, [MG_SCALAR_SHORT] = { 2, 2 },        \
  [MG_SCALAR_USHORT] = { 2, 2 }, [MG_SCALAR_INT] = { 4, 4 }, [MG_SCALAR_UINT] = { 4, 4 },          \
  [MG_SCALAR_CHAR8] = { 1, 1 }, [MG_SCALAR_CHAR16] = { 2, 2 }, [MG_SCALAR_CHAR32] = { 4, 4 },      \
  [MG_SCALAR_FLOAT16] = { 2, 2 }, [MG_SCALAR_BFLOAT16] = { 2, 2 }, [MG_SCALAR_FLOAT] = { 4, 4 }

#define LONG(n) [MG_SCALAR_LONG] = { n, n }, [MG_SCALAR_ULONG] = { n, n }
#define WCHAR(n) [MG_SCALAR_WCHAR] = { n, n }
#define INT128 [MG_SCALAR_INT128] = { 16, 16 }, [MG_SCALAR_UINT128] = { 16, 16 }
#define FLOAT128 [MG_SCALAR_FLOAT128] = { 16, 16 }
/* The types of 8 bytes in a structure. */
#define WORDS(align)                                                                               \
  [MG_SCALAR_LLONG] = { 8, align }, [MG_SCALAR_ULLONG] = { 8, align }, [MG_SCALAR_DOUBLE] = { 8, align }
#define LDOUBLE(size, align) [MG_SCALAR_LDOUBLE] = { size, align }
#define DECIMAL(align)                                                                             \
  [MG_SCALAR_DECIMAL32] = { 4, 4 }, [MG_SCALAR_DECIMAL64] = { 8, align }, [MG_SCALAR_DECIMAL128] = { 16, 16 }

static const MgAbi abis[] = {
  {
    .name = "linux64",
    .title = N_ ("Linux, 64-bit x86"),
    .has_x87 = TRUE,
    .char_is_signed = TRUE,
    .enums_grow = TRUE,
    .pointer_size = 8,
    .biggest_align = 16,
    .max_atomic = 16,
    .wchar = MG_SCALAR_INT,
    .size = MG_SCALAR_ULONG,
    .ptrdiff = MG_SCALAR_LONG,
    .int64 = MG_SCALAR_LONG,
    .uint64 = MG_SCALAR_ULONG,
    .fast16 = MG_SCALAR_LONG,
    .fast32 = MG_SCALAR_LONG,
    .wint = MG_SCALAR_UINT,
    .scalars = { COMMON, LONG (8), WORDS (8), WCHAR (4), INT128, LDOUBLE (16, 16), FLOAT128, DECIMAL (8) },
    .macros = linux64_lists,
  },
  {
    .name = "linux32",
    .title = N_ ("Linux, 32-bit x86"),
    .has_x87 = TRUE,
    .char_is_signed = TRUE,
    .enums_grow = TRUE,
    .prefers_size = TRUE,
    .pointer_size = 4,
    .biggest_align = 16,
    .max_atomic = 8,
    .wchar = MG_SCALAR_LONG,
    .size = MG_SCALAR_UINT,
    .ptrdiff = MG_SCALAR_INT,
    .int64 = MG_SCALAR_LLONG,
    .uint64 = MG_SCALAR_ULLONG,
    .fast16 = MG_SCALAR_INT,
    .fast32 = MG_SCALAR_INT,
    .wint = MG_SCALAR_UINT,
    .scalars = { COMMON, LONG (4), WORDS (4), WCHAR (4), LDOUBLE (12, 4), FLOAT128, DECIMAL (8) },
    .macros = linux32_lists,
  },
  {
    .name = "arm64",
    .title = N_ ("Linux, 64-bit ARM"),
    .enums_grow = TRUE,
    .unnamed_bitfields_align = TRUE,
    .pointer_size = 8,
    .biggest_align = 16,
    .max_vector_align = 16,
    .max_atomic = 16,
    .wchar = MG_SCALAR_UINT,
    .size = MG_SCALAR_ULONG,
    .ptrdiff = MG_SCALAR_LONG,
    .int64 = MG_SCALAR_LONG,
    .uint64 = MG_SCALAR_ULONG,
    .fast16 = MG_SCALAR_LONG,
    .fast32 = MG_SCALAR_LONG,
    .wint = MG_SCALAR_UINT,
    .scalars = { COMMON, LONG (8), WORDS (8), WCHAR (4), INT128, LDOUBLE (16, 16), FLOAT128, DECIMAL (8) },
    .macros = arm64_lists,
  },
  {
    .name = "win64",
    .title = N_ ("Windows, 64-bit, Microsoft's compiler"),
    .is_windows = TRUE,
    .is_msvc = TRUE,
    .char_is_signed = TRUE,
    .pointer_size = 8,
    .biggest_align = 16,
    .max_atomic = 16,
    .wchar = MG_SCALAR_USHORT,
    .size = MG_SCALAR_ULLONG,
    .ptrdiff = MG_SCALAR_LLONG,
    .int64 = MG_SCALAR_LLONG,
    .uint64 = MG_SCALAR_ULLONG,
    .fast16 = MG_SCALAR_INT,
    .fast32 = MG_SCALAR_INT,
    .wint = MG_SCALAR_USHORT,
    .scalars = { COMMON, LONG (4), WORDS (8), WCHAR (2), INT128, LDOUBLE (8, 8) },
    .macros = win64_lists,
  },
  {
    .name = "win32",
    .title = N_ ("Windows, 32-bit, Microsoft's compiler"),
    .is_windows = TRUE,
    .is_msvc = TRUE,
    .char_is_signed = TRUE,
    .pointer_size = 4,
    .biggest_align = 16,
    .max_atomic = 8,
    .wchar = MG_SCALAR_USHORT,
    .size = MG_SCALAR_UINT,
    .ptrdiff = MG_SCALAR_INT,
    .int64 = MG_SCALAR_LLONG,
    .uint64 = MG_SCALAR_ULLONG,
    .fast16 = MG_SCALAR_INT,
    .fast32 = MG_SCALAR_INT,
    .wint = MG_SCALAR_USHORT,
    .scalars = { COMMON, LONG (4), WORDS (8), WCHAR (2), LDOUBLE (8, 8) },
    .macros = win32_lists,
  },
  {
    .name = "mingw64",
    .title = N_ ("Windows, 64-bit, MinGW"),
    .has_x87 = TRUE,
    .is_windows = TRUE,
    .ms_bitfields = TRUE,
    .char_is_signed = TRUE,
    .enums_grow = TRUE,
    .pointer_size = 8,
    .biggest_align = 16,
    .max_atomic = 16,
    .wchar = MG_SCALAR_USHORT,
    .size = MG_SCALAR_ULLONG,
    .ptrdiff = MG_SCALAR_LLONG,
    .int64 = MG_SCALAR_LLONG,
    .uint64 = MG_SCALAR_ULLONG,
    .fast16 = MG_SCALAR_SHORT,
    .fast32 = MG_SCALAR_INT,
    .wint = MG_SCALAR_USHORT,
    .scalars = { COMMON, LONG (4), WORDS (8), WCHAR (2), INT128, LDOUBLE (16, 16), FLOAT128, DECIMAL (8) },
    .macros = mingw64_lists,
  },
  {
    .name = "mingw32",
    .title = N_ ("Windows, 32-bit, MinGW"),
    .has_x87 = TRUE,
    .is_windows = TRUE,
    .ms_bitfields = TRUE,
    .char_is_signed = TRUE,
    .enums_grow = TRUE,
    .pointer_size = 4,
    .biggest_align = 16,
    .max_atomic = 8,
    .wchar = MG_SCALAR_USHORT,
    .size = MG_SCALAR_UINT,
    .ptrdiff = MG_SCALAR_INT,
    .int64 = MG_SCALAR_LLONG,
    .uint64 = MG_SCALAR_ULLONG,
    .fast16 = MG_SCALAR_SHORT,
    .fast32 = MG_SCALAR_INT,
    .wint = MG_SCALAR_USHORT,
    .scalars = { COMMON, LONG (4), WORDS (8), WCHAR (2), LDOUBLE (12, 4), FLOAT128, DECIMAL (8) },
    .macros = mingw32_lists,
  },
};

const MgAbi *
mg_abi_get_all (gsize *n_abis)
{
  *n_abis = G_N_ELEMENTS (abis);
  return abis;
}

const MgAbi *
mg_abi_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (abis); i++)
    if (strcmp (abis[i].name, name) == 0)
      return &abis[i];
  return NULL;
}

const MgAbi *
mg_abi_get_native (void)
{
#if defined (_WIN64)
  return mg_abi_find ("win64");
#elif defined (_WIN32)
  return mg_abi_find ("win32");
#elif defined (__aarch64__)
  return mg_abi_find ("arm64");
#elif GLIB_SIZEOF_VOID_P == 4
  return mg_abi_find ("linux32");
#else
  return mg_abi_find ("linux64");
#endif
}

/* --- Scalars --- */

static const struct
{
  const char *name;
  MgScalarClass class;
  MgScalar other; /* unsigned, of the same rank; VOID: itself */
} scalars[MG_N_SCALARS] = {
  [MG_SCALAR_VOID] = { "void", MG_SCALAR_CLASS_NONE, 0 },
  [MG_SCALAR_BOOL] = { "bool", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_CHAR] = { "char", MG_SCALAR_CLASS_SIGNED, MG_SCALAR_UCHAR },
  [MG_SCALAR_SCHAR] = { "signed char", MG_SCALAR_CLASS_SIGNED, MG_SCALAR_UCHAR },
  [MG_SCALAR_UCHAR] = { "unsigned char", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_SHORT] = { "short", MG_SCALAR_CLASS_SIGNED, MG_SCALAR_USHORT },
  [MG_SCALAR_USHORT] = { "unsigned short", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_INT] = { "int", MG_SCALAR_CLASS_SIGNED, MG_SCALAR_UINT },
  [MG_SCALAR_UINT] = { "unsigned int", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_LONG] = { "long", MG_SCALAR_CLASS_SIGNED, MG_SCALAR_ULONG },
  [MG_SCALAR_ULONG] = { "unsigned long", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_LLONG] = { "long long", MG_SCALAR_CLASS_SIGNED, MG_SCALAR_ULLONG },
  [MG_SCALAR_ULLONG] = { "unsigned long long", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_INT128] = { "__int128", MG_SCALAR_CLASS_SIGNED, MG_SCALAR_UINT128 },
  [MG_SCALAR_UINT128] = { "unsigned __int128", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_WCHAR] = { "wchar_t", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_CHAR8] = { "char8_t", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_CHAR16] = { "char16_t", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_CHAR32] = { "char32_t", MG_SCALAR_CLASS_UNSIGNED, 0 },
  [MG_SCALAR_FLOAT16] = { "_Float16", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_BFLOAT16] = { "__bf16", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_FLOAT] = { "float", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_DOUBLE] = { "double", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_LDOUBLE] = { "long double", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_FLOAT128] = { "__float128", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_DECIMAL32] = { "_Decimal32", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_DECIMAL64] = { "_Decimal64", MG_SCALAR_CLASS_REAL, 0 },
  [MG_SCALAR_DECIMAL128] = { "_Decimal128", MG_SCALAR_CLASS_REAL, 0 },
};

MgScalarClass
mg_abi_get_class (const MgAbi *abi, MgScalar scalar)
{
  if (scalar == MG_SCALAR_CHAR && !abi->char_is_signed)
    return MG_SCALAR_CLASS_UNSIGNED;
  if (scalar == MG_SCALAR_WCHAR)
    return scalars[abi->wchar].class;
  return scalars[scalar].class;
}

const char *
mg_scalar_to_string (MgScalar scalar)
{
  return scalars[scalar].name;
}

MgScalar
mg_scalar_to_unsigned (MgScalar scalar)
{
  return scalars[scalar].other != MG_SCALAR_VOID ? scalars[scalar].other : scalar;
}
