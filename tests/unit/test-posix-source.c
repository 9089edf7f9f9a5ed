/* Opening, reading and following real objects that real processes truncate, punch and replace. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/error.h"
#include "platform/platform.h"
#include "platform/posix/posix-source.h"
#include "tests/unit/posix-helpers.h"

#define MIB ((guint64) 1024 * 1024)
#define SPARSE_SIZE (256 * MIB)

/* Makes something below /dev/shm that is no object; removes it with nothing left. */
typedef struct
{
  char *text, *path;
} Entry;

static Entry
entry_new (void)
{
  g_autofree char *name = unique_name ();

  return (Entry) { g_strconcat ("/", name, NULL), g_strconcat ("/dev/shm/", name, NULL) };
}

static void
entry_clear (Entry *entry)
{
  remove (entry->path);
  g_free (entry->text);
  g_free (entry->path);
}

static void
assert_wrong_type (Entry *entry, const char *word)
{
  g_autoptr (GError) error = open_error (entry->text);

  assert_int_equal (error->code, MG_ERROR_WRONG_TYPE);
  assert_non_null (strstr (error->message, entry->text));
  assert_non_null (strstr (error->message, word));
  assert_non_null (mg_error_get_hint (error));
}

/* ---- Opening ---- */

static void
opening_never_creates (void **state)
{
  Entry entry = entry_new ();
  g_autoptr (GError) error = open_error (entry.text);

  assert_int_equal (error->code, MG_ERROR_NOT_FOUND);
  assert_non_null (strstr (error->message, entry.text));
  assert_int_equal (access (entry.path, F_OK), -1);
  entry_clear (&entry);
}

static void
a_section_is_unsupported_with_a_hint (void **state)
{
  g_autoptr (GError) error = open_error ("section:Local\\Telemetry");

  assert_int_equal (error->code, MG_ERROR_UNSUPPORTED);
  assert_non_null (mg_error_get_hint (error));
}

static void
a_fifo_is_named_and_not_waited_for (void **state)
{
  Entry entry = entry_new ();

  assert_int_equal (mkfifo (entry.path, 0644), 0);
  assert_wrong_type (&entry, "FIFO");
  entry_clear (&entry);
}

static void
a_socket_is_named (void **state)
{
  Entry entry = entry_new ();
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  g_strlcpy (address.sun_path, entry.path, sizeof address.sun_path);
  assert_int_equal (bind (fd, (struct sockaddr *) &address, sizeof address), 0);
  assert_wrong_type (&entry, "socket");
  close (fd);
  entry_clear (&entry);
}

static void
a_folder_is_named (void **state)
{
  Entry entry = entry_new ();

  assert_int_equal (mkdir (entry.path, 0755), 0);
  assert_wrong_type (&entry, "folder");
  entry_clear (&entry);
}

static void
a_device_is_named_and_not_touched (void **state)
{
  Entry entry = entry_new ();

  /* Character device 1:3; making one takes root. */
  if (mknod (entry.path, S_IFCHR | 0644, (dev_t) 0x103) != 0)
    {
      entry_clear (&entry);
      skip ();
    }
  assert_wrong_type (&entry, "device");
  entry_clear (&entry);
}

static void
links_are_not_followed (void **state)
{
  Entry link = entry_new (), outside = entry_new (), folder = entry_new ();
  g_autoptr (Object) object = object_new (PAGE);
  g_autoptr (GError) error = NULL;
  g_autofree char *through = NULL;

  assert_int_equal (symlink (object->path, link.path), 0);
  assert_wrong_type (&link, "link");
  error = open_error (link.text);
  assert_non_null (strstr (mg_error_get_hint (error), object->path));

  assert_int_equal (symlink ("/etc/passwd", outside.path), 0);
  assert_wrong_type (&outside, "link");

  g_clear_error (&error);
  assert_int_equal (symlink ("/etc", folder.path), 0);
  through = g_strconcat (folder.text, "/passwd", NULL);
  error = open_error (through);
  assert_int_equal (error->code, MG_ERROR_NO_NAMESPACE);
  assert_non_null (strstr (error->message, "link"));

  entry_clear (&link);
  entry_clear (&outside);
  entry_clear (&folder);
}

static void
a_missing_folder_is_not_a_missing_object (void **state)
{
  Entry entry = entry_new ();
  g_autofree char *inner = g_strconcat (entry.text, "/x", NULL);
  g_autoptr (Object) object = object_new (PAGE);
  g_autofree char *below_object = g_strconcat (object->text, "/x", NULL);
  g_autoptr (GError) missing = open_error (inner);
  g_autoptr (GError) no_folder = open_error (below_object);

  assert_int_equal (missing->code, MG_ERROR_NO_NAMESPACE);
  assert_int_equal (no_folder->code, MG_ERROR_NO_NAMESPACE);
  entry_clear (&entry);
}

