#include "config.h"

#include "core/catalog.h"

#define POLL_MS 1000
#define NAMES_CHANGED_MS 100 /* the system reports changes in bursts */
#define HOLDERS_US (2 * G_USEC_PER_SEC)
#define PAUSE_FACTOR 10 /* a scan takes at most a tenth of the time */

static void
closed_object_free (gpointer data)
{
  MgClosedObject *closed = data;

  mg_object_info_unref (closed->info);
  g_free (closed);
}

static MgListing *
listing_new (void)
{
  MgListing *listing = g_new0 (MgListing, 1);

  g_atomic_ref_count_init (&listing->ref_count);
  listing->closed = g_ptr_array_new_with_free_func (closed_object_free);
  listing->time_us = g_get_monotonic_time ();
  return listing;
}

MgListing *
mg_listing_ref (MgListing *listing)
{
  g_atomic_ref_count_inc (&listing->ref_count);
  return listing;
}

void
mg_listing_unref (MgListing *listing)
{
  if (listing == NULL || !g_atomic_ref_count_dec (&listing->ref_count))
    return;
  g_clear_pointer (&listing->objects, g_ptr_array_unref);
  g_ptr_array_unref (listing->closed);
  g_clear_error (&listing->error);
  g_free (listing);
}

static int
compare_objects_cb (gconstpointer a, gconstpointer b)
{
  const MgObjectInfo *x = *(MgObjectInfo *const *) a;
  const MgObjectInfo *y = *(MgObjectInfo *const *) b;
  int order = mg_name_compare (x->name, y->name);

  if (order != 0)
    return order;
  if (x->deleted != y->deleted)
    return x->deleted ? 1 : -1;
  return (x->identity.object > y->identity.object) - (x->identity.object < y->identity.object);
}

MgListing *
mg_listing_scan (gboolean with_holders, GCancellable *cancellable, GError **error)
{
  g_autoptr (MgListing) listing = listing_new ();

  listing->objects = mg_platform_list (cancellable, &listing->report, error);
  if (listing->objects == NULL)
    return NULL;

  listing->with_holders = with_holders
                          && mg_platform_find_holders (listing->objects, cancellable,
                                                       &listing->report, &listing->error);
  g_ptr_array_sort (listing->objects, compare_objects_cb);
  return g_steal_pointer (&listing);
}

MgObjectInfo *
mg_object_find_holders (const MgObjectInfo *known, GCancellable *cancellable, MgListReport *report,
                        GError **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
  g_autoptr (MgObjectInfo) info = mg_object_info_copy (known);

  g_ptr_array_add (objects, mg_object_info_ref (info));
  return mg_platform_find_holders (objects, cancellable, report, error) ? g_steal_pointer (&info) : NULL;
}

MgObjectInfo *
mg_listing_find (const MgListing *listing, const MgName *name)
{
  guint low = 0;
  guint high = listing->objects->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      MgObjectInfo *info = g_ptr_array_index (listing->objects, middle);

      if (mg_name_compare (info->name, name) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < listing->objects->len)
    {
      MgObjectInfo *info = g_ptr_array_index (listing->objects, low);

      if (mg_name_equal (info->name, name) && !info->deleted)
        return info;
    }
  return NULL;
}

static gboolean
mappings_equal (GArray *a, GArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const MgMapping *x = &g_array_index (a, MgMapping, i);
      const MgMapping *y = &g_array_index (b, MgMapping, i);

      if (x->address != y->address || x->offset != y->offset || x->length != y->length
          || x->access != y->access)
        return FALSE;
    }
  return TRUE;
}

static gboolean
holders_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const MgHolder *x = g_ptr_array_index (a, i);
      const MgHolder *y = g_ptr_array_index (b, i);

      if (x->pid != y->pid || x->access != y->access || g_strcmp0 (x->process, y->process) != 0
          || !mappings_equal (x->mappings, y->mappings))
        return FALSE;
    }
  return TRUE;
}

static gboolean
infos_equal (const MgObjectInfo *a, const MgObjectInfo *b)
{
  return mg_name_equal (a->name, b->name) && mg_identity_equal (a->identity, b->identity)
         && a->size == b->size && a->allocated == b->allocated && a->mode == b->mode
         && a->attributes == b->attributes && a->deleted == b->deleted
         && g_strcmp0 (a->owner, b->owner) == 0 && holders_equal (a->holders, b->holders);
}

