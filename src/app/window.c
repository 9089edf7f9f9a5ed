#include "config.h"

#include "app/window.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/inspector.h"
#include "app/notice.h"
#include "app/object-list.h"
#include "app/open-dialog.h"
#include "app/properties-dialog.h"
#include "app/status-line.h"
#include "app/tab-title.h"
#include "app/timeline.h"
#include "app/window-actions.h"
#include "app/window-recording.h"
#include "platform/platform.h"

/* How long the first frame with bytes is waited for before the rest of the window is made. */
#define CONTENT_MS 300

struct _MgWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget *title_label;
  GtkWidget *subtitle_label;
  GtkWidget *menu_button;
  GtkWidget *rate_button;
  GtkWidget *rate_label;
  GtkWidget *paned;
  GtkWidget *object_list;
  GtkWidget *centre;
  GtkWidget *stack;
  GtkNotebook *notebook;
  GtkWidget *status_line;
  GtkWidget *timeline_slot;  /* keeps the place of the next */
  GtkWidget *timeline;       /* made once ready: NULL before */
  GtkWidget *inspector_paned;
  GtkWidget *inspector_slot; /* keeps the inspector's place before the first frame */
  GtkWidget *inspector;      /* made once ready: NULL before */

  GSettings *settings;
  MgObjectTab *tab;        /* the one in front; NULL: none; not owned */
  gboolean ready;          /* the first frame is out: what was put off is there */
  guint ready_id;          /* idle source that makes it */
  GMenuModel *bytes_menu;  /* context menu of every tab's bytes; NULL until ready */
  gboolean using_catalog;
  gboolean shown;          /* somebody may see it: mapped and not iconified */
  GtkWidget *open_dialog;  /* weak */
  GtkWidget *message;      /* above the tabs; NULL: none yet */
  int width, height;       /* while not maximised */
  gboolean maximized;
  gboolean was_mapped;
  gboolean inspector_placed; /* it has the width that is remembered */
  guint place_id;          /* idle source that gives it */
};

G_DEFINE_TYPE (MgWindow, mg_window, GTK_TYPE_APPLICATION_WINDOW)

static MgApplication *
get_application (MgWindow *self)
{
  return MG_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

MgObjectTab *
mg_window_get_tab (MgWindow *self)
{
  g_return_val_if_fail (MG_IS_WINDOW (self), NULL);

  return self->tab;
}

guint
mg_window_get_n_tabs (MgWindow *self)
{
  g_return_val_if_fail (MG_IS_WINDOW (self), 0);

  return (guint) gtk_notebook_get_n_pages (self->notebook);
}

/* The title */

static void
update_title (MgWindow *self)
{
  g_autofree char *short_title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *window_title = NULL;
  g_autofree char *title = NULL;
  MgListing *listing = NULL;

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  if (self->tab != NULL)
    {
      title = mg_tab_title_dup_label (self->tab);
      if (self->using_catalog)
        listing = mg_catalog_get_listing (mg_application_get_catalog (get_application (self)));
      subtitle = mg_tab_title_dup_subtitle (self->tab, listing);
      short_title = mg_tab_title_dup_short (self->tab);
      window_title = g_strdup_printf (_ ("%s – Mapglass"), short_title);
    }
  else
    title = g_strdup (_ ("Mapglass"));
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (self->title_label)), title))
    gtk_label_set_text (GTK_LABEL (self->title_label), title);
  if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (self)), window_title != NULL ? window_title : title) != 0)
    gtk_window_set_title (GTK_WINDOW (self), window_title != NULL ? window_title : title);
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->subtitle_label)), subtitle != NULL ? subtitle : "")
      != 0)
    gtk_label_set_text (GTK_LABEL (self->subtitle_label), subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->subtitle_label, subtitle != NULL);
}

static gboolean
title_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  MgWindow *self = data;
  g_autofree char *text = NULL;

  if (self->tab == NULL)
    return FALSE;
  text = mg_tab_title_dup_tooltip (self->tab);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
save_inspector_width (MgWindow *self)
{
  if (gtk_widget_get_visible (self->inspector_slot) && self->inspector_placed)
    g_settings_set_int (self->settings, "inspector-width",
                        CLAMP (gtk_widget_get_allocated_width (self->inspector_slot), 100, 2000));
}

