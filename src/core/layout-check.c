#include "config.h"

#include "core/layout-check.h"

#include "core/error.h"
#include "core/layout-evidence.h"
#include "core/layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Most of a structure that is looked at. */
#define MAX_BYTES ((gsize) 1024 * 1024)
/* Most members that are compared; there are seven ABIs and five packings of each. */
#define MAX_MEMBERS 20000
/* How much a @signature says, which was written for this. */
#define SIGNATURE_WEIGHT 6

static const guint32 packings[] = { 0, 1, 2, 4, 8 };

/* A row while it is made. */
typedef struct
{
  GArray *variants;      /* of MgLayoutVariant */
  GPtrArray *paths;      /* of char, in the arena */
  GArray *bit_offsets;   /* of guint64: for each path */
  GArray *sizes;         /* of guint64: bits, for each path */
  GArray *evidence;      /* of MgLayoutEvidence */
  MgLayoutRow row;
} Draft;

struct _MgLayoutCheck
{
  MgCArena *arena;
  GPtrArray *drafts;  /* of Draft, in the order of rows */
  GArray *rows;       /* of MgLayoutRow */
  GArray *members;    /* of MgLayoutCheckMember */
};

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_array_unref (draft->variants);
  g_ptr_array_unref (draft->paths);
  g_array_unref (draft->bit_offsets);
  g_array_unref (draft->sizes);
  g_array_unref (draft->evidence);
  g_free (draft);
}

/* --- Layouts --- */

typedef struct
{
  MgCArena *arena;
  Draft *draft;
} Listing;

static void
list_member_cb (const MgLayoutMember *entry, gpointer data)
{
  const Listing *listing = data;
  const MgCMember *member = entry->member;
  guint64 n_bits = member->is_bitfield ? member->bit_size
                   : mg_c_type_is_complete (member->type) ? mg_c_type_get_size (member->type) * 8 : 0;

  if (listing->draft->paths->len >= MAX_MEMBERS)
    return;
  g_ptr_array_add (listing->draft->paths,
                   mg_c_arena_strndup (listing->arena, entry->path, strlen (entry->path)));
  g_array_append_val (listing->draft->bit_offsets, entry->bit_offset);
  g_array_append_val (listing->draft->sizes, n_bits);
}

static Draft *
draft_new (MgCArena *arena, const MgCType *type)
{
  Draft *draft = g_new0 (Draft, 1);
  Listing listing = { arena, draft };

  draft->variants = g_array_new (FALSE, FALSE, sizeof (MgLayoutVariant));
  draft->paths = g_ptr_array_new ();
  draft->bit_offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  draft->sizes = g_array_new (FALSE, FALSE, sizeof (guint64));
  draft->evidence = g_array_new (FALSE, FALSE, sizeof (MgLayoutEvidence));
  draft->row.size = mg_c_type_get_size (type);
  draft->row.align = mg_c_type_get_align (type);
  mg_layout_foreach (type, list_member_cb, &listing, NULL);
  return draft;
}

static gboolean
is_same_array (const GArray *a, const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint64)) == 0);
}

