#include "config.h"

#include "app/object-tab-private.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/name-check.h"
#include "app/notice.h"

/* Between two look-ups of near names. */
#define NEAR_INTERVAL_MS 2000

/* Near names: looked up as long as the name is wrong, since a publisher may start meanwhile. */

static void look_up_near (MgObjectTab *self);

static gboolean
near_timeout_cb (gpointer data)
{
  MgObjectTab *self = data;

  if (!gtk_widget_get_mapped (self->view))
    return G_SOURCE_CONTINUE;
  self->near_id = 0;
  look_up_near (self);
  return G_SOURCE_REMOVE;
}

static void
show_near (MgObjectTab *self, GPtrArray *near)
{
  MgNotice *notice = MG_NOTICE (self->notice);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean first = !mg_notice_has_names (notice);
  MgKind kind;

  for (guint i = 0; i < near->len; i++)
    {
      const MgNear *one = g_ptr_array_index (near, i);

      /* That it is something else under this very name is what the error says. */
      if (one->reason != MG_NEAR_TYPE)
        g_ptr_array_add (names, (gpointer) mg_name_get_text (one->name));
    }
  g_ptr_array_add (names, NULL);
  mg_notice_retain_names (notice, (const char *const *) names->pdata);
  for (guint i = 0; i < near->len; i++)
    {
      const MgNear *one = g_ptr_array_index (near, i);
      g_autofree char *explanation = mg_near_dup_explanation (one);

      if (one->reason != MG_NEAR_TYPE)
        mg_notice_add_name (notice, mg_name_get_text (one->name), explanation,
                            mg_kind_from_string (one->type, &kind));
    }
  /* There are no bytes that keys could be for: Enter takes the likeliest name. */
  if (first && gtk_widget_is_focus (self->view))
    mg_notice_focus_name (notice);
}

static void
near_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MgNameCheck) check = mg_name_check_finish (result, NULL);
  MgObjectTab *self = data;

  /* Cancelled: the tab may be no more. */
  if (check == NULL)
    return;
  g_clear_object (&self->near_cancellable);
  self->near_id = g_timeout_add (NEAR_INTERVAL_MS, near_timeout_cb, self);
  if (self->notice != NULL && check->near != NULL)
    show_near (self, check->near);
}

void
mg_object_tab_cancel_near (MgObjectTab *self)
{
  if (self->near_cancellable != NULL)
    g_cancellable_cancel (self->near_cancellable);
  g_clear_object (&self->near_cancellable);
  g_clear_handle_id (&self->near_id, g_source_remove);
  if (self->notice != NULL)
    mg_notice_clear_names (MG_NOTICE (self->notice));
}

static void
look_up_near (MgObjectTab *self)
{
  if (self->near_cancellable != NULL || self->near_id != 0)
    return;
  self->near_cancellable = g_cancellable_new ();
  mg_name_check_async (mg_shown_get_name (self->shown), self->near_cancellable, near_cb, self);
}

/* The notice */

static void
notice_retry_cb (MgNotice *notice, gpointer data)
{
  mg_object_tab_retry (data);
}

static void
notice_name_cb (MgNotice *notice, const char *name, gpointer data)
{
  g_signal_emit_by_name (data, "open-name", name);
}

static void
notice_response_cb (GtkInfoBar *bar, int response, gpointer data)
{
  MgObjectTab *self = data;

  self->dismissed = TRUE;
  mg_object_tab_update_notice (self);
  gtk_widget_grab_focus (self->view);
}

static void
ensure_notice (MgObjectTab *self)
{
  if (self->notice != NULL)
    return;
  self->notice = mg_notice_new ();
  g_signal_connect (self->notice, "retry", G_CALLBACK (notice_retry_cb), self);
  g_signal_connect (self->notice, "name", G_CALLBACK (notice_name_cb), self);
  g_signal_connect (self->notice, "response", G_CALLBACK (notice_response_cb), self);
  gtk_container_add (GTK_CONTAINER (self->notices), self->notice);
}

static char *
dup_history (MgObjectTab *self)
{
  GString *text = g_string_new (NULL);
  GList *l;

  for (l = self->history.head; l != NULL; l = l->next)
    g_string_append_printf (text, "%s%s", l != self->history.head ? "\n" : "", (const char *) l->data);
  return g_string_free (text, FALSE);
}

static void
show_waiting (MgObjectTab *self, const MgSnapshot *snapshot)
{
  const GError *error = snapshot->error;
  const char *hint = mg_error_get_hint (error);
  gboolean absent = mg_name_check_is_absence (error);
  g_autofree char *details = mg_error_dup_details (error);
  g_autofree char *text = NULL;

  if (absent)
    text = g_strconcat (hint != NULL ? hint : "", hint != NULL ? "\n" : "",
                        _ ("It will be shown when it appears."), NULL);
  else
    text = g_strdup (hint);
  mg_notice_set_message (MG_NOTICE (self->notice), absent ? GTK_MESSAGE_WARNING : GTK_MESSAGE_ERROR,
                         error->message, text, details);
  mg_notice_set_retry (MG_NOTICE (self->notice), TRUE);
  if (absent || g_error_matches (error, MG_ERROR, MG_ERROR_WRONG_TYPE))
    look_up_near (self);
}

static void
show_event (MgObjectTab *self, const MgSnapshot *snapshot)
{
  g_autofree char *sentence = mg_format_event (&self->last_event);
  g_autofree char *clock = mg_format_clock (self->last_event.real_time_us);
  g_autofree char *title = g_strdup_printf ("%s  %s", clock, sentence);
  g_autofree char *history = dup_history (self);
  g_autofree char *codes = snapshot->error != NULL ? mg_error_dup_details (snapshot->error) : NULL;
  g_autofree char *details = g_strconcat (history, codes != NULL ? "\n" : NULL, codes, NULL);
  const char *text = NULL;

  if (snapshot->state == MG_STATE_GONE && g_settings_get_boolean (self->settings, "reattach"))
    text = _ ("It is attached again when an object of this name appears.");
  mg_notice_set_message (MG_NOTICE (self->notice),
                         snapshot->state == MG_STATE_LIVE ? GTK_MESSAGE_INFO : GTK_MESSAGE_WARNING, title,
                         text, details);
  mg_notice_set_retry (MG_NOTICE (self->notice), snapshot->state == MG_STATE_GONE);
}

void
mg_object_tab_update_notice (MgObjectTab *self)
{
  const MgSnapshot *snapshot = mg_shown_get_newest (self->shown);
  gboolean waiting = snapshot->state == MG_STATE_WAITING && snapshot->error != NULL;
  gboolean closable = snapshot->state == MG_STATE_LIVE;
  gboolean shown = waiting || (self->has_event && !(closable && self->dismissed));

  if (!waiting)
    mg_object_tab_cancel_near (self);
  if (!shown)
    {
      if (gtk_container_get_focus_child (GTK_CONTAINER (self->notices)) != NULL)
        gtk_widget_grab_focus (self->view);
      if (self->notice != NULL)
        gtk_widget_hide (self->notice);
      return;
    }
  ensure_notice (self);
  if (waiting)
    show_waiting (self, snapshot);
  else
    show_event (self, snapshot);
  gtk_info_bar_set_show_close_button (GTK_INFO_BAR (self->notice), closable);
  gtk_widget_show (self->notice);
}
