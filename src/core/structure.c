#include "config.h"

#include "core/field-private.h"

#include "core/error.h"
#include "core/layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* From types to nodes.  Records are found once and filled in from a queue: however deep types lie
 * in each other or point to each other, nothing here calls itself but for an array's dimensions. */
typedef struct
{
  MgStructure *structure;
  MgWordReader reader;
  MgRecord *record; /* the one that is being filled in */
  GError *error;    /* why there is no structure */
} Maker;

static void
warn (Maker *maker, const MgWords *words, MgWord word, MgCSeverity severity, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

static void
warn (Maker *maker, const MgWords *words, MgWord word, MgCSeverity severity, const char *format, ...)
{
  const char *name = mg_word_to_string (word);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  mg_word_reader_report (&maker->reader, severity, words->given[word]->place, (guint) strlen (name) + 1, "@%s: %s",
                         name, message);
}

static gboolean
has (const MgWords *words, MgWord word)
{
  return words != NULL && words->given[word] != NULL;
}

static const MgWords *
keep_words (Maker *maker, const MgWords *words)
{
  return mg_c_arena_copy (maker->structure->arena, words, sizeof *words);
}

/* --- Annotations of a declaration and its type --- */

/* Those of typedefs, the nearest first, and of the type itself where @all. */
static gboolean
read_type_words (Maker *maker, const MgCType *type, gboolean all, MgWords *words)
{
  gboolean any = FALSE;

  for (; type->kind == MG_C_TYPEDEF || type->kind == MG_C_QUALIFIED; type = type->target)
    any |= mg_words_read (&maker->reader, type->annotations, words);
  return (all && mg_words_read (&maker->reader, type->annotations, words)) || any;
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

/* Bytes of a character, 0 where it is none. */
static guint
get_character_size (const MgCType *type)
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

static MgEncoding
get_default_encoding (guint unit_size)
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
      /* x86 has 80 bits in it, but for Microsoft; where there is no __float128 it is that */
      return abi->scalars[scalar].size <= 8 || abi->scalars[MG_SCALAR_FLOAT128].size == 0 ? MG_FORMAT_FLOAT
                                                                                          : MG_FORMAT_X87;
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

static gboolean
is_known_record (const MgCType *type)
{
  return (type->actual->size == 16 && is_called (type, guid_names))
         || (type->actual->size == 8 && is_called (type, filetime_names));
}

static void
init_format (Maker *maker, MgFormat *format, const MgCType *type, MgOrder order)
{
  const MgAbi *abi = mg_c_unit_get_abi (maker->structure->unit);
  const MgCType *actual = type->actual;
  guint character = get_character_size (type);

  *format = (MgFormat) MG_FORMAT_INIT;
  format->order = order;
  format->bit_size = (guint32) MIN (mg_c_type_get_size (type) * 8, 128);
  if (character > 0)
    {
      format->kind = MG_FORMAT_CHARACTER;
      format->unit_size = (guint8) character;
      format->encoding = get_default_encoding (character);
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

  *result = (MgResult){ 0 };
  if (n_steps == 1 && mg_c_unit_find_constant (structure->unit, steps[0].name, &result->integer))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _("“%s” is no constant"), steps[0].name);
  return FALSE;
}

static double
compute_constant (Maker *maker, const MgWords *words, MgWord word, double otherwise)
{
  g_autoptr(GError) error = NULL;
  MgResult result;

  if (!has (words, word))
    return otherwise;
  if (mg_expression_evaluate (words->given[word]->expressions[0], lookup_constant_cb, maker->structure, &result,
                              &error))
    return mg_result_get_real (&result);
  warn (maker, words, word, MG_C_ERROR, "%s", error->message);
  return otherwise;
}

/* The enumeration that @enum and @flags name. */
static void
apply_constants (Maker *maker, MgFormat *format, const MgWords *words, MgWord word)
{
  const char *name;
  const MgCType *type;
  g_autofree char *tagged = NULL;

  if (!has (words, word))
    return;
  name = words->given[word]->text;
  tagged = g_strconcat ("enum ", name, NULL);
  type = mg_c_unit_find_any_type (maker->structure->unit, name);
  if (type == NULL)
    type = mg_c_unit_find_any_type (maker->structure->unit, tagged);
  if (type == NULL || type->actual->kind != MG_C_ENUM)
    {
      warn (maker, words, word, MG_C_ERROR, _("there is no enumeration “%s”"), name);
      return;
    }
  format->constants = type->actual;
  format->flags = word == MG_WORD_FLAGS;
}

static void
apply_notation (Maker *maker, MgFormat *format, const MgWords *words, guint64 size)
{
  const MgWordArgument *argument = words->given[MG_WORD_FORMAT];

  if (argument->choice == -1)
    {
      if (size != 16)
        warn (maker, words, MG_WORD_FORMAT, MG_C_ERROR, _("a GUID has 16 bytes"));
      else
        format->kind = MG_FORMAT_GUID;
      return;
    }
  format->notation = (MgNotation) argument->choice;
  if (format->kind == MG_FORMAT_CHARACTER && format->notation != MG_NOTATION_CHARACTER)
    format->kind = MG_FORMAT_UNSIGNED;
  if (format->kind == MG_FORMAT_POINTER)
    format->kind = MG_FORMAT_UNSIGNED;
}

/* What annotations say of a value's meaning. */
static void
apply_meaning (Maker *maker, MgFormat *format, const MgWords *words, guint64 size)
{
  static const MgWord of_numbers[] = {
    MG_WORD_ENUM, MG_WORD_FLAGS, MG_WORD_TIME, MG_WORD_UNIT, MG_WORD_SCALE, MG_WORD_BIAS, MG_WORD_DIGITS,
  };

  if (words == NULL)
    return;
  if (has (words, MG_WORD_ENCODING))
    {
      const MgWordArgument *argument = words->given[MG_WORD_ENCODING];

      if (format->kind != MG_FORMAT_CHARACTER && format->kind != MG_FORMAT_TEXT && !is_number (format))
        warn (maker, words, MG_WORD_ENCODING, MG_C_ERROR, _("this is no text"));
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
  if (has (words, MG_WORD_FORMAT))
    apply_notation (maker, format, words, size);
  if (!is_number (format) && format->kind != MG_FORMAT_POINTER)
    {
      for (guint i = 0; i < G_N_ELEMENTS (of_numbers); i++)
        if (has (words, of_numbers[i]))
          warn (maker, words, of_numbers[i], MG_C_WARNING, _("this is no number"));
      return;
    }
  apply_constants (maker, format, words, MG_WORD_ENUM);
  apply_constants (maker, format, words, MG_WORD_FLAGS);
  if (has (words, MG_WORD_TIME))
    format->time = (MgTimeKind) words->given[MG_WORD_TIME]->choice;
  if (has (words, MG_WORD_UNIT))
    format->unit = words->given[MG_WORD_UNIT]->text;
  if (has (words, MG_WORD_DIGITS))
    format->digits = (gint8) words->given[MG_WORD_DIGITS]->choice;
  format->scale = compute_constant (maker, words, MG_WORD_SCALE, 1);
  format->bias = compute_constant (maker, words, MG_WORD_BIAS, 0);
}

/* --- Nodes --- */

static MgRecord *
get_record (Maker *maker, const MgCType *type, MgOrder order)
{
  MgStructure *structure = maker->structure;
  /* types are aligned: the lowest bit is free for the order */
  gpointer key = (gpointer) ((guintptr) type->actual | (order == MG_ORDER_BIG));
  MgRecord *record = g_hash_table_lookup (structure->records, key);

  if (record != NULL)
    return record;
  record = mg_c_arena_new0 (structure->arena, MgRecord);
  record->type = type->actual;
  record->order = order;
  record->outer = maker->record;
  record->names = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (structure->records, key, record);
  g_ptr_array_add (structure->queue, record);
  return record;
}

static void fill_node (Maker *maker, MgNode *node, const MgCType *type, MgOrder order);

static MgNode *
new_node (Maker *maker, MgNodeRole role, const MgCType *type, MgOrder order, const MgWords *words)
{
  MgNode *node = mg_c_arena_new0 (maker->structure->arena, MgNode);

  node->role = role;
  node->words = words;
  fill_node (maker, node, type, order);
  return node;
}

static void
make_text (Maker *maker, MgNode *node, const MgCType *element, MgOrder order)
{
  guint size = (guint) mg_c_type_get_size (element);

  init_format (maker, &node->format, element, order);
  node->format.kind = MG_FORMAT_TEXT;
  node->format.unit_size = (guint8) size;
  node->format.encoding = get_default_encoding (size);
  node->format.bit_size = 0;
  node->is_text = TRUE;
  apply_meaning (maker, &node->format, node->words, node->size);
}

/* An array's: what stands at it about its elements is theirs too, but for where it is itself. */
static const MgWords *
dup_element_words (Maker *maker, const MgWords *words, const MgCType *element)
{
  static const MgWord own[] = {
    MG_WORD_COUNT, MG_WORD_STRIDE, MG_WORD_AT, MG_WORD_ELEMENT, MG_WORD_UNTIL, MG_WORD_CASE, MG_WORD_IF,
    MG_WORD_HIDDEN,
  };
  MgWords inner;

  if (words == NULL)
    return NULL;
  inner = *words;
  /* of several dimensions they are the outermost's */
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    inner.given[own[i]] = NULL;
  return keep_words (maker, &inner);
}

static gboolean
is_text_array (Maker *maker, const MgCType *element, const MgWords *words)
{
  guint64 size = mg_c_type_get_size (element);

  if (element->actual->kind != MG_C_SCALAR || (size != 1 && size != 2 && size != 4))
    return FALSE;
  return get_character_size (element) > 0
             ? !has (words, MG_WORD_FORMAT) && !has (words, MG_WORD_ELEMENT) && !has (words, MG_WORD_STRIDE)
             : has (words, MG_WORD_TEXT) || has (words, MG_WORD_ENCODING) || has (words, MG_WORD_LENGTH);
}

static void
make_array (Maker *maker, MgNode *node, const MgCType *element, guint64 count, gboolean is_open, MgOrder order)
{
  node->count = count;
  node->is_open = is_open;
  node->stride = mg_c_type_get_size (element);
  node->size = is_open ? 0 : node->stride * count;
  if (is_text_array (maker, element, node->words))
    {
      make_text (maker, node, element, order);
      return;
    }
  if (has (node->words, MG_WORD_FORMAT) && node->words->given[MG_WORD_FORMAT]->choice == -1 && node->size == 16)
    {
      node->format = (MgFormat) MG_FORMAT_INIT;
      node->format.kind = MG_FORMAT_GUID;
      return;
    }
  node->shape = MG_SHAPE_ARRAY;
  node->element = new_node (maker, MG_ROLE_ELEMENT, element, order, dup_element_words (maker, node->words, element));
}

static void
make_target (Maker *maker, MgNode *node, MgOrder order)
{
  const MgWords *words = node->words;
  const MgCType *type = node->type->actual->target;
  MgWords inner = { 0 };

  if (has (words, MG_WORD_TO))
    {
      type = mg_c_unit_find_any_type (maker->structure->unit, words->given[MG_WORD_TO]->text);
      if (type == NULL)
        {
          warn (maker, words, MG_WORD_TO, MG_C_ERROR, _("there is no type “%s”"), words->given[MG_WORD_TO]->text);
          return;
        }
    }
  if (type == NULL || !mg_c_type_is_complete (type) || mg_c_type_get_size (type) == 0)
    {
      warn (maker, words, MG_WORD_POINTER, MG_C_ERROR, _("what it points to is not known: @to(type) tells"));
      return;
    }
  inner = *words;
  inner.given[MG_WORD_POINTER] = inner.given[MG_WORD_TO] = inner.given[MG_WORD_AT] = NULL;
  inner.given[MG_WORD_CASE] = inner.given[MG_WORD_IF] = inner.given[MG_WORD_HIDDEN] = NULL;
  node->target = mg_c_arena_new0 (maker->structure->arena, MgNode);
  node->target->role = MG_ROLE_TARGET;
  node->target->words = keep_words (maker, &inner);
  node->target->type = type;
  if (has (words, MG_WORD_COUNT) || has (words, MG_WORD_UNTIL) || has (words, MG_WORD_TEXT)
      || has (words, MG_WORD_ENCODING) || has (words, MG_WORD_LENGTH))
    make_array (maker, node->target, type, 0, TRUE, order);
  else
    fill_node (maker, node->target, type, order);
}

/* What kind of place it is, by its type. */
static void
fill_node (Maker *maker, MgNode *node, const MgCType *type, MgOrder order)
{
  const MgCType *actual = type->actual;

  node->type = type;
  node->size = mg_c_type_get_size (type);
  switch (actual->kind)
    {
    case MG_C_ARRAY:
      make_array (maker, node, actual->target, actual->count, actual->unbounded, order);
      return;
    case MG_C_VECTOR:
    case MG_C_COMPLEX:
      make_array (maker, node, actual->target, actual->count, FALSE, order);
      return;
    case MG_C_RECORD:
      if (!is_known_record (type))
        {
          node->shape = MG_SHAPE_RECORD;
          node->record = get_record (maker, type, order);
          return;
        }
      break;
    default:
      break;
    }
  init_format (maker, &node->format, type, order);
  if (has (node->words, MG_WORD_POINTER))
    {
      if (node->format.kind != MG_FORMAT_POINTER && node->format.kind != MG_FORMAT_SIGNED
          && node->format.kind != MG_FORMAT_UNSIGNED)
        warn (maker, node->words, MG_WORD_POINTER, MG_C_ERROR, _("this is no integer and no pointer"));
      else
        make_target (maker, node, order);
    }
  else
    apply_meaning (maker, &node->format, node->words, node->size);
}

/* --- Records --- */

/* Words of which the place of a field depends on bytes. */
static gboolean
is_moved (const MgWords *words)
{
  static const MgWord moving[] = {
    MG_WORD_COUNT, MG_WORD_STRIDE, MG_WORD_AT, MG_WORD_ELEMENT, MG_WORD_SIZE, MG_WORD_UNTIL,
  };

  for (guint i = 0; words != NULL && i < G_N_ELEMENTS (moving); i++)
    if (has (words, moving[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_fixed (const MgNode *node)
{
  if (node->is_open)
    return FALSE;
  if (node->shape == MG_SHAPE_ARRAY && node->element->shape == MG_SHAPE_RECORD
      && node->element->record->words != NULL && has (node->element->record->words, MG_WORD_SIZE))
    return FALSE;
  for (const MgGroup *group = node->group; group != NULL; group = group->outer)
    if (has (group->words, MG_WORD_AT))
      return FALSE;
  return node->target != NULL ? !has (node->words, MG_WORD_AT) : !is_moved (node->words);
}

guint64
mg_node_get_fixed_offset (const MgNode *node)
{
  guint64 offset = node->offset;

  for (const MgGroup *group = node->group; group != NULL; group = group->outer)
    offset += group->offset;
  return offset;
}

static MgOrder
choose_order (const MgWords *words, MgOrder order)
{
  return has (words, MG_WORD_ENDIAN) ? (MgOrder) words->given[MG_WORD_ENDIAN]->choice : order;
}

static void
add_bitfield (Maker *maker, MgNode *node, MgOrder order)
{
  const MgCMember *member = node->member;

  node->format.bit_offset = (guint32) (member->bit_offset % 8);
  node->format.bit_size = member->bit_size;
  node->size = (node->format.bit_offset + member->bit_size + 7) / 8;
  if (node->format.kind == MG_FORMAT_CHARACTER)
    node->format.kind = mg_abi_get_class (mg_c_unit_get_abi (maker->structure->unit),
                                          mg_c_type_get_scalar (node->type)) == MG_SCALAR_CLASS_SIGNED
                            ? MG_FORMAT_SIGNED : MG_FORMAT_UNSIGNED;
  /* every ABI there is has little ones */
  if (order == MG_ORDER_BIG && maker->error == NULL)
    {
      guint line = 0, column = 0;
      const char *file = mg_c_unit_locate (maker->structure->unit, member->place, &line, &column);

      mg_set_error (&maker->error, MG_ERROR_INVALID, NULL,
                    _("%s:%u: the bit-field “%s” can't be in an order of bytes that is not the ABI's"),
                    file != NULL ? file : "?", line, member->name);
    }
}

/* Returns: (nullable): its annotations */
static const MgWords *
add_member (Maker *maker, MgRecord *record, GPtrArray *members, const MgCMember *member, MgGroup *group,
            MgOrder order)
{
  MgWords words = { 0 };
  gboolean any = mg_words_read (&maker->reader, member->annotations, &words);
  const MgCType *type = member->type;
  MgNode *node;

  /* a record's own are the same wherever it is */
  any |= read_type_words (maker, mg_c_type_get_element (type),
                          mg_c_type_get_element (type)->actual->kind != MG_C_RECORD, &words);
  order = choose_order (any ? &words : NULL, order);
  node = mg_c_arena_new0 (maker->structure->arena, MgNode);
  node->role = MG_ROLE_MEMBER;
  node->member = member;
  node->name = member->name;
  node->number = members->len;
  node->offset = member->bit_offset / 8;
  node->group = group;
  node->words = any ? keep_words (maker, &words) : NULL;
  fill_node (maker, node, type, order);
  if (member->is_bitfield)
    add_bitfield (maker, node, order);
  g_ptr_array_add (members, node);
  g_hash_table_replace (record->names, (gpointer) member->name, node);
  return node->words;
}

/* An anonymous record whose members are to be added, and how far that is done. */
typedef struct
{
  const MgCType *type;
  guint next;
  MgGroup *group;   /* (nullable): of the record itself */
  MgOrder order;
  GPtrArray *cases; /* of MgWords */
} Level;

static MgGroup *
new_group (Maker *maker, const MgCMember *member, MgGroup *outer)
{
  MgGroup *group = mg_c_arena_new0 (maker->structure->arena, MgGroup);
  MgWords words = { 0 };
  gboolean any = mg_words_read (&maker->reader, member->annotations, &words);

  any |= read_type_words (maker, member->type, TRUE, &words);
  group->outer = outer;
  group->offset = member->bit_offset / 8;
  group->words = any ? keep_words (maker, &words) : NULL;
  return group;
}

static gpointer
keep_array (Maker *maker, const GPtrArray *array)
{
  return mg_c_arena_copy (maker->structure->arena, array->pdata, array->len * sizeof (gpointer));
}

static void
finish_level (Maker *maker, MgRecord *record, Level *level)
{
  const MgWords *const *cases = keep_array (maker, level->cases);

  if (level->group != NULL)
    {
      level->group->cases = cases;
      level->group->n_cases = level->cases->len;
    }
  else
    {
      record->cases = cases;
      record->n_cases = level->cases->len;
    }
  g_ptr_array_unref (level->cases);
}

static void
add_members (Maker *maker, MgRecord *record, GPtrArray *members)
{
  g_autoptr(GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  Level first = { record->type, 0, NULL, record->order, g_ptr_array_new () };

  g_array_append_val (levels, first);
  while (levels->len > 0)
    {
      Level *level = &g_array_index (levels, Level, levels->len - 1);
      const MgCMember *member;
      const MgWords *words;

      if (level->next == level->type->n_members)
        {
          finish_level (maker, record, level);
          g_array_set_size (levels, levels->len - 1);
          continue;
        }
      member = &level->type->members[level->next++];
      if (member->name == NULL && member->type->actual->kind == MG_C_RECORD)
        {
          Level inner = { member->type->actual, 0, new_group (maker, member, level->group), level->order,
                          g_ptr_array_new () };

          words = inner.group->words;
          inner.order = choose_order (words, level->order);
          if (has (words, MG_WORD_CASE))
            g_ptr_array_add (level->cases, (gpointer) words);
          g_array_append_val (levels, inner);
        }
      else if (member->name != NULL)
        {
          words = add_member (maker, record, members, member, level->group, level->order);
          if (has (words, MG_WORD_CASE))
            g_ptr_array_add (level->cases, (gpointer) words);
        }
    }
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  const MgNode *one = *(MgNode *const *) a, *other = *(MgNode *const *) b;
  guint64 first = mg_node_get_fixed_offset (one), second = mg_node_get_fixed_offset (other);

  if (first != second)
    return first < second ? -1 : 1;
  return one->number < other->number ? -1 : 1;
}

/* For finding what is at an offset. */
static void
sort_members (Maker *maker, MgRecord *record)
{
  g_autoptr(GPtrArray) fixed = g_ptr_array_new (), moving = g_ptr_array_new ();
  guint64 reach = 0;

  for (guint i = 0; i < record->n_members; i++)
    {
      MgNode *node = record->members[i];

      node->is_fixed = is_fixed (node);
      g_ptr_array_add (node->is_fixed ? fixed : moving, node);
    }
  g_ptr_array_sort (fixed, compare_offsets);
  record->fixed = keep_array (maker, fixed);
  record->n_fixed = fixed->len;
  record->moving = keep_array (maker, moving);
  record->n_moving = moving->len;
  record->reach = mg_c_arena_alloc (maker->structure->arena, fixed->len * sizeof (guint64));
  for (guint i = 0; i < fixed->len; i++)
    {
      reach = MAX (reach, mg_node_get_fixed_offset (record->fixed[i]) + record->fixed[i]->size);
      record->reach[i] = reach;
    }
}

static void
fill_record (Maker *maker, MgRecord *record)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new ();
  MgWords words = { 0 };

  maker->record = record;
  if (mg_words_read (&maker->reader, record->type->annotations, &words))
    record->words = keep_words (maker, &words);
  record->order = choose_order (record->words, record->order);
  add_members (maker, record, members);
  record->members = keep_array (maker, members);
  record->n_members = members->len;
}

/* --- Names in expressions --- */

/* Whether a name may be found from @record on outwards. */
typedef struct
{
  Maker *maker;
  const MgRecord *record;
  const MgWordArgument *argument;
} Check;

static gboolean
check_path_cb (const char *const *names, guint n_names, gsize column, gpointer data)
{
  const Check *check = data;
  const MgRecord *record = check->record;
  __int128 value;

  if (n_names == 0)
    return TRUE;
  if (names[0][0] == '$')
    {
      static const char *const specials[] = { "$this", "$field", "$index", "$size", NULL };

      if (!g_strv_contains (specials, names[0]))
        mg_word_reader_report (&check->maker->reader, MG_C_ERROR, check->argument->place, 1, _("there is no “%s”"),
                               names[0]);
      return TRUE;
    }
  for (guint i = 0; record != NULL && i < MG_FIELD_MAX_DEPTH; i++, record = record->outer)
    if (g_hash_table_contains (record->names, names[0]))
      return TRUE;
  /* the members that argmax compares are those of an element */
  if (record == NULL && !mg_c_unit_find_constant (check->maker->structure->unit, names[0], &value))
    mg_word_reader_report (&check->maker->reader, MG_C_ERROR, check->argument->place, 1,
                           _("there is no field and no constant “%s”"), names[0]);
  return TRUE;
}

static void
check_words (Maker *maker, const MgRecord *record, const MgWords *words)
{
  for (guint i = 0; words != NULL && i < MG_N_WORDS; i++)
    {
      Check check = { maker, record, words->given[i] };

      /* paths are looked up where they are used */
      if (words->given[i] == NULL || i == MG_WORD_LABEL || i == MG_WORD_SEQUENCE || i == MG_WORD_PAIR
          || i == MG_WORD_BUFFERS)
        continue;
      for (guint j = 0; j < words->given[i]->n_expressions; j++)
        mg_expression_foreach_path (words->given[i]->expressions[j], check_path_cb, &check);
    }
}

static void
check_record (Maker *maker, const MgRecord *record)
{
  const MgGroup *last = NULL;

  check_words (maker, record, record->words);
  for (guint i = 0; i < record->n_members; i++)
    {
      check_words (maker, record, record->members[i]->words);
      for (const MgGroup *group = record->members[i]->group; group != NULL && group != last; group = group->outer)
        check_words (maker, record, group->words);
      last = record->members[i]->group;
    }
}

/* --- Structures --- */

/* sizeof and offsetof, in bytes. */
static gboolean
measure_cb (const char *type_name, const char *member_path, gpointer data, guint64 *bytes, GError **error)
{
  const MgCUnit *unit = data;
  const MgCType *type = mg_c_unit_find_any_type (unit, type_name);

  if (type == NULL)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _("there is no type “%s”"), type_name);
      return FALSE;
    }
  if (member_path == NULL)
    {
      *bytes = mg_c_type_get_size (type);
      return TRUE;
    }
  if (mg_layout_find_member (type, member_path, bytes))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _("“%s” has no member “%s”"), type_name, member_path);
  return FALSE;
}

static gboolean
fill_structure (Maker *maker)
{
  MgStructure *structure = maker->structure;
  MgNode *root;
  MgWords words = { 0 };
  gboolean any = read_type_words (maker, structure->type, TRUE, &words);

  root = new_node (maker, MG_ROLE_ROOT, structure->type, choose_order (any ? &words : NULL, structure->order),
                   any ? keep_words (maker, &words) : NULL);
  structure->root.node = root;
  for (guint i = 0; i < structure->queue->len; i++)
    fill_record (maker, structure->queue->pdata[i]);
  for (guint i = 0; i < structure->queue->len; i++)
    {
      sort_members (maker, structure->queue->pdata[i]);
      check_record (maker, structure->queue->pdata[i]);
    }
  return maker->error == NULL;
}

MgStructure *
mg_structure_new (MgCUnit *unit, const MgCType *type, guint64 offset, MgOrder order, GPtrArray **diagnostics,
                  GError **error)
{
  g_autoptr(MgStructure) structure = NULL;
  g_autoptr(GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_c_diagnostic_free);
  const MgExpressionContext context = { mg_field_functions, mg_field_n_functions, measure_cb, unit };
  Maker maker = { 0 };

  g_return_val_if_fail (unit != NULL && type != NULL, NULL);
  if (!mg_c_type_is_complete (type))
    {
      g_autofree char *text = mg_c_type_dup_text (type);

      mg_set_error (error, MG_ERROR_INVALID, NULL, _("the layout of “%s” is not known"), text);
      return NULL;
    }
  structure = g_new0 (MgStructure, 1);
  g_atomic_ref_count_init (&structure->n_references);
  structure->unit = mg_c_unit_ref (unit);
  structure->type = type;
  structure->offset = offset;
  structure->order = order;
  structure->arena = mg_c_arena_new ();
  structure->records = g_hash_table_new (NULL, NULL);
  structure->queue = g_ptr_array_new ();
  structure->expressions = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_expression_free);
  structure->root.structure = structure;
  maker.structure = structure;
  maker.reader = (MgWordReader){ unit, structure->arena, structure->expressions, reports, &context };
  if (!fill_structure (&maker))
    {
      g_propagate_error (error, maker.error);
      return NULL;
    }
  if (diagnostics != NULL)
    *diagnostics = g_steal_pointer (&reports);
  return g_steal_pointer (&structure);
}

MgStructure *
mg_structure_ref (MgStructure *structure)
{
  g_atomic_ref_count_inc (&structure->n_references);
  return structure;
}

void
mg_structure_unref (MgStructure *structure)
{
  if (structure == NULL || !g_atomic_ref_count_dec (&structure->n_references))
    return;
  for (guint i = 0; i < structure->queue->len; i++)
    g_hash_table_unref (((MgRecord *) structure->queue->pdata[i])->names);
  g_ptr_array_unref (structure->queue);
  g_hash_table_unref (structure->records);
  g_ptr_array_unref (structure->expressions);
  mg_c_arena_free (structure->arena);
  mg_c_unit_unref (structure->unit);
  g_free (structure);
}

MgCUnit *
mg_structure_get_unit (MgStructure *structure)
{
  return structure->unit;
}

const MgCType *
mg_structure_get_type (MgStructure *structure)
{
  return structure->type;
}

guint64
mg_structure_get_offset (MgStructure *structure)
{
  return structure->offset;
}

MgField *
mg_structure_get_root (MgStructure *structure)
{
  return &structure->root;
}

/* --- The outermost structure's annotations --- */

static const MgWordArgument *
get_root_word (MgStructure *structure, MgWord word)
{
  const MgWords *words = structure->root.node->words;

  return words != NULL ? words->given[word] : NULL;
}

const char *
mg_structure_get_title (MgStructure *structure)
{
  const MgWordArgument *title = get_root_word (structure, MG_WORD_TITLE);

  return title != NULL ? title->text : NULL;
}

const char *const *
mg_structure_get_names (MgStructure *structure)
{
  static const char *const none[] = { NULL };
  const MgWordArgument *names = get_root_word (structure, MG_WORD_NAMES);

  return names != NULL ? names->texts : none;
}

gboolean
mg_structure_check_signature (MgStructure *structure, const MgFieldBytes *bytes, gboolean *has_signature)
{
  const MgWordArgument *signature = get_root_word (structure, MG_WORD_SIGNATURE);
  g_auto(MgLocator) locator = { 0 };
  MgResult result;
  MgSpot root;

  if (has_signature != NULL)
    *has_signature = signature != NULL;
  if (signature == NULL)
    return FALSE;
  mg_locator_init (&locator, structure, bytes);
  mg_locator_find_root (&locator, &root);
  return mg_locator_compute (&locator, &root, signature->expressions[0], &result, NULL)
         && mg_result_is_true (&result);
}
