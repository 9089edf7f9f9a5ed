#include "config.h"

#include "app/name-check.h"

void
mg_name_check_free (MgNameCheck *check)
{
  if (check == NULL)
    return;
  g_clear_pointer (&check->info, mg_object_info_unref);
  g_clear_error (&check->error);
  g_clear_pointer (&check->near, g_ptr_array_unref);
  g_free (check);
}

static void
check_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  MgName *name = task_data;
  g_autoptr (MgNameCheck) check = g_new0 (MgNameCheck, 1);
  g_autoptr (MgSource) source = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  source = mg_platform_open (name, &check->error);
  if (source != NULL)
    check->info = mg_source_dup_info (source, &check->error);
  if (check->info == NULL && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GPtrArray) names = mg_platform_list_names (cancellable, NULL);

      if (names != NULL)
        check->near = mg_near_find (name, names, MG_NAME_CHECK_NEAR_MAX);
    }
  g_task_return_pointer (task, g_steal_pointer (&check), (GDestroyNotify) mg_name_check_free);
}

void
mg_name_check_async (MgName *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mg_name_check_async);
  g_task_set_task_data (task, mg_name_ref (name), (GDestroyNotify) mg_name_unref);
  g_task_run_in_thread (task, check_thread);
}

MgNameCheck *
mg_name_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
mg_name_check_is_absence (const GError *error)
{
  return g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND)
         || g_error_matches (error, MG_ERROR, MG_ERROR_NO_NAMESPACE);
}
