#include "config.h"

#include "core/name.h"

#include "core/error.h"
#include "core/name-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The path says all; the texts are made from it once, and from nothing else, so that equal paths
 * print equally whatever way they were written. */
struct _MgName
{
  gatomicrefcount ref_count;
  MgKind kind;
  guint hash;
  char *text;          /* canonical */
  const char *label;   /* the end of text */
  char *namespace_text;

  char *posix_path;    /* MG_KIND_POSIX: below /dev/shm */

  guint16 *nt_path;    /* MG_KIND_SECTION: full, with a 0 behind it that does not count */
  gsize nt_length;
  MgScope scope;
  guint32 session;
  gboolean own_session;
};

static const char *const kind_names[MG_N_KINDS] = {
  [MG_KIND_POSIX] = "posix",
  [MG_KIND_SECTION] = "section",
};

/* What a text or a path can have wrong with it; translated where it is reported. */
typedef struct
{
  const char *message;
  const char *hint;
} Problem;

G_STATIC_ASSERT (MG_NAME_MAX_BYTES == 4095 && MG_NAME_MAX_UNITS == 32766);
#define COMPONENT_MAX_BYTES 255 /* NAME_MAX of tmpfs */

static const Problem no_name = {
  N_ ("no name follows"),
  N_ ("Write the name of an object behind it."),
};
static const Problem not_utf8 = {
  N_ ("the name is not valid UTF-8"),
  /* xgettext:no-c-format */
  N_ ("Write a byte that is no text as %XX, with its two hexadecimal digits."),
};
static const Problem empty_component = {
  N_ ("two separators follow each other"),
  N_ ("Write each separator once, a backslash that source code doubles too."),
};
static const Problem ends_in_separator = {
  N_ ("the name ends with a separator"),
  N_ ("Write the name of an object, not of a directory."),
};
static const Problem dots = {
  N_ ("“.” and “..” cannot be part of a name"),
  N_ ("POSIX objects are looked for below /dev/shm, and nowhere else."),
};
static const Problem has_nul = {
  N_ ("a POSIX name cannot contain a NUL byte"), NULL
};
static const Problem too_many_bytes = {
  N_ ("the name is longer than 4095 bytes"), NULL
};
static const Problem long_component = {
  N_ ("a part of the name is longer than 255 bytes"),
  N_ ("The system keeps no file of such a name."),
};
static const Problem too_many_units = {
  N_ ("the name is longer than 32766 UTF-16 units"), NULL
};

static void
set_problem (GError **error, const char *text, const Problem *problem)
{
  g_autofree char *quoted = mg_text_quote (text);

  mg_set_error (error, MG_ERROR_BAD_NAME, problem->hint != NULL ? _ (problem->hint) : NULL,
                "“%s”: %s", quoted, _ (problem->message));
}

/* Returns: (nullable): what keeps these bytes below /dev/shm from being a name */
static const Problem *
check_posix (const char *path, gsize length)
{
  gsize start = 0;

  if (length == 0)
    return &no_name;
  if (length > MG_NAME_MAX_BYTES)
    return &too_many_bytes;
  if (memchr (path, 0, length) != NULL)
    return &has_nul;
  for (gsize i = 0; i <= length; i++)
    {
      gsize n = i - start;

      if (i < length && path[i] != '/')
        continue;
      if (n == 0)
        return i == length ? &ends_in_separator : &empty_component;
      if (path[start] == '.' && (n == 1 || (n == 2 && path[start + 1] == '.')))
        return &dots;
      if (n > COMPONENT_MAX_BYTES)
        return &long_component;
      start = i + 1;
    }
  return NULL;
}

/* Object directories know no "." and "..", and any unit but '\' may be part of a name. */
static const Problem *
check_section (const guint16 *path, gsize length)
{
  if (length == 0)
    return &no_name;
  if (length > MG_NAME_MAX_UNITS)
    return &too_many_units;
  if (path[length - 1] == '\\')
    return &ends_in_separator;
  for (gsize i = 0; i < length; i++)
    if (path[i] == '\\' && (i == 0 || path[i - 1] == '\\'))
      return &empty_component;
  return NULL;
}

