#include "config.h"

#include "core/structure-private.h"

#include "core/error.h"
#include "core/layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* From types to nodes.  Records are found once and filled in from a queue: however deep types lie
 * in each other or point to each other, nothing here calls itself but for an array's dimensions. */
static const MgWords *
keep_words (MgMaker *maker, const MgWords *words)
{
  return mg_c_arena_copy (maker->structure->arena, words, sizeof *words);
}

/* --- Annotations of a declaration and its type --- */

/* Those of typedefs, the nearest first, and of the type itself where @all. */
static gboolean
read_type_words (MgMaker *maker, const MgCType *type, gboolean all, MgWords *words)
{
  gboolean any = FALSE;

  for (; type->kind == MG_C_TYPEDEF || type->kind == MG_C_QUALIFIED; type = type->target)
    any |= mg_words_read (&maker->reader, type->annotations, words);
  return (all && mg_words_read (&maker->reader, type->annotations, words)) || any;
}

/* --- Nodes --- */

static MgRecord *
get_record (MgMaker *maker, const MgCType *type, MgOrder order)
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

static void fill_node (MgMaker *maker, MgNode *node, const MgCType *type, MgOrder order);

static MgNode *
new_node (MgMaker *maker, MgNodeRole role, const MgCType *type, MgOrder order, const MgWords *words)
{
  MgNode *node = mg_c_arena_new0 (maker->structure->arena, MgNode);

  node->role = role;
  node->words = words;
  fill_node (maker, node, type, order);
  return node;
}

static void
make_text (MgMaker *maker, MgNode *node, const MgCType *element, MgOrder order)
{
  guint size = (guint) mg_c_type_get_size (element);

  mg_maker_init_format (maker, &node->format, element, order);
  node->format.kind = MG_FORMAT_TEXT;
  node->format.unit_size = (guint8) size;
  node->format.encoding = mg_maker_get_default_encoding (size);
  node->format.bit_size = 0;
  node->is_text = TRUE;
  mg_maker_apply_meaning (maker, &node->format, node->words, element, node->size);
  /* expressions look at single characters of it */
  node->element = new_node (maker, MG_ROLE_ELEMENT, element, order, NULL);
}

/* An array's: what stands at it about its elements is theirs too, but for where it is itself. */
static const MgWords *
dup_element_words (MgMaker *maker, const MgWords *words, const MgCType *element)
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
is_text_array (MgMaker *maker, const MgCType *element, const MgWords *words)
{
  guint64 size = mg_c_type_get_size (element);

  if (element->actual->kind != MG_C_SCALAR || (size != 1 && size != 2 && size != 4))
    return FALSE;
  return mg_maker_get_character_size (element) > 0
             ? !mg_words_has (words, MG_WORD_FORMAT) && !mg_words_has (words, MG_WORD_ELEMENT)
                   && !mg_words_has (words, MG_WORD_STRIDE)
             : mg_words_has (words, MG_WORD_TEXT) || mg_words_has (words, MG_WORD_ENCODING);
}

static void
make_array (MgMaker *maker, MgNode *node, const MgCType *element, guint64 count, gboolean is_open,
            MgOrder order)
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
  if (mg_words_has (node->words, MG_WORD_FORMAT) && node->words->given[MG_WORD_FORMAT]->choice == -1
      && node->size == 16)
    {
      node->format = (MgFormat) MG_FORMAT_INIT;
      node->format.kind = MG_FORMAT_GUID;
      return;
    }
  node->shape = MG_SHAPE_ARRAY;
  node->element =
      new_node (maker, MG_ROLE_ELEMENT, element, order, dup_element_words (maker, node->words, element));
}

