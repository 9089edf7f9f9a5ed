/* Expressions: what they are worth, exactly; what they refuse, and where. */

#include "core/error.h"
#include "core/expression.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static guint n_lookups;

/* a = 7, big = 2^100, real = 2.5, v[i].x = 10 * i; "bad" can't be read. */
static gboolean
lookup_cb (const MgPathStep *steps, guint n_steps, gpointer data, MgResult *result, GError **error)
{
  n_lookups++;
  *result = (MgResult) { 0 };
  if (n_steps == 1 && strcmp (steps[0].name, "a") == 0)
    result->integer = 7;
  else if (n_steps == 1 && strcmp (steps[0].name, "big") == 0)
    result->integer = (__int128) 1 << 100;
  else if (n_steps == 1 && strcmp (steps[0].name, "real") == 0)
    *result = (MgResult) { .is_real = TRUE, .real = 2.5 };
  else if (n_steps == 1 && strcmp (steps[0].name, "ns::K") == 0)
    result->integer = 3;
  else if (n_steps == 3 && strcmp (steps[0].name, "v") == 0 && steps[1].name == NULL
           && strcmp (steps[2].name, "x") == 0)
    result->integer = (__int128) steps[1].index * 10;
  else
    {
      mg_set_error (error, MG_ERROR_UNREADABLE, NULL, "no such field");
      return FALSE;
    }
  return TRUE;
}

static gboolean
twice_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
          GError **error)
{
  *result = (MgResult) { .integer = arguments[0].value.integer * 2 };
  return TRUE;
}

/* How many steps a path has, plus a thousand for each call before it. */
static gboolean
steps_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
          GError **error)
{
  *result = (MgResult) { .integer = (__int128) arguments[0].n_steps + 1000 * (__int128) id };
  if (n_arguments > 1)
    result->integer += arguments[1].value.integer * 100;
  return TRUE;
}

static gboolean
measure_cb (const char *type, const char *member, gpointer data, guint64 *bytes, GError **error)
{
  *bytes = member != NULL ? 4 : 16;
  if (strcmp (type, "struct p") == 0 && (member == NULL || strcmp (member, "a.b") == 0))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, "no such type");
  return FALSE;
}

static const MgFunction functions[] = { { "twice", 1, 1, 0, twice_cb }, { "steps", 1, 2, 1, steps_cb } };
static const MgExpressionContext context = { functions, G_N_ELEMENTS (functions), measure_cb, NULL, FALSE };

static MgExpression *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MgExpression *expression = mg_expression_parse (text, strlen (text), &context, NULL, &error);

  if (error != NULL)
    print_error ("%s: %s\n", text, error->message);
  assert_non_null (expression);
  return expression;
}

static MgResult
compute (const char *text)
{
  g_autoptr (MgExpression) expression = parse (text);
  g_autoptr (GError) error = NULL;
  MgResult result = { 0 };

  if (!mg_expression_evaluate (expression, lookup_cb, NULL, &result, &error))
    fail_msg ("%s: %s", text, error->message);
  return result;
}