static void
objects_in_folders_and_of_any_bytes_open (void **state)
{
  Entry folder = entry_new ();
  g_autofree char *name = g_strconcat (folder.text + 1, "/caf\xe9 \xff%", NULL);
  g_autofree char *text = g_strconcat (folder.text, "/caf%E9 %FF%25", NULL);

  assert_int_equal (mkdir (folder.path, 0755), 0);
  {
    g_autoptr (Object) object G_GNUC_UNUSED = object_new_at (name, PAGE);
    g_autoptr (MgSource) source = open_source (text);
    g_autoptr (MgObjectInfo) info = mg_source_dup_info (source, NULL);

    assert_int_equal (info->size, PAGE);
    assert_string_equal (mg_name_get_text (info->name), text);
  }
  entry_clear (&folder);
}

/* The longest name there is is longer than what one system call takes with /dev/shm in front. */
static void
the_longest_name_opens_is_listed_and_is_followed (void **state)
{
  Entry top = entry_new ();
  g_autoptr (GString) path = g_string_new (top.text + 1);
  g_autofree char *part = g_strnfill (255, 'd');
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  GArray *folders = g_array_new (FALSE, FALSE, sizeof (int));
  int at = open ("/dev/shm", O_PATH | O_DIRECTORY);
  const char *made = top.text + 1;
  gboolean listed = FALSE;
  MgListReport report;

  for (;;)
    {
      g_array_append_val (folders, at);
      assert_int_equal (mkdirat (at, made, 0755), 0);
      at = openat (at, made, O_PATH | O_DIRECTORY);
      assert_true (at >= 0);
      if (MG_NAME_MAX_BYTES - path->len - 1 <= 255)
        break;
      made = part;
      g_string_append_printf (path, "/%s", part);
    }
  base = g_strnfill (MG_NAME_MAX_BYTES - path->len - 1, 'x');
  g_string_append_printf (path, "/%s", base);
  assert_int_equal (path->len, MG_NAME_MAX_BYTES);
  text = g_strconcat ("/", path->str, NULL);
  close (openat (at, base, O_RDWR | O_CREAT | O_EXCL, 0644));

  {
    g_autoptr (MgSource) source = open_source (text);

    assert_int_equal (mg_source_verify (source), MG_PRESENCE_LIVE);
    objects = mg_platform_list (NULL, &report, NULL);
    for (guint i = 0; i < objects->len; i++)
      {
        MgObjectInfo *info = g_ptr_array_index (objects, i);

        listed |= g_str_equal (mg_name_get_text (info->name), text);
      }
    assert_true (listed);
    assert_int_equal (unlinkat (at, base, 0), 0);
    assert_int_not_equal (mg_source_verify (source), MG_PRESENCE_REPLACED);
  }

  close (at);
  for (guint i = folders->len; i-- > 0;)
    {
      at = g_array_index (folders, int, i);
      assert_int_equal (unlinkat (at, i == 0 ? top.text + 1 : part, AT_REMOVEDIR), 0);
      close (at);
    }
  g_array_unref (folders);
  entry_clear (&top);
}

static void
child_is_denied (Child *parent, gpointer data)
{
  Object **objects = data;

  become_nobody ();
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = open_error (objects[i]->text);

      child_assert (error->code == MG_ERROR_ACCESS_DENIED);
      child_assert (mg_error_get_system (error, NULL) == MG_SYSTEM_ERRNO);
      child_assert (strstr (error->message, objects[i]->text) != NULL);
      child_assert (mg_error_get_hint (error) != NULL);
      if (i == 0)
        {
          child_assert (strstr (mg_error_get_hint (error), "rw-------") != NULL);
          child_assert (strstr (mg_error_get_hint (error), "root") != NULL);
          child_assert (strstr (mg_error_get_hint (error), "others") != NULL);
          child_assert (strstr (mg_error_get_hint (error), "o+r") != NULL);
        }
      else
        child_assert (strstr (mg_error_get_hint (error), "(x)") != NULL);
    }
}

static void
denied_says_which_permission_is_missing (void **state)
{
  Entry folder = entry_new ();
  g_autofree char *name = g_strconcat (folder.text + 1, "/x", NULL);
  Object *objects[2];

  if (geteuid () != 0)
    skip ();
  assert_int_equal (mkdir (folder.path, 0700), 0);
  objects[0] = object_new (PAGE);
  objects[1] = object_new_at (name, PAGE);
  assert_int_equal (fchmod (objects[0]->fd, 0600), 0);
  {
    g_autoptr (Child) child = child_new (child_is_denied, objects);

    assert_int_equal (child_join (child), 0);
  }
  object_free (objects[0]);
  object_free (objects[1]);
  entry_clear (&folder);
}

