#include "config.h"

#include "core/structure-private.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
mg_maker_warn (MgMaker *maker, const MgWords *words, MgWord word, MgCSeverity severity, const char *format,
               ...)
{
  const char *name = mg_word_to_string (word);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  mg_word_reader_report (&maker->reader, severity, words->given[word]->place, (guint) strlen (name) + 1,
                         "@%s: %s", name, message);
}

/* --- What bytes of a type mean --- */

/* Whether a name for a type, or a name for that, is one of @names. */
static gboolean
is_called (const MgCType *type, const char *const *names)
{
  for (; type != NULL; type = type->target)
    {
      if ((type->kind == MG_C_TYPEDEF || type->kind == MG_C_RECORD) && type->name != NULL
          && g_strv_contains (names, type->name))
        return TRUE;
      if (type->kind != MG_C_TYPEDEF && type->kind != MG_C_QUALIFIED)
        return FALSE;
    }
  return FALSE;
}

static const char *const character_names[] = {
  "wchar_t", "char8_t", "char16_t", "char32_t", "WCHAR", "TCHAR", "OLECHAR", NULL,
};
static const char *const guid_names[] = { "GUID", "UUID", "IID", "CLSID", "_GUID", NULL };
static const char *const filetime_names[] = { "FILETIME", "_FILETIME", NULL };

guint
mg_maker_get_character_size (const MgCType *type)
{
  switch (type->actual->kind == MG_C_SCALAR ? type->actual->scalar : MG_SCALAR_VOID)
    {
    case MG_SCALAR_CHAR:
    case MG_SCALAR_CHAR8:
    case MG_SCALAR_CHAR16:
    case MG_SCALAR_CHAR32:
    case MG_SCALAR_WCHAR:
      return (guint) type->actual->size;
    case MG_SCALAR_VOID:
      return 0;
    default:
      return is_called (type, character_names) ? (guint) type->actual->size : 0;
    }
}

MgEncoding
mg_maker_get_default_encoding (guint unit_size)
{
  return unit_size == 1 ? MG_ENCODING_UTF8 : unit_size == 2 ? MG_ENCODING_UTF16 : MG_ENCODING_UTF32;
}

static MgFormatKind
get_scalar_kind (const MgAbi *abi, MgScalar scalar)
{
  switch (scalar)
    {
    case MG_SCALAR_VOID:
      return MG_FORMAT_NONE;
    case MG_SCALAR_BOOL:
      return MG_FORMAT_BOOL;
    case MG_SCALAR_BFLOAT16:
      return MG_FORMAT_BFLOAT16;
    case MG_SCALAR_LDOUBLE:
      return abi->has_x87 ? MG_FORMAT_X87 : MG_FORMAT_FLOAT;
    case MG_SCALAR_DECIMAL32:
    case MG_SCALAR_DECIMAL64:
    case MG_SCALAR_DECIMAL128:
      return MG_FORMAT_DECIMAL;
    default:
      break;
    }
  switch (mg_abi_get_class (abi, scalar))
    {
    case MG_SCALAR_CLASS_SIGNED:
      return MG_FORMAT_SIGNED;
    case MG_SCALAR_CLASS_UNSIGNED:
      return MG_FORMAT_UNSIGNED;
    case MG_SCALAR_CLASS_REAL:
      return MG_FORMAT_FLOAT;
    default:
      return MG_FORMAT_NONE;
    }
}

gboolean
mg_maker_is_known_record (const MgCType *type)
{
  return (type->actual->size == 16 && is_called (type, guid_names))
         || (type->actual->size == 8 && is_called (type, filetime_names));
}

void
mg_maker_init_format (MgMaker *maker, MgFormat *format, const MgCType *type, MgOrder order)
{
  const MgAbi *abi = mg_c_unit_get_abi (maker->structure->unit);
  const MgCType *actual = type->actual;
  guint character = mg_maker_get_character_size (type);

  *format = (MgFormat) MG_FORMAT_INIT;
  format->order = order;
  format->bit_size = (guint32) MIN (mg_c_type_get_size (type) * 8, 128);
  if (character > 0)
    {
      format->kind = MG_FORMAT_CHARACTER;
      format->unit_size = (guint8) character;
      format->encoding = mg_maker_get_default_encoding (character);
      return;
    }
  switch (actual->kind)
    {
    case MG_C_SCALAR:
      format->kind = get_scalar_kind (abi, actual->scalar);
      /* what _Atomic adds to it has no meaning */
      format->bit_size = abi->scalars[actual->scalar].size * 8u;
      break;
    case MG_C_ENUM:
      format->kind = get_scalar_kind (abi, mg_c_type_get_scalar (type));
      format->constants = actual;
      break;
    case MG_C_POINTER:
    case MG_C_REFERENCE:
      format->kind = MG_FORMAT_POINTER;
      break;
    case MG_C_RECORD:
      if (actual->size == 16)
        format->kind = MG_FORMAT_GUID;
      else
        {
          format->kind = MG_FORMAT_UNSIGNED;
          format->time = MG_TIME_FILETIME;
        }
      break;
    default:
      format->kind = MG_FORMAT_NONE;
    }
}

