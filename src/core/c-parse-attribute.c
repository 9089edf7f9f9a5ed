#include "config.h"

#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  ACTION_NONE, /* changes no layout */
  ACTION_ALIGN,
  ACTION_PACKED,
  ACTION_MS_STRUCT,
  ACTION_GCC_STRUCT,
  ACTION_VECTOR_SIZE,
  ACTION_VECTOR_COUNT,
  ACTION_MODE,
  ACTION_UNSUPPORTED, /* changes layout */
} Action;

/* Attributes of gcc, clang, cl.exe, C23 and C++, without the underscores around them. */
static const struct
{
  const char *name;
  Action action;
} attributes_known[] = {
  { "align", ACTION_ALIGN },
  { "aligned", ACTION_ALIGN },
  { "packed", ACTION_PACKED },
  { "ms_struct", ACTION_MS_STRUCT },
  { "gcc_struct", ACTION_GCC_STRUCT },
  { "vector_size", ACTION_VECTOR_SIZE },
  { "ext_vector_type", ACTION_VECTOR_COUNT },
  { "mode", ACTION_MODE },
  { "address_space", ACTION_UNSUPPORTED },
  { "altivec", ACTION_UNSUPPORTED },
  { "arm_sve_vector_bits", ACTION_UNSUPPORTED },
  { "empty_bases", ACTION_UNSUPPORTED },
  { "matrix_type", ACTION_UNSUPPORTED },
  { "neon_vector_type", ACTION_UNSUPPORTED },
  { "neon_polyvector_type", ACTION_UNSUPPORTED },
  { "no_unique_address", ACTION_UNSUPPORTED },
  { "randomize_layout", ACTION_UNSUPPORTED },
  { "scalar_storage_order", ACTION_UNSUPPORTED },
  { "access", ACTION_NONE },
  { "alias", ACTION_NONE },
  { "alloc_align", ACTION_NONE },
  { "alloc_size", ACTION_NONE },
  { "allocate", ACTION_NONE },
  { "allocator", ACTION_NONE },
  { "always_inline", ACTION_NONE },
  { "appdomain", ACTION_NONE },
  { "artificial", ACTION_NONE },
  { "assume_aligned", ACTION_NONE },
  { "availability", ACTION_NONE },
  { "bitwise", ACTION_NONE },
  { "carries_dependency", ACTION_NONE },
  { "cdecl", ACTION_NONE },
  { "cleanup", ACTION_NONE },
  { "cold", ACTION_NONE },
  { "common", ACTION_NONE },
  { "const", ACTION_NONE },
  { "constructor", ACTION_NONE },
  { "counted_by", ACTION_NONE },
  { "deprecated", ACTION_NONE },
  { "designated_init", ACTION_NONE },
  { "destructor", ACTION_NONE },
  { "dllexport", ACTION_NONE },
  { "dllimport", ACTION_NONE },
  { "enum_extensibility", ACTION_NONE },
  { "error", ACTION_NONE },
  { "externally_visible", ACTION_NONE },
  { "fallthrough", ACTION_NONE },
  { "fastcall", ACTION_NONE },
  { "flag_enum", ACTION_NONE },
  { "flatten", ACTION_NONE },
  { "format", ACTION_NONE },
  { "format_arg", ACTION_NONE },
  { "gnu_inline", ACTION_NONE },
  { "guard", ACTION_NONE },
  { "hot", ACTION_NONE },
  { "ifunc", ACTION_NONE },
  { "jitintrinsic", ACTION_NONE },
  { "leaf", ACTION_NONE },
  { "malloc", ACTION_NONE },
  { "may_alias", ACTION_NONE },
  { "maybe_unused", ACTION_NONE },
  { "ms_abi", ACTION_NONE },
  { "naked", ACTION_NONE },
  { "no_instrument_function", ACTION_NONE },
  { "no_reorder", ACTION_NONE },
  { "no_sanitize", ACTION_NONE },
  { "noalias", ACTION_NONE },
  { "nocf_check", ACTION_NONE },
  { "noclone", ACTION_NONE },
  { "noderef", ACTION_NONE },
  { "nodiscard", ACTION_NONE },
  { "noinline", ACTION_NONE },
  { "noipa", ACTION_NONE },
  { "nonnull", ACTION_NONE },
  { "nonstring", ACTION_NONE },
  { "noplt", ACTION_NONE },
  { "noreturn", ACTION_NONE },
  { "nothrow", ACTION_NONE },
  { "novtable", ACTION_NONE },
  { "objc_root_class", ACTION_NONE },
  { "optimize", ACTION_NONE },
  { "overloadable", ACTION_NONE },
  { "process", ACTION_NONE },
  { "property", ACTION_NONE },
  { "pure", ACTION_NONE },
  { "regparm", ACTION_NONE },
  { "reproducible", ACTION_NONE },
  { "restrict", ACTION_NONE },
  { "returns_nonnull", ACTION_NONE },
  { "returns_twice", ACTION_NONE },
  { "safebuffers", ACTION_NONE },
  { "section", ACTION_NONE },
  { "selectany", ACTION_NONE },
  { "sentinel", ACTION_NONE },
  { "simd", ACTION_NONE },
  { "spectre", ACTION_NONE },
  { "stdcall", ACTION_NONE },
  { "swift_name", ACTION_NONE },
  { "swift_private", ACTION_NONE },
  { "symver", ACTION_NONE },
  { "sysv_abi", ACTION_NONE },
  { "target", ACTION_NONE },
  { "thiscall", ACTION_NONE },
  { "thread", ACTION_NONE },
  { "tls_model", ACTION_NONE },
  { "transparent_union", ACTION_NONE },
  { "type_visibility", ACTION_NONE },
  { "unsequenced", ACTION_NONE },
  { "unused", ACTION_NONE },
  { "used", ACTION_NONE },
  { "uuid", ACTION_NONE },
  { "vectorcall", ACTION_NONE },
  { "visibility", ACTION_NONE },
  { "warn_if_not_aligned", ACTION_NONE },
  { "warn_unused_result", ACTION_NONE },
  { "warning", ACTION_NONE },
  { "weak", ACTION_NONE },
  { "weakref", ACTION_NONE },
};