/* Who may be seen: only that costs anything. */
static void
update_shown (MgWindow *self)
{
  GdkWindow *window = gtk_widget_get_window (GTK_WIDGET (self));
  gboolean shown =
      gtk_widget_get_mapped (GTK_WIDGET (self)) && window != NULL
      && (gdk_window_get_state (window) & (GDK_WINDOW_STATE_ICONIFIED | GDK_WINDOW_STATE_WITHDRAWN)) == 0;
  gboolean use_catalog = shown && self->ready && g_settings_get_boolean (self->settings, "objects-visible");
  int i, n_pages = gtk_notebook_get_n_pages (self->notebook);

  self->shown = shown;
  for (i = 0; i < n_pages; i++)
    {
      MgObjectTab *tab = MG_OBJECT_TAB (gtk_notebook_get_nth_page (self->notebook, i));

      /* Before the window is up its front tab already reads, so that the first frame has bytes. */
      mg_object_tab_set_hidden (tab, tab != self->tab || (self->was_mapped && !shown));
    }
  mg_status_line_set_active (MG_STATUS_LINE (self->status_line), shown);
  if (self->inspector != NULL)
    mg_inspector_set_active (MG_INSPECTOR (self->inspector), shown);
  if (use_catalog != self->using_catalog && get_application (self) != NULL)
    {
      self->using_catalog = use_catalog;
      mg_application_use_catalog (get_application (self), use_catalog);
    }
}

/* Tabs */

#define TAB_CHARS_MAX 28

/* A notebook that scrolls gives its tabs the least they ask for. */
static void
set_tab_title (GtkLabel *label, const char *title)
{
  gtk_label_set_text (label, title);
  gtk_label_set_width_chars (label, (int) MIN (g_utf8_strlen (title, -1) + 2, TAB_CHARS_MAX));
}

static void
tab_changed_cb (MgObjectTab *tab, gpointer data)
{
  MgWindow *self = data;
  GtkWidget *label = g_object_get_data (G_OBJECT (tab), "tab-label");
  g_autofree char *title = mg_tab_title_dup_short (tab);

  if (label != NULL)
    set_tab_title (GTK_LABEL (label), title);
  if (tab == self->tab)
    {
      update_title (self);
      mg_window_actions_update (self);
    }
}

static void
close_tab (MgWindow *self, MgObjectTab *tab)
{
  int index = gtk_notebook_page_num (self->notebook, GTK_WIDGET (tab));

  if (index >= 0)
    gtk_notebook_remove_page (self->notebook, index);
}

static void
close_clicked_cb (GtkButton *button, gpointer data)
{
  MgObjectTab *tab = data;
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (tab));

  if (MG_IS_WINDOW (window))
    close_tab (MG_WINDOW (window), tab);
}

static void
open_name_cb (MgObjectTab *tab, const char *text, gpointer data)
{
  MgWindow *self = data;
  g_autoptr (MgName) name = mg_name_parse (text, mg_platform_get_name_context (), NULL);

  if (name == NULL)
    return;
  mg_window_open (self, name);
  close_tab (self, tab);
}

static GtkWidget *
new_tab_label (MgObjectTab *tab)
{
  MgName *name = mg_object_tab_get_name (tab);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *title = mg_tab_title_dup_short (tab);
  g_autofree char *tooltip = mg_format_elided (mg_name_get_text (name), MG_TOOLTIP_CHARS);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic", GTK_ICON_SIZE_MENU);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  set_tab_title (GTK_LABEL (label), title);
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, _ ("Close the tab (Ctrl+W)"));
  atk_object_set_name (gtk_widget_get_accessible (button), _ ("Close the tab"));
  gtk_style_context_add_class (gtk_widget_get_style_context (button), "flat");
  gtk_style_context_add_class (gtk_widget_get_style_context (button), "small-button");
  g_signal_connect_object (button, "clicked", G_CALLBACK (close_clicked_cb), tab, 0);
  gtk_box_pack_start (GTK_BOX (box), label, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), button, FALSE, FALSE, 0);
  gtk_widget_show_all (box);
  g_object_set_data_full (G_OBJECT (tab), "tab-label", g_object_ref (label), g_object_unref);
  return box;
}

static void
give_bytes_menu (MgWindow *self, GtkWidget *tab)
{
  g_object_set (mg_object_tab_get_view (MG_OBJECT_TAB (tab)), "menu-model", self->bytes_menu, NULL);
}