static void
info_tells_size_memory_owner_and_mode (void **state)
{
  g_autoptr (Object) object = object_new (10 * PAGE + 1);
  g_autoptr (MgSource) source = open_source (object->text);
  g_autoptr (MgObjectInfo) info = NULL;
  struct stat status;

  object_fill (object, 3 * PAGE, 2 * PAGE, 1);
  assert_int_equal (fchmod (object->fd, 0640), 0);
  assert_int_equal (fstat (object->fd, &status), 0);
  info = mg_source_dup_info (source, NULL);
  assert_int_equal (info->size, 10 * PAGE + 1);
  assert_false (info->size_rounded);
  assert_int_equal (info->allocated, 2 * PAGE);
  assert_int_equal (info->mode, 0640);
  assert_int_equal (info->identity.object, status.st_ino);
  assert_false (info->deleted);
  assert_null (info->holders);
  if (geteuid () == 0)
    assert_string_equal (info->owner, "root");
  unlink (object->path);
  mg_object_info_unref (info);
  info = mg_source_dup_info (source, NULL);
  assert_true (info->deleted);
}

/* ---- Reading ---- */

static void
bytes_are_read_at_any_offset (void **state)
{
  g_autoptr (Object) object = object_new (3 * PAGE + 5);
  g_autoptr (MgSource) source = open_source (object->text);
  guint8 written[3 * 4096 + 5], bytes[sizeof written];

  for (gsize i = 0; i < sizeof written; i++)
    written[i] = (guint8) (i * 7);
  object_write (object, 0, written, sizeof written);
  for (gsize start = 0; start < sizeof written; start += 1023)
    {
      gsize length = sizeof written - start;

      assert_true (mg_source_read (source, start, bytes, length, NULL, NULL));
      assert_memory_equal (bytes, written + start, length);
    }
}

static void
live_bytes_are_those_of_now (void **state)
{
  g_autoptr (Object) object = object_new (PAGE);
  g_autoptr (MgSource) source = open_source (object->text);
  guint8 byte;

  for (guint i = 1; i < 10; i++)
    {
      object_fill (object, 100, 1, (guint8) i);
      assert_true (mg_source_read (source, 100, &byte, 1, NULL, NULL));
      assert_int_equal (byte, i);
    }
}

static void
the_last_byte_of_a_huge_object_is_reached (void **state)
{
  static const guint64 sizes[] = { (guint64) 1 << 62, (guint64) 7 << 60, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Object) object = object_new (sizes[i]);
      g_autoptr (MgSource) source = open_source (object->text);
      g_autoptr (GError) error = NULL;
      guint8 bytes[2] = { 0 };
      MgRange extent;

      assert_int_equal (mg_source_get_size (source), sizes[i]);
      assert_false (mg_source_next_data (source, 0, &extent));
      object_fill (object, sizes[i] - 1, 1, 0x5a);
      assert_true (mg_source_read (source, sizes[i] - 2, bytes, 2, NULL, NULL));
      assert_int_equal (bytes[0], 0);
      assert_int_equal (bytes[1], 0x5a);
      /* in its very last page the kernel itself loses count, and finds no data */
      if (sizes[i] < G_MAXINT64)
        {
          assert_true (mg_source_next_data (source, 0, &extent));
          assert_int_equal (mg_range_end (extent), sizes[i]);
          assert_int_equal (extent.start, (sizes[i] - 1) & ~(guint64) (PAGE - 1));
        }
      assert_false (mg_source_read (source, sizes[i] - 1, bytes, 2, NULL, &error));
      assert_int_equal (error->code, MG_ERROR_OUT_OF_RANGE);
    }
}

static gboolean
count_bytes_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data)
{
  guint64 *n_bytes = user_data;

  for (gsize i = 0; i < length; i += PAGE)
    if (bytes[i] > 1)
      return FALSE;
  *n_bytes += length;
  return TRUE;
}

/* How scans are made: see ALL_WAYS. */
static gboolean keeps_views;

static MgSource *
open_for_scans (const char *text)
{
  MgSource *source = open_source (text);

  if (keeps_views)
    mg_source_keep_views (source);
  return source;
}