/* What an alignment may be at most, as gcc has it. */
#define MAX_ALIGN (1u << 28)

void
mg_c_attributes_init (MgCAttributes *attributes)
{
  memset (attributes, 0, sizeof *attributes);
  attributes->ms_bitfields = -1;
}

void
mg_c_attributes_merge (MgCAttributes *attributes, const MgCAttributes *more)
{
  attributes->align = MAX (attributes->align, more->align);
  attributes->packed |= more->packed;
  if (more->ms_bitfields >= 0)
    attributes->ms_bitfields = more->ms_bitfields;
  if (more->vector_size > 0)
    {
      attributes->vector_size = more->vector_size;
      attributes->vector_is_count = more->vector_is_count;
    }
  if (more->mode != NULL)
    attributes->mode = more->mode;
  if (attributes->unsupported.kind == 0)
    attributes->unsupported = more->unsupported;
  if (attributes->unknown.kind == 0)
    attributes->unknown = more->unknown;
}

static gboolean
find_action (const MgCSymbol *name, Action *action)
{
  const char *text = name->text;
  gsize length = name->length;

  if (length > 4 && g_str_has_prefix (text, "__") && g_str_has_suffix (text, "__"))
    {
      text += 2;
      length -= 4;
    }
  for (guint i = 0; i < G_N_ELEMENTS (attributes_known); i++)
    if (strlen (attributes_known[i].name) == length
        && memcmp (attributes_known[i].name, text, length) == 0)
      {
        *action = attributes_known[i].action;
        return TRUE;
      }
  return FALSE;
}

