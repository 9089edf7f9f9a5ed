#include "config.h"

#include "core/near.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A name as people tell them apart: all in folded case. */
typedef struct
{
  MgKind kind;
  char *full;        /* namespace and label, as printed without its kind */
  char *squeezed;    /* full, without separators */
  char *label;
  const char *base;  /* the last component of label */
} Key;

typedef struct
{
  const MgName *name;
  Key key;
  char *squeezed_label;
  const char *bare; /* the label behind what looks like a namespace; the label where nothing does */
} Wanted;

typedef struct
{
  const MgNameEntry *entry;
  MgNearReason reason;
  guint distance; /* between those of one reason */
} Candidate;

static gboolean
is_separator (char c)
{
  return c == '/' || c == '\\';
}

static char *
dup_squeezed (const char *text)
{
  GString *squeezed = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (!is_separator (*text))
      g_string_append_c (squeezed, *text);
  return g_string_free (squeezed, FALSE);
}

static const char *
find_base (const char *label)
{
  const char *base = label;

  for (const char *p = label; *p != '\0'; p++)
    if (is_separator (*p) && p[1] != '\0')
      base = p + 1;
  return base;
}

static void
key_init (Key *key, const MgName *name)
{
  const char *text = mg_name_get_text (name);

  key->kind = mg_name_get_kind (name);
  if (g_str_has_prefix (text, "posix:"))
    text += strlen ("posix:");
  key->full = g_utf8_casefold (text, -1);
  key->label = g_utf8_casefold (mg_name_get_label (name), -1);
  key->squeezed = dup_squeezed (key->full);
  key->base = find_base (key->label);
}

static void
key_clear (Key *key)
{
  g_free (key->full);
  g_free (key->label);
  g_free (key->squeezed);
}

/* Skips the words of a namespace in a folded label, whatever separates them.
 * Returns: @label where it begins with none, or nothing follows */