static void
nothing_is_allocated_by_looking (void **state)
{
  g_autoptr (Object) object = object_new (SPARSE_SIZE);
  g_autoptr (MgSource) source = open_for_scans (object->text);
  g_autofree guint8 *buffer = g_malloc (MIB);
  guint64 n_bytes = 0;

  for (guint64 at = 0; at < SPARSE_SIZE; at += MIB)
    {
      assert_true (mg_source_read (source, at, buffer, MIB, NULL, NULL));
      assert_int_equal (buffer[0], 0);
      assert_memory_equal (buffer, buffer + 1, MIB - 1);
    }
  assert_true (mg_source_scan (source, (MgRange) { 0, SPARSE_SIZE }, count_bytes_cb, &n_bytes, NULL,
                               NULL));
  assert_int_equal (n_bytes, 0);
  assert_int_equal (object_get_allocated (object), 0);

  /* some pages, and one stretch that is long enough to be mapped */
  for (guint64 at = 0; at < 100 * MIB; at += 10 * MIB)
    object_fill (object, at, 1, 1);
  object_fill (object, 128 * MIB - PAGE, 6 * MIB, 1);
  assert_true (mg_source_scan (source, (MgRange) { 0, SPARSE_SIZE }, count_bytes_cb, &n_bytes, NULL,
                               NULL));
  assert_int_equal (n_bytes, 10 * PAGE + 6 * MIB);
  assert_int_equal (object_get_allocated (object), 10 * PAGE + 6 * MIB);
}

static void
extents_are_those_of_the_data (void **state)
{
  g_autoptr (Object) object = object_new (SPARSE_SIZE + 100);
  g_autoptr (MgSource) source = open_source (object->text);
  guint64 at = 0, in_all = 0;
  MgRange extent;

  object_fill (object, PAGE + 5, 1, 1);
  object_fill (object, 64 * MIB, 40 * MIB, 1);
  object_fill (object, SPARSE_SIZE, 100, 1);

  assert_true (mg_source_next_data (source, 0, &extent));
  assert_int_equal (extent.start, PAGE);
  assert_int_equal (extent.length, PAGE);
  assert_true (mg_source_next_data (source, PAGE + 7, &extent));
  assert_int_equal (extent.start, PAGE + 7);
  assert_int_equal (extent.length, PAGE - 7);
  assert_true (mg_source_next_data (source, SPARSE_SIZE - PAGE, &extent));
  assert_int_equal (extent.start, SPARSE_SIZE);
  assert_int_equal (extent.length, 100);
  assert_false (mg_source_next_data (source, SPARSE_SIZE + 100, &extent));
  assert_false (mg_source_next_data (source, G_MAXUINT64, &extent));

  /* long ones may be told in parts, which touch */
  while (mg_source_next_data (source, at, &extent))
    {
      in_all += extent.length;
      at = mg_range_end (extent);
    }
  assert_int_equal (in_all, PAGE + 40 * MIB + 100);
}

/* ---- Scanning: the tests of it go all ways ---- */

static int
scan_mapped (void **state)
{
  mg_posix_set_scan_way (MG_SCAN_MAPPED);
  keeps_views = FALSE;
  return 0;
}

static int
scan_copied (void **state)
{
  mg_posix_set_scan_way (MG_SCAN_COPIED);
  keeps_views = FALSE;
  return 0;
}

static int
scan_kept (void **state)
{
  keeps_views = TRUE;
  return 0;
}

#define ALL_WAYS(test)                                                                             \
  { #test "_mapped", test, scan_mapped, NULL, NULL },                                              \
  { #test "_copied", test, scan_copied, NULL, NULL },                                              \
  {                                                                                                \
    #test "_kept", test, scan_kept, NULL, NULL                                                     \
  }

typedef struct
{
  const guint8 *expected;
  guint64 next;
  guint n_pieces, end_after;
  gboolean good;
} Compare;

static gboolean
compare_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data)
{
  Compare *compare = user_data;

  compare->good = compare->good && offset == compare->next
                  && memcmp (bytes, compare->expected + offset, length) == 0;
  compare->next = offset + length;
  return ++compare->n_pieces != compare->end_after;
}

static void
a_scan_shows_all_data_in_order (void **state)
{
  static const MgRange ranges[] = {
    { 0, 9 * MIB + 77 }, { 1, 9 * MIB }, { 4095, 2 }, { 5 * MIB - 3, 1 * MIB }, { 9 * MIB + 76, 1 },
  };
  g_autoptr (Object) object = object_new (9 * MIB + 77);
  g_autoptr (MgSource) source = open_for_scans (object->text);
  g_autofree guint8 *written = g_malloc (9 * MIB + 77);

  for (gsize i = 0; i < 9 * MIB + 77; i++)
    written[i] = (guint8) (i * 2654435761u >> 13);
  object_write (object, 0, written, 9 * MIB + 77);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      Compare compare = { .expected = written, .next = ranges[i].start, .good = TRUE };
      g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();

      assert_true (mg_source_scan (source, ranges[i], compare_cb, &compare, unreadable, NULL));
      assert_true (compare.good);
      assert_int_equal (compare.next, mg_range_end (ranges[i]));
      assert_int_equal (mg_range_set_get_length (unreadable), 0);
    }

  {
    Compare compare = { .expected = written, .good = TRUE, .end_after = 1 };

    assert_true (mg_source_scan (source, ranges[0], compare_cb, &compare, NULL, NULL));
    assert_int_equal (compare.n_pieces, 1);
  }
}