/* Whether bytes mean the same in both. */
static gboolean
is_same_layout (const Draft *a, const Draft *b)
{
  if (a->row.size != b->row.size || !is_same_array (a->bit_offsets, b->bit_offsets)
      || !is_same_array (a->sizes, b->sizes))
    return FALSE;
  for (guint i = 0; i < a->paths->len; i++)
    if (strcmp (a->paths->pdata[i], b->paths->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

/* --- What the bytes tell --- */

static void
look_at_signature (MgCUnit *unit, const MgCType *type, const MgFieldBytes *bytes, guint64 offset,
                   GArray *evidence)
{
  g_autoptr (MgStructure) structure = mg_structure_new (unit, type, offset, MG_ORDER_LITTLE, NULL, NULL);
  gboolean has_signature = FALSE;
  MgLayoutEvidence found = { .weight = SIGNATURE_WEIGHT };

  if (structure == NULL)
    return;
  found.score = mg_structure_check_signature (structure, bytes, &has_signature);
  found.text = found.score > 0 ? _ ("the signature is right") : _ ("the signature is wrong");
  if (has_signature)
    g_array_append_val (evidence, found);
}

/* Which tells most against it, most for it last. */
static int
compare_evidence (gconstpointer a, gconstpointer b)
{
  const MgLayoutEvidence *one = a, *other = b;
  double x = (1 - one->score) * one->weight, y = (1 - other->score) * other->weight;

  return (x < y) - (x > y);
}

static void
weigh (MgLayoutCheck *check, Draft *draft, MgCUnit *unit, const MgCType *type, const MgFieldBytes *bytes,
       guint64 offset)
{
  gsize n_bytes = (gsize) MIN (MIN (draft->row.size, bytes->size - offset), MAX_BYTES);
  g_autofree guint8 *copy = g_malloc (MAX (n_bytes, 1)), *states = g_malloc (MAX (n_bytes, 1));
  MgEvidenceReader reader = {
    .arena = check->arena,
    .abi = mg_c_unit_get_abi (unit),
    .bytes = copy,
    .states = states,
    .n_bytes = n_bytes,
    .object_size = bytes->size - offset,
    .evidence = draft->evidence,
  };

  if (n_bytes > 0)
    bytes->copy (bytes->data, offset, n_bytes, copy, states);
  mg_evidence_read (&reader, type);
  look_at_signature (unit, type, bytes, offset, draft->evidence);
  draft->row.score = mg_evidence_get_score (draft->evidence);
  g_array_sort (draft->evidence, compare_evidence);
}

/* --- All together --- */

/* Adds a variant to the row that is laid out like it, or as a new one.  FALSE where its type is not
 * known. */
static gboolean
add_variant (MgLayoutCheck *check, MgCUnit *unit, const MgLayoutVariant *variant, gboolean is_default,
             const char *type_name, const MgFieldBytes *bytes, guint64 offset, GError **error)
{
  const MgCType *type = mg_c_unit_find_type (unit, type_name, error);
  Draft *draft, *found = NULL;

  if (type == NULL)
    return FALSE;
  draft = draft_new (check->arena, type);
  for (guint i = 0; i < check->drafts->len && found == NULL; i++)
    if (is_same_layout (check->drafts->pdata[i], draft))
      found = check->drafts->pdata[i];
  if (found != NULL)
    draft_free (draft);
  else
    {
      found = draft;
      weigh (check, draft, unit, type, bytes, offset);
      g_ptr_array_add (check->drafts, draft);
    }
  g_array_append_vals (found->variants, variant, 1);
  found->row.is_default |= is_default;
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Draft *one = *(Draft *const *) a, *other = *(Draft *const *) b;

  if (one->row.score != other->row.score)
    return one->row.score > other->row.score ? -1 : 1;
  if (one->row.is_default != other->row.is_default)
    return one->row.is_default ? -1 : 1;
  /* what needs no packing is more likely */
  return (int) g_array_index (one->variants, MgLayoutVariant, 0).pack
         - (int) g_array_index (other->variants, MgLayoutVariant, 0).pack;
}

/* For each draft: not there. */
static guint64 *
alloc_unknown (MgLayoutCheck *check)
{
  gsize size = check->drafts->len * sizeof (guint64);
  guint64 *values = mg_c_arena_alloc (check->arena, size);

  memset (values, 0xff, size);
  return values;
}

/* Every path of any row, in the order of the best row that has it. */
static void
compare_members (MgLayoutCheck *check)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal); /* path → index + 1 */

  for (guint i = 0; i < check->drafts->len; i++)
    {
      const Draft *draft = check->drafts->pdata[i];

      for (guint j = 0; j < draft->paths->len; j++)
        {
          const char *path = draft->paths->pdata[j];
          guint index = GPOINTER_TO_UINT (g_hash_table_lookup (known, path));
          MgLayoutCheckMember *known_member;

          if (index == 0)
            {
              MgLayoutCheckMember member = { path, FALSE, alloc_unknown (check), alloc_unknown (check) };

              g_array_append_val (check->members, member);
              index = check->members->len;
              g_hash_table_insert (known, (gpointer) path, GUINT_TO_POINTER (index));
            }
          known_member = &g_array_index (check->members, MgLayoutCheckMember, index - 1);
          ((guint64 *) known_member->bit_offsets)[i] = g_array_index (draft->bit_offsets, guint64, j);
          ((guint64 *) known_member->bit_sizes)[i] = g_array_index (draft->sizes, guint64, j);
        }
    }
  for (guint i = 0; i < check->members->len; i++)
    {
      MgLayoutCheckMember *member = &g_array_index (check->members, MgLayoutCheckMember, i);

      for (guint j = 1; j < check->drafts->len; j++)
        member->differs |= member->bit_offsets[j] != member->bit_offsets[0]
                           || member->bit_sizes[j] != member->bit_sizes[0];
    }
}

static void
finish (MgLayoutCheck *check)
{
  g_ptr_array_sort (check->drafts, compare_rows);
  for (guint i = 0; i < check->drafts->len; i++)
    {
      Draft *draft = check->drafts->pdata[i];

      draft->row.variants = (const MgLayoutVariant *) draft->variants->data;
      draft->row.n_variants = draft->variants->len;
      draft->row.evidence = (const MgLayoutEvidence *) draft->evidence->data;
      draft->row.n_evidence = draft->evidence->len;
      g_array_append_val (check->rows, draft->row);
    }
  compare_members (check);
}

MgLayoutCheck *
mg_layout_check_new (const char *name, const char *text, gsize length, const MgCOptions *options,
                     const char *type, const MgFieldBytes *bytes, guint64 offset, GError **error)
{
  g_autoptr (MgLayoutCheck) check = g_new0 (MgLayoutCheck, 1);
  gsize n_abis;
  const MgAbi *abis = mg_abi_get_all (&n_abis);

  check->arena = mg_c_arena_new ();
  check->drafts = g_ptr_array_new_with_free_func (draft_free);
  check->rows = g_array_new (FALSE, FALSE, sizeof (MgLayoutRow));
  check->members = g_array_new (FALSE, FALSE, sizeof (MgLayoutCheckMember));
  if (offset >= bytes->size)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, offset);
      g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, bytes->size);

      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("offset %s is not in the object of %s bytes"),
                    number, size);
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (packings); i++)
    for (gsize j = 0; j < n_abis; j++)
      {
        MgLayoutVariant variant = { &abis[j], packings[i] };
        gboolean is_default = variant.abi == options->abi && variant.pack == options->pack;
        MgCOptions unit_options = *options;
        g_autoptr (MgCUnit) unit = NULL;

        unit_options.abi = variant.abi;
        unit_options.pack = variant.pack;
        unit = mg_c_unit_new (name, text, length, &unit_options);
        /* that others can't lay it out says something of them only */
        if (!add_variant (check, unit, &variant, is_default, type, bytes, offset, is_default ? error : NULL)
            && is_default)
          return NULL;
      }
  finish (check);
  return g_steal_pointer (&check);
}