void
mg_window_show_empty (MgWindow *self)
{
  g_return_if_fail (MG_IS_WINDOW (self));

  if (gtk_stack_get_child_by_name (GTK_STACK (self->stack), "empty") == NULL)
    {
      g_autoptr (GtkBuilder) builder = mg_application_new_builder ("empty.ui");

      gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (gtk_builder_get_object (builder, "empty")),
                           "empty");
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
}

static void
message_response_cb (GtkInfoBar *bar, int response, gpointer data)
{
  gtk_widget_hide (GTK_WIDGET (bar));
}

void
mg_window_show_message (MgWindow *self, GtkMessageType type, const char *title, const char *text)
{
  g_return_if_fail (MG_IS_WINDOW (self));

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return; /* what is in it may have gone already */
  if (self->message == NULL)
    {
      self->message = mg_notice_new ();
      gtk_info_bar_set_show_close_button (GTK_INFO_BAR (self->message), TRUE);
      g_signal_connect (self->message, "response", G_CALLBACK (message_response_cb), NULL);
      gtk_box_pack_start (GTK_BOX (self->centre), self->message, FALSE, FALSE, 0);
      gtk_box_reorder_child (GTK_BOX (self->centre), self->message, 0);
    }
  mg_notice_set_message (MG_NOTICE (self->message), type, title, text, NULL);
  mg_notice_set_passing (MG_NOTICE (self->message), type == GTK_MESSAGE_INFO);
  gtk_widget_show (self->message);
}

/* The inspector */

/* It is there while there are bytes to look into. */
static void
update_inspector (MgWindow *self)
{
  gboolean visible = self->tab != NULL && g_settings_get_boolean (self->settings, "inspector-visible");
  MgListing *listing = NULL;
  MgObjectInfo *info = NULL;

  if (self->using_catalog)
    listing = mg_catalog_get_listing (mg_application_get_catalog (get_application (self)));
  /* of a recording the publisher may be another one */
  if (listing != NULL && self->tab != NULL && mg_object_tab_get_session (self->tab) != NULL)
    info = mg_listing_find (listing, mg_object_tab_get_name (self->tab));
  if (self->tab != NULL)
    mg_object_tab_set_info (self->tab, info);
  if (self->inspector != NULL)
    mg_inspector_set_info (MG_INSPECTOR (self->inspector), info);
  if (visible == gtk_widget_get_visible (self->inspector_slot))
    return;
  if (!visible)
    save_inspector_width (self);
  self->inspector_placed = FALSE;
  gtk_widget_set_visible (self->inspector_slot, visible);
}

static gboolean
place_inspector_cb (gpointer data)
{
  MgWindow *self = data;
  int width = gtk_widget_get_allocated_width (self->inspector_paned);

  self->place_id = 0;
  self->inspector_placed = TRUE;
  gtk_paned_set_position (GTK_PANED (self->inspector_paned),
                          MAX (width - g_settings_get_int (self->settings, "inspector-width"), 1));
  return G_SOURCE_REMOVE;
}

/* Only now it is known how wide the rest is, and only after this a position may be set. */
static void
inspector_paned_allocate_cb (GtkWidget *paned, GdkRectangle *allocation, gpointer data)
{
  MgWindow *self = data;

  if (gtk_widget_get_visible (self->inspector_slot) && !self->inspector_placed && self->place_id == 0)
    self->place_id = g_idle_add_full (GTK_PRIORITY_RESIZE, place_inspector_cb, self, NULL);
}

static void
caret_field_cb (MgObjectTab *tab, gpointer data)
{
  MgWindow *self = data;
  g_autofree char *path = NULL;

  if (tab != self->tab || self->inspector == NULL)
    return;
  path = tab != NULL ? mg_object_tab_dup_caret_field (tab) : NULL;
  mg_inspector_set_field_text (MG_INSPECTOR (self->inspector), path);
}

static void first_content_cb (MgObjectTab *tab, gpointer data);

static void
add_inspector (MgWindow *self)
{
  self->inspector = mg_inspector_new (self->settings);
  gtk_box_pack_start (GTK_BOX (self->inspector_slot), self->inspector, TRUE, TRUE, 0);
  gtk_widget_show (self->inspector);
  mg_inspector_set_tab (MG_INSPECTOR (self->inspector), self->tab);
  caret_field_cb (self->tab, self);
  update_inspector (self);
}