/* How many pieces were as long as only views are, and how many not. */
static gboolean
count_pieces_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data)
{
  guint *n_pieces = user_data;

  n_pieces[length > MIB]++;
  return TRUE;
}

static void
both_ways_are_tried_and_one_is_kept (void **state)
{
  g_autoptr (Object) object = object_new (64 * MIB);
  g_autoptr (MgSource) source = open_source (object->text);
  guint of_views[2] = { 0 }, of_trial[2] = { 0 }, of_later[2] = { 0 };

  object_fill (object, 0, 64 * MIB, 1);
  mg_posix_set_scan_way (MG_SCAN_MAPPED);
  assert_true (mg_source_scan (source, (MgRange) { 0, 64 * MIB }, count_pieces_cb, of_views, NULL,
                               NULL));
  if (of_views[TRUE] == 0)
    {
      print_message ("userfaultfd is forbidden here: there is one way only\n");
      skip ();
    }
  assert_int_equal (of_views[FALSE], 0);

  mg_posix_set_scan_way (MG_SCAN_MEASURED);
  assert_true (mg_source_scan (source, (MgRange) { 0, 64 * MIB }, count_pieces_cb, of_trial, NULL,
                               NULL));
  assert_true (of_trial[FALSE] > 0 && of_trial[TRUE] > 0);
  assert_true (mg_source_scan (source, (MgRange) { 0, 64 * MIB }, count_pieces_cb, of_later, NULL,
                               NULL));
  assert_true ((of_later[FALSE] > 0) != (of_later[TRUE] > 0));
}

/* Does something to the object while a piece of it is looked at. */
typedef struct
{
  Object *object;
  gboolean truncate; /* else punch */
  gboolean done;
  volatile guint64 sum;
  guint64 before; /* the part of the sum that was seen in spite of it: in a copy */
  guint64 shown;  /* bytes of the pieces that were seen to their ends */
} Disturb;

static gboolean
disturb_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data)
{
  Disturb *disturb = user_data;
  gboolean first = !disturb->done;

  if (first)
    {
      disturb->done = TRUE;
      if (disturb->truncate)
        {
          if (ftruncate (disturb->object->fd, (off_t) (2 * MIB)) != 0)
            abort ();
        }
      else if (fallocate (disturb->object->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
                          (off_t) (7 * MIB))
               != 0)
        abort ();
    }
  for (gsize i = 0; i < length; i += PAGE)
    disturb->sum += bytes[i];
  if (first)
    disturb->before = disturb->sum;
  disturb->shown += length;
  return TRUE;
}

static void
a_hole_punched_under_a_scan_stays_a_hole (void **state)
{
  g_autoptr (Object) object = object_new (8 * MIB);
  g_autoptr (MgSource) source = open_for_scans (object->text);
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  Disturb disturb = { .object = object };
  guint64 n_bytes = 0;

  /* a view that is kept has all of its pages already */
  object_fill (object, 0, 8 * MIB, 1);
  assert_true (mg_source_scan (source, (MgRange) { 0, 8 * MIB }, count_bytes_cb, &n_bytes, NULL, NULL));
  assert_true (mg_source_scan (source, (MgRange) { 0, 8 * MIB }, disturb_cb, &disturb, unreadable,
                               NULL));
  assert_int_equal (object_get_allocated (object), 1 * MIB);
  assert_int_equal (mg_range_set_get_length (unreadable), 0);
  /* the last MiB is still there, and was shown */
  assert_int_equal (disturb.sum - disturb.before, MIB / PAGE);
}

static void
an_object_cut_off_under_a_scan_is_partly_unreadable (void **state)
{
  g_autoptr (Object) object = object_new (8 * MIB);
  g_autoptr (MgSource) source = open_for_scans (object->text);
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  Disturb disturb = { .object = object, .truncate = TRUE };
  guint64 n_bytes = 0;

  object_fill (object, 0, 8 * MIB, 1);
  assert_true (mg_source_scan (source, (MgRange) { 0, 8 * MIB }, count_bytes_cb, &n_bytes, NULL, NULL));
  assert_true (mg_source_scan (source, (MgRange) { 0, 8 * MIB }, disturb_cb, &disturb, unreadable,
                               NULL));
  assert_int_equal (disturb.shown, 2 * MIB);
  assert_false (mg_range_set_contains (unreadable, 2 * MIB - 1));
  assert_true (mg_range_set_contains (unreadable, 2 * MIB));
}

