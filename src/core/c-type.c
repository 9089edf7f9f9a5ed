#include "config.h"

#include "core/c-type.h"

#include <string.h>

/* --- Making types --- */

MgCType *
mg_c_type_new (MgCArena *arena, MgCTypeKind kind)
{
  MgCType *type = mg_c_arena_new0 (arena, MgCType);

  type->kind = kind;
  type->align = 1;
  type->actual = type->sized = type;
  return type;
}

const MgCType *
mg_c_type_new_scalar (MgCArena *arena, const MgAbi *abi, MgScalar scalar)
{
  MgCType *type = mg_c_type_new (arena, MG_C_SCALAR);

  type->scalar = scalar;
  type->size = abi->scalars[scalar].size;
  type->align = MAX (abi->scalars[scalar].align, 1);
  type->complete = type->size > 0;
  return type;
}

const MgCType *
mg_c_type_new_pointer (MgCArena *arena, const MgAbi *abi, const MgCType *target, guint size)
{
  MgCType *type = mg_c_type_new (arena, MG_C_POINTER);

  type->target = target;
  type->levels = target->levels + 1;
  type->size = size > 0 ? size : abi->pointer_size;
  type->align = (guint32) type->size;
  type->complete = TRUE;
  return type;
}

const MgCType *
mg_c_type_new_array (MgCArena *arena, const MgAbi *abi, const MgCType *target, guint64 count,
                     gboolean unbounded)
{
  MgCType *type = mg_c_type_new (arena, MG_C_ARRAY);

  type->target = target;
  type->levels = target->levels + 1;
  type->count = count;
  type->unbounded = unbounded;
  type->align = mg_c_type_get_align (target);
  type->required_align = mg_c_type_get_required_align (target);
  type->complete = !unbounded && mg_c_type_is_complete (target);
  if (!g_uint64_checked_mul (&type->size, mg_c_type_get_size (target), count)
      || type->size > MG_C_MAX_SIZE)
    return NULL;
  /* an element's size may be no multiple of its alignment; 32-bit Windows leaves that so */
  if (!abi->is_msvc || abi->pointer_size == 8)
    type->size = (type->size + type->align - 1) & ~(guint64) (type->align - 1);
  return type;
}

const MgCType *
mg_c_type_new_vector (MgCArena *arena, const MgAbi *abi, const MgCType *target, guint64 size)
{
  MgCType *type = mg_c_type_new (arena, MG_C_VECTOR);
  guint64 element = mg_c_type_get_size (target);

  if (element == 0 || size == 0 || size % element != 0 || size > (1 << 20)
      || (size / element & (size / element - 1)) != 0)
    return NULL;
  type->target = target;
  type->levels = target->levels + 1;
  type->count = size / element;
  type->size = size;
  type->align = (guint32) size;
  if (abi->max_vector_align > 0)
    type->align = MIN (type->align, abi->max_vector_align);
  type->complete = TRUE;
  return type;
}

const MgCType *
mg_c_type_new_complex (MgCArena *arena, const MgCType *target)
{
  MgCType *type = mg_c_type_new (arena, MG_C_COMPLEX);

  type->target = target;
  type->levels = target->levels + 1;
  type->count = 2;
  type->size = 2 * mg_c_type_get_size (target);
  type->align = mg_c_type_get_align (target);
  type->complete = TRUE;
  return type;
}

/* What attributes of a typedef asked for; 0 for none. */
static guint32
get_named_align (const MgCType *type)
{
  return type->sized != type ? type->required_align : 0;
}

const MgCType *
mg_c_type_new_qualified (MgCArena *arena, const MgAbi *abi, const MgCType *target, guint8 qualifiers)
{
  MgCType *type;

  if (target->kind == MG_C_QUALIFIED)
    {
      qualifiers |= target->qualifiers;
      target = target->target;
    }
  if (qualifiers == 0)
    return target;
  type = mg_c_type_new (arena, MG_C_QUALIFIED);
  type->levels = target->levels;
  type->qualifiers = qualifiers;
  type->target = target;
  type->actual = target->actual;
  type->sized = target->sized;
  type->required_align = get_named_align (target);
  if ((qualifiers & MG_C_ATOMIC) != 0 && mg_c_type_is_complete (target))
    {
      /* what fits is made a unit of a power of two, so that one instruction can store it */
      guint64 size = 1;

      type->size = mg_c_type_get_size (target);
      type->align = mg_c_type_get_align (target);
      while (size < type->size)
        size *= 2;
      if (size <= abi->max_atomic && type->size > 0)
        {
          type->size = size;
          type->align = MAX (type->align, (guint32) size);
        }
      type->complete = TRUE;
      type->sized = type;
    }
  return type;
}

const MgCType *
mg_c_type_new_typedef (MgCArena *arena, const char *name, const MgCType *target, guint32 align)
{
  MgCType *type = mg_c_type_new (arena, MG_C_TYPEDEF);

  type->name = name;
  type->target = target;
  type->levels = target->levels;
  type->actual = target->actual;
  type->sized = target->sized;
  type->required_align = align > 0 ? align : get_named_align (target);
  return type;
}

/* --- Asking types --- */

gboolean
mg_c_type_is_complete (const MgCType *type)
{
  return type->sized->complete;
}

