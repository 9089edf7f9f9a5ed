/* Expressions of any text: what is read computes to something or says why not, in bounded time. */

#include "fuzz.h"

#include "core/error.h"
#include "core/expression.h"

const char *const fuzz_seeds[] = {
  "a + b[2].c * (3 - sizeof (x))", "x && y || !z ? 1 : 'RTSS'", "min (a, b) << 3 >> 0x1f", "1e3 / .5 == 0b11",
  "f (p.q[r[1]].s, 1)", "~-+!~a % 17 & 0777 | 1 ^ 2", "ns::K <= $index && $this != $size",
  "170141183460469231731687303715884105727 + 1", NULL,
};

static gboolean
lookup_cb (const MgPathStep *steps, guint n_steps, gpointer data, MgResult *result, GError **error)
{
  *result = (MgResult) { .integer = n_steps };
  if (steps[0].name[0] == 'r')
    *result = (MgResult) { .is_real = TRUE, .real = 0.5 };
  if (steps[0].name[0] != 'z')
    return TRUE;
  g_set_error_literal (error, MG_ERROR, MG_ERROR_UNREADABLE, "z");
  return FALSE;
}

static gboolean
call_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
         GError **error)
{
  *result = arguments[n_arguments - 1].value;
  return TRUE;
}

static gboolean
measure_cb (const char *type, const char *member, gpointer data, guint64 *bytes, GError **error)
{
  *bytes = 8;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const MgFunction functions[] = { { "f", 1, 2, 1, call_cb }, { "min", 2, 2, 0, call_cb } };
  static const MgExpressionContext context = { functions, G_N_ELEMENTS (functions), measure_cb, NULL };
  g_autoptr (GError) error = NULL, reason = NULL;
  gsize column = 0;
  MgResult result = { 0 };
  g_autoptr (MgExpression) expression =
      mg_expression_parse ((const char *) data, size, &context, &column, &error);

  g_assert ((expression == NULL) == (error != NULL));
  if (expression == NULL)
    g_assert (column <= size && error->domain == MG_ERROR);
  else if (!mg_expression_evaluate (expression, lookup_cb, NULL, &result, &reason))
    g_assert (reason->domain == MG_ERROR);
  return 0;
}