static void
add_timeline (MgWindow *self)
{
  self->timeline = mg_timeline_new ();
  gtk_box_pack_start (GTK_BOX (self->timeline_slot), self->timeline, TRUE, TRUE, 0);
  gtk_widget_show (self->timeline);
  mg_timeline_set_tab (MG_TIMELINE (self->timeline), self->tab);
}

static void
inspector_visible_cb (GSettings *settings, const char *key, gpointer data)
{
  update_inspector (data);
}

static void
set_front_tab (MgWindow *self, MgObjectTab *tab)
{
  self->tab = tab;
  if (tab != NULL && self->ready)
    mg_object_tab_complete (tab);
  mg_status_line_set_tab (MG_STATUS_LINE (self->status_line), tab);
  gtk_widget_set_visible (self->timeline_slot, tab != NULL);
  if (self->timeline != NULL)
    mg_timeline_set_tab (MG_TIMELINE (self->timeline), tab);
  if (self->inspector != NULL)
    mg_inspector_set_tab (MG_INSPECTOR (self->inspector), tab);
  caret_field_cb (tab, self);
  update_inspector (self);
  mg_object_list_set_shown (MG_OBJECT_LIST (self->object_list),
                            tab != NULL ? mg_object_tab_get_name (tab) : NULL);
  update_title (self);
  mg_window_actions_update (self);
  update_shown (self);
}

static void
switch_page_cb (GtkNotebook *notebook, GtkWidget *page, guint index, gpointer data)
{
  MgWindow *self = data;

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  set_front_tab (self, MG_OBJECT_TAB (page));
}

static void
pages_changed_cb (GtkNotebook *notebook, GtkWidget *page, guint index, gpointer data)
{
  MgWindow *self = data;
  int n_pages;

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  n_pages = gtk_notebook_get_n_pages (notebook);
  gtk_notebook_set_show_tabs (notebook, n_pages > 1);
  if (n_pages > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "tabs");
  else
    {
      set_front_tab (self, NULL);
      mg_window_show_empty (self);
    }
}

void
mg_window_open (MgWindow *self, MgName *name)
{
  mg_window_open_listed (self, name, NULL);
}

void
mg_window_open_listed (MgWindow *self, MgName *name, const MgObjectInfo *listed)
{
  int i, n_pages;
  GtkWidget *tab;

  g_return_if_fail (MG_IS_WINDOW (self));
  g_return_if_fail (name != NULL);

  n_pages = gtk_notebook_get_n_pages (self->notebook);
  for (i = 0; i < n_pages; i++)
    {
      tab = gtk_notebook_get_nth_page (self->notebook, i);
      if (mg_object_tab_get_session (MG_OBJECT_TAB (tab)) != NULL
          && mg_name_equal (mg_object_tab_get_name (MG_OBJECT_TAB (tab)), name))
        {
          gtk_notebook_set_current_page (self->notebook, i);
          gtk_widget_grab_focus (tab);
          return;
        }
    }

  tab = mg_object_tab_new (name, self->settings);
  if (listed != NULL)
    mg_object_tab_set_expected (MG_OBJECT_TAB (tab), listed);
  mg_window_add_tab (self, tab);
  mg_application_add_recent (get_application (self), name);
}

void
mg_window_add_tab (MgWindow *self, GtkWidget *tab)
{
  int i;

  g_return_if_fail (MG_IS_WINDOW (self));

  give_bytes_menu (self, tab);
  mg_pulses_add_shown (mg_application_get_pulses (get_application (self)),
                       mg_object_tab_get_shown (MG_OBJECT_TAB (tab)));
  g_signal_connect_object (tab, "changed", G_CALLBACK (tab_changed_cb), self, 0);
  g_signal_connect_object (tab, "open-name", G_CALLBACK (open_name_cb), self, 0);
  g_signal_connect_object (tab, "caret-field", G_CALLBACK (caret_field_cb), self, 0);
  g_signal_connect_object (tab, "message", G_CALLBACK (mg_window_show_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tab, "first-content", G_CALLBACK (first_content_cb), self, 0);
  gtk_widget_show (tab);
  i = gtk_notebook_append_page (self->notebook, tab, new_tab_label (MG_OBJECT_TAB (tab)));
  gtk_container_child_set (GTK_CONTAINER (self->notebook), tab, "tab-expand", FALSE, "reorderable", TRUE,
                           NULL);
  gtk_notebook_set_current_page (self->notebook, i);
  gtk_widget_grab_focus (tab);
}

/* The list */

static void
list_open_cb (MgObjectList *list, MgObjectInfo *info, gboolean in_new_window, gpointer data)
{
  MgWindow *self = data;
  MgWindow *target = self;

  if (in_new_window)
    {
      target = mg_window_new (get_application (self));
      mg_window_open_listed (target, info->name, info);
      gtk_window_present (GTK_WINDOW (target));
    }
  else
    mg_window_open_listed (self, info->name, info);
}

static void
list_show_properties_cb (MgObjectList *list, MgObjectInfo *info, gpointer data)
{
  mg_window_show_properties (data, info->name, info);
}

static void
list_leave_cb (MgObjectList *list, gpointer data)
{
  MgWindow *self = data;

  if (self->tab != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->tab));
}

