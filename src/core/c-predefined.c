#include "config.h"

#include "core/builtin-headers.h"
#include "core/c-preprocess-private.h"

#include <string.h>

/* --- Macros --- */

static const struct
{
  const char *name;
  MgCMacroKind kind;
} dynamic_macros[] = {
  { "__FILE__", MG_C_MACRO_FILE },
  { "__FILE_NAME__", MG_C_MACRO_FILE },
  { "__BASE_FILE__", MG_C_MACRO_FILE },
  { "__LINE__", MG_C_MACRO_LINE },
  { "__COUNTER__", MG_C_MACRO_COUNTER },
  { "__INCLUDE_LEVEL__", MG_C_MACRO_INCLUDE_LEVEL },
  { "__DATE__", MG_C_MACRO_DATE },
  { "__TIMESTAMP__", MG_C_MACRO_DATE },
  { "__TIME__", MG_C_MACRO_TIME },
  { "__has_include", MG_C_MACRO_QUERY },
  { "__has_include_next", MG_C_MACRO_QUERY },
  { "__has_attribute", MG_C_MACRO_QUERY },
  { "__has_builtin", MG_C_MACRO_QUERY },
  { "__has_feature", MG_C_MACRO_QUERY },
  { "__has_extension", MG_C_MACRO_QUERY },
  { "__has_cpp_attribute", MG_C_MACRO_QUERY },
  { "__has_c_attribute", MG_C_MACRO_QUERY },
  { "__has_declspec_attribute", MG_C_MACRO_QUERY },
  { "__has_warning", MG_C_MACRO_QUERY },
};

