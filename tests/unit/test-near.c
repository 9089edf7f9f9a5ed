#include "config.h"

#include "core/near.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const MgNameContext linux_context = { MG_KIND_POSIX, 0 };
static const MgNameContext windows = { MG_KIND_SECTION, 1 };

static void
entry_free (gpointer entry)
{
  mg_name_unref (((MgNameEntry *) entry)->name);
  g_free (entry);
}

static GPtrArray *
new_names (void)
{
  return g_ptr_array_new_with_free_func (entry_free);
}

static void
add (GPtrArray *names, const char *text, const char *type, const MgNameContext *context)
{
  MgNameEntry *entry = g_new (MgNameEntry, 1);

  entry->name = mg_name_parse (text, context, NULL);
  assert_non_null (entry->name);
  entry->type = type;
  g_ptr_array_add (names, entry);
}

/* What is there, and a few things that are near nothing. */
static GPtrArray *
new_windows_names (void)
{
  GPtrArray *names = new_names ();

  add (names, "Global\\Telemetry", "section", &windows);
  add (names, "Local\\MumbleLink", "section", &windows);
  add (names, "Session\\2\\Frames", "section", &windows);
  add (names, "Local\\game\\State", "section", &windows);
  add (names, "Local\\$pcars2$", "section", &windows);
  add (names, "Global\\HWiNFO_SENS_SM2", "section", &windows);
  add (names, "Global\\HWiNFO_SM2_MUTEX", "mutex", &windows);
  add (names, "\\KernelObjects\\MemoryErrors", "event", &windows);
  add (names, "Local\\unrelated thing", "section", &windows);
  add (names, "Local\\zzz", "section", &windows);
  return names;
}

static GPtrArray *
find_in (GPtrArray *names, const char *wanted, const MgNameContext *context)
{
  g_autoptr (MgName) name = mg_name_parse (wanted, context, NULL);

  assert_non_null (name);
  return mg_near_find (name, names, 10);
}

static void
assert_first (GPtrArray *names, const char *wanted, const MgNameContext *context,
              const char *expected, MgNearReason reason)
{
  g_autoptr (GPtrArray) found = find_in (names, wanted, context);
  const MgNear *first;

  if (found->len == 0)
    fail_msg ("nothing is near %s", wanted);
  first = g_ptr_array_index (found, 0);
  assert_string_equal (mg_name_get_text (first->name), expected);
  if (first->reason != reason)
    fail_msg ("%s for %s: reason %d", expected, wanted, (int) first->reason);
}

static void
assert_none (GPtrArray *names, const char *wanted, const MgNameContext *context)
{
  g_autoptr (GPtrArray) found = find_in (names, wanted, context);

  if (found->len > 0)
    fail_msg ("%s is near %s", mg_name_get_text (((MgNear *) found->pdata[0])->name), wanted);
}

static void
other_separators_are_found (void **state)
{
  g_autoptr (GPtrArray) names = new_windows_names ();

  assert_first (names, "Global/Telemetry", &windows, "Global\\Telemetry", MG_NEAR_SEPARATOR);
  assert_first (names, "global/telemetry", &windows, "Global\\Telemetry", MG_NEAR_SEPARATOR);
  assert_first (names, "GlobalTelemetry", &windows, "Global\\Telemetry", MG_NEAR_SEPARATOR);
  assert_first (names, "Session/2/Frames", &windows, "Session\\2\\Frames", MG_NEAR_SEPARATOR);
  assert_first (names, "game/State", &windows, "Local\\game\\State", MG_NEAR_SEPARATOR);
  assert_first (names, "Local/game/State", &windows, "Local\\game\\State", MG_NEAR_SEPARATOR);
  assert_first (names, "\\Global\\Telemetry", &windows, "Global\\Telemetry", MG_NEAR_SEPARATOR);
}

static void
wrong_case_is_found (void **state)
{
  g_autoptr (GPtrArray) names = new_windows_names ();

  assert_first (names, "Global\\TELEMETRY", &windows, "Global\\Telemetry", MG_NEAR_CASE);
  assert_first (names, "global\\Telemetry", &windows, "Global\\Telemetry", MG_NEAR_CASE);
  assert_first (names, "GLOBAL\\telemetry", &windows, "Global\\Telemetry", MG_NEAR_CASE);
  assert_first (names, "mumblelink", &windows, "Local\\MumbleLink", MG_NEAR_CASE);
  assert_first (names, "session\\2\\Frames", &windows, "Session\\2\\Frames", MG_NEAR_CASE);
}