static gboolean
is_number (const MgFormat *format)
{
  return format->kind >= MG_FORMAT_SIGNED && format->kind <= MG_FORMAT_CHARACTER;
}

static gboolean
lookup_constant_cb (const MgPathStep *steps, guint n_steps, gpointer data, MgResult *result, GError **error)
{
  const MgStructure *structure = data;

  *result = (MgResult) { 0 };
  if (n_steps == 1 && mg_c_unit_find_constant (structure->unit, steps[0].name, &result->integer))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no constant"), steps[0].name);
  return FALSE;
}

static double
compute_constant (MgMaker *maker, const MgWords *words, MgWord word, double otherwise)
{
  g_autoptr (GError) error = NULL;
  MgResult result;

  if (!mg_words_has (words, word))
    return otherwise;
  if (mg_expression_evaluate (words->given[word]->expressions[0], lookup_constant_cb, maker->structure,
                              &result, &error))
    return mg_result_get_real (&result);
  mg_maker_warn (maker, words, word, MG_C_ERROR, "%s", error->message);
  return otherwise;
}

/* The enumeration that @enum and @flags name. */
static void
apply_constants (MgMaker *maker, MgFormat *format, const MgWords *words, MgWord word)
{
  const char *name;
  const MgCType *type;
  g_autofree char *tagged = NULL;

  if (!mg_words_has (words, word))
    return;
  name = words->given[word]->text;
  tagged = g_strconcat ("enum ", name, NULL);
  type = mg_c_unit_find_any_type (maker->structure->unit, name);
  if (type == NULL)
    type = mg_c_unit_find_any_type (maker->structure->unit, tagged);
  if (type == NULL || type->actual->kind != MG_C_ENUM)
    {
      mg_maker_warn (maker, words, word, MG_C_ERROR, _ ("there is no enumeration “%s”"), name);
      return;
    }
  format->constants = type->actual;
  format->flags = word == MG_WORD_FLAGS;
}

static void
apply_notation (MgMaker *maker, MgFormat *format, const MgWords *words, const MgCType *type, guint64 size)
{
  const MgWordArgument *argument = words->given[MG_WORD_FORMAT];

  if (argument->choice == -1)
    {
      if (size != 16)
        mg_maker_warn (maker, words, MG_WORD_FORMAT, MG_C_ERROR, _ ("a GUID has 16 bytes"));
      else
        format->kind = MG_FORMAT_GUID;
      return;
    }
  format->notation = (MgNotation) argument->choice;
  if (format->kind == MG_FORMAT_CHARACTER && format->notation != MG_NOTATION_CHARACTER)
    format->kind = get_scalar_kind (mg_c_unit_get_abi (maker->structure->unit), mg_c_type_get_scalar (type));
  if (format->kind == MG_FORMAT_POINTER)
    format->kind = MG_FORMAT_UNSIGNED;
}

void
mg_maker_apply_meaning (MgMaker *maker, MgFormat *format, const MgWords *words, const MgCType *type,
                        guint64 size)
{
  static const MgWord of_numbers[] = {
    MG_WORD_ENUM, MG_WORD_FLAGS, MG_WORD_TIME, MG_WORD_UNIT, MG_WORD_SCALE, MG_WORD_BIAS, MG_WORD_DIGITS,
  };

  if (words == NULL)
    return;
  if (mg_words_has (words, MG_WORD_ENCODING))
    {
      const MgWordArgument *argument = words->given[MG_WORD_ENCODING];

      if (format->kind != MG_FORMAT_CHARACTER && format->kind != MG_FORMAT_TEXT && !is_number (format))
        mg_maker_warn (maker, words, MG_WORD_ENCODING, MG_C_ERROR, _ ("this is no text"));
      else
        {
          if (format->kind != MG_FORMAT_TEXT)
            format->kind = MG_FORMAT_CHARACTER;
          format->unit_size = format->unit_size > 0 ? format->unit_size : (guint8) size;
          format->encoding = (MgEncoding) argument->choice;
          if (argument->order >= 0)
            format->order = (MgOrder) argument->order;
        }
    }
  if (mg_words_has (words, MG_WORD_FORMAT))
    apply_notation (maker, format, words, type, size);
  if (!is_number (format) && format->kind != MG_FORMAT_POINTER)
    {
      for (guint i = 0; i < G_N_ELEMENTS (of_numbers); i++)
        if (mg_words_has (words, of_numbers[i]))
          mg_maker_warn (maker, words, of_numbers[i], MG_C_WARNING, _ ("this is no number"));
      return;
    }
  apply_constants (maker, format, words, MG_WORD_ENUM);
  apply_constants (maker, format, words, MG_WORD_FLAGS);
  if (mg_words_has (words, MG_WORD_TIME))
    format->time = (MgTimeKind) words->given[MG_WORD_TIME]->choice;
  if (mg_words_has (words, MG_WORD_UNIT))
    format->unit = words->given[MG_WORD_UNIT]->text;
  if (mg_words_has (words, MG_WORD_DIGITS))
    format->digits = (gint8) words->given[MG_WORD_DIGITS]->choice;
  format->scale = compute_constant (maker, words, MG_WORD_SCALE, 1);
  format->bias = compute_constant (maker, words, MG_WORD_BIAS, 0);
}