static const char *
skip_namespace (const char *label)
{
  /* '#' is a number, '/' any separator */
  static const char *const namespaces[] = {
    "global/", "local/", "session/#/", "dev/shm/",
    "basenamedobjects/", "sessions/#/basenamedobjects/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (namespaces); i++)
    {
      const char *at = label;
      const char *p = namespaces[i];

      for (; *p != '\0'; p++)
        if (*p == '#' && g_ascii_isdigit (*at))
          at += strspn (at, "0123456789");
        else if (*p == '/' ? is_separator (*at) : *p == *at)
          at++;
        else
          break;
      if (*p == '\0' && *at != '\0')
        return at;
    }
  return label;
}

/**
 * Damerau and Levenshtein's distance, where no part is changed twice: insertions, deletions,
 * replacements and swaps of neighbours.
 *
 * Returns: the distance, or @limit + 1 where it is over @limit
 */
static guint
edit_distance (const gunichar *a, guint n_a, const gunichar *b, guint n_b, guint limit)
{
  guint rows[3][MG_NEAR_MAX_CHARS + 1];
  guint over = limit + 1;

  if (n_a > MG_NEAR_MAX_CHARS || n_b > MG_NEAR_MAX_CHARS || MAX (n_a, n_b) - MIN (n_a, n_b) > limit)
    return over;

  for (guint j = 0; j <= n_b; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
      /* outside this band the distance is over the limit anyway */
      guint first = i > limit ? i - limit : 1, last = MIN (n_b, i + limit);
      guint least = over;

      row[first - 1] = first == 1 ? i : over;
      for (guint j = first; j <= last; j++)
        {
          guint cost = above[j - 1] + (a[i - 1] != b[j - 1]);

          cost = MIN (cost, row[j - 1] + 1);
          if (j < i + limit) /* else not in the band of the row above */
            cost = MIN (cost, above[j] + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            cost = MIN (cost, second[j - 2] + 1);
          row[j] = MIN (cost, over);
          least = MIN (least, row[j]);
        }
      if (least > limit && row[first - 1] > limit)
        return over;
    }
  return rows[n_a % 3][n_b];
}

/* How many mistakes a name of that many characters may have and still be the same to a person. */
static guint
get_max_mistakes (guint n_chars)
{
  return n_chars < 3 ? 0 : n_chars < 5 ? 1 : n_chars < 9 ? 2 : 3;
}

/* Whether two texts have the same letters and digits, and some. */
static gboolean
same_but_punctuation (const char *a, const char *b)
{
  gboolean any = FALSE;

  for (;;)
    {
      while (*a != '\0' && g_ascii_ispunct (*a))
        a++;
      while (*b != '\0' && g_ascii_ispunct (*b))
        b++;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return any;
      any = TRUE;
      a++;
      b++;
    }
}

/* Returns: how unlike two folded texts are, 0 where they have nothing to do with each other */
static guint
compare_spelling (const char *wanted, const char *other)
{
  gsize n_wanted_bytes = strlen (wanted), n_other_bytes = strlen (other);
  guint n_wanted, n_other, limit, distance = 0;

  if (same_but_punctuation (wanted, other))
    return 1;
  /* four bytes a character at most */
  if (n_wanted_bytes > 4 * MG_NEAR_MAX_CHARS || n_other_bytes > 4 * MG_NEAR_MAX_CHARS)
    return 0;
  n_wanted = (guint) g_utf8_strlen (wanted, -1);
  n_other = (guint) g_utf8_strlen (other, -1);
  limit = get_max_mistakes (MIN (n_wanted, n_other));
  if (limit > 0 && MAX (n_wanted, n_other) - MIN (n_wanted, n_other) <= limit)
    {
      g_autofree gunichar *a = g_utf8_to_ucs4_fast (wanted, -1, NULL);
      g_autofree gunichar *b = g_utf8_to_ucs4_fast (other, -1, NULL);

      distance = edit_distance (a, n_wanted, b, n_other, limit);
      if (distance <= limit)
        return distance;
    }
  /* the beginning of a name, then any part of it; too little of it says nothing */
  if (n_wanted >= 3 && strncmp (wanted, other, n_wanted_bytes) == 0)
    return 4;
  if (n_other >= 4 && n_other * 2 >= n_wanted && strncmp (wanted, other, n_other_bytes) == 0)
    return 5;
  if (n_wanted >= 4 && strstr (other, wanted) != NULL)
    return 6;
  return 0;
}

static gboolean
can_be_opened (const char *type)
{
  return strcmp (type, "section") == 0 || strcmp (type, "posix") == 0;
}

static guint
least_but_zero (guint a, guint b)
{
  return a == 0 || b == 0 ? MAX (a, b) : MIN (a, b);
}

/* Returns: FALSE where nobody would mean this one */
static gboolean
judge (const Wanted *wanted, const MgNameEntry *entry, Candidate *candidate)
{
  const char *label = mg_name_get_label (entry->name);
  const char *wanted_label = mg_name_get_label (wanted->name);
  gboolean openable = can_be_opened (entry->type);
  gboolean section, same_namespace, found = TRUE;
  guint distance;
  Key key;

  candidate->entry = entry;
  candidate->distance = 0;
  if (mg_name_equal (entry->name, wanted->name))
    {
      candidate->reason = MG_NEAR_TYPE;
      return !openable; /* else it is there now */
    }

  key_init (&key, entry->name);
  section = key.kind == MG_KIND_SECTION;
  same_namespace = key.kind == wanted->key.kind
                   && strcmp (mg_name_get_namespace (entry->name),
                              mg_name_get_namespace (wanted->name)) == 0;

  /* A namespace that was not read as one is in the label: global\X, Global/X. */
  if ((key.kind == wanted->key.kind && strcmp (key.full, wanted->key.full) == 0)
      || (section && strcmp (key.full, wanted->key.label) == 0))
    candidate->reason = MG_NEAR_CASE;
  else if ((key.kind == wanted->key.kind && strcmp (key.squeezed, wanted->key.squeezed) == 0)
           || (section && strcmp (key.squeezed, wanted->squeezed_label) == 0))
    candidate->reason = MG_NEAR_SEPARATOR;
  else if (strcmp (key.label, wanted->key.label) == 0 || strcmp (key.label, wanted->bare) == 0)
    {
      candidate->reason = MG_NEAR_NAMESPACE;
      candidate->distance = strcmp (label, wanted_label) != 0;
    }
  else if (!openable)
    found = FALSE;
  else if (strcmp (key.base, wanted->key.base) == 0)
    {
      candidate->reason = MG_NEAR_FOLDER;
      candidate->distance = (strcmp (find_base (label), find_base (wanted_label)) != 0)
                            + (same_namespace ? 0 : 2);
    }
  else
    {
      distance = compare_spelling (wanted->key.label, key.label);
      if (wanted->bare != wanted->key.label)
        distance = least_but_zero (distance, compare_spelling (wanted->bare, key.label));
      if (wanted->key.base != wanted->key.label || key.base != key.label)
        distance = least_but_zero (distance, compare_spelling (wanted->key.base, key.base));
      candidate->reason = MG_NEAR_SPELLING;
      candidate->distance = 2 * distance + !same_namespace;
      found = distance > 0;
    }
  key_clear (&key);
  return found;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  gboolean x_first = x->reason == MG_NEAR_TYPE, y_first = y->reason == MG_NEAR_TYPE;
  gboolean x_openable = can_be_opened (x->entry->type), y_openable = can_be_opened (y->entry->type);

  if (x_first != y_first)
    return x_first ? -1 : 1;
  if (x_openable != y_openable)
    return x_openable ? -1 : 1;
  if (x->reason != y->reason)
    return x->reason < y->reason ? -1 : 1;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return mg_name_compare (x->entry->name, y->entry->name);
}

static MgNear *
near_new (const Candidate *candidate)
{
  MgNear *near = g_new (MgNear, 1);

  near->name = mg_name_ref (candidate->entry->name);
  near->type = candidate->entry->type;
  near->reason = candidate->reason;
  return near;
}

void
mg_near_free (MgNear *near)
{
  if (near == NULL)
    return;
  mg_name_unref (near->name);
  g_free (near);
}

GPtrArray *
mg_near_find (const MgName *wanted_name, GPtrArray *names, guint max)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_near_free);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) seen = g_hash_table_new (mg_name_hash, mg_name_equal);
  Wanted wanted = { .name = wanted_name };

  key_init (&wanted.key, wanted_name);
  wanted.squeezed_label = dup_squeezed (wanted.key.label);
  wanted.bare = skip_namespace (wanted.key.label);
  for (guint i = 0; i < names->len; i++)
    {
      Candidate candidate;

      if (judge (&wanted, g_ptr_array_index (names, i), &candidate))
        g_array_append_val (candidates, candidate);
    }
  key_clear (&wanted.key);
  g_free (wanted.squeezed_label);

  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && found->len < max; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (g_hash_table_add (seen, candidate->entry->name))
        g_ptr_array_add (found, near_new (candidate));
    }
  return found;
}