static void
catalog_changed_cb (MgCatalog *catalog, gpointer data)
{
  update_title (data);
  update_inspector (data);
}

static void
objects_visible_cb (GSettings *settings, const char *key, gpointer data)
{
  MgWindow *self = data;
  gboolean visible = g_settings_get_boolean (settings, key);

  if (!visible && gtk_widget_is_focus (self->object_list))
    list_leave_cb (MG_OBJECT_LIST (self->object_list), self);
  gtk_widget_set_visible (self->object_list, visible);
  update_shown (self);
}

static void
rate_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgWindow *self = data;
  g_autofree char *text = mg_format_rate (g_settings_get_double (settings, key));

  gtk_label_set_text (GTK_LABEL (self->rate_label), text);
}

/* Dialogs and commands: see window-actions.c */

static void
open_dialog_response_cb (GtkDialog *dialog, int response, gpointer data)
{
  MgWindow *self = data;
  MgName *name = mg_open_dialog_get_name (MG_OPEN_DIALOG (dialog));

  if (response == GTK_RESPONSE_ACCEPT && name != NULL)
    mg_window_open (self, name);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
open_dialog_destroy_cb (GtkWidget *dialog, gpointer data)
{
  mg_application_use_catalog (data, FALSE);
}

void
mg_window_ask_name (MgWindow *self, const char *text)
{
  g_return_if_fail (MG_IS_WINDOW (self));

  if (self->open_dialog == NULL)
    {
      MgCatalog *catalog = mg_application_get_catalog (get_application (self));

      g_set_weak_pointer (&self->open_dialog,
                          mg_open_dialog_new (GTK_WINDOW (self), catalog, self->settings));
      mg_application_use_catalog (get_application (self), TRUE);
      g_signal_connect_object (self->open_dialog, "destroy", G_CALLBACK (open_dialog_destroy_cb),
                               get_application (self), 0);
      g_signal_connect_object (self->open_dialog, "response", G_CALLBACK (open_dialog_response_cb), self, 0);
    }
  if (text != NULL)
    mg_open_dialog_set_text (MG_OPEN_DIALOG (self->open_dialog), text);
  gtk_window_present (GTK_WINDOW (self->open_dialog));
}

void
mg_window_show_properties (MgWindow *self, MgName *name, MgObjectInfo *info)
{
  g_return_if_fail (MG_IS_WINDOW (self));

  gtk_window_present (GTK_WINDOW (mg_properties_dialog_new (GTK_WINDOW (self), name, info)));
}

void
mg_window_close_tab (MgWindow *self)
{
  g_return_if_fail (MG_IS_WINDOW (self));

  if (self->tab != NULL)
    close_tab (self, self->tab);
}

void
mg_window_turn_tabs (MgWindow *self, int by)
{
  int n_pages, page;

  g_return_if_fail (MG_IS_WINDOW (self));

  n_pages = gtk_notebook_get_n_pages (self->notebook);
  page = gtk_notebook_get_current_page (self->notebook);
  if (n_pages < 2)
    return;
  gtk_notebook_set_current_page (self->notebook, (page + by + n_pages) % n_pages);
  gtk_widget_grab_focus (GTK_WIDGET (self->tab));
}

void
mg_window_focus_filter (MgWindow *self)
{
  g_return_if_fail (MG_IS_WINDOW (self));

  g_settings_set_boolean (self->settings, "objects-visible", TRUE);
  mg_object_list_focus_filter (MG_OBJECT_LIST (self->object_list));
}

void
mg_window_pop_up_menu (MgWindow *self)
{
  g_return_if_fail (MG_IS_WINDOW (self));

  gtk_widget_activate (self->menu_button);
}

/* The window itself */

/* A button's Space is a key binding of GtkWindow's: behind the accelerators. */
static gboolean
press_with_space (GtkWindow *window, GdkEventKey *event)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return (event->keyval == GDK_KEY_space || event->keyval == GDK_KEY_KP_Space)
         && (event->state & gtk_accelerator_get_default_mod_mask ()) == 0
         && (GTK_IS_BUTTON (focus) || GTK_IS_SWITCH (focus)) && gtk_widget_activate (focus);
}

