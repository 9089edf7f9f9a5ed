#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/field-rows.h"

static void
assert_row (MgFieldNode *root, guint64 row, MgFieldNode *wanted, guint64 wanted_index, guint wanted_depth)
{
  MgFieldNode *parent;
  guint64 index;
  guint depth;

  mg_field_node_find_row (root, row, &parent, &index, &depth);
  assert_ptr_equal (parent, wanted);
  assert_int_equal (index, wanted_index);
  assert_int_equal (depth, wanted_depth);
  assert_int_equal (mg_field_node_row_of (parent, index), row);
}

static void
unexpanded_rows_are_the_roots_children (void **state)
{
  g_autoptr (MgFieldNode) root = mg_field_node_new (G_GUINT64_CONSTANT (1) << 32, NULL, NULL);

  assert_row (root, 0, root, 0, 0);
  assert_row (root, 0xffffffff, root, 0xffffffff, 0);
  assert_int_equal (root->n_rows, G_GUINT64_CONSTANT (1) << 32);
}

static void
children_of_an_expanded_row_follow_it (void **state)
{
  g_autoptr (MgFieldNode) root = mg_field_node_new (4, NULL, NULL);
  MgFieldNode *array = mg_field_node_expand (root, 1, 1000000, NULL, NULL);
  MgFieldNode *element = mg_field_node_expand (array, 500000, 3, NULL, NULL);
  MgFieldNode *first = mg_field_node_expand (root, 0, 2, NULL, NULL);

  assert_int_equal (root->n_rows, 4 + 1000000 + 3 + 2);
  assert_row (root, 0, root, 0, 0);
  assert_row (root, 1, first, 0, 1);
  assert_row (root, 2, first, 1, 1);
  assert_row (root, 3, root, 1, 0);
  assert_row (root, 4, array, 0, 1);
  assert_row (root, 500004, array, 500000, 1);
  assert_row (root, 500005, element, 0, 2);
  assert_row (root, 500007, element, 2, 2);
  assert_row (root, 500008, array, 500001, 1);
  assert_row (root, 1000006, array, 999999, 1);
  assert_row (root, 1000007, root, 2, 0);
  assert_row (root, 1000008, root, 3, 0);
  assert_ptr_equal (mg_field_node_get (root, 1), array);
  assert_null (mg_field_node_get (root, 2));
}

static void
an_expanded_row_without_children_is_one_row (void **state)
{
  g_autoptr (MgFieldNode) root = mg_field_node_new (2, NULL, NULL);

  mg_field_node_expand (root, 0, 0, NULL, NULL);
  assert_int_equal (root->n_rows, 2);
  assert_row (root, 0, root, 0, 0);
  assert_row (root, 1, root, 1, 0);
}

static void
count_cb (gpointer data)
{
  (*(int *) data)++;
}

static void
collapsing_frees_all_below (void **state)
{
  int n_freed = 0;
  MgFieldNode *root = mg_field_node_new (3, &n_freed, count_cb);
  MgFieldNode *node = mg_field_node_expand (root, 2, 5, &n_freed, count_cb);

  mg_field_node_expand (node, 4, 7, &n_freed, count_cb);
  assert_int_equal (root->n_rows, 15);
  mg_field_node_collapse (node);
  assert_int_equal (n_freed, 2);
  assert_int_equal (root->n_rows, 3);
  mg_field_node_free (root);
  assert_int_equal (n_freed, 3);
}

static void
resizing_cuts_what_is_expanded_beyond (void **state)
{
  g_autoptr (MgFieldNode) root = mg_field_node_new (1, NULL, NULL);
  MgFieldNode *array = mg_field_node_expand (root, 0, 10, NULL, NULL);

  mg_field_node_expand (array, 2, 3, NULL, NULL);
  mg_field_node_expand (array, 9, 3, NULL, NULL);
  assert_int_equal (root->n_rows, 1 + 10 + 6);
  mg_field_node_resize (array, 5);
  assert_int_equal (root->n_rows, 1 + 5 + 3);
  assert_null (mg_field_node_get (array, 9));
  assert_non_null (mg_field_node_get (array, 2));
  mg_field_node_resize (array, 0);
  assert_int_equal (root->n_rows, 1);
  mg_field_node_resize (array, 8);
  assert_int_equal (root->n_rows, 9);
}

/* Every row of a random tree is found again, and the rows are in order. */
static void
rows_and_places_are_inverse (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int round = 0; round < 50; round++)
    {
      g_autoptr (MgFieldNode) root = mg_field_node_new (6, NULL, NULL);

      for (int i = 0; i < 30; i++)
        {
          MgFieldNode *parent, *child;
          guint64 index;
          guint depth;

          mg_field_node_find_row (root, (guint64) g_rand_int_range (random, 0, (gint32) root->n_rows),
                                  &parent, &index, &depth);
          child = mg_field_node_get (parent, index);
          if (child == NULL)
            mg_field_node_expand (parent, index, (guint64) g_rand_int_range (random, 0, 5), NULL, NULL);
          else if (i % 3 == 0)
            mg_field_node_collapse (child);
        }
      for (guint64 row = 0; row < root->n_rows; row++)
        {
          MgFieldNode *parent;
          guint64 index;
          guint depth;

          mg_field_node_find_row (root, row, &parent, &index, &depth);
          assert_true (index < parent->n_children);
          assert_int_equal (mg_field_node_row_of (parent, index), row);
        }
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (unexpanded_rows_are_the_roots_children),
    cmocka_unit_test (children_of_an_expanded_row_follow_it),
    cmocka_unit_test (an_expanded_row_without_children_is_one_row),
    cmocka_unit_test (collapsing_frees_all_below),
    cmocka_unit_test (resizing_cuts_what_is_expanded_beyond),
    cmocka_unit_test (rows_and_places_are_inverse),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
