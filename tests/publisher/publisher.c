/* clang-format off */

/* publisher: a real writer of shared memory for the tests, driven over its standard input.
 *
 * A command a line, words separated by one space; each is answered by one line, "ok …" or
 * "error CODE message" (CODE is errno, GetLastError() or 0).  ID is a word the driver chooses for
 * an object; NAME is the system's own name with %XX for a byte (POSIX) or a unit below U+0100
 * (Windows) and %uXXXX for a UTF-16 unit, so that it has no space; numbers are decimal or 0x.
 * When the input ends every object made here is removed.
 *
 *   hello                            ok PID posix|win32 PAGE GRANULARITY
 *   shm ID NAME SIZE [OPTION…]       create shared memory and map it
 *        view=N                      map only the first N bytes (64 MiB unless told; 0: none)
 *        mode=OCTAL uid=N            POSIX: permissions, owner
 *        sddl=TEXT                   Windows: security descriptor; D:(D;;GA;;;WD) denies everybody
 *        reserve nocache image       Windows: SEC_RESERVE, SEC_NOCACHE, SEC_IMAGE
 *        file=PATH readonly          Windows: backed by a file (made if need be), SIZE 0: the file's
 *   object ID NAME TYPE              a name of another type: directory; POSIX: fifo socket symlink;
 *                                    Windows: mutex event manual-event semaphore timer job symlink
 *   hold ID                          Windows: a thread of its own takes that mutex for ever...
 *   abandon ID                       ...and ends without letting go; "set ID": sets that event;
 *                                    "taken ID" takes it, and fails where it is not set
 *   open ID NAME [readonly] [view=N] map what somebody else made
 *   write ID OFFSET HEX              store bytes through a mapping
 *   fill ID OFFSET LENGTH BYTE       the same byte again and again
 *   random ID OFFSET LENGTH SEED     SplitMix64 from SEED, its 8 bytes little-endian
 *   read ID OFFSET LENGTH            ok HEX
 *   start ID OFFSET HZ [WIDTH]       a thread counts there (WIDTH bytes, 8 unless told; HZ 0: as
 *                                    fast as it can); stop ID ends the counters of ID
 *   frames ID OFFSET LENGTH HZ KIND [pause=µs] [mutex=NAME] [event=NAME]
 *                                    a thread writes frames that tear, by a protocol: see frames.h;
 *                                    stop ID ends it
 *   stop ID                          ok COUNT, how often they counted in all
 *   resize ID SIZE                   POSIX: ftruncate(); Windows: a file-backed section is closed,
 *                                    its file resized, and a section of that name made anew: the
 *                                    only way
 *   commit ID OFFSET LENGTH          Windows: commits pages of a reserved section
 *   punch ID OFFSET LENGTH           POSIX: makes a hole
 *   stat ID                          ok SIZE ALLOCATED (bytes; - where the system can't tell)
 *   unname ID                        the name goes, the memory stays: unlink(), or CloseHandle()
 *   close ID                         unmap and close; a POSIX name stays
 *   remove ID                        unmap and close, and the name goes
 *   many ID PREFIX COUNT SIZE        COUNT objects PREFIX0, PREFIX1, …; not mapped
 *   churn ID PREFIX COUNT SIZE       a thread makes and removes COUNT names in turn until
 *                                    "remove ID"; "stat ID": ok ROUNDS 0
 *   die                              ends at once, without removing anything
 *   quit                             the same as the end of input
 */

/* clang-format on */

#include "publisher.h"

#include "frames.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an ID stands for. */
typedef struct
{
  Object object;
  GPtrArray *counters; /* of Counter */
  FrameWriter *frames;
  GThread *holding;
  int let_go; /* atomic: the thread that holds the mutex ends */
  /* many and churn */
  char *prefix;
  guint count;
  guint64 size;
  gintptr *handles;
  GThread *churn;
  int stopping; /* atomic */
  int n_rounds; /* atomic */
} Entry;

typedef struct
{
  View view;
  guint width;
  double rate_hz;
  GThread *thread;
  int stopping;    /* atomic */
  guint64 n_steps; /* the thread's until it is joined */
} Counter;

static GHashTable *entries;
static GPtrArray *order; /* IDs as they were made: what is in a directory goes before it */

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PUBLISHER_ERROR, 0, message);
  return FALSE;
}