/* As in a container: a filter answers EPERM to these system calls. */
static void
forbid_system_calls (void)
{
  struct sock_filter code[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_userfaultfd, 1, 0),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, 451 /* cachestat */, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { G_N_ELEMENTS (code), code };

  child_assert (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  child_assert (prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
  child_assert (syscall (SYS_userfaultfd, 0) == -1 && errno == EPERM);
}

/* From here on SEEK_HOLE fails. */
static void
forbid_seek_hole (void)
{
  struct sock_filter code[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_lseek, 0, 3),
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, args[2])),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SEEK_HOLE, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { G_N_ELEMENTS (code), code };

  child_assert (prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
}

/* Without cachestat() the end of the data is looked for once, not from each place anew: that would
 * be 10 ms a GiB each time. */
static void
child_finds_data_confined (Child *parent, gpointer data)
{
  const char *text = data;
  g_autofree char *path = g_strconcat ("/dev/shm", text, NULL);
  g_autoptr (MgSource) source = NULL;
  int fd = open (path, O_RDWR);
  MgRange extent;

  forbid_system_calls ();
  source = open_source (text);
  child_assert (mg_source_next_data (source, 0, &extent) && extent.length == 40 * MIB);

  /* What is known of an object that has less memory now is of no worth. */
  child_assert (fallocate (fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t) (30 * MIB),
                           (off_t) MIB)
                == 0);
  child_assert (mg_source_next_data (source, 2 * MIB, &extent));
  child_assert (extent.start == 2 * MIB && mg_range_end (extent) == 30 * MIB);
  forbid_seek_hole ();
  child_assert (mg_source_next_data (source, 20 * MIB + 5, &extent));
  child_assert (extent.start == 20 * MIB + 5 && mg_range_end (extent) == 30 * MIB);
  child_assert (!mg_source_next_data (source, 30 * MIB, &extent));
}

static void
the_end_of_data_is_looked_for_once (void **state)
{
  g_autoptr (Object) object = object_new (40 * MIB);
  g_autoptr (Child) child = NULL;

  object_fill (object, 0, 40 * MIB, 1);
  child = child_new (child_finds_data_confined, object->text);
  assert_int_equal (child_join (child), 0);
}

static void
child_scans_confined (Child *parent, gpointer data)
{
  const char *text = data;
  g_autoptr (MgSource) source = NULL;
  g_autofree char *path = g_strconcat ("/dev/shm", text, NULL);
  Object object = { .fd = open (path, O_RDWR) };
  Disturb disturb = { .object = &object };
  guint64 n_bytes = 0;
  MgRange extent;

  forbid_system_calls ();
  source = open_source (text);
  child_assert (mg_source_next_data (source, 0, &extent) && extent.length == 40 * MIB);
  child_assert (mg_source_scan (source, (MgRange) { 0, 40 * MIB }, count_bytes_cb, &n_bytes, NULL,
                                NULL));
  child_assert (n_bytes == 40 * MIB);
  child_assert (mg_source_scan (source, (MgRange) { 0, 40 * MIB }, disturb_cb, &disturb, NULL, NULL));
}

static void
a_scan_allocates_nothing_where_userfaultfd_is_forbidden_either (void **state)
{
  g_autoptr (Object) object = object_new (40 * MIB);
  g_autoptr (Child) child = NULL;

  object_fill (object, 0, 40 * MIB, 1);
  child = child_new (child_scans_confined, object->text);
  assert_int_equal (child_join (child), 0);
  assert_int_equal (object_get_allocated (object), 33 * MIB);
}

#define CHURN_SIZE (6 * MIB)

/* Cuts off, extends, fills and punches an object without a pause until it is told to end. */
static void
child_churns (Child *parent, gpointer data)
{
  const char *path = data;
  int fd = open (path, O_RDWR);
  g_autofree guint8 *bytes = g_malloc (CHURN_SIZE);
  guint state = 1;

  child_assert (fd >= 0);
  child_assert (fcntl (parent->from, F_SETFL, O_NONBLOCK) == 0);
  memset (bytes, 0xaa, CHURN_SIZE);
  child_say (parent, "r", 1);
  for (;;)
    {
      char byte;

      if (read (parent->from, &byte, 1) == 0)
        break;
      state = state * 1103515245u + 12345u;
      child_assert (ftruncate (fd, (off_t) (state % CHURN_SIZE)) == 0);
      child_assert (ftruncate (fd, CHURN_SIZE) == 0);
      child_assert (pwrite (fd, bytes, CHURN_SIZE, 0) == (gssize) CHURN_SIZE);
      child_assert (fallocate (fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                               (off_t) (state % CHURN_SIZE), 1000000)
                    == 0);
    }
  child_assert (fallocate (fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, CHURN_SIZE) == 0);
}