/* Whatever has the focus comes first: Ctrl+C in an entry copies from the entry, Space in a button
 * presses it.  Accelerators get what is left; but not with Alt, which on Windows is text to an
 * entry. */
static gboolean
key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if ((event->state & GDK_MOD1_MASK) != 0 && gtk_window_activate_key (window, event))
    return GDK_EVENT_STOP;
  if (gtk_window_propagate_key_event (window, event) || press_with_space (window, event)
      || gtk_window_activate_key (window, event))
    return GDK_EVENT_STOP;
  /* Not GtkWindow's, which would do both again: only the window's own key bindings are left. */
  return GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_BIN))->key_press_event (widget, event);
}

/* Makes what nobody needs in the first frame. */
static gboolean
ready_cb (gpointer data)
{
  MgWindow *self = data;
  g_autoptr (GtkBuilder) menus = mg_application_new_builder ("menus.ui");
  g_autoptr (GtkBuilder) rate = mg_application_new_builder ("rate.ui");

  self->ready_id = 0;
  self->ready = TRUE;
  /* the frame goes out before this takes its time */
  gdk_display_flush (gtk_widget_get_display (GTK_WIDGET (self)));
  mg_window_take_recordings (self);
  if (self->tab != NULL)
    mg_object_tab_complete (self->tab);
  add_inspector (self);
  add_timeline (self);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button),
                                  G_MENU_MODEL (gtk_builder_get_object (menus, "main_menu")));
  self->bytes_menu = G_MENU_MODEL (g_object_ref (gtk_builder_get_object (menus, "bytes_menu")));
  for (int i = 0; i < gtk_notebook_get_n_pages (self->notebook); i++)
    give_bytes_menu (self, gtk_notebook_get_nth_page (self->notebook, i));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->rate_button),
                               GTK_WIDGET (gtk_builder_get_object (rate, "popover")));
  g_settings_bind (self->settings, "rate-hz", gtk_builder_get_object (rate, "rate_adjustment"), "value",
                   G_SETTINGS_BIND_DEFAULT);
  mg_object_list_set_catalog (MG_OBJECT_LIST (self->object_list),
                              mg_application_get_catalog (get_application (self)));
  mg_object_list_set_pulses (MG_OBJECT_LIST (self->object_list),
                             mg_application_get_pulses (get_application (self)));
  update_shown (self);
  g_debug ("window is ready");
  return G_SOURCE_REMOVE;
}

static gboolean
draw (GtkWidget *widget, cairo_t *cr)
{
  MgWindow *self = MG_WINDOW (widget);
  gboolean result = GTK_WIDGET_CLASS (mg_window_parent_class)->draw (widget, cr);

  if (self->ready || self->ready_id != 0)
    return result;
  if (self->tab == NULL)
    self->ready_id = g_idle_add_full (G_PRIORITY_DEFAULT, ready_cb, self, NULL);
  else
    self->ready_id = g_timeout_add (CONTENT_MS, ready_cb, self); /* unless its bytes come sooner */
  return result;
}

static void
first_content_cb (MgObjectTab *tab, gpointer data)
{
  MgWindow *self = data;

  if (self->ready || tab != self->tab)
    return;
  g_clear_handle_id (&self->ready_id, g_source_remove);
  self->ready_id = g_idle_add_full (G_PRIORITY_DEFAULT, ready_cb, self, NULL);
}

static void
size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  MgWindow *self = MG_WINDOW (widget);

  GTK_WIDGET_CLASS (mg_window_parent_class)->size_allocate (widget, allocation);
  if (!self->maximized && gtk_widget_get_realized (widget))
    gtk_window_get_size (GTK_WINDOW (widget), &self->width, &self->height);
}