static gboolean
reports_equal (const MgListReport *a, const MgListReport *b)
{
  /* How many processes there are is not worth a redraw: how many said no is. */
  return a->n_processes_denied == b->n_processes_denied && a->n_objects_denied == b->n_objects_denied
         && a->n_directories_denied == b->n_directories_denied && a->truncated == b->truncated;
}

static gboolean
listings_equal (const MgListing *a, const MgListing *b)
{
  if (a->objects->len != b->objects->len || a->closed->len != b->closed->len
      || !reports_equal (&a->report, &b->report)
      || (a->error == NULL) != (b->error == NULL))
    return FALSE;
  for (guint i = 0; i < a->objects->len; i++)
    if (!infos_equal (g_ptr_array_index (a->objects, i), g_ptr_array_index (b->objects, i)))
      return FALSE;
  for (guint i = 0; i < a->closed->len; i++)
    {
      const MgClosedObject *x = g_ptr_array_index (a->closed, i);
      const MgClosedObject *y = g_ptr_array_index (b->closed, i);

      if (!mg_name_equal (x->info->name, y->info->name))
        return FALSE;
    }
  return TRUE;
}

static void
append_closed (MgListing *listing, MgObjectInfo *info, gint64 last_seen_us)
{
  MgClosedObject *closed;

  if (listing->closed->len >= MG_CATALOG_CLOSED_MAX || info->deleted
      || mg_listing_find (listing, info->name) != NULL)
    return;
  closed = g_new (MgClosedObject, 1);
  closed->info = mg_object_info_ref (info);
  closed->last_seen_us = last_seen_us;
  g_ptr_array_add (listing->closed, closed);
}

/* What the scan before knew and this one does not: closed objects, and holders where they were not
 * looked for this time. */
static void
carry_over (MgListing *listing, const MgListing *before)
{
  gint64 now_us = g_get_real_time ();

  for (guint i = 0; i < before->objects->len; i++)
    append_closed (listing, g_ptr_array_index (before->objects, i), now_us);
  for (guint i = 0; i < before->closed->len; i++)
    {
      const MgClosedObject *closed = g_ptr_array_index (before->closed, i);

      if (now_us - closed->last_seen_us < MG_CATALOG_CLOSED_US)
        append_closed (listing, closed->info, closed->last_seen_us);
    }

  if (listing->with_holders)
    return;
  listing->report.n_processes = before->report.n_processes;
  listing->report.n_processes_denied = before->report.n_processes_denied;
  for (guint i = 0; i < listing->objects->len; i++)
    {
      MgObjectInfo *info = g_ptr_array_index (listing->objects, i);
      MgObjectInfo *old = mg_listing_find (before, info->name);

      if (old != NULL && old->holders != NULL && mg_identity_equal (old->identity, info->identity))
        info->holders = g_ptr_array_ref (old->holders);
    }
  for (guint i = 0; i < before->objects->len; i++)
    {
      MgObjectInfo *old = g_ptr_array_index (before->objects, i);

      if (old->deleted)
        g_ptr_array_add (listing->objects, mg_object_info_ref (old));
    }
  g_ptr_array_sort (listing->objects, compare_objects_cb);
}

struct _MgCatalog
{
  GObject parent_instance;

  MgListing *listing;
  gboolean active;
  gboolean with_holders;
  GCancellable *cancellable; /* of the scan under way; NULL: none */
  guint timer_id;            /* of the next scan */
  gint64 due_us;             /* when that is */
  gint64 earliest_us;        /* no scan of our own accord before */
  gboolean again;            /* asked for while one was under way */
  int names_changed;         /* atomic: the system reported a change that was not taken up yet */
  gint64 holders_us;         /* when holders were last looked for */
  MgPlatformMonitor *monitor;
  GMainContext *context;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgCatalog, mg_catalog, G_TYPE_OBJECT)

typedef struct
{
  gboolean with_holders;
  MgListing *before; /* nullable */
} Scan;

static void
scan_free (gpointer data)
{
  Scan *scan = data;

  mg_listing_unref (scan->before);
  g_free (scan);
}

static void start_scan (MgCatalog *self);

static void
scan_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Scan *scan = task_data;
  GError *error = NULL;
  MgListing *listing = mg_listing_scan (scan->with_holders, cancellable, &error);

  if (listing == NULL)
    {
      listing = listing_new ();
      listing->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
      listing->error = error;
    }
  if (scan->before != NULL)
    carry_over (listing, scan->before);
  g_task_return_pointer (task, listing, (GDestroyNotify) mg_listing_unref);
}

static gboolean
timer_cb (gpointer data)
{
  MgCatalog *self = data;

  self->timer_id = 0;
  start_scan (self);
  return G_SOURCE_REMOVE;
}