static MgName *
name_new (MgKind kind, const void *path, gsize n_bytes)
{
  MgName *name = g_new0 (MgName, 1);
  guint32 hash = 2166136261u ^ (guint32) kind; /* FNV-1a */

  for (gsize i = 0; i < n_bytes; i++)
    hash = (hash ^ ((const guint8 *) path)[i]) * 16777619u;
  g_atomic_ref_count_init (&name->ref_count);
  name->kind = kind;
  name->hash = hash;
  return name;
}

/* @path was checked. */
static MgName *
name_new_posix (const char *path, gsize length, const MgNameContext *context)
{
  MgName *name = name_new (MG_KIND_POSIX, path, length);
  GString *text = g_string_new (context->native_kind == MG_KIND_POSIX ? "/" : "posix:/");
  gsize label = text->len;

  mg_name_text_append_posix (text, path, length);
  name->posix_path = g_strndup (path, length);
  name->text = g_string_free (text, FALSE);
  name->label = name->text + label;
  name->namespace_text = g_strdup ("/dev/shm");
  return name;
}

/* Returns: whether @units begins with @ascii; @length is then how long that is */
static gboolean
units_have_prefix (const guint16 *units, gsize n_units, const char *ascii, gsize *length)
{
  gsize i;

  for (i = 0; ascii[i] != '\0'; i++)
    if (i == n_units || units[i] != (guint16) (guchar) ascii[i])
      return FALSE;
  *length = i;
  return TRUE;
}

/* Reads a session's number as the system writes it: decimal, without leading zeros, 32 bits.
 * Returns: how many digits it has, 0 where there is none */
static gsize
parse_session (const guint16 *units, gsize n_units, guint32 *session)
{
  guint64 value = 0;
  gsize i;

  for (i = 0; i < n_units && units[i] >= '0' && units[i] <= '9'; i++)
    {
      value = value * 10 + (units[i] - '0');
      if (value > G_MAXUINT32 || (i == 1 && units[0] == '0'))
        return 0;
    }
  *session = (guint32) value;
  return i;
}

/* Which namespace a full path, with its leading '\', lies in.
 * Returns: how many units of it are the namespace's directory and the separator behind it */
static gsize
find_scope (const guint16 *path, gsize length, MgScope *scope, guint32 *session)
{
  gsize at, n;

  *scope = MG_SCOPE_GLOBAL;
  *session = 0;
  if (units_have_prefix (path, length, "\\BaseNamedObjects\\", &at) && at < length)
    return at;
  if (units_have_prefix (path, length, "\\Sessions\\", &at))
    {
      gsize n_digits = parse_session (path + at, length - at, session);

      at += n_digits;
      if (n_digits > 0 && units_have_prefix (path + at, length - at, "\\BaseNamedObjects\\", &n)
          && at + n < length)
        {
          if (*session != 0) /* session 0 has the global names */
            *scope = MG_SCOPE_SESSION;
          return at + n;
        }
    }
  *scope = MG_SCOPE_ROOT;
  *session = 0;
  return 1;
}

static void
append_ascii (GArray *units, const char *ascii)
{
  for (; *ascii != '\0'; ascii++)
    {
      guint16 unit = (guchar) *ascii;

      g_array_append_val (units, unit);
    }
}

/* The directory of a namespace, with the separator behind it. */
static GArray *
new_directory (MgScope scope, guint32 session)
{
  GArray *units = g_array_new (TRUE, FALSE, sizeof (guint16));

  if (scope == MG_SCOPE_SESSION && session != 0)
    {
      g_autofree char *directory = g_strdup_printf ("\\Sessions\\%u\\BaseNamedObjects\\", session);

      append_ascii (units, directory);
    }
  else if (scope == MG_SCOPE_ROOT)
    append_ascii (units, "\\");
  else
    append_ascii (units, "\\BaseNamedObjects\\");
  return units;
}

/* @path: (transfer full): a full path
 * Returns: NULL with @problem */