static void
another_namespace_is_found (void **state)
{
  g_autoptr (GPtrArray) names = new_windows_names ();

  assert_first (names, "Telemetry", &windows, "Global\\Telemetry", MG_NEAR_NAMESPACE);
  assert_first (names, "Global\\MumbleLink", &windows, "Local\\MumbleLink", MG_NEAR_NAMESPACE);
  assert_first (names, "global/MumbleLink", &windows, "Local\\MumbleLink", MG_NEAR_NAMESPACE);
  assert_first (names, "Frames", &windows, "Session\\2\\Frames", MG_NEAR_NAMESPACE);
  assert_first (names, "Session\\3\\frames", &windows, "Session\\2\\Frames", MG_NEAR_NAMESPACE);
  assert_first (names, "posix:/Telemetry", &windows, "Global\\Telemetry", MG_NEAR_NAMESPACE);
  assert_first (names, "BaseNamedObjects\\Telemetry", &windows, "Global\\Telemetry",
                MG_NEAR_NAMESPACE);
  assert_first (names, "Sessions\\9\\BaseNamedObjects\\Frames", &windows, "Session\\2\\Frames",
                MG_NEAR_NAMESPACE);
}

static void
another_folder_is_found (void **state)
{
  g_autoptr (GPtrArray) names = new_windows_names ();

  assert_first (names, "State", &windows, "Local\\game\\State", MG_NEAR_FOLDER);
  assert_first (names, "Global\\game2\\State", &windows, "Local\\game\\State", MG_NEAR_FOLDER);
  assert_first (names, "tools\\MumbleLink", &windows, "Local\\MumbleLink", MG_NEAR_FOLDER);
}

static void
small_mistakes_are_found (void **state)
{
  g_autoptr (GPtrArray) names = new_windows_names ();

  assert_first (names, "MumbelLink", &windows, "Local\\MumbleLink", MG_NEAR_SPELLING);
  assert_first (names, "MumbleLnk", &windows, "Local\\MumbleLink", MG_NEAR_SPELLING);
  assert_first (names, "MumbleLink2", &windows, "Local\\MumbleLink", MG_NEAR_SPELLING);
  assert_first (names, "pcars2", &windows, "Local\\$pcars2$", MG_NEAR_SPELLING);
  assert_first (names, "$pcars2", &windows, "Local\\$pcars2$", MG_NEAR_SPELLING);
  assert_first (names, "HWiNFO", &windows, "Global\\HWiNFO_SENS_SM2", MG_NEAR_SPELLING);
  assert_first (names, "Global\\SENS_SM2", &windows, "Global\\HWiNFO_SENS_SM2", MG_NEAR_SPELLING);
  assert_first (names, "game\\Stat", &windows, "Local\\game\\State", MG_NEAR_SPELLING);
  assert_first (names, "Stat", &windows, "Local\\game\\State", MG_NEAR_SPELLING);
  assert_first (names, "Global/Telemetri", &windows, "Global\\Telemetry", MG_NEAR_SPELLING);
}

static void
what_is_unlike_is_not_offered (void **state)
{
  g_autoptr (GPtrArray) names = new_windows_names ();
  g_autofree char *long_text = g_strnfill (30000, 'z');

  assert_none (names, "CoreTempMappingObject", &windows);
  assert_none (names, "xy", &windows);
  assert_none (names, "z", &windows);
  assert_none (names, "Te", &windows);
  assert_none (names, long_text, &windows);
  assert_none (names, "%u0001", &windows);
  assert_none (names, "🎲", &windows);
}

static void
the_very_name_of_another_type_is_the_answer (void **state)
{
  g_autoptr (GPtrArray) names = new_windows_names ();
  g_autoptr (GPtrArray) found = find_in (names, "Global\\HWiNFO_SM2_MUTEX", &windows);
  const MgNear *first = g_ptr_array_index (found, 0);
  g_autofree char *explanation = mg_near_dup_explanation (first);

  assert_int_equal (first->reason, MG_NEAR_TYPE);
  assert_string_equal (first->type, "mutex");
  assert_string_equal (explanation, "this is a mutex");
}

