#include "config.h"

#include "field-fixture.h"

#include "core/field-compare.h"

/* The same structure over the fixture's bytes and over other ones. */
typedef struct
{
  Fixture *a;
  Fixture b; /* its bytes alone */
  GString *told;
  guint most; /* differences to take */
} Two;

static Two *
two_new (const char *text)
{
  Two *two = g_new0 (Two, 1);

  two->a = fixture_new (text);
  two->b.size = two->a->size;
  two->told = g_string_new (NULL);
  two->most = G_MAXUINT;
  return two;
}

static void
two_free (Two *two)
{
  fixture_free (two->a);
  g_string_free (two->told, TRUE);
  g_free (two);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Two, two_free)

static gboolean
difference_cb (const MgFieldDifference *difference, gpointer data)
{
  Two *two = data;
  g_autofree char *path = mg_field_dup_path (difference->field);

  if (difference->unreadable)
    g_string_append_printf (two->told, "%s ?\n", path);
  else
    g_string_append_printf (
        two->told, "%s@%d %s %s\n", path, difference->place != NULL ? (int) difference->place->offset : -1,
        difference->a != NULL ? difference->a : "-", difference->b != NULL ? difference->b : "-");
  return --two->most > 0;
}

static gboolean
compare (Two *two, GCancellable *cancellable, GError **error)
{
  MgFieldBytes a = fixture_get_bytes (two->a), b = fixture_get_bytes (&two->b);
  MgField *root = mg_structure_get_root (two->a->structure);

  g_string_set_size (two->told, 0);
  return mg_compare_fields (&root, 1, &a, &b, NULL, difference_cb, two, cancellable, error);
}

static void
assert_told (Two *two, const char *expected)
{
  assert_true (compare (two, NULL, NULL));
  assert_string_equal (two->told->str, expected);
}

static void
values_that_differ_are_told_in_their_order (void **state)
{
  g_autoptr (Two) two =
      two_new ("struct point { short x, y; }; struct s { int a; struct point points[2]; char text[8]; };");

  assert_told (two, "");
  fixture_put (&two->b, 10, 7, 2);
  fixture_put (two->a, 0, 5, 4);
  memcpy (two->a->bytes + 12, "left", 4);
  assert_told (two, "a@0 5 0\npoints[1].y@10 0 7\ntext@12 \"left\" \"\"\n");
  two->most = 2;
  assert_told (two, "a@0 5 0\npoints[1].y@10 0 7\n");
}

static void
what_one_side_alone_has_differs (void **state)
{
  g_autoptr (Two) two =
      two_new ("struct s { unsigned n; int values[8]; /* @count(n) */ int last; /* @if(n > 2) */ };");

  fixture_put (two->a, 0, 1, 4);
  fixture_put (&two->b, 0, 3, 4);
  fixture_put (&two->b, 8, 9, 4);
  assert_told (two, "n@0 1 3\nvalues[1]@8 - 9\nvalues[2]@12 - 0\nlast@36 - 0\n");
}

static void
what_could_not_be_read_is_told_to_be_that (void **state)
{
  g_autoptr (Two) two = two_new ("struct s { unsigned n; int values[8]; /* @count(n) */ int last; };");

  fixture_put (two->a, 0, 8, 4);
  fixture_put (&two->b, 0, 8, 4);
  fixture_put (&two->b, 36, 1, 4);
  two->b.states[8] = MG_BYTE_UNREADABLE;
  assert_told (two, "values[1] ?\nlast@36 0 1\n");
  /* nor how many there are */
  two->b.states[0] = MG_BYTE_NOT_READ;
  assert_told (two, "n ?\nvalues ?\nlast@36 0 1\n");
  /* nor does the same reason on both sides make it the same */
  two->a->states[0] = MG_BYTE_NOT_READ;
  assert_told (two, "n ?\nvalues ?\nlast@36 0 1\n");
}

static void
pointers_are_followed_on_both_sides_and_not_in_circles (void **state)
{
  g_autoptr (Two) two = two_new ("struct node { struct node *next; /* @pointer offset */ int value; };");
  const char *told;

  fixture_put (two->a, 0, 64, 8);  /* 0 → 64 → 0 … */
  fixture_put (two->a, 72, 5, 4);
  fixture_put (&two->b, 0, 64, 8); /* 0 → 64 → nowhere */
  fixture_put (&two->b, 72, 6, 4);
  assert_true (compare (two, NULL, NULL));
  told = two->told->str;
  assert_non_null (strstr (told, "5 6\n"));
  assert_null (strstr (told, "next.next.next.next.next"));
}

static void
it_can_be_cancelled (void **state)
{
  g_autoptr (Two) two = two_new ("struct s { int a; };");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  assert_false (compare (two, cancellable, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (values_that_differ_are_told_in_their_order),
    cmocka_unit_test (what_one_side_alone_has_differs),
    cmocka_unit_test (what_could_not_be_read_is_told_to_be_that),
    cmocka_unit_test (pointers_are_followed_on_both_sides_and_not_in_circles),
    cmocka_unit_test (it_can_be_cancelled),
  };

  return cmocka_run_group_tests_name ("field-compare", tests, NULL, NULL);
}