static void
set_align (MgCParser *parser, MgCAttributes *attributes, const MgCToken *at, const MgCValue *value)
{
  if (value->bits == 0) /* as if it were not there */
    return;
  if (value->bits > MAX_ALIGN || (value->bits & (value->bits - 1)) != 0)
    mg_c_parser_error (parser, at, _ ("a power of two up to 2^28"), _ ("this is no alignment"));
  else
    attributes->align = MAX (attributes->align, (guint32) value->bits);
}

/* The type that mode (NAME) makes of an int. */
static const MgCType *
find_mode (MgCParser *parser, const MgCToken *name)
{
  const struct
  {
    const char *name;
    MgScalar scalar;
  } modes[] = {
    { "QI", MG_SCALAR_SCHAR },    { "byte", MG_SCALAR_SCHAR },  { "HI", MG_SCALAR_SHORT },
    { "SI", MG_SCALAR_INT },      { "DI", parser->abi->int64 }, { "TI", MG_SCALAR_INT128 },
    { "word", parser->abi->ptrdiff }, { "pointer", parser->abi->ptrdiff },
    { "HF", MG_SCALAR_FLOAT16 },  { "SF", MG_SCALAR_FLOAT },    { "DF", MG_SCALAR_DOUBLE },
    { "XF", MG_SCALAR_LDOUBLE },  { "TF", MG_SCALAR_FLOAT128 },
  };
  g_autofree char *text = mg_c_token_dup_text (name);

  g_strdelimit (text, "_", ' ');
  g_strstrip (text);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (strcmp (modes[i].name, text) == 0 && parser->abi->scalars[modes[i].scalar].size > 0)
      return parser->scalars[modes[i].scalar];
  return NULL;
}

/* What stands in the brackets behind a name; they are at hand. */
static void
parse_arguments (MgCParser *parser, Action action, const MgCToken *name, MgCAttributes *attributes)
{
  MgCToken argument;
  MgCValue value;

  mg_c_parser_advance (parser);
  argument = parser->token;
  switch (action)
    {
    case ACTION_ALIGN:
      if (mg_c_parse_constant (parser, _ ("an alignment"), &value))
        set_align (parser, attributes, &argument, &value);
      break;
    case ACTION_VECTOR_SIZE:
    case ACTION_VECTOR_COUNT:
      if (mg_c_parse_constant (parser, _ ("a vector's size"), &value))
        {
          attributes->vector_size = MAX (value.bits, 1);
          attributes->vector_is_count = action == ACTION_VECTOR_COUNT;
        }
      break;
    case ACTION_MODE:
      attributes->mode = find_mode (parser, &argument);
      if (attributes->mode == NULL)
        attributes->unsupported = *name;
      break;
    default:
      break;
    }
  mg_c_parser_skip_to (parser, ")");
  mg_c_parser_expect (parser, ')', ")");
}

/* One attribute, whose name is at hand. */
static void
parse_attribute (MgCParser *parser, MgCAttributes *attributes)
{
  MgCToken name = parser->token;
  Action action = ACTION_NONE;

  mg_c_parser_advance (parser);
  while (parser->token.kind == MG_C_SCOPE) /* gnu::packed */
    {
      mg_c_parser_advance (parser);
      if (parser->token.kind != MG_C_NAME)
        break;
      name = parser->token;
      mg_c_parser_advance (parser);
    }
  if (name.kind == MG_C_NAME && !find_action (name.symbol, &action) && attributes->unknown.kind == 0)
    attributes->unknown = name;
  switch (action)
    {
    case ACTION_PACKED:
      attributes->packed = TRUE;
      break;
    case ACTION_MS_STRUCT:
    case ACTION_GCC_STRUCT:
      attributes->ms_bitfields = action == ACTION_MS_STRUCT;
      break;
    case ACTION_UNSUPPORTED:
      attributes->unsupported = name;
      break;
    case ACTION_ALIGN:
      if (parser->token.kind != '(')
        attributes->align = MAX (attributes->align, parser->abi->biggest_align);
      break;
    default:
      break;
    }
  if (parser->token.kind == '(')
    parse_arguments (parser, action, &name, attributes);
}