static void
what_cannot_be_opened_comes_last_and_only_when_it_is_close (void **state)
{
  g_autoptr (GPtrArray) names = new_names ();
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *explanation = NULL;

  add (names, "Global\\state", "mutex", &windows);    /* in another namespace, in another case */
  add (names, "Local\\statee", "event", &windows);    /* a spelling */
  add (names, "Local\\d\\State", "timer", &windows);  /* a folder */
  add (names, "Local\\Statee", "section", &windows);
  found = find_in (names, "State", &windows);
  assert_int_equal (found->len, 2);
  assert_string_equal (((MgNear *) found->pdata[0])->type, "section");
  assert_string_equal (((MgNear *) found->pdata[1])->type, "mutex");
  explanation = mg_near_dup_explanation (found->pdata[1]);
  assert_string_equal (explanation, "in the namespace Global; this is a mutex");
}

static void
the_likeliest_comes_first (void **state)
{
  static const struct { const char *text; MgNearReason reason; } expected[] = {
    { "Local\\a\\State", MG_NEAR_SEPARATOR }, { "Local\\a/STATE", MG_NEAR_CASE },
    { "Global\\a/State", MG_NEAR_NAMESPACE }, { "Global\\a/state", MG_NEAR_NAMESPACE },
    { "Local\\b\\State", MG_NEAR_FOLDER }, { "Global\\b\\State", MG_NEAR_FOLDER },
    { "Local\\a/Stat", MG_NEAR_SPELLING }, { "Global\\a/Stat", MG_NEAR_SPELLING },
    { "Local\\a/Sttae1", MG_NEAR_SPELLING },
  };
  g_autoptr (GPtrArray) names = new_names ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) few = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (MgName) wanted = mg_name_parse ("a/State", &windows, NULL);

  for (guint i = G_N_ELEMENTS (expected); i > 0; i--)
    {
      add (names, expected[i - 1].text, "section", &windows);
      add (names, expected[i - 1].text, "section", &windows); /* each name once all the same */
    }
  add (names, "Local\\a/State", "section", &windows); /* it is there by now: nothing to answer */
  found = mg_near_find (wanted, names, 100);
  assert_int_equal (found->len, G_N_ELEMENTS (expected));
  for (guint i = 0; i < found->len; i++)
    {
      const MgNear *near = found->pdata[i];

      assert_string_equal (mg_name_get_text (near->name), expected[i].text);
      assert_int_equal (near->reason, expected[i].reason);
    }
  few = mg_near_find (wanted, names, 3);
  assert_int_equal (few->len, 3);
  none = mg_near_find (wanted, names, 0);
  assert_int_equal (none->len, 0);
}

static void
posix_names_are_near_in_their_own_ways (void **state)
{
  g_autoptr (GPtrArray) names = new_names ();

  add (names, "/State", "posix", &linux_context);
  add (names, "/PostgreSQL.123456", "posix", &linux_context);
  add (names, "/app/frames", "posix", &linux_context);
  add (names, "/pipe", "fifo", &linux_context);
  assert_first (names, "/dev/shm/State", &linux_context, "/State", MG_NEAR_NAMESPACE);
  assert_first (names, "Global\\State", &linux_context, "/State", MG_NEAR_NAMESPACE);
  assert_first (names, "Global/State", &linux_context, "/State", MG_NEAR_NAMESPACE);
  assert_first (names, "/state", &linux_context, "/State", MG_NEAR_CASE);
  assert_first (names, "/app\\frames", &linux_context, "/app/frames", MG_NEAR_SEPARATOR);
  assert_first (names, "/frames", &linux_context, "/app/frames", MG_NEAR_FOLDER);
  assert_first (names, "/PostgreSQL", &linux_context, "/PostgreSQL.123456", MG_NEAR_SPELLING);
  assert_first (names, "/pipe", &linux_context, "/pipe", MG_NEAR_TYPE);
}

static void
case_is_folded_in_every_script (void **state)
{
  g_autoptr (GPtrArray) names = new_names ();

  add (names, "/ПАМЯТЬ", "posix", &linux_context);
  add (names, "/Größe", "posix", &linux_context);
  assert_first (names, "/память", &linux_context, "/ПАМЯТЬ", MG_NEAR_CASE);
  assert_first (names, "/GRÖSSE", &linux_context, "/Größe", MG_NEAR_CASE);
  assert_first (names, "/памтяь", &linux_context, "/ПАМЯТЬ", MG_NEAR_SPELLING);
}