guint64
mg_c_type_get_size (const MgCType *type)
{
  return type->sized->size;
}

guint32
mg_c_type_get_align (const MgCType *type)
{
  return type->sized != type && type->required_align > 0 ? type->required_align : type->sized->align;
}

guint32
mg_c_type_get_required_align (const MgCType *type)
{
  return MAX (type->required_align, type->sized->required_align);
}

const MgCType *
mg_c_type_get_element (const MgCType *type)
{
  while (type->actual->kind == MG_C_ARRAY)
    type = type->actual->target;
  return type;
}

gboolean
mg_c_type_is_integer (const MgCType *type)
{
  type = type->actual;
  if (type->kind == MG_C_ENUM)
    return TRUE;
  return type->kind == MG_C_SCALAR && type->scalar >= MG_SCALAR_BOOL && type->scalar <= MG_SCALAR_CHAR32;
}

MgScalar
mg_c_type_get_scalar (const MgCType *type)
{
  type = type->actual;
  if (type->kind == MG_C_ENUM)
    return type->target != NULL ? type->target->actual->scalar : MG_SCALAR_INT;
  return type->kind == MG_C_SCALAR ? type->scalar : MG_SCALAR_VOID;
}

gboolean
mg_c_type_is_same (const MgCType *a, const MgCType *b)
{
  a = a->actual;
  b = b->actual;
  while (a != b)
    {
      if (a->kind != b->kind || a->kind == MG_C_RECORD || a->kind == MG_C_ENUM || a->kind == MG_C_UNKNOWN)
        return FALSE;
      if (a->scalar != b->scalar || a->count != b->count || a->unbounded != b->unbounded
          || g_strcmp0 (a->name, b->name) != 0)
        return FALSE;
      if (a->target == NULL || b->target == NULL)
        return a->target == b->target;
      a = a->target->actual;
      b = b->target->actual;
    }
  return TRUE;
}

/* --- Their text --- */

static const char *const tags[] = { "struct", "union", "class" };

static void
prepend_qualifiers (GString *text, guint8 qualifiers)
{
  static const struct
  {
    guint8 qualifier;
    const char *text;
  } words[] = {
    { MG_C_CONST, "const" },
    { MG_C_VOLATILE, "volatile" },
    { MG_C_RESTRICT, "restrict" },
    { MG_C_ATOMIC, "_Atomic" },
  };

  for (guint i = G_N_ELEMENTS (words); i-- > 0;)
    if ((qualifiers & words[i].qualifier) != 0)
      {
        if (text->len > 0)
          g_string_prepend_c (text, ' ');
        g_string_prepend (text, words[i].text);
      }
}

static char *
dup_base_text (const MgCType *type)
{
  switch (type->kind)
    {
    case MG_C_SCALAR:
      return g_strdup (mg_scalar_to_string (type->scalar));
    case MG_C_RECORD:
      return type->name != NULL ? g_strconcat (tags[type->tag], " ", type->name, NULL)
                                : g_strdup (tags[type->tag]);
    case MG_C_ENUM:
      return type->name != NULL ? g_strconcat ("enum ", type->name, NULL) : g_strdup ("enum");
    default:
      return g_strdup (type->name != NULL ? type->name : "?");
    }
}

char *
mg_c_type_dup_text (const MgCType *type)
{
  g_autoptr (GString) around = g_string_new (NULL); /* what stands where a name would */
  g_autoptr (GString) qualified = NULL;
  g_autofree char *base = NULL, *element = NULL;
  guint8 qualifiers = 0;

  for (;; type = type->target)
    switch (type->kind)
      {
      case MG_C_POINTER:
      case MG_C_REFERENCE:
        prepend_qualifiers (around, qualifiers);
        g_string_prepend_c (around, type->kind == MG_C_POINTER ? '*' : '&');
        qualifiers = 0;
        break;
      case MG_C_ARRAY:
        if (around->len > 0 && strchr ("*&", around->str[0]) != NULL)
          {
            g_string_prepend_c (around, '(');
            g_string_append_c (around, ')');
          }
        if (type->unbounded)
          g_string_append (around, "[]");
        else
          g_string_append_printf (around, "[%" G_GUINT64_FORMAT "]", type->count);
        break;
      case MG_C_FUNCTION:
        if (around->len > 0)
          {
            g_string_prepend_c (around, '(');
            g_string_append_c (around, ')');
          }
        g_string_append_printf (around, "(%s)", type->name != NULL ? type->name : "");
        break;
      case MG_C_QUALIFIED:
        qualifiers |= type->qualifiers;
        break;
      case MG_C_COMPLEX:
        element = mg_c_type_dup_text (type->target);
        base = g_strconcat ("_Complex ", element, NULL);
        goto done;
      case MG_C_VECTOR:
        element = mg_c_type_dup_text (type->target);
        base = g_strdup_printf ("%s __vector(%" G_GUINT64_FORMAT ")", element, type->count);
        goto done;
      default:
        base = dup_base_text (type);
        goto done;
      }
done:
  qualified = g_string_new (base);
  prepend_qualifiers (qualified, qualifiers);
  if (around->len > 0 && around->str[0] != '[')
    g_string_append_c (qualified, ' ');
  g_string_append_len (qualified, around->str, (gssize) around->len);
  return g_string_free (g_steal_pointer (&qualified), FALSE);
}