static gboolean
window_state_event (GtkWidget *widget, GdkEventWindowState *event)
{
  MgWindow *self = MG_WINDOW (widget);

  self->maximized =
      (event->new_window_state & (GDK_WINDOW_STATE_MAXIMIZED | GDK_WINDOW_STATE_FULLSCREEN)) != 0;
  update_shown (self);
  return GTK_WIDGET_CLASS (mg_window_parent_class)->window_state_event (widget, event);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_window_parent_class)->map (widget);
  MG_WINDOW (widget)->was_mapped = TRUE;
  update_shown (MG_WINDOW (widget));
}

static void
unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_window_parent_class)->unmap (widget);
  update_shown (MG_WINDOW (widget));
}

static void
save_state (MgWindow *self)
{
  if (self->width > 0 && self->height > 0)
    {
      g_settings_set_int (self->settings, "window-width", self->width);
      g_settings_set_int (self->settings, "window-height", self->height);
    }
  g_settings_set_boolean (self->settings, "window-maximized", self->maximized);
  save_inspector_width (self);
  if (gtk_widget_get_visible (self->object_list))
    g_settings_set_int (self->settings, "objects-width",
                        CLAMP (gtk_paned_get_position (GTK_PANED (self->paned)), 100, 2000));
}

static void
destroy (GtkWidget *widget)
{
  MgWindow *self = MG_WINDOW (widget);

  if (self->settings != NULL)
    {
      MgApplication *application = get_application (self);

      save_state (self);
      g_clear_weak_pointer (&self->open_dialog);
      self->tab = NULL;
      mg_status_line_set_tab (MG_STATUS_LINE (self->status_line), NULL);
      if (self->timeline != NULL)
        mg_timeline_set_tab (MG_TIMELINE (self->timeline), NULL);
      if (self->inspector != NULL)
        mg_inspector_set_tab (MG_INSPECTOR (self->inspector), NULL);
      g_signal_handlers_disconnect_by_data (self->settings, self);
      g_clear_handle_id (&self->ready_id, g_source_remove);
      g_clear_handle_id (&self->place_id, g_source_remove);
      if (application != NULL)
        {
          g_signal_handlers_disconnect_by_data (mg_application_get_catalog (application), self);
          if (self->using_catalog)
            mg_application_use_catalog (application, FALSE);
        }
      self->using_catalog = FALSE;
      g_clear_object (&self->settings);
      g_clear_object (&self->bytes_menu);
    }
  GTK_WIDGET_CLASS (mg_window_parent_class)->destroy (widget);
}

static void
mg_window_class_init (MgWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->key_press_event = key_press_event;
  widget_class->draw = draw;
  widget_class->size_allocate = size_allocate;
  widget_class->window_state_event = window_state_event;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->destroy = destroy;

  g_type_ensure (MG_TYPE_OBJECT_LIST);
  g_type_ensure (MG_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, MgWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, rate_button);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, rate_label);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, paned);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, object_list);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, centre);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, notebook);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, status_line);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, timeline_slot);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, inspector_paned);
  gtk_widget_class_bind_template_child (widget_class, MgWindow, inspector_slot);
  gtk_widget_class_bind_template_callback (widget_class, title_tooltip_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "record_tooltip_cb",
                                                G_CALLBACK (mg_window_record_tooltip_cb));
  gtk_widget_class_bind_template_callback (widget_class, inspector_paned_allocate_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_open_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_show_properties_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, switch_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, pages_changed_cb);
}

static void
mg_window_init (MgWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->object_list, "message", G_CALLBACK (mg_window_show_message), self);
}

MgWindow *
mg_window_new (MgApplication *application)
{
  MgWindow *self = g_object_new (MG_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = g_object_ref (mg_application_get_settings (application));

  self->settings = settings;
  mg_window_actions_add (self, settings);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_paned_set_position (GTK_PANED (self->paned), g_settings_get_int (settings, "objects-width"));
  g_signal_connect_object (settings, "changed::objects-visible", G_CALLBACK (objects_visible_cb), self, 0);
  g_signal_connect_object (settings, "changed::inspector-visible", G_CALLBACK (inspector_visible_cb), self,
                           0);
  g_signal_connect_object (settings, "changed::rate-hz", G_CALLBACK (rate_changed_cb), self, 0);
  g_signal_connect_object (mg_application_get_catalog (application), "changed",
                           G_CALLBACK (catalog_changed_cb), self, 0);
  objects_visible_cb (settings, "objects-visible", self);
  rate_changed_cb (settings, "rate-hz", self);
  set_front_tab (self, NULL);
  return self;
}