/* Returns: translated */
static const char *
describe_type (const char *type)
{
  static const struct { const char *type, *phrase; } phrases[] = {
    { "mutex", N_ ("this is a mutex") },
    { "event", N_ ("this is an event") },
    { "semaphore", N_ ("this is a semaphore") },
    { "timer", N_ ("this is a timer") },
    { "job", N_ ("this is a job") },
    { "directory", N_ ("this is a directory") },
    { "fifo", N_ ("this is a FIFO") },
    { "socket", N_ ("this is a socket") },
    { "device", N_ ("this is a device") },
    { "link", N_ ("this is a link") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (strcmp (type, phrases[i].type) == 0)
      return _ (phrases[i].phrase);
  return _ ("this is of another type");
}

char *
mg_near_dup_explanation (const MgNear *near)
{
  g_autofree char *reason = NULL;

  switch (near->reason)
    {
    case MG_NEAR_TYPE:
      return g_strdup (describe_type (near->type));
    case MG_NEAR_SEPARATOR:
      reason = g_strdup (_ ("differs in separators"));
      break;
    case MG_NEAR_CASE:
      reason = g_strdup (_ ("differs in case"));
      break;
    case MG_NEAR_NAMESPACE:
      /* Translators: %s is Global, Local, /dev/shm */
      reason = g_strdup_printf (_ ("in the namespace %s"), mg_name_get_namespace (near->name));
      break;
    case MG_NEAR_FOLDER:
      reason = g_strdup (_ ("in another folder"));
      break;
    case MG_NEAR_SPELLING:
      reason = g_strdup (_ ("a similar name"));
      break;
    }
  if (can_be_opened (near->type))
    return g_steal_pointer (&reason);
  /* Translators: "differs in case; this is a mutex" */
  return g_strdup_printf (_ ("%s; %s"), reason, describe_type (near->type));
}