static void
integers_are_what_c_makes_of_them (void **state)
{
  static const struct
  {
    const char *text;
    gint64 value;
  } rows[] = {
    { "1", 1 },
    { "  2 ", 2 },
    { "0x1F", 31 },
    { "017", 15 },
    { "0b101", 5 },
    { "0", 0 },
    { "1'000", 1000 },
    { "10ull", 10 },
    { "1 + 2 * 3", 7 },
    { "(1 + 2) * 3", 9 },
    { "10 - 3 - 2", 5 },
    { "100 / 7 / 2", 7 },
    { "-7 / 2", -3 },
    { "-7 % 3", -1 },
    { "1 << 4 | 1", 17 },
    { "6 & 3 ^ 1", 3 },
    { "~0", -1 },
    { "!5", 0 },
    { "!!5", 1 },
    { "-  -3", 3 },
    { "1 < 2", 1 },
    { "2 <= 1", 0 },
    { "3 > 2 > 1", 0 },
    { "1 == 1 && 2 != 3", 1 },
    { "0 || 0", 0 },
    { "0 || 9", 1 },
    { "5 && 9", 1 },
    { "1 ? 2 : 3", 2 },
    { "0 ? 2 : 0 ? 3 : 4", 4 },
    { "1 ? 0 ? 1 : 2 : 3", 2 },
    { "'A'", 65 },
    { "'\\n'", 10 },
    { "'\\x41'", 65 },
    { "'\\0'", 0 },
    { "'RTSS'", 0x52545353 },
    { "L'\xc3\xa9'", 0xe9 },
    { "a", 7 },
    { "a * a", 49 },
    { "v[2].x", 20 },
    { "v[a - 4].x", 30 },
    { "v[v[0].x + 1].x", 10 },
    { "big >> 98", 4 },
    { "big / big", 1 },
    { "ns::K", 3 },
    { "sizeof (struct p)", 16 },
    { "offsetof (struct p, a.b) + 1", 5 },
    { "twice (4)", 8 },
    { "twice (twice (1) + v[1].x)", 24 },
    { "steps (v[1].x)", 3 },
    { "steps (v[a].x, 2)", 203 },
    { "steps (a) + steps (a)", 1002 },
    { "true + false", 1 },
    { "-1 >> 1", -1 },
    { "1 << 0", 1 },
    { "2 >= 2", 1 },
    { "5 > 4 == 1", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MgResult result = compute (rows[i].text);

      if (result.is_real || result.integer != rows[i].value)
        fail_msg ("%s", rows[i].text);
    }
}

static void
integers_are_exact_in_128_bits (void **state)
{
  const __int128 max = (__int128) (~(unsigned __int128) 0 >> 1);

  assert_true (compute ("170141183460469231731687303715884105727").integer == max);
  assert_true (compute ("-170141183460469231731687303715884105727 - 1").integer == -max - 1);
  assert_true (compute ("1 << 126").integer == (__int128) 1 << 126);
  assert_true (compute ("0xFFFFFFFFFFFFFFFF + 1").integer == (__int128) 1 << 64);
}

static void
reals_are_doubles (void **state)
{
  assert_true (compute ("1.5").is_real && compute ("1.5").real == 1.5);
  assert_true (compute ("1e3").real == 1000 && compute (".5f").real == 0.5 && compute ("0x1p4").real == 16);
  assert_true (compute ("1 / 2.0").real == 0.5);
  assert_true (compute ("real * 2 == 5").integer == 1 && !compute ("real * 2 == 5").is_real);
  assert_true (compute ("real > 2 && real < 3").integer == 1);
  assert_true (compute ("!real").integer == 0);
  assert_true (compute ("-real").real == -2.5);
}

static void
only_what_is_needed_is_computed (void **state)
{
  assert_true (compute ("0 && bad").integer == 0);
  assert_true (compute ("1 || bad").integer == 1);
  assert_true (compute ("1 ? 2 : bad").integer == 2);
  assert_true (compute ("0 ? bad : 3").integer == 3);
  assert_true (compute ("0 && 1 / 0 || 1").integer == 1);
  n_lookups = 0;
  compute ("a > 100 && (a == 1 || a == 2)");
  assert_int_equal (n_lookups, 1);
}

static void
what_has_no_value_is_an_error (void **state)
{
  static const char *const rows[] = {
    "1 / 0", "1 % 0", "big * big", "big << 40", "-(-170141183460469231731687303715884105727 - 1)", "1 << -1",
    "1 >> -1", "1.5 & 1", "~1.5", "1.0 << 2", "v[-1].x", "v[1.5].x", "bad", "bad + 1", "twice (bad)",
    "170141183460469231731687303715884105727 + 1", "(-170141183460469231731687303715884105727 - 1) / -1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MgExpression) expression = parse (rows[i]);
      g_autoptr (GError) error = NULL;
      MgResult result = { .integer = 42 };

      if (mg_expression_evaluate (expression, lookup_cb, NULL, &result, &error))
        fail_msg ("%s", rows[i]);
      assert_true (error->domain == MG_ERROR);
      assert_true (result.integer == 42);
    }
  assert_true (compute ("(-170141183460469231731687303715884105727 - 1) % -1").integer == 0);
}

static void
what_is_no_expression_is_told_with_its_place (void **state)
{
  static const struct
  {
    const char *text;
    gsize column;
  } rows[] = {
    { "", 0 }, { "1 +", 3 }, { "1 2", 2 }, { "(1", 2 }, { "1)", 1 }, { "a.", 2 }, { "a[1", 3 }, { "a..b", 2 },
    { "nothing (1)", 0 }, { "twice ()", 7 }, { "twice (1, 2)", 10 }, { "steps (1)", 7 }, { "1 ? 2", 5 },
    { "0x", 2 }, { "1.2.3", 0 }, { "09", 1 }, { "'", 0 }, { "''", 0 }, { "'\\q'", 1 }, { "'ABCDE'", 0 },
    { "a = 1", 2 }, { "@", 0 }, { "sizeof (int q)", 8 }, { "offsetof (struct p)", 18 }, { "sizeof x", 7 },
    { "170141183460469231731687303715884105728", 0 }, { "a ? : 1", 4 }, { "&a", 0 }, { "\"x\"", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize column = 999;

      if (mg_expression_parse (rows[i].text, strlen (rows[i].text), &context, &column, &error) != NULL)
        fail_msg ("%s is taken", rows[i].text);
      assert_true (error->domain == MG_ERROR);
      if (column != rows[i].column)
        fail_msg ("%s: column %u", rows[i].text, (guint) column);
    }
}

static void
refuse (GString *text)
{
  g_autoptr (GError) error = NULL;

  assert_null (mg_expression_parse (text->str, text->len, &context, NULL, &error));
  assert_true (error->code == MG_ERROR_TOO_LARGE || error->code == MG_ERROR_INVALID);
}

static void
bombs_are_refused_and_long_chains_are_not (void **state)
{
  static const char *const openers[] = { "(", "-", "!", "a[", "twice (", "1 ? ", "1 ? 2 : ", "v[a].b[" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MgExpression) chain = NULL;
  MgResult result;

  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    {
      g_string_truncate (text, 0);
      while (text->len < MG_EXPRESSION_MAX_LENGTH - 20)
        g_string_append (text, openers[i]);
      refuse (text);
    }
  g_string_assign (text, "1");
  while (text->len < MG_EXPRESSION_MAX_LENGTH + 1)
    g_string_append (text, " ");
  refuse (text);
  g_string_assign (text, "a");
  for (guint i = 0; i < MG_EXPRESSION_MAX_STEPS; i++)
    g_string_append (text, ".b");
  refuse (text);

  g_string_assign (text, "1");
  for (guint i = 1; i < 1000; i++)
    g_string_append (text, " +1");
  chain = parse (text->str);
  assert_true (mg_expression_evaluate (chain, lookup_cb, NULL, &result, NULL));
  assert_true (result.integer == 1000);
}

static gboolean
count_path_cb (const char *const *names, guint n_names, gsize column, gpointer data)
{
  g_string_append_printf (data, "%s/%u@%u ", names[0], n_names, (guint) column);
  return TRUE;
}

static void
paths_in_it_are_told (void **state)
{
  g_autoptr (MgExpression) expression = parse ("a + v[x.y].z + steps (q.r)");
  g_autoptr (MgExpression) path = parse ("p.q[3].r");
  g_autoptr (MgExpression) computed = parse ("p[a]");
  g_autoptr (GString) text = g_string_new (NULL);
  MgPathStep steps[MG_EXPRESSION_MAX_STEPS];

  mg_expression_foreach_path (expression, count_path_cb, text);
  assert_string_equal (text->str, "a/1@0 x/2@6 v/2@4 q/2@15 ");
  assert_int_equal (mg_expression_get_path (path, steps), 4);
  assert_string_equal (steps[1].name, "q");
  assert_null (steps[2].name);
  assert_int_equal (steps[2].index, 3);
  assert_int_equal (mg_expression_get_path (computed, steps), 0);
  assert_int_equal (mg_expression_get_path (expression, steps), 0);
  assert_string_equal (mg_expression_get_text (path), "p.q[3].r");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (integers_are_what_c_makes_of_them),
    cmocka_unit_test (integers_are_exact_in_128_bits),
    cmocka_unit_test (reals_are_doubles),
    cmocka_unit_test (only_what_is_needed_is_computed),
    cmocka_unit_test (what_has_no_value_is_an_error),
    cmocka_unit_test (what_is_no_expression_is_told_with_its_place),
    cmocka_unit_test (bombs_are_refused_and_long_chains_are_not),
    cmocka_unit_test (paths_in_it_are_told),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