static MgName *
name_new_section (GArray *path, const MgNameContext *context, const Problem **problem)
{
  g_autoptr (GArray) nt_path = path;
  const guint16 *units = (const guint16 *) (gpointer) nt_path->data;
  MgName *name;
  GString *text;
  MgScope scope;
  guint32 session;
  gsize skip = find_scope (units, nt_path->len, &scope, &session);

  *problem = check_section (units + skip, nt_path->len - skip);
  if (*problem != NULL)
    return NULL;

  /* \Sessions\0\BaseNamedObjects is another way to write \BaseNamedObjects */
  if (scope == MG_SCOPE_GLOBAL && units[1] == 'S')
    {
      g_autoptr (GArray) global = new_directory (scope, 0);

      g_array_append_vals (global, units + skip, nt_path->len - (guint) skip);
      return name_new_section (g_steal_pointer (&global), context, problem);
    }

  name = name_new (MG_KIND_SECTION, units, nt_path->len * sizeof *units);
  name->nt_length = nt_path->len;
  name->scope = scope;
  name->session = session;
  name->own_session = scope == MG_SCOPE_SESSION && session == context->session;

  if (scope == MG_SCOPE_ROOT)
    name->namespace_text = NULL; /* in front of the last component, below */
  else if (scope == MG_SCOPE_GLOBAL)
    name->namespace_text = g_strdup ("Global");
  else if (name->own_session)
    name->namespace_text = g_strdup ("Local");
  else
    name->namespace_text = g_strdup_printf ("Session\\%u", session);

  text = g_string_new (name->namespace_text);
  g_string_append_c (text, '\\');
  mg_name_text_append_section (text, units + skip, nt_path->len - skip);
  name->text = g_string_free (text, FALSE);
  if (scope == MG_SCOPE_ROOT)
    {
      name->label = strrchr (name->text, '\\') + 1;
      name->namespace_text = name->label == name->text + 1
          ? g_strdup ("\\") : g_strndup (name->text, (gsize) (name->label - 1 - name->text));
    }
  else
    name->label = name->text + strlen (name->namespace_text) + 1;
  name->nt_path = (guint16 *) (gpointer) g_array_free (g_steal_pointer (&nt_path), FALSE);
  return name;
}

static void
set_bad_escape (GError **error, const char *text, const char *escape, MgKind kind)
{
  g_autofree char *quoted = mg_text_quote (text);
  const char *hint;

  if (kind == MG_KIND_POSIX && escape[1] == 'u')
    /* xgettext:no-c-format */
    hint = _ ("%uXXXX is for sections. Write the bytes of a POSIX name as %XX each, and %25 for a "
             "percent sign.");
  else if (kind == MG_KIND_POSIX)
    /* xgettext:no-c-format */
    hint = _ ("Write %25 for a percent sign, and %XX for a byte.");
  else
    /* xgettext:no-c-format */
    hint = _ ("Write %25 for a percent sign, and %uXXXX for a UTF-16 unit.");
  mg_set_error (error, MG_ERROR_BAD_NAME, hint,
                "“%s”: %s", quoted, _ ("there is a percent sign that begins no escape"));
}

static MgName *
parse_posix (const char *text, const char *rest, const MgNameContext *context, GError **error)
{
  g_autoptr (GByteArray) path = g_byte_array_new ();
  const Problem *problem;

  if (*rest == '/')
    rest++;
  while (*rest != '\0' && path->len <= MG_NAME_MAX_BYTES)
    {
      guint16 value = (guchar) *rest;
      gsize n = *rest == '%' ? mg_name_text_parse_escape (rest, MG_KIND_POSIX, &value) : 1;
      guint8 byte = (guint8) value;

      if (n == 0)
        {
          set_bad_escape (error, text, rest, MG_KIND_POSIX);
          return NULL;
        }
      g_byte_array_append (path, &byte, 1);
      rest += n;
    }

  problem = check_posix ((const char *) path->data, path->len);
  if (problem != NULL)
    {
      set_problem (error, text, problem);
      return NULL;
    }
  return name_new_posix ((const char *) path->data, path->len, context);
}

/* Finds what stands in front of a section's name.
 * Returns: how many bytes of @text that is, 0 where there is nothing of the kind */
static gsize
parse_scope (const char *text, const MgNameContext *context, MgScope *scope, guint32 *session)
{
  *session = 0;
  if (text[0] == '\\')
    {
      *scope = MG_SCOPE_ROOT;
      return 1;
    }
  if (g_str_has_prefix (text, "Global\\"))
    {
      *scope = MG_SCOPE_GLOBAL;
      return strlen ("Global\\");
    }
  *scope = MG_SCOPE_SESSION;
  if (g_str_has_prefix (text, "Local\\"))
    {
      *session = context->session;
      return strlen ("Local\\");
    }
  if (g_str_has_prefix (text, "Session\\"))
    {
      guint16 digits[11]; /* one more than 32 bits have */
      gsize start = strlen ("Session\\"), n;

      for (n = 0; n < G_N_ELEMENTS (digits) && g_ascii_isdigit (text[start + n]); n++)
        digits[n] = (guchar) text[start + n];
      if (parse_session (digits, n, session) > 0 && text[start + n] == '\\')
        return start + n + 1;
    }
  *session = context->session;
  return 0;
}