/* Scans after @delay_ms, or when it was due anyway. */
static void
schedule (MgCatalog *self, guint delay_ms)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 due_us = MAX (now_us + delay_ms * (gint64) 1000, self->earliest_us);

  if (!self->active || (self->timer_id != 0 && self->due_us <= due_us))
    return;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->due_us = due_us;
  self->timer_id = g_timeout_add ((due_us - now_us) / 1000, timer_cb, self);
}

static void
scan_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  MgCatalog *self = MG_CATALOG (object);
  g_autoptr (MgListing) listing = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean again = self->again;
  gint64 now_us = g_get_monotonic_time ();

  g_clear_object (&self->cancellable);
  self->again = FALSE;
  if (listing == NULL)
    {
      schedule (self, 0); /* cancelled; nothing happens where nobody looks */
      return;
    }

  self->earliest_us = now_us + (now_us - listing->time_us) * PAUSE_FACTOR;
  schedule (self, again ? NAMES_CHANGED_MS : POLL_MS);

  if (self->listing != NULL && listings_equal (self->listing, listing))
    return;
  mg_listing_unref (self->listing);
  self->listing = g_steal_pointer (&listing);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
start_scan (MgCatalog *self)
{
  g_autoptr (GTask) task = NULL;
  gint64 now_us = g_get_monotonic_time ();
  Scan *scan;

  if (self->cancellable != NULL)
    {
      self->again = TRUE;
      return;
    }

  scan = g_new0 (Scan, 1);
  scan->with_holders = self->with_holders && now_us - self->holders_us >= HOLDERS_US;
  scan->before = self->listing != NULL ? mg_listing_ref (self->listing) : NULL;
  if (scan->with_holders)
    self->holders_us = now_us;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, scan_done_cb, NULL);
  g_task_set_name (task, "[mapglass] catalogue scan");
  g_task_set_task_data (task, scan, scan_free);
  g_task_run_in_thread (task, scan_thread);
}

static gboolean
names_changed_idle_cb (gpointer data)
{
  g_autoptr (MgCatalog) self = g_weak_ref_get (data);

  if (self != NULL)
    {
      g_atomic_int_set (&self->names_changed, FALSE);
      mg_catalog_refresh (self);
    }
  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* On any thread. */
static void
names_changed_cb (gpointer data)
{
  MgCatalog *self = data;
  GWeakRef *weak;

  if (!g_atomic_int_compare_and_exchange (&self->names_changed, FALSE, TRUE))
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, names_changed_idle_cb, weak,
                              weak_ref_free);
}

void
mg_catalog_refresh (MgCatalog *self)
{
  g_return_if_fail (MG_IS_CATALOG (self));

  if (self->cancellable != NULL)
    self->again = TRUE;
  else
    schedule (self, self->listing != NULL ? NAMES_CHANGED_MS : 0);
}

void
mg_catalog_set_active (MgCatalog *self, gboolean active)
{
  g_return_if_fail (MG_IS_CATALOG (self));

  if (self->active == active)
    return;
  self->active = active;
  if (active)
    {
      self->monitor = mg_platform_monitor_new (names_changed_cb, self);
      start_scan (self);
      return;
    }
  g_clear_pointer (&self->monitor, mg_platform_monitor_free);
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
mg_catalog_set_with_holders (MgCatalog *self, gboolean holders)
{
  g_return_if_fail (MG_IS_CATALOG (self));

  self->with_holders = holders;
}

MgListing *
mg_catalog_get_listing (MgCatalog *self)
{
  g_return_val_if_fail (MG_IS_CATALOG (self), NULL);

  return self->listing;
}

MgCatalog *
mg_catalog_new (void)
{
  return g_object_new (MG_TYPE_CATALOG, NULL);
}

static void
mg_catalog_init (MgCatalog *self)
{
  self->with_holders = TRUE;
  self->holders_us = -HOLDERS_US;
  self->context = g_main_context_ref_thread_default ();
}

static void
mg_catalog_dispose (GObject *object)
{
  mg_catalog_set_active (MG_CATALOG (object), FALSE);
  G_OBJECT_CLASS (mg_catalog_parent_class)->dispose (object);
}

static void
mg_catalog_finalize (GObject *object)
{
  MgCatalog *self = MG_CATALOG (object);

  mg_listing_unref (self->listing);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (mg_catalog_parent_class)->finalize (object);
}

static void
mg_catalog_class_init (MgCatalogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mg_catalog_dispose;
  object_class->finalize = mg_catalog_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MG_TYPE_CATALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}