static gboolean
only_known_bytes_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data)
{
  gboolean *good = user_data;

  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = bytes[i];

      if (byte != 0 && byte != 0xaa)
        *good = FALSE;
    }
  return TRUE;
}

static void
an_object_may_change_its_size_while_it_is_read_and_scanned (void **state)
{
  g_autoptr (Object) object = object_new (CHURN_SIZE);
  g_autoptr (MgSource) source = open_for_scans (object->text);
  g_autoptr (Child) child = child_new (child_churns, object->path);
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autofree guint8 *buffer = g_malloc (CHURN_SIZE);
  gboolean good = TRUE;
  guint n_done = 0;
  char ready;

  assert_true (child_hear (child, &ready, 1));
  for (guint i = 0; i < 150; i++)
    {
      guint64 size = mg_source_get_size (source);
      g_autoptr (GError) error = NULL;

      mg_range_set_clear (unreadable);
      if (mg_source_read (source, 0, buffer, size, unreadable, &error))
        {
          n_done++;
          only_known_bytes_cb (buffer, size, 0, &good);
        }
      else
        assert_true (error->code == MG_ERROR_OUT_OF_RANGE || error->code == MG_ERROR_UNREADABLE);
      g_clear_error (&error);
      if (mg_source_scan (source, (MgRange) { 0, size }, only_known_bytes_cb, &good, unreadable,
                          &error))
        n_done++;
      else
        assert_int_equal (error->code, MG_ERROR_OUT_OF_RANGE);
    }
  assert_true (good);
  assert_true (n_done > 0);

  assert_int_equal (child_join (child), 0);
  assert_true (mg_source_read (source, 0, buffer, CHURN_SIZE, NULL, NULL));
  assert_true (mg_source_scan (source, (MgRange) { 0, CHURN_SIZE }, only_known_bytes_cb, &good, NULL,
                               NULL));
  assert_int_equal (object_get_allocated (object), 0);
}

/* ---- Life and death ---- */

static void
child_holds (Child *parent, gpointer data)
{
  const char *path = data;
  volatile guint8 *view = child_map (path, 0, PAGE, TRUE);

  view[0] = 1;
  child_say (parent, "r", 1);
  child_wait (parent);
}

static void
child_keeps_open (Child *parent, gpointer data)
{
  child_assert (open (data, O_RDONLY) >= 0);
  child_say (parent, "r", 1);
  child_wait (parent);
}

/* With very many processes an answer takes a few calls. */
static MgPresence
verify_until_not (MgSource *source, MgPresence before)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  MgPresence presence;

  while ((presence = mg_source_verify (source)) == before && g_get_monotonic_time () < deadline)
    g_usleep (10000);
  return presence;
}

static void
a_name_that_is_gone_without_holders_is_gone (void **state)
{
  g_autoptr (Object) object = object_new (PAGE);
  g_autoptr (MgSource) source = open_source (object->text);

  assert_int_equal (mg_source_verify (source), MG_PRESENCE_LIVE);
  unlink (object->path);
  /* this process's own descriptors do not count */
  assert_int_equal (verify_until_not (source, MG_PRESENCE_LIVE), MG_PRESENCE_GONE);
}

static void
memory_without_a_name_is_unnamed_while_somebody_has_it (void **state)
{
  static const ChildFunc holders[] = { child_holds, child_keeps_open };

  for (guint i = 0; i < G_N_ELEMENTS (holders); i++)
    {
      g_autoptr (Object) object = object_new (PAGE);
      g_autoptr (MgSource) source = open_source (object->text);
      g_autoptr (Child) child = child_new (holders[i], object->path);
      char ready;

      assert_true (child_hear (child, &ready, 1));
      unlink (object->path);
      assert_int_equal (verify_until_not (source, MG_PRESENCE_LIVE), MG_PRESENCE_UNNAMED);
      assert_int_equal (child_join (child), 0);
      assert_int_equal (verify_until_not (source, MG_PRESENCE_UNNAMED), MG_PRESENCE_GONE);
    }
}