static MgName *
parse_section (const char *text, const char *rest, const MgNameContext *context, GError **error)
{
  GArray *path;
  MgName *name;
  const Problem *problem;
  MgScope scope;
  guint32 session;

  rest += parse_scope (rest, context, &scope, &session);
  if (*rest == '\0')
    {
      set_problem (error, text, &no_name);
      return NULL;
    }
  path = new_directory (scope, session);
  while (*rest != '\0' && path->len <= 2 * MG_NAME_MAX_UNITS)
    {
      guint16 units[2];
      guint n_units = 1;
      gsize n;

      if (*rest == '%')
        n = mg_name_text_parse_escape (rest, MG_KIND_SECTION, &units[0]);
      else
        {
          gunichar c = g_utf8_get_char (rest);

          n = g_utf8_skip[(guchar) *rest];
          if (c < 0x10000)
            units[0] = (guint16) c;
          else
            {
              units[0] = (guint16) (0xD800 + ((c - 0x10000) >> 10));
              units[1] = (guint16) (0xDC00 + ((c - 0x10000) & 0x3FF));
              n_units = 2;
            }
        }
      if (n == 0)
        {
          set_bad_escape (error, text, rest, MG_KIND_SECTION);
          g_array_unref (path);
          return NULL;
        }
      g_array_append_vals (path, units, n_units);
      rest += n;
    }

  name = name_new_section (path, context, &problem);
  if (name == NULL)
    set_problem (error, text, problem);
  return name;
}

MgName *
mg_name_parse (const char *text, const MgNameContext *context, GError **error)
{
  MgKind kind;
  const char *rest = text;
  MgScope scope;
  guint32 session;

  g_return_val_if_fail (text != NULL && context != NULL, NULL);

  if (text[0] == '\0')
    {
      mg_set_error (error, MG_ERROR_BAD_NAME, _ ("Write the name of a shared-memory object."),
                    _ ("the name is empty"));
      return NULL;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      set_problem (error, text, &not_utf8);
      return NULL;
    }

  kind = context->native_kind;
  if (kind == MG_KIND_POSIX && parse_scope (text, context, &scope, &session) > 0)
    kind = MG_KIND_SECTION;
  for (guint i = 0; i < MG_N_KINDS; i++)
    {
      gsize n = strlen (kind_names[i]);

      if (strncmp (text, kind_names[i], n) == 0 && text[n] == ':')
        {
          kind = (MgKind) i;
          rest = text + n + 1;
        }
    }
  return kind == MG_KIND_POSIX ? parse_posix (text, rest, context, error)
                               : parse_section (text, rest, context, error);
}

MgName *
mg_name_new_posix (const char *path, gssize length, const MgNameContext *context)
{
  gsize n = length < 0 ? strlen (path) : (gsize) length;

  g_return_val_if_fail (context != NULL, NULL);

  return check_posix (path, n) == NULL ? name_new_posix (path, n, context) : NULL;
}

MgName *
mg_name_new_section (MgScope scope, guint32 session, const guint16 *path, gsize length,
                     const MgNameContext *context)
{
  const Problem *problem;
  GArray *full;

  g_return_val_if_fail (context != NULL, NULL);

  /* what is no name below the directory is none in a directory further down either */
  if (length > G_MAXUINT16 || (length > 0 && path[0] == '\\'))
    return NULL;
  full = new_directory (scope, session);
  g_array_append_vals (full, path, (guint) length);
  return name_new_section (full, context, &problem);
}

MgName *
mg_name_new_section_from_path (const guint16 *path, gsize length, const MgNameContext *context)
{
  if (length == 0 || path[0] != '\\')
    return NULL;
  return mg_name_new_section (MG_SCOPE_ROOT, 0, path + 1, length - 1, context);
}

