#include "config.h"

#include "core/layout-evidence.h"

#include "core/layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Zeros fit everything: they tell a tenth of what another value tells. */
#define OF_ZERO 0.1
/* Elements of an array that are looked at, and values in all. */
#define MAX_ELEMENTS 16
#define MAX_VALUES 4096

typedef struct
{
  MgEvidenceReader *reader;
  GString *path;
  guint8 *covered;  /* for each byte, whether a member has it */
  guint n_values;
  gboolean in_union; /* one of several things that may be there: they tell nothing */
} Walk;

static void
add (Walk *walk, double score, double weight, const char *format, ...) G_GNUC_PRINTF (4, 5);

static void
add (Walk *walk, double score, double weight, const char *format, ...)
{
  MgEvidenceReader *reader = walk->reader;
  MgLayoutEvidence evidence = { .score = score, .weight = weight };
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  evidence.text = mg_c_arena_strndup (reader->arena, text, strlen (text));
  if (walk->path->len > 0)
    evidence.path = mg_c_arena_strndup (reader->arena, walk->path->str, walk->path->len);
  g_array_append_val (reader->evidence, evidence);
}

/* In texts that are translated. */
static const char *
number (Walk *walk, guint64 value)
{
  return mg_c_arena_printf (walk->reader->arena, "%" G_GUINT64_FORMAT, value);
}

/* Whether all of these bytes are there and were read. */
static gboolean
is_known (const MgEvidenceReader *reader, guint64 offset, guint64 size)
{
  if (offset > reader->n_bytes || size > reader->n_bytes - offset)
    return FALSE;
  for (guint64 i = offset; i < offset + size; i++)
    if (reader->states[i] != MG_BYTE_OK)
      return FALSE;
  return TRUE;
}

static gboolean
is_zero (const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (bytes[i] != 0)
      return FALSE;
  return TRUE;
}

/* A little-endian integer of up to 64 bits, from any bit on. */
static guint64
get_bits (const guint8 *bytes, guint first_bit, guint n_bits)
{
  guint64 value = 0;

  for (guint i = 0; i < n_bits; i++)
    if ((bytes[(first_bit + i) / 8] >> (first_bit + i) % 8 & 1) != 0)
      value |= G_GUINT64_CONSTANT (1) << i;
  return value;
}

/* --- Text --- */