static gboolean
parse_number (const char *text, guint64 *value, GError **error)
{
  char *end = NULL;

  if (text == NULL)
    return fail (error, "a number is missing");
  errno = 0;
  *value = g_ascii_strtoull (text, &end, 0);
  if (end == text || *end != '\0' || errno != 0 || *text == '-')
    return fail (error, "not a number");
  return TRUE;
}

const char *
options_get (const Options *options, const char *key)
{
  gsize length = strlen (key);

  for (char **word = options->words; word != NULL && *word != NULL; word++)
    if (strncmp (*word, key, length) == 0 && ((*word)[length] == '=' || (*word)[length] == '\0'))
      return (*word)[length] == '=' ? *word + length + 1 : "";
  return NULL;
}

guint64
options_get_number (const Options *options, const char *key, guint64 otherwise)
{
  const char *text = options_get (options, key);
  guint64 value;

  return text != NULL && parse_number (text, &value, NULL) ? value : otherwise;
}

/* --- Threads that write --- */

static gpointer
count_thread (gpointer data)
{
  Counter *counter = data;
  gint64 start_us = g_get_monotonic_time ();

  while (!g_atomic_int_get (&counter->stopping))
    {
      volatile guint8 *bytes = counter->view.bytes;

      /* One aligned store each, as a C program's ++ on a shared counter does it. */
      if (counter->width == 8 && (guintptr) bytes % 8 == 0)
        ++*(volatile guint64 *) bytes;
      else
        for (guint i = 0; i < counter->width && ++bytes[i] == 0; i++)
          ;
      counter->n_steps++;
      if (counter->rate_hz > 0)
        {
          gint64 next_us = start_us + (gint64) ((double) counter->n_steps * 1e6 / counter->rate_hz);
          gint64 left_us;

          /* The clock is read once: CLAMP() looks at its argument three times. */
          while (!g_atomic_int_get (&counter->stopping) && (left_us = next_us - g_get_monotonic_time ()) > 0)
            g_usleep ((gulong) MIN (left_us, 20000));
        }
    }
  return NULL;
}

static guint64
stop_counters (Entry *entry)
{
  guint64 n_steps = 0;

  for (guint i = 0; i < entry->counters->len; i++)
    {
      Counter *counter = entry->counters->pdata[i];

      g_atomic_int_set (&counter->stopping, TRUE);
      g_thread_join (counter->thread);
      n_steps += counter->n_steps;
      platform_unmap (&counter->view);
      g_free (counter);
    }
  g_ptr_array_set_size (entry->counters, 0);
  if (entry->frames != NULL)
    n_steps += frame_writer_free (g_steal_pointer (&entry->frames));
  return n_steps;
}

/* A mutex belongs to a thread, and is abandoned when that ends. */
static gpointer
hold_thread (gpointer data)
{
  Entry *entry = data;

  platform_lock (&entry->object);
  g_atomic_int_set (&entry->n_rounds, 1);
  while (!g_atomic_int_get (&entry->let_go))
    g_usleep (1000);
  return NULL;
}

static void
abandon (Entry *entry)
{
  if (entry->holding == NULL)
    return;
  g_atomic_int_set (&entry->let_go, TRUE);
  g_thread_join (g_steal_pointer (&entry->holding));
}

static void
hold (Entry *entry)
{
  entry->holding = g_thread_new ("hold", hold_thread, entry);
  while (!g_atomic_int_get (&entry->n_rounds))
    g_usleep (1000);
}

static gpointer
churn_thread (gpointer data)
{
  Entry *entry = data;

  while (!g_atomic_int_get (&entry->stopping))
    {
      for (guint i = 0; i < entry->count && !g_atomic_int_get (&entry->stopping); i++)
        {
          g_autofree char *name = g_strdup_printf ("%s%u", entry->prefix, i);
          gintptr handle;

          if (platform_create_plain (name, entry->size, &handle, NULL))
            platform_remove_plain (name, handle);
        }
      g_atomic_int_inc (&entry->n_rounds);
    }
  return NULL;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  stop_counters (entry);
  abandon (entry);
  g_ptr_array_unref (entry->counters);
  if (entry->churn != NULL)
    {
      g_atomic_int_set (&entry->stopping, TRUE);
      g_thread_join (entry->churn);
    }
  else if (entry->prefix != NULL)
    for (guint i = 0; i < entry->count; i++)
      {
        g_autofree char *name = g_strdup_printf ("%s%u", entry->prefix, i);

        platform_remove_plain (name, entry->handles[i]);
      }
  else
    platform_remove (&entry->object);
  g_free (entry->object.name);
  g_free (entry->prefix);
  g_free (entry->handles);
  g_free (entry);
}