static void
explanations_fit_behind_a_name (void **state)
{
  static const char *const types[] = {
    "mutex", "event",  "semaphore", "timer", "job",   "directory",
    "fifo",  "socket", "device",    "link",  "other",
  };
  g_autoptr (MgName) name = mg_name_parse ("Global\\X", &windows, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (int reason = MG_NEAR_TYPE; reason <= MG_NEAR_SPELLING; reason++)
      {
        MgNear near = { name, types[i], (MgNearReason) reason };
        MgNear openable = { name, "section", (MgNearReason) reason };
        g_autofree char *explanation = mg_near_dup_explanation (&near);
        g_autofree char *shorter = mg_near_dup_explanation (&openable);

        assert_non_null (strstr (explanation, "this is"));
        if (reason != MG_NEAR_TYPE)
          assert_null (strstr (shorter, "this is"));
      }
  mg_near_free (NULL);
}

/* The distance as the books have it, without limits and bands. */
static guint
reference_distance (const char *a, const char *b)
{
  guint d[20][20];
  guint n = (guint) strlen (a), m = (guint) strlen (b);

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= m; j++)
      {
        if (i == 0 || j == 0)
          {
            d[i][j] = i + j;
            continue;
          }
        d[i][j] = MIN (d[i - 1][j] + 1, d[i][j - 1] + 1);
        d[i][j] = MIN (d[i][j], d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          d[i][j] = MIN (d[i][j], d[i - 2][j - 2] + 1);
      }
  return d[n][m];
}

static void
mistakes_are_counted_as_the_books_do (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_near = 0, n_far = 0;

  for (guint i = 0; i < 20000; i++)
    {
      char words[2][20] = { "", "" };
      g_autoptr (GPtrArray) names = new_names ();
      g_autoptr (GPtrArray) found = NULL;
      gboolean near;

      for (guint w = 0; w < 2; w++)
        {
          guint n = (guint) g_rand_int_range (rand, 9, 14);

          for (guint k = 0; k < n; k++)
            words[w][k] = w == 1 && g_rand_int_range (rand, 0, 4) && words[0][k] != '\0'
                ? words[0][k] : "abc"[g_rand_int_range (rand, 0, 3)];
          if (w == 1 && g_rand_boolean (rand)) /* swap two */
            {
              char c = words[1][4];

              words[1][4] = words[1][5];
              words[1][5] = c;
            }
        }
      if (strcmp (words[0], words[1]) == 0)
        continue;
      add (names, words[1], "posix", &linux_context);
      found = find_in (names, words[0], &linux_context);
      near = reference_distance (words[0], words[1]) <= 3 || strstr (words[1], words[0]) != NULL
             || (g_str_has_prefix (words[0], words[1]));
      if (near != (found->len == 1))
        fail_msg ("%s and %s", words[0], words[1]);
      n_near += near;
      n_far += !near;
    }
  assert_true (n_near > 1000 && n_far > 1000);
}

/* Thousands of names that all look much alike, and long ones. */
static void
a_crowd_is_searched_to_the_end (void **state)
{
  g_autoptr (GPtrArray) names = new_names ();
  g_autofree char *filler = g_strnfill (110, 'x');

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *text = g_strdup_printf ("/%s%08u", filler, i * 7);

      add (names, text, "posix", &linux_context);
    }
  add (names, "/the one", "posix", &linux_context);
  assert_first (names, "/The One", &linux_context, "/the one", MG_NEAR_CASE);
  assert_none (names, "/quite another", &linux_context);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (other_separators_are_found),
    cmocka_unit_test (wrong_case_is_found),
    cmocka_unit_test (another_namespace_is_found),
    cmocka_unit_test (another_folder_is_found),
    cmocka_unit_test (small_mistakes_are_found),
    cmocka_unit_test (what_is_unlike_is_not_offered),
    cmocka_unit_test (the_very_name_of_another_type_is_the_answer),
    cmocka_unit_test (what_cannot_be_opened_comes_last_and_only_when_it_is_close),
    cmocka_unit_test (the_likeliest_comes_first),
    cmocka_unit_test (posix_names_are_near_in_their_own_ways),
    cmocka_unit_test (case_is_folded_in_every_script),
    cmocka_unit_test (explanations_fit_behind_a_name),
    cmocka_unit_test (mistakes_are_counted_as_the_books_do),
    cmocka_unit_test (a_crowd_is_searched_to_the_end),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