static void
define (MgCPreprocessor *pp, const char *value, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
define (MgCPreprocessor *pp, const char *value, const char *format, ...)
{
  char name[64];
  va_list arguments;

  va_start (arguments, format);
  g_vsnprintf (name, sizeof name, format, arguments);
  va_end (arguments);
  mg_c_define_text (pp, name, value);
}

static const char *
get_suffix (MgScalar scalar)
{
  switch (scalar)
    {
    case MG_SCALAR_UINT:
      return "U";
    case MG_SCALAR_LONG:
      return "L";
    case MG_SCALAR_ULONG:
      return "UL";
    case MG_SCALAR_LLONG:
      return "LL";
    case MG_SCALAR_ULLONG:
      return "ULL";
    default:
      return "";
    }
}

static guint64
get_maximum (const MgAbi *abi, MgScalar scalar)
{
  guint bits = abi->scalars[scalar].size * 8u;

  return G_MAXUINT64 >> (64 - bits + (mg_abi_get_class (abi, scalar) == MG_SCALAR_CLASS_SIGNED));
}

static void
define_maximum (MgCPreprocessor *pp, const char *name, MgScalar scalar)
{
  char value[32];

  g_snprintf (value, sizeof value, "%" G_GUINT64_FORMAT "%s",
              get_maximum (pp->options.abi, scalar), get_suffix (scalar));
  define (pp, value, "__%s_MAX__", name);
}

/* __NAME_TYPE__, _MAX__ and _WIDTH__ */
static void
define_type (MgCPreprocessor *pp, const char *name, MgScalar scalar)
{
  char value[8];

  define (pp, mg_scalar_to_string (scalar), "__%s_TYPE__", name);
  define_maximum (pp, name, scalar);
  g_snprintf (value, sizeof value, "%u", pp->options.abi->scalars[scalar].size * 8u);
  define (pp, value, "__%s_WIDTH__", name);
}

static void
define_size (MgCPreprocessor *pp, const char *name, guint size)
{
  char value[8];

  g_snprintf (value, sizeof value, "%u", size);
  define (pp, value, "__SIZEOF_%s__", name);
}

static void
define_types (MgCPreprocessor *pp)
{
  const MgAbi *abi = pp->options.abi;
  const struct
  {
    const char *name;
    MgScalar type, unsigned_type; /* VOID where there is none */
  } types[] = {
    { "INT8", MG_SCALAR_SCHAR, MG_SCALAR_UCHAR },
    { "INT16", MG_SCALAR_SHORT, MG_SCALAR_USHORT },
    { "INT32", MG_SCALAR_INT, MG_SCALAR_UINT },
    { "INT64", abi->int64, abi->uint64 },
    { "INT_LEAST8", MG_SCALAR_SCHAR, MG_SCALAR_UCHAR },
    { "INT_LEAST16", MG_SCALAR_SHORT, MG_SCALAR_USHORT },
    { "INT_LEAST32", MG_SCALAR_INT, MG_SCALAR_UINT },
    { "INT_LEAST64", abi->int64, abi->uint64 },
    { "INT_FAST8", MG_SCALAR_SCHAR, MG_SCALAR_UCHAR },
    { "INT_FAST16", abi->fast16, mg_scalar_to_unsigned (abi->fast16) },
    { "INT_FAST32", abi->fast32, mg_scalar_to_unsigned (abi->fast32) },
    { "INT_FAST64", abi->int64, abi->uint64 },
    { "INTMAX", abi->int64, abi->uint64 },
    { "INTPTR", abi->ptrdiff, abi->size },
    { "PTRDIFF", abi->ptrdiff, MG_SCALAR_VOID },
    { "SIZE", abi->size, MG_SCALAR_VOID },
    { "WCHAR", abi->wchar, MG_SCALAR_VOID },
    { "WINT", abi->wint, MG_SCALAR_VOID },
    { "SIG_ATOMIC", MG_SCALAR_INT, MG_SCALAR_VOID },
  };
  static const struct
  {
    const char *name, *size_name;
    MgScalar scalar;
  } basics[] = {
    { "SCHAR", NULL, MG_SCALAR_SCHAR },       { "SHRT", "SHORT", MG_SCALAR_SHORT },
    { "INT", "INT", MG_SCALAR_INT },          { "LONG", "LONG", MG_SCALAR_LONG },
    { "LONG_LONG", "LONG_LONG", MG_SCALAR_LLONG }, { NULL, "INT128", MG_SCALAR_INT128 },
    { NULL, "FLOAT", MG_SCALAR_FLOAT },       { NULL, "DOUBLE", MG_SCALAR_DOUBLE },
    { NULL, "LONG_DOUBLE", MG_SCALAR_LDOUBLE }, { NULL, "FLOAT128", MG_SCALAR_FLOAT128 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      define_type (pp, types[i].name, types[i].type);
      if (types[i].unsigned_type != MG_SCALAR_VOID)
        {
          g_autofree char *name = g_strconcat ("U", types[i].name, NULL);

          define_type (pp, name, types[i].unsigned_type);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (basics); i++)
    {
      if (basics[i].name != NULL)
        define_maximum (pp, basics[i].name, basics[i].scalar);
      if (basics[i].size_name != NULL && abi->scalars[basics[i].scalar].size > 0)
        define_size (pp, basics[i].size_name, abi->scalars[basics[i].scalar].size);
    }
  define_size (pp, "POINTER", abi->pointer_size);
  define_size (pp, "SIZE_T", abi->scalars[abi->size].size);
  define_size (pp, "PTRDIFF_T", abi->scalars[abi->ptrdiff].size);
  define_size (pp, "WCHAR_T", abi->scalars[abi->wchar].size);
  define_size (pp, "WINT_T", abi->scalars[abi->wint].size);
  define (pp, mg_scalar_to_string (MG_SCALAR_USHORT), "__CHAR16_TYPE__");
  define (pp, mg_scalar_to_string (MG_SCALAR_UINT), "__CHAR32_TYPE__");
  define (pp, mg_abi_get_class (abi, abi->wchar) == MG_SCALAR_CLASS_SIGNED
                  ? "(-__WCHAR_MAX__ - 1)" : "0", "__WCHAR_MIN__");
  define (pp, "0", "__WINT_MIN__");
}

void
mg_c_predefine (MgCPreprocessor *pp)
{
  const MgAbi *abi = pp->options.abi;

  for (guint i = 0; i < G_N_ELEMENTS (dynamic_macros); i++)
    {
      MgCMacro *macro = mg_c_arena_new0 (pp->source->arena, MgCMacro);

      macro->kind = dynamic_macros[i].kind;
      macro->predefined = TRUE;
      mg_c_symbols_get (pp->source->symbols, dynamic_macros[i].name, strlen (dynamic_macros[i].name))
          ->macro = macro;
    }
  for (guint i = 0; abi->macros[i] != NULL; i++)
    for (guint j = 0; abi->macros[i][j] != NULL; j++)
      mg_c_define_text (pp, abi->macros[i][j], "");
  define_types (pp);
  if (!pp->options.cplusplus)
    mg_c_define_text (pp, "__STDC_VERSION__", "201710L");
  else
    {
      mg_c_define_text (pp, "__cplusplus", "201703L");
      mg_c_define_text (pp, abi->is_msvc ? "_NATIVE_WCHAR_T_DEFINED" : "__GNUG__", abi->is_msvc ? "1" : "12");
      if (abi->is_msvc)
        mg_c_define_text (pp, "_WCHAR_T_DEFINED", "1");
      else if (!abi->is_windows)
        mg_c_define_text (pp, "_GNU_SOURCE", "1");
    }
}

/* --- Headers --- */

/* Headers that are built in under another one's name; NULL: they declare no types that are not known
 * anyway. */
static const struct
{
  const char *name, *file;
} aliases[] = {
  { "assert.h", NULL },     { "cstdbool", "stdbool.h" }, { "cstddef", "stddef.h" },
  { "cstdint", "stdint.h" }, { "cfloat", "float.h" },    { "climits", "limits.h" },
  { "cstring", NULL },      { "cstdio", NULL },          { "cstdlib", NULL },
  { "cassert", NULL },      { "cmath", NULL },           { "ctype.h", NULL },
  { "errno.h", NULL },      { "inttypes.h", "stdint.h" }, { "cinttypes", "stdint.h" },
  { "intrin.h", NULL },     { "math.h", NULL },          { "minwindef.h", "windows.h" },
  { "stdalign.h", NULL },   { "stdio.h", "stddef.h" },   { "stdlib.h", "stddef.h" },
  { "stdnoreturn.h", NULL }, { "string.h", "stddef.h" }, { "sys/types.h", "stddef.h" },
  { "tchar.h", "windows.h" }, { "time.h", "stddef.h" },    { "uchar.h", NULL },
  { "unistd.h", "stddef.h" }, { "wchar.h", "stddef.h" }, { "windef.h", "windows.h" },
  { "linux/types.h", NULL }, { "sys/time.h", "stddef.h" }, { "wtypes.h", "windows.h" },
  { "basetsd.h", NULL },    { "guiddef.h", NULL },       { "sdkddkver.h", NULL },
};

const char *
mg_c_get_builtin_header (const char *name, gsize *length)
{
  g_autofree char *lower = g_ascii_strdown (name, -1); /* <Windows.h> */
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *file = lower;

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (strcmp (aliases[i].name, lower) == 0)
      {
        file = aliases[i].file;
        break;
      }
  *length = 0;
  if (file == NULL)
    return "";
  path = g_strconcat ("/io/github/mapglass/include/", file, NULL);
  bytes = g_resource_lookup_data (mg_builtin_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  /* the bytes stay where the program has them */
  return bytes != NULL ? g_bytes_get_data (bytes, length) : NULL;
}