static void
make_target (MgMaker *maker, MgNode *node, MgOrder order)
{
  const MgWords *words = node->words;
  const MgCType *type = node->type->actual->target;
  MgWords inner = { 0 };

  if (mg_words_has (words, MG_WORD_TO))
    {
      type = mg_c_unit_find_any_type (maker->structure->unit, words->given[MG_WORD_TO]->text);
      if (type == NULL)
        {
          mg_maker_warn (maker, words, MG_WORD_TO, MG_C_ERROR, _ ("there is no type “%s”"),
                         words->given[MG_WORD_TO]->text);
          return;
        }
    }
  if (type == NULL || !mg_c_type_is_complete (type) || mg_c_type_get_size (type) == 0)
    {
      mg_maker_warn (maker, words, MG_WORD_POINTER, MG_C_ERROR,
                     _ ("what it points to is not known: @to(type) tells"));
      return;
    }
  inner = *words;
  inner.given[MG_WORD_POINTER] = inner.given[MG_WORD_TO] = inner.given[MG_WORD_AT] = NULL;
  inner.given[MG_WORD_CASE] = inner.given[MG_WORD_IF] = inner.given[MG_WORD_HIDDEN] = NULL;
  node->target = mg_c_arena_new0 (maker->structure->arena, MgNode);
  node->target->role = MG_ROLE_TARGET;
  node->target->words = keep_words (maker, &inner);
  node->target->type = type;
  if (mg_words_has (words, MG_WORD_COUNT) || mg_words_has (words, MG_WORD_UNTIL)
      || mg_words_has (words, MG_WORD_TEXT) || mg_words_has (words, MG_WORD_ENCODING)
      || mg_words_has (words, MG_WORD_LENGTH))
    make_array (maker, node->target, type, 0, TRUE, order);
  else
    fill_node (maker, node->target, type, order);
}

/* What kind of place it is, by its type. */
static void
fill_node (MgMaker *maker, MgNode *node, const MgCType *type, MgOrder order)
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
      if (!mg_maker_is_known_record (type))
        {
          node->shape = MG_SHAPE_RECORD;
          node->record = get_record (maker, type, order);
          return;
        }
      break;
    default:
      break;
    }
  mg_maker_init_format (maker, &node->format, type, order);
  if (mg_words_has (node->words, MG_WORD_POINTER))
    {
      if (node->format.kind != MG_FORMAT_POINTER && node->format.kind != MG_FORMAT_SIGNED
          && node->format.kind != MG_FORMAT_UNSIGNED)
        mg_maker_warn (maker, node->words, MG_WORD_POINTER, MG_C_ERROR,
                       _ ("this is no integer and no pointer"));
      else
        make_target (maker, node, order);
    }
  else
    mg_maker_apply_meaning (maker, &node->format, node->words, type, node->size);
}