/* --- Commands --- */

/* @name is told in front of it: every command on one object has it as its first argument. */
static Entry *
find_entry (char **words, GError **error)
{
  Entry *entry = words[1] != NULL ? g_hash_table_lookup (entries, words[1]) : NULL;

  if (entry == NULL)
    fail (error, "no such ID");
  return entry;
}

/* A view of the range and nothing mapped anew where the kept view has it. */
static gboolean
borrow_view (Entry *entry, gboolean writing, guint64 offset, guint64 length, View *view,
             gboolean *borrowed, GError **error)
{
  Object *object = &entry->object;

  if (!object->memory)
    return fail (error, "not memory");
  if (writing && object->read_only)
    return fail (error, "read-only");
  if (length == 0 || length > G_MAXINT32 || offset > object->size || length > object->size - offset)
    return fail (error, "out of range");
  *borrowed = object->view.bytes != NULL && offset + length <= object->view.length;
  if (!*borrowed)
    return platform_map (object, offset, (gsize) length, view, error);
  view->bytes = object->view.bytes + offset;
  return TRUE;
}

static int
hex_digit (char c)
{
  return g_ascii_xdigit_value (c);
}

/* write, fill, random, read */
static gboolean
access_bytes (char **words, GString *reply, GError **error)
{
  Entry *entry = find_entry (words, error);
  guint64 offset, length = 0, value = 0;
  View view = { 0 };
  gboolean borrowed;
  const char *hex = NULL;

  if (entry == NULL || !parse_number (words[2], &offset, error))
    return FALSE;
  if (strcmp (words[0], "write") == 0)
    {
      hex = words[3];
      if (hex == NULL || strlen (hex) % 2 != 0 || strspn (hex, "0123456789abcdefABCDEF") != strlen (hex))
        return fail (error, "not hex bytes");
      length = strlen (hex) / 2;
    }
  else if (!parse_number (words[3], &length, error))
    return FALSE;
  if ((strcmp (words[0], "fill") == 0 || strcmp (words[0], "random") == 0)
      && !parse_number (words[4], &value, error))
    return FALSE;
  if (!borrow_view (entry, strcmp (words[0], "read") != 0, offset, length, &view, &borrowed, error))
    return FALSE;

  if (hex != NULL)
    for (gsize i = 0; i < length; i++)
      view.bytes[i] = (guint8) (hex_digit (hex[2 * i]) << 4 | hex_digit (hex[2 * i + 1]));
  else if (strcmp (words[0], "fill") == 0)
    memset (view.bytes, (int) value, (gsize) length);
  else if (strcmp (words[0], "read") == 0)
    for (gsize i = 0; i < length; i++)
      g_string_append_printf (reply, "%02x", view.bytes[i]);
  else
    for (gsize i = 0; i < length; i += 8)
      {
        guint64 z = (value += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

        z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
        z = GUINT64_TO_LE (z ^ (z >> 31));
        memcpy (view.bytes + i, &z, MIN (8, (gsize) length - i));
      }
  if (!borrowed)
    platform_unmap (&view);
  return TRUE;
}

static gboolean
start_counter (char **words, GError **error)
{
  Entry *entry = find_entry (words, error);
  guint64 offset, width = 8;
  char *end = NULL;
  double rate_hz;
  Counter *counter;

  if (entry == NULL || !parse_number (words[2], &offset, error))
    return FALSE;
  rate_hz = words[3] != NULL ? g_ascii_strtod (words[3], &end) : -1;
  if (rate_hz < 0 || *end != '\0')
    return fail (error, "not a rate");
  if (words[4] != NULL && !parse_number (words[4], &width, error))
    return FALSE;
  if (!entry->object.memory || width < 1 || width > 8 || offset > entry->object.size
      || width > entry->object.size - offset)
    return fail (error, "out of range");
  counter = g_new0 (Counter, 1);
  counter->width = (guint) width;
  counter->rate_hz = rate_hz;
  /* A view of its own, so that nothing that is done to the object's takes it away. */
  if (!platform_map (&entry->object, offset, (gsize) width, &counter->view, error))
    {
      g_free (counter);
      return FALSE;
    }
  counter->thread = g_thread_new ("counter", count_thread, counter);
  g_ptr_array_add (entry->counters, counter);
  return TRUE;
}

static gboolean
start_frames (char **words, GError **error)
{
  Entry *entry = find_entry (words, error);
  guint64 offset, length;
  Options options;
  double rate_hz;

  if (entry == NULL || !parse_number (words[2], &offset, error)
      || !parse_number (words[3], &length, error))
    return FALSE;
  if (words[4] == NULL || words[5] == NULL || entry->frames != NULL || !entry->object.memory)
    return fail (error, "a rate and a protocol are missing, or there are frames already");
  rate_hz = g_ascii_strtod (words[4], NULL);
  options.words = words + 6;
  entry->frames = frame_writer_new (&entry->object, offset, (gsize) length, rate_hz, words[5],
                                    &options, error);
  return entry->frames != NULL;
}

static gboolean
start_many (Entry *entry, char **words, GError **error)
{
  guint64 count;

  if (words[2] == NULL || !parse_number (words[3], &count, error)
      || !parse_number (words[4], &entry->size, error))
    return FALSE;
  if (count > 100000)
    return fail (error, "too many");
  entry->prefix = g_strdup (words[2]);
  if (strcmp (words[0], "churn") == 0)
    {
      entry->count = (guint) count;
      entry->churn = g_thread_new ("churn", churn_thread, entry);
      return TRUE;
    }
  entry->handles = g_new0 (gintptr, count);
  for (entry->count = 0; entry->count < count; entry->count++)
    {
      g_autofree char *name = g_strdup_printf ("%s%u", entry->prefix, entry->count);

      if (!platform_create_plain (name, entry->size, &entry->handles[entry->count], error))
        return FALSE;
    }
  return TRUE;
}

/* shm, open, object, many, churn */
static gboolean
create_entry (char **words, GError **error)
{
  Options options;
  Entry *entry;
  guint64 size;
  gboolean ok;

  if (words[1] == NULL || words[2] == NULL)
    return fail (error, "ID and NAME are missing");
  if (g_hash_table_contains (entries, words[1]))
    return fail (error, "that ID is taken");
  entry = g_new0 (Entry, 1);
  entry->counters = g_ptr_array_new ();
  entry->object.handle = entry->object.file = -1;
  if (strcmp (words[0], "shm") == 0)
    {
      options.words = words[3] != NULL ? words + 4 : NULL;
      ok = parse_number (words[3], &size, error)
           && platform_create (&entry->object, words[2], size, &options, error);
    }
  else if (strcmp (words[0], "open") == 0)
    {
      options.words = words + 3;
      ok = platform_open (&entry->object, words[2], &options, error);
    }
  else if (strcmp (words[0], "object") == 0)
    ok = words[3] != NULL ? platform_create_other (&entry->object, words[2], words[3], error)
                          : fail (error, "a type is missing");
  else
    ok = start_many (entry, words, error);
  if (ok)
    {
      char *id = g_strdup (words[1]);

      g_hash_table_insert (entries, id, entry);
      g_ptr_array_add (order, id);
    }
  else
    entry_free (entry);
  return ok;
}

static gboolean
stat_entry (Entry *entry, GString *reply, GError **error)
{
  guint64 size = 0, allocated = 0;

  if (entry->churn != NULL)
    size = (guint64) g_atomic_int_get (&entry->n_rounds);
  else if (!entry->object.memory)
    return fail (error, "not memory");
  else if (!platform_stat (&entry->object, &size, &allocated, error))
    return FALSE;
  g_string_append_printf (reply, "%" G_GUINT64_FORMAT " ", size);
  if (allocated == G_MAXUINT64)
    g_string_append_c (reply, '-');
  else
    g_string_append_printf (reply, "%" G_GUINT64_FORMAT, allocated);
  return TRUE;
}

/* What takes an ID and at most two numbers. */
static gboolean
change_entry (char **words, GString *reply, GError **error)
{
  Entry *entry = find_entry (words, error);
  const char *command = words[0];
  guint64 a = 0, b = 0;
  guint index;

  if (entry == NULL)
    return FALSE;
  if (words[2] != NULL
      && (!parse_number (words[2], &a, error) || (words[3] != NULL && !parse_number (words[3], &b, error))))
    return FALSE;
  if (strcmp (command, "stat") == 0)
    return stat_entry (entry, reply, error);
  if (strcmp (command, "stop") == 0)
    {
      g_string_append_printf (reply, "%" G_GUINT64_FORMAT, stop_counters (entry));
      return TRUE;
    }
  if (strcmp (command, "hold") == 0 || strcmp (command, "abandon") == 0)
    {
      (*command == 'h' ? hold : abandon) (entry);
      return TRUE;
    }
  if (strcmp (command, "set") == 0)
    {
      platform_set_event (&entry->object);
      return TRUE;
    }
  if (strcmp (command, "taken") == 0)
    return platform_take_event (&entry->object) || fail (error, "not set");
  if (strcmp (command, "resize") == 0)
    return platform_resize (&entry->object, a, error);
  if (strcmp (command, "commit") == 0)
    return platform_commit (&entry->object, a, (gsize) b, error);
  if (strcmp (command, "punch") == 0)
    return platform_punch (&entry->object, a, b, error);
  if (strcmp (command, "unname") == 0)
    return platform_unname (&entry->object, error);
  stop_counters (entry);
  if (strcmp (command, "close") == 0)
    platform_close (&entry->object);
  g_ptr_array_find_with_equal_func (order, words[1], g_str_equal, &index);
  g_ptr_array_remove_index (order, index);
  g_hash_table_remove (entries, words[1]);
  return TRUE;
}

static gboolean
run_command (char **words, GString *reply, GError **error)
{
  static const char *const creating[] = { "shm", "open", "object", "many", "churn", NULL };
  static const char *const accessing[] = { "write", "fill", "random", "read", NULL };
  static const char *const changing[] = { "stat",   "stop",  "resize", "commit", "punch",
                                          "unname", "close", "remove", "hold",   "abandon",
                                          "set",    "taken", NULL };
  const char *command = words[0] != NULL ? words[0] : "";

  if (strcmp (command, "hello") == 0)
    {
      g_string_append_printf (reply, "%u %s 4096 %" G_GSIZE_FORMAT, platform_pid (),
                              platform_name (), platform_granularity ());
      return TRUE;
    }
  if (strcmp (command, "die") == 0)
    _Exit (9);
  if (strcmp (command, "start") == 0)
    return start_counter (words, error);
  if (strcmp (command, "frames") == 0)
    return start_frames (words, error);
  if (g_strv_contains (creating, command))
    return create_entry (words, error);
  if (g_strv_contains (accessing, command))
    return access_bytes (words, reply, error);
  if (g_strv_contains (changing, command))
    return change_entry (words, reply, error);
  return fail (error, "no such command");
}

/* Lines have any length: names do. */
static gboolean
read_line (GString *line)
{
  int c;

  g_string_truncate (line, 0);
  while ((c = getchar ()) != EOF && c != '\n')
    if (c != '\r')
      g_string_append_c (line, (char) c);
  return c != EOF;
}

int
main (void)
{
  g_autoptr (GString) line = g_string_new (NULL);

  platform_init ();
  entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  order = g_ptr_array_new ();
  while (read_line (line) && strcmp (line->str, "quit") != 0)
    {
      g_auto (GStrv) words = g_strsplit (line->str, " ", -1);
      g_autoptr (GString) reply = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      if (run_command (words, reply, &error))
        printf (reply->len > 0 ? "ok %s\n" : "ok%s\n", reply->str);
      else
        printf ("error %d %s\n", error->code, error->message);
      fflush (stdout);
    }
  for (guint i = order->len; i > 0; i--)
    g_hash_table_remove (entries, order->pdata[i - 1]);
  g_ptr_array_unref (order);
  g_hash_table_unref (entries);
  return 0;
}