static void
a_renamed_object_is_unnamed_and_live_again_when_renamed_back (void **state)
{
  g_autoptr (Object) object = object_new (PAGE);
  g_autoptr (MgSource) source = open_source (object->text);
  g_autofree char *elsewhere = g_strconcat (object->path, "-moved", NULL);

  assert_int_equal (rename (object->path, elsewhere), 0);
  assert_int_equal (mg_source_verify (source), MG_PRESENCE_UNNAMED);
  assert_int_equal (rename (elsewhere, object->path), 0);
  assert_int_equal (mg_source_verify (source), MG_PRESENCE_LIVE);
}

static void
another_object_of_that_name_replaces (void **state)
{
  g_autoptr (Object) object = object_new (PAGE);
  g_autoptr (MgSource) source = open_source (object->text);

  unlink (object->path);
  {
    g_autoptr (Object) another = object_new_at (object->text + 1, PAGE);
    guint8 byte = 1;

    object_fill (another, 0, 1, 9);
    assert_int_equal (mg_source_verify (source), MG_PRESENCE_REPLACED);
    /* what is read is still of the one that was opened */
    assert_true (mg_source_read (source, 0, &byte, 1, NULL, NULL));
    assert_int_equal (byte, 0);
  }
}

static void
size_follows_the_object (void **state)
{
  g_autoptr (Object) object = object_new (PAGE);
  g_autoptr (MgSource) source = open_source (object->text);

  assert_int_equal (ftruncate (object->fd, 0), 0);
  assert_int_equal (mg_source_get_size (source), 0);
  assert_int_equal (ftruncate (object->fd, 123), 0);
  assert_int_equal (mg_source_get_size (source), 123);
}

static void
access_times_stay (void **state)
{
  static const struct timespec long_ago[2] = { { 1000, 0 }, { 2000, 0 } };
  g_autoptr (Object) object = object_new (8 * MIB);
  g_autoptr (MgSource) source = open_source (object->text);
  guint64 n_bytes = 0;
  struct stat status;
  guint8 byte;

  object_fill (object, 0, 8 * MIB, 1);
  assert_int_equal (futimens (object->fd, long_ago), 0);
  assert_true (mg_source_read (source, 0, &byte, 1, NULL, NULL));
  assert_true (mg_source_scan (source, (MgRange) { 0, 8 * MIB }, count_bytes_cb, &n_bytes, NULL,
                               NULL));
  assert_int_equal (fstat (object->fd, &status), 0);
  assert_int_equal (status.st_atime, 1000);
  assert_int_equal (status.st_mtime, 2000);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (opening_never_creates),
    cmocka_unit_test (a_section_is_unsupported_with_a_hint),
    cmocka_unit_test (a_fifo_is_named_and_not_waited_for),
    cmocka_unit_test (a_socket_is_named),
    cmocka_unit_test (a_folder_is_named),
    cmocka_unit_test (a_device_is_named_and_not_touched),
    cmocka_unit_test (links_are_not_followed),
    cmocka_unit_test (a_missing_folder_is_not_a_missing_object),
    cmocka_unit_test (objects_in_folders_and_of_any_bytes_open),
    cmocka_unit_test (the_longest_name_opens_is_listed_and_is_followed),
    cmocka_unit_test (denied_says_which_permission_is_missing),
    cmocka_unit_test (info_tells_size_memory_owner_and_mode),
    cmocka_unit_test (bytes_are_read_at_any_offset),
    cmocka_unit_test (live_bytes_are_those_of_now),
    cmocka_unit_test (the_last_byte_of_a_huge_object_is_reached),
    ALL_WAYS (nothing_is_allocated_by_looking),
    cmocka_unit_test (extents_are_those_of_the_data),
    cmocka_unit_test (the_end_of_data_is_looked_for_once),
    ALL_WAYS (a_scan_shows_all_data_in_order),
    cmocka_unit_test (both_ways_are_tried_and_one_is_kept),
    ALL_WAYS (a_hole_punched_under_a_scan_stays_a_hole),
    cmocka_unit_test (a_scan_allocates_nothing_where_userfaultfd_is_forbidden_either),
    ALL_WAYS (an_object_cut_off_under_a_scan_is_partly_unreadable),
    ALL_WAYS (an_object_may_change_its_size_while_it_is_read_and_scanned),
    cmocka_unit_test (a_name_that_is_gone_without_holders_is_gone),
    cmocka_unit_test (memory_without_a_name_is_unnamed_while_somebody_has_it),
    cmocka_unit_test (a_renamed_object_is_unnamed_and_live_again_when_renamed_back),
    cmocka_unit_test (another_object_of_that_name_replaces),
    cmocka_unit_test (size_follows_the_object),
    cmocka_unit_test (access_times_stay),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