/* Warns of what means nothing where it stands. */
static void
check_use (MgMaker *maker, const MgNode *node)
{
  static const MgWord of_values[] = {
    MG_WORD_ENCODING, MG_WORD_TEXT, MG_WORD_ENUM, MG_WORD_FLAGS, MG_WORD_TIME, MG_WORD_UNIT, MG_WORD_SCALE,
    MG_WORD_BIAS, MG_WORD_FORMAT, MG_WORD_DIGITS,
  };
  const MgNode *meant = node->target != NULL ? node->target : node, *inner = meant;
  const MgWords *words = node->words;
  gboolean is_array = meant->shape == MG_SHAPE_ARRAY;

  while (inner->shape == MG_SHAPE_ARRAY)
    inner = inner->element;
  if (!is_array && !meant->is_text)
    for (guint i = 0; i < 2; i++)
      if (mg_words_has (words, i == 0 ? MG_WORD_COUNT : MG_WORD_UNTIL))
        mg_maker_warn (maker, words, i == 0 ? MG_WORD_COUNT : MG_WORD_UNTIL, MG_C_WARNING,
                       _ ("this is no array"));
  if (!is_array)
    for (guint i = 0; i < 2; i++)
      if (mg_words_has (words, i == 0 ? MG_WORD_STRIDE : MG_WORD_ELEMENT))
        mg_maker_warn (maker, words, i == 0 ? MG_WORD_STRIDE : MG_WORD_ELEMENT, MG_C_WARNING,
                       _ ("this is no array"));
  if (mg_words_has (words, MG_WORD_LENGTH) && !meant->is_text)
    mg_maker_warn (maker, words, MG_WORD_LENGTH, MG_C_WARNING, _ ("this is no text"));
  if (mg_words_has (words, MG_WORD_TO) && !mg_words_has (words, MG_WORD_POINTER))
    mg_maker_warn (maker, words, MG_WORD_TO, MG_C_WARNING, _ ("@pointer is missing"));
  if (mg_words_has (words, MG_WORD_TAG)
      && (inner->shape != MG_SHAPE_RECORD || inner->record->type->tag != MG_C_UNION))
    mg_maker_warn (maker, words, MG_WORD_TAG, MG_C_WARNING, _ ("this is no union"));
  if (mg_words_has (words, MG_WORD_LABEL) && inner->shape != MG_SHAPE_RECORD)
    mg_maker_warn (maker, words, MG_WORD_LABEL, MG_C_WARNING, _ ("this is no structure"));
  for (guint i = 0; i < G_N_ELEMENTS (of_values) && inner->shape == MG_SHAPE_RECORD; i++)
    if (mg_words_has (words, of_values[i]))
      mg_maker_warn (maker, words, of_values[i], MG_C_WARNING, _ ("this is no number and no text"));
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
    if (mg_words_has (words, moving[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_fixed (const MgNode *node)
{
  if (node->is_open)
    return FALSE;
  if (node->shape == MG_SHAPE_ARRAY && node->element->shape == MG_SHAPE_RECORD
      && node->element->record->words != NULL && mg_words_has (node->element->record->words, MG_WORD_SIZE))
    return FALSE;
  for (const MgGroup *group = node->group; group != NULL; group = group->outer)
    if (mg_words_has (group->words, MG_WORD_AT))
      return FALSE;
  return node->target != NULL ? !mg_words_has (node->words, MG_WORD_AT) : !is_moved (node->words);
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
  return mg_words_has (words, MG_WORD_ENDIAN) ? (MgOrder) words->given[MG_WORD_ENDIAN]->choice : order;
}

static void
add_bitfield (MgMaker *maker, MgNode *node, MgOrder order)
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
                    _ ("%s:%u: the bit-field “%s” can't be in an order of bytes that is not the ABI's"),
                    file != NULL ? file : "?", line, member->name);
    }
}

/* Returns: (nullable): its annotations */
static const MgWords *
add_member (MgMaker *maker, MgRecord *record, GPtrArray *members, const MgCMember *member, MgGroup *group,
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
  if (node->words != NULL)
    check_use (maker, node);
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
new_group (MgMaker *maker, const MgCMember *member, MgGroup *outer)
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
keep_array (MgMaker *maker, const GPtrArray *array)
{
  return mg_c_arena_copy (maker->structure->arena, array->pdata, array->len * sizeof (gpointer));
}

static void
finish_level (MgMaker *maker, MgRecord *record, Level *level)
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
add_members (MgMaker *maker, MgRecord *record, GPtrArray *members)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
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
      if (++maker->n_members > MG_LAYOUT_MAX_MEMBERS)
        {
          if (maker->error == NULL)
            mg_set_error (&maker->error, MG_ERROR_TOO_LARGE, NULL, _ ("more than %d members in each other"),
                          MG_LAYOUT_MAX_MEMBERS);
          for (guint i = 0; i < levels->len; i++)
            g_ptr_array_unref (g_array_index (levels, Level, i).cases);
          return;
        }
      member = &level->type->members[level->next++];
      if (member->name == NULL && member->type->actual->kind == MG_C_RECORD)
        {
          Level inner = { member->type->actual, 0, new_group (maker, member, level->group), level->order,
                          g_ptr_array_new () };

          words = inner.group->words;
          inner.order = choose_order (words, level->order);
          if (mg_words_has (words, MG_WORD_CASE))
            g_ptr_array_add (level->cases, (gpointer) words);
          g_array_append_val (levels, inner);
        }
      else if (member->name != NULL)
        {
          words = add_member (maker, record, members, member, level->group, level->order);
          if (mg_words_has (words, MG_WORD_CASE))
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
sort_members (MgMaker *maker, MgRecord *record)
{
  g_autoptr (GPtrArray) fixed = g_ptr_array_new (), moving = g_ptr_array_new ();
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
fill_record (MgMaker *maker, MgRecord *record)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
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
  MgMaker *maker;
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
        mg_word_reader_report (&check->maker->reader, MG_C_ERROR, check->argument->place, 1,
                               _ ("there is no “%s”"), names[0]);
      return TRUE;
    }
  for (guint i = 0; record != NULL && i < MG_FIELD_MAX_DEPTH; i++, record = record->outer)
    if (g_hash_table_contains (record->names, names[0]))
      return TRUE;
  /* the members that argmax compares are those of an element */
  if (record == NULL && !mg_c_unit_find_constant (check->maker->structure->unit, names[0], &value))
    mg_word_reader_report (&check->maker->reader, MG_C_ERROR, check->argument->place, 1,
                           _ ("there is no field and no constant “%s”"), names[0]);
  return TRUE;
}

static void
check_words (MgMaker *maker, const MgRecord *record, const MgWords *words)
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
check_record (MgMaker *maker, const MgRecord *record)
{
  const MgGroup *last = NULL;

  check_words (maker, record, record->words);
  for (guint i = 0; i < record->n_members; i++)
    {
      check_words (maker, record, record->members[i]->words);
      for (const MgGroup *group = record->members[i]->group; group != NULL && group != last;
           group = group->outer)
        check_words (maker, record, group->words);
      last = record->members[i]->group;
    }
}

/* --- Structures --- */

/* sizeof and offsetof, in bytes. */
gboolean
mg_structure_measure (const char *type_name, const char *member_path, gpointer data, guint64 *bytes,
                      GError **error)
{
  const MgCUnit *unit = data;
  const MgCType *type = mg_c_unit_find_any_type (unit, type_name);

  if (type == NULL)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("there is no type “%s”"), type_name);
      return FALSE;
    }
  if (member_path == NULL)
    {
      *bytes = mg_c_type_get_size (type);
      return TRUE;
    }
  if (mg_layout_find_member (type, member_path, bytes))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” has no member “%s”"), type_name, member_path);
  return FALSE;
}