MgName *
mg_name_ref (MgName *name)
{
  g_atomic_ref_count_inc (&name->ref_count);
  return name;
}

void
mg_name_unref (MgName *name)
{
  if (name == NULL || !g_atomic_ref_count_dec (&name->ref_count))
    return;
  g_free (name->text);
  g_free (name->namespace_text);
  g_free (name->posix_path);
  g_free (name->nt_path);
  g_free (name);
}

MgKind
mg_name_get_kind (const MgName *name)
{
  return name->kind;
}

const char *
mg_name_get_text (const MgName *name)
{
  return name->text;
}

const char *
mg_name_get_label (const MgName *name)
{
  return name->label;
}

const char *
mg_name_get_namespace (const MgName *name)
{
  return name->namespace_text;
}

const char *
mg_name_get_posix_path (const MgName *name)
{
  return name->posix_path;
}

const guint16 *
mg_name_get_nt_path (const MgName *name, gsize *length)
{
  if (length != NULL)
    *length = name->nt_length;
  return name->nt_path;
}

MgScope
mg_name_get_scope (const MgName *name)
{
  return name->scope;
}

guint32
mg_name_get_session (const MgName *name)
{
  return name->session;
}

gboolean
mg_name_equal (gconstpointer a, gconstpointer b)
{
  const MgName *x = a, *y = b;

  if (x == y)
    return TRUE;
  if (x->hash != y->hash || x->kind != y->kind)
    return FALSE;
  if (x->kind == MG_KIND_POSIX)
    return strcmp (x->posix_path, y->posix_path) == 0;
  return x->nt_length == y->nt_length
         && memcmp (x->nt_path, y->nt_path, x->nt_length * sizeof *x->nt_path) == 0;
}

guint
mg_name_hash (gconstpointer name)
{
  return ((const MgName *) name)->hash;
}

/* Compares numbers of any length by value; leading zeros do not count. */
static int
compare_numbers (const char **a, const char **b)
{
  const char *x = *a + strspn (*a, "0"), *y = *b + strspn (*b, "0");
  gsize n_x = strspn (x, "0123456789"), n_y = strspn (y, "0123456789");

  *a = x + n_x;
  *b = y + n_y;
  if (n_x != n_y)
    return n_x < n_y ? -1 : 1;
  return strncmp (x, y, n_x);
}

/* As a person sorts, the same in every locale: numbers by value, letters without their case. */
static int
compare_naturally (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          int order = compare_numbers (&a, &b);

          if (order != 0)
            return order;
        }
      else
        {
          gunichar x = g_unichar_tolower (g_utf8_get_char (a));
          gunichar y = g_unichar_tolower (g_utf8_get_char (b));

          if (x != y)
            return x < y ? -1 : 1;
          a = g_utf8_next_char (a);
          b = g_utf8_next_char (b);
        }
    }
  return (*a != '\0') - (*b != '\0');
}

/* Global, Local, the other sessions, the rest of the tree. */
static int
rank_namespace (const MgName *name)
{
  if (name->scope == MG_SCOPE_ROOT)
    return 3;
  if (name->scope == MG_SCOPE_GLOBAL)
    return 0;
  return name->own_session ? 1 : 2;
}

int
mg_name_compare (const MgName *a, const MgName *b)
{
  int order;

  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->kind == MG_KIND_SECTION)
    {
      order = rank_namespace (a) - rank_namespace (b);
      if (order != 0)
        return order;
      if (a->session != b->session)
        return a->session < b->session ? -1 : 1;
      order = compare_naturally (a->namespace_text, b->namespace_text);
      if (order == 0)
        order = strcmp (a->namespace_text, b->namespace_text);
      if (order != 0)
        return order;
    }
  order = compare_naturally (a->label, b->label);
  /* "x" and "X", "1" and "01" still have an order */
  return order != 0 ? order : strcmp (a->text, b->text);
}

const char *
mg_kind_to_string (MgKind kind)
{
  g_return_val_if_fail ((guint) kind < MG_N_KINDS, NULL);

  return kind_names[kind];
}

gboolean
mg_kind_from_string (const char *text, MgKind *kind)
{
  for (guint i = 0; i < MG_N_KINDS; i++)
    if (strcmp (text, kind_names[i]) == 0)
      {
        *kind = (MgKind) i;
        return TRUE;
      }
  return FALSE;
}