/* The character at a unit: (gunichar) -1 where there is none. */
static gunichar
get_character (const guint8 *bytes, guint64 left, guint unit, guint *length)
{
  gunichar c;

  *length = unit;
  if (unit == 1)
    {
      if (*bytes == 0)
        return 0;
      c = g_utf8_get_char_validated ((const char *) bytes, (gssize) left);
      /* Latin-1 is text as well */
      if (c == (gunichar) -1 || c == (gunichar) -2)
        return *bytes >= 0xa0 ? *bytes : (gunichar) -1;
      *length = MAX ((guint) g_unichar_to_utf8 (c, NULL), 1);
      return c;
    }
  c = (gunichar) get_bits (bytes, 0, unit * 8);
  if (unit == 2 && c >= 0xd800 && c < 0xdc00 && left >= 4)
    {
      gunichar low = (gunichar) get_bits (bytes + 2, 0, 16);

      if (low < 0xdc00 || low > 0xdfff)
        return (gunichar) -1;
      *length = 4;
      return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  return g_unichar_validate (c) ? c : (gunichar) -1;
}

/* Text is text up to its NUL; what is behind that tells nothing. */
static void
look_at_text (Walk *walk, const guint8 *bytes, guint64 size, guint unit)
{
  guint n_good = 0, n_wide = 0, n_characters = 0, length;

  if (is_zero (bytes, size))
    {
      add (walk, 1, OF_ZERO, _ ("no text"));
      return;
    }
  for (guint64 i = 0; i + unit <= size; i += length)
    {
      gunichar c = get_character (bytes + i, size - i, unit, &length);

      if (c == 0)
        break;
      n_characters++;
      if (c != (gunichar) -1 && (g_unichar_isprint (c) || g_unichar_isspace (c)))
        n_good++;
      if (c != (gunichar) -1 && c >= 0x250)
        n_wide++;
    }
  if (n_characters == 0)
    add (walk, 0.25, 0.5, _ ("a NUL, and something behind it"));
  else if (n_good < n_characters)
    add (walk, 0, 1, _ ("no text: %u of %u characters"), n_characters - n_good, n_characters);
  else if (unit > 1 && n_wide == n_characters && n_characters > 1)
    add (walk, 0.4, 1, _ ("text in rare characters")); /* what letters of one byte look like in pairs */
  else
    add (walk, 1, 1 + MIN (n_characters, 16) / 16.0, _ ("text"));
}

/* --- Numbers --- */

static void
look_at_real (Walk *walk, const guint8 *bytes, guint64 size, MgScalar scalar)
{
  const double least = 1e-12, most = 1e15;
  double value, magnitude;
  float single;

  if (scalar == MG_SCALAR_FLOAT)
    {
      memcpy (&single, bytes, sizeof single);
      value = single;
    }
  else if (scalar == MG_SCALAR_DOUBLE || (scalar == MG_SCALAR_LDOUBLE && size == 8))
    memcpy (&value, bytes, sizeof value);
  else
    return;
  magnitude = fabs (value);
  if (value == 0)
    add (walk, signbit (value) ? 0.5 : 1, OF_ZERO, _ ("0"));
  else if (!isfinite (value))
    add (walk, 0.2, 1, _ ("no number"));
  else if (magnitude < least || magnitude > most)
    add (walk, 0, 1, _ ("%g: too small or too large to be meant"), value);
  else
    add (walk, 1, 1, "%g", value);
}

static void
look_at_enum (Walk *walk, const MgCType *type, guint64 value, guint n_bits)
{
  guint64 mask = n_bits < 64 ? (G_GUINT64_CONSTANT (1) << n_bits) - 1 : G_MAXUINT64, all = 0;

  for (guint i = 0; i < type->n_constants; i++)
    {
      all |= type->constants[i].value & mask;
      if ((type->constants[i].value & mask) != value)
        continue;
      add (walk, 1, value == 0 ? OF_ZERO : 1, "%s", type->constants[i].name);
      return;
    }
  if (type->n_constants == 0)
    return;
  if (value != 0 && (value & ~all) == 0)
    add (walk, 0.7, 0.5, _ ("several constants"));
  else
    add (walk, 0, 1, _ ("%s is none of its constants"), number (walk, value));
}

static void
look_at_pointer (Walk *walk, guint64 value, guint64 size)
{
  const guint64 least = 0x10000; /* where no system maps anything */
  guint64 most = size == 8 ? G_GUINT64_CONSTANT (1) << 48 : G_GUINT64_CONSTANT (1) << 32;
  char address[20];

  g_snprintf (address, sizeof address, "%" G_GINT64_MODIFIER "x", value);

  if (value == 0)
    add (walk, 1, OF_ZERO, _ ("null"));
  else if (value < least || value >= most)
    add (walk, 0, 1, _ ("0x%s: no address"), address);
  else
    add (walk, 1, 0.5, _ ("an address"));
}

/* Small numbers are what is mostly stored in wide integers; half of one and half of the next are not. */
static void
look_at_integer (Walk *walk, guint64 value, guint n_bits, gboolean is_signed)
{
  gint64 signed_value = n_bits < 64 && is_signed ? (gint64) (value << (64 - n_bits)) >> (64 - n_bits)
                                                 : (gint64) value;
  guint64 magnitude = is_signed && signed_value < 0 ? -(guint64) signed_value : value;

  if (n_bits < 32)
    return;
  if (value == 0)
    add (walk, 1, OF_ZERO, _ ("0"));
  else if (magnitude < 1 << 20)
    add (walk, 1, 0.4, "%" G_GINT64_FORMAT, signed_value);
  else if (n_bits > 32 && magnitude >> 52 != 0 && magnitude >> 57 == 0)
    add (walk, 0.8, 0.1, _ ("a large number")); /* FILETIME and ns */
  else if (n_bits > 32 && magnitude >> 57 != 0 && (magnitude & 0xffffffff) != 0)
    add (walk, 0.3, 0.3, _ ("a huge number"));
}

static void
look_at_scalar (Walk *walk, const MgCType *type, const guint8 *bytes, guint first_bit, guint n_bits,
                guint64 size)
{
  const MgAbi *abi = walk->reader->abi;
  const MgCType *actual = type->actual;
  guint64 value = n_bits <= 64 ? get_bits (bytes, first_bit, n_bits) : 0;

  if (actual->kind == MG_C_ENUM)
    look_at_enum (walk, actual, value, n_bits);
  else if (actual->kind == MG_C_POINTER || actual->kind == MG_C_REFERENCE)
    look_at_pointer (walk, value, size);
  else if (actual->kind != MG_C_SCALAR || n_bits > 64)
    return;
  else if (actual->scalar == MG_SCALAR_BOOL)
    {
      if (value > 1)
        add (walk, 0, 1, _ ("%s is neither true nor false"), number (walk, value));
      else
        add (walk, 1, value == 0 ? OF_ZERO : 0.7, value != 0 ? "true" : "false");
    }
  else if (mg_abi_get_class (abi, actual->scalar) == MG_SCALAR_CLASS_REAL)
    look_at_real (walk, bytes, size, actual->scalar);
  else if (first_bit == 0 && n_bits == size * 8)
    look_at_integer (walk, value, n_bits, mg_abi_get_class (abi, actual->scalar) == MG_SCALAR_CLASS_SIGNED);
}

/* --- Members --- */

static guint
get_character_size (const MgAbi *abi, const MgCType *element)
{
  switch (element->actual->kind == MG_C_SCALAR ? element->actual->scalar : MG_SCALAR_VOID)
    {
    case MG_SCALAR_CHAR:
    case MG_SCALAR_CHAR8:
    case MG_SCALAR_WCHAR:
    case MG_SCALAR_CHAR16:
    case MG_SCALAR_CHAR32:
      return abi->scalars[element->actual->scalar].size;
    default:
      break;
    }
  /* C has no other types for them than integers with these names */
  for (; element->kind == MG_C_TYPEDEF || element->kind == MG_C_QUALIFIED; element = element->target)
    if (element->kind == MG_C_TYPEDEF
        && (strcmp (element->name, "wchar_t") == 0 || strcmp (element->name, "WCHAR") == 0
            || strcmp (element->name, "TCHAR") == 0 || strcmp (element->name, "char16_t") == 0
            || strcmp (element->name, "char32_t") == 0))
      return (guint) mg_c_type_get_size (element);
  return 0;
}

static void
cover (Walk *walk, guint64 offset, guint64 size)
{
  guint64 n_bytes = walk->reader->n_bytes;

  if (offset < n_bytes)
    memset (walk->covered + offset, 1, MIN (size, n_bytes - offset));
}

static void look_at (Walk *walk, const MgCType *type, guint64 offset);

static void
look_at_array (Walk *walk, const MgCType *array, guint64 offset)
{
  const MgCType *element = array->target;
  guint64 size = mg_c_type_get_size (element), count = array->unbounded ? 0 : array->count;
  guint unit = get_character_size (walk->reader->abi, element);
  gsize length = walk->path->len;

  cover (walk, offset, size * count);
  if (unit > 0 && count > 1)
    {
      if (!walk->in_union && is_known (walk->reader, offset, size * count))
        look_at_text (walk, walk->reader->bytes + offset, size * count, unit);
      return;
    }
  for (guint64 i = 0; i < MIN (count, MAX_ELEMENTS) && size > 0; i++)
    {
      /* padding in an element is covered by the array: it is uncovered where the element is looked at */
      if (offset + i * size < walk->reader->n_bytes)
        memset (walk->covered + offset + i * size, 0, MIN (size, walk->reader->n_bytes - offset - i * size));
      g_string_append_printf (walk->path, "[%" G_GUINT64_FORMAT "]", i);
      look_at (walk, element, offset + i * size);
      g_string_truncate (walk->path, length);
    }
}

static void
look_at_members (Walk *walk, const MgCType *record, guint64 offset)
{
  gboolean in_union = walk->in_union;

  walk->in_union |= record->tag == MG_C_UNION;
  for (guint i = 0; i < record->n_members && walk->n_values < MAX_VALUES; i++)
    {
      const MgCMember *member = &record->members[i];
      guint64 at = offset + member->bit_offset / 8;
      gsize length = walk->path->len;

      if (member->name != NULL)
        g_string_append_printf (walk->path, "%s%s", length > 0 ? "." : "", member->name);
      if (!member->is_bitfield)
        look_at (walk, member->type, at);
      else
        {
          guint first_bit = (guint) (member->bit_offset % 8);
          guint n_bytes = (first_bit + member->bit_size + 7) / 8;

          cover (walk, at, n_bytes);
          walk->n_values++;
          if (member->name != NULL && !walk->in_union && is_known (walk->reader, at, n_bytes))
            look_at_scalar (walk, member->type, walk->reader->bytes + at, first_bit, member->bit_size,
                            mg_c_type_get_size (member->type));
        }
      g_string_truncate (walk->path, length);
    }
  walk->in_union = in_union;
}

static void
look_at (Walk *walk, const MgCType *type, guint64 offset)
{
  const MgCType *actual = type->actual;
  guint64 size = mg_c_type_get_size (type);

  /* what has no bytes may have any number of others in it */
  if (size == 0 || offset >= walk->reader->n_bytes || walk->n_values >= MAX_VALUES)
    return;
  if (actual->kind == MG_C_RECORD)
    look_at_members (walk, actual, offset);
  else if (actual->kind == MG_C_ARRAY)
    look_at_array (walk, actual, offset);
  else
    {
      cover (walk, offset, size);
      walk->n_values++;
      if (!walk->in_union && is_known (walk->reader, offset, size))
        look_at_scalar (walk, type, walk->reader->bytes + offset, 0, (guint) MIN (size * 8, 1024), size);
    }
}

/* --- The structure as a whole --- */

static void
look_at_padding (Walk *walk)
{
  const MgEvidenceReader *reader = walk->reader;
  guint64 n_padding = 0, n_set = 0, first = 0;

  for (guint64 i = 0; i < reader->n_bytes; i++)
    {
      if (walk->covered[i] || reader->states[i] != MG_BYTE_OK)
        continue;
      n_padding++;
      if (reader->bytes[i] != 0 && n_set++ == 0)
        first = i;
    }
  if (n_padding == 0)
    return;
  if (n_set > 0)
    add (walk, 0, 1 + MIN (n_set, 8) / 8.0, _ ("padding is not zero, first at %s"), number (walk, first));
  else
    add (walk, 1, 0.2, _ ("padding is zero"));
}

/* An object may be rounded up to pages, or hold several; it is never too small. */
static void
look_at_size (Walk *walk, guint64 size)
{
  const guint64 page = 4096;
  guint64 object_size = walk->reader->object_size;

  if (size > object_size)
    add (walk, 0, 4, _ ("larger than the object: %s bytes of %s"), number (walk, size),
         number (walk, object_size));
  else if (size == object_size && size % page != 0)
    add (walk, 1, 2, _ ("as large as the object"));
  else if (object_size % page != 0 && (size == 0 || object_size % size != 0))
    add (walk, 0.4, 0.2, _ ("the object has %s bytes, which is no multiple"), number (walk, object_size));
}

void
mg_evidence_read (MgEvidenceReader *reader, const MgCType *type)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autofree guint8 *covered = g_malloc0 (MAX (reader->n_bytes, 1));
  Walk walk = { .reader = reader, .path = path, .covered = covered };

  look_at (&walk, type, 0);
  g_string_truncate (path, 0);
  if (walk.n_values < MAX_VALUES)
    look_at_padding (&walk);
  look_at_size (&walk, mg_c_type_get_size (type));
}

/* What tells little is not to move the score far from the middle: as much as this says nothing. */
#define PRIOR_WEIGHT 1.0

double
mg_evidence_get_score (const GArray *evidence)
{
  double weight = PRIOR_WEIGHT, sum = 0.5 * weight;

  for (guint i = 0; i < evidence->len; i++)
    {
      const MgLayoutEvidence *one = &g_array_index (evidence, MgLayoutEvidence, i);

      sum += one->score * one->weight;
      weight += one->weight;
    }
  return sum / weight;
}