void
mg_layout_check_free (MgLayoutCheck *check)
{
  if (check == NULL)
    return;
  g_ptr_array_unref (check->drafts);
  g_array_unref (check->rows);
  g_array_unref (check->members);
  mg_c_arena_free (check->arena);
  g_free (check);
}

const MgLayoutRow *
mg_layout_check_get_rows (const MgLayoutCheck *check, guint *n_rows)
{
  *n_rows = check->rows->len;
  return (const MgLayoutRow *) check->rows->data;
}

const MgLayoutCheckMember *
mg_layout_check_get_members (const MgLayoutCheck *check, guint *n_members)
{
  *n_members = check->members->len;
  return (const MgLayoutCheckMember *) check->members->data;
}

gboolean
mg_layout_check_is_right (const MgLayoutCheck *check)
{
  double best = 0, own = 0;

  for (guint i = 0; i < check->rows->len; i++)
    {
      const MgLayoutRow *row = &g_array_index (check->rows, MgLayoutRow, i);

      best = MAX (best, row->score);
      if (row->is_default)
        own = row->score;
    }
  return best - own <= MG_LAYOUT_CHECK_MARGIN;
}

const guint32 *
mg_layout_check_get_packings (guint *n_packings)
{
  *n_packings = G_N_ELEMENTS (packings);
  return packings;
}

const MgLayoutVariant *
mg_layout_row_get_variant (const MgLayoutRow *row, const MgAbi *abi)
{
  for (guint i = 0; i < row->n_variants; i++)
    if (row->variants[i].abi == abi)
      return &row->variants[i];
  return &row->variants[0];
}

/* --- Names --- */

/* Which packings of an ABI are in the row: a bit each, in their order. */
static guint
get_packings_of (const MgLayoutRow *row, const MgAbi *abi)
{
  guint set = 0;

  for (guint i = 0; i < row->n_variants; i++)
    for (guint j = 0; j < G_N_ELEMENTS (packings); j++)
      if (row->variants[i].abi == abi && row->variants[i].pack == packings[j])
        set |= 1u << j;
  return set;
}

static void
append_packings (GString *names, guint set)
{
  const guint all = (1u << G_N_ELEMENTS (packings)) - 1;
  g_autoptr (GString) list = g_string_new (NULL);

  if (set == all)
    {
      g_string_append_printf (names, " (%s)", _ ("any packing"));
      return;
    }
  for (guint j = 1; j < G_N_ELEMENTS (packings); j++)
    if ((set & 1u << j) != 0)
      g_string_append_printf (list, "%s%u", list->len > 0 ? ", " : "", packings[j]);
  if (list->len == 0)
    return;
  g_string_append_c (names, ' ');
  g_string_append_printf (names, (set & 1) != 0 ? _ ("(also packed to %s)") : _ ("packed to %s"), list->str);
}

/* The ABIs that have just these packings; nothing where an earlier one has them too. */
static void
append_group (GString *names, const MgLayoutRow *row, gsize first)
{
  gsize n_abis;
  const MgAbi *abis = mg_abi_get_all (&n_abis);
  guint set = get_packings_of (row, &abis[first]);

  for (gsize i = 0; i < first; i++)
    if (get_packings_of (row, &abis[i]) == set)
      return;
  g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "", abis[first].name);
  for (gsize i = first + 1; i < n_abis; i++)
    if (get_packings_of (row, &abis[i]) == set)
      g_string_append_printf (names, ", %s", abis[i].name);
  append_packings (names, set);
}

char *
mg_layout_row_dup_names (const MgLayoutRow *row)
{
  GString *names = g_string_new (NULL);
  gsize n_abis;
  const MgAbi *abis = mg_abi_get_all (&n_abis);

  for (gsize i = 0; i < n_abis; i++)
    if ((get_packings_of (row, &abis[i]) & 1) != 0)
      append_group (names, row, i);
  for (gsize i = 0; i < n_abis; i++)
    if (get_packings_of (row, &abis[i]) != 0 && (get_packings_of (row, &abis[i]) & 1) == 0)
      append_group (names, row, i);
  return g_string_free (names, FALSE);
}