/* Attributes up to @end, with or without commas. */
static void
parse_list (MgCParser *parser, guint end, MgCAttributes *attributes)
{
  while (parser->token.kind != end && parser->token.kind != MG_C_END)
    {
      if (mg_c_parser_accept (parser, ','))
        continue;
      if (parser->token.kind != MG_C_NAME)
        {
          mg_c_parser_error (parser, &parser->token, _ ("an attribute"), _ ("this is no attribute"));
          mg_c_parser_skip_to (parser, end == ')' ? ")" : "]");
          return;
        }
      parse_attribute (parser, attributes);
    }
}

static void
parse_alignas (MgCParser *parser, MgCAttributes *attributes)
{
  MgCToken at;
  MgCValue value;

  if (!mg_c_parser_expect (parser, '(', "("))
    return;
  at = parser->token;
  if (mg_c_parser_begins_type (parser, 0))
    {
      const MgCType *type = mg_c_parse_type_name (parser);

      if (mg_c_parser_check_known (parser, type, &at, TRUE))
        attributes->align = MAX (attributes->align, mg_c_type_get_align (type));
    }
  else if (mg_c_parse_constant (parser, _ ("an alignment"), &value))
    set_align (parser, attributes, &at, &value);
  mg_c_parser_skip_to (parser, ")");
  mg_c_parser_expect (parser, ')', ")");
}

gboolean
mg_c_parser_at_attribute (MgCParser *parser)
{
  switch (mg_c_parser_keyword (&parser->token))
    {
    case MG_C_KEYWORD_ATTRIBUTE:
    case MG_C_KEYWORD_DECLSPEC:
    case MG_C_KEYWORD_ALIGNAS:
      return TRUE;
    default:
      return parser->token.kind == '[' && mg_c_parser_peek (parser, 1)->kind == '[';
    }
}

static gboolean
parse_declspec (MgCParser *parser, MgCAttributes *attributes)
{
  guint32 align = attributes->align;

  if (!mg_c_parser_expect (parser, '(', "("))
    return FALSE;
  attributes->align = 0;
  parse_list (parser, ')', attributes);
  attributes->declspec_align = MAX (attributes->declspec_align, attributes->align);
  attributes->align = MAX (attributes->align, align);
  return mg_c_parser_expect (parser, ')', ")");
}

void
mg_c_parse_attributes (MgCParser *parser, MgCAttributes *attributes)
{
  while (mg_c_parser_at_attribute (parser))
    {
      MgCKeyword keyword = mg_c_parser_keyword (&parser->token);

      mg_c_parser_advance (parser);
      switch (keyword)
        {
        case MG_C_KEYWORD_ALIGNAS:
          parse_alignas (parser, attributes);
          break;
        case MG_C_KEYWORD_ATTRIBUTE:
          if (!mg_c_parser_expect (parser, '(', "((") || !mg_c_parser_expect (parser, '(', "("))
            return;
          parse_list (parser, ')', attributes);
          if (!mg_c_parser_expect (parser, ')', ")") || !mg_c_parser_expect (parser, ')', ")"))
            return;
          break;
        case MG_C_KEYWORD_DECLSPEC:
          if (!parse_declspec (parser, attributes))
            return;
          break;
        default: /* [[ ]] */
          mg_c_parser_advance (parser);
          if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_USING)
            mg_c_parser_skip_to (parser, ":");
          mg_c_parser_accept (parser, ':');
          parse_list (parser, ']', attributes);
          if (!mg_c_parser_expect (parser, ']', "]") || !mg_c_parser_expect (parser, ']', "]"))
            return;
        }
    }
}