static gboolean
fill_structure (MgMaker *maker)
{
  MgStructure *structure = maker->structure;
  MgNode *root;
  MgWords words = { 0 };
  gboolean any =
      read_type_words (maker, structure->type, structure->type->actual->kind != MG_C_RECORD, &words);

  root = new_node (maker, MG_ROLE_ROOT, structure->type, choose_order (any ? &words : NULL, structure->order),
                   any ? keep_words (maker, &words) : NULL);
  structure->root.node = root;
  for (guint i = 0; i < structure->queue->len && maker->error == NULL; i++)
    fill_record (maker, structure->queue->pdata[i]);
  for (guint i = 0; i < structure->queue->len && maker->error == NULL; i++)
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
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_c_diagnostic_free);
  const MgExpressionContext context = { mg_field_functions, mg_field_n_functions, mg_structure_measure, unit,
                                        FALSE };
  MgMaker maker = { 0 };

  g_return_val_if_fail (unit != NULL && type != NULL, NULL);
  if (!mg_c_type_is_complete (type))
    {
      g_autofree char *text = mg_c_type_dup_text (type);

      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("the layout of “%s” is not known"), text);
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
  maker.reader = (MgWordReader) { unit, structure->arena, structure->expressions, reports, &context };
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

const MgWordArgument *
mg_structure_get_word (MgStructure *structure, MgWord word)
{
  const MgNode *root = structure->root.node;

  if (mg_words_has (root->words, word))
    return root->words->given[word];
  return root->shape == MG_SHAPE_RECORD && mg_words_has (root->record->words, word)
             ? root->record->words->given[word]
             : NULL;
}

const char *
mg_structure_get_title (MgStructure *structure)
{
  const MgWordArgument *title = mg_structure_get_word (structure, MG_WORD_TITLE);

  return title != NULL ? title->text : NULL;
}

const char *const *
mg_structure_get_names (MgStructure *structure)
{
  static const char *const none[] = { NULL };
  const MgWordArgument *names = mg_structure_get_word (structure, MG_WORD_NAMES);

  return names != NULL ? names->texts : none;
}

gboolean
mg_structure_check_signature (MgStructure *structure, const MgFieldBytes *bytes, gboolean *has_signature)
{
  const MgWordArgument *signature = mg_structure_get_word (structure, MG_WORD_SIGNATURE);
  g_auto (MgLocator) locator = { 0 };
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
