#pragma once

#include "app/application.h"
#include "app/object-tab.h"

G_BEGIN_DECLS

/* A window: the objects on the left, a tab for each that is open, the status line below. */
#define MG_TYPE_WINDOW (mg_window_get_type ())
G_DECLARE_FINAL_TYPE (MgWindow, mg_window, MG, WINDOW, GtkApplicationWindow)

MgWindow *mg_window_new (MgApplication *application);

/* Shows the tab of that name, or a new one. */
void mg_window_open (MgWindow *self, MgName *name);
/* @listed: (nullable): what was seen of it in a list: another object found now is told as replaced */
void mg_window_open_listed (MgWindow *self, MgName *name, const MgObjectInfo *listed);
/* @tab: a new MgObjectTab; comes to the front */
void mg_window_add_tab (MgWindow *self, GtkWidget *tab);
/* Asks for a name; @text: (nullable): what stands in the entry */
void mg_window_ask_name (MgWindow *self, const char *text);
/* The first run's sentence and buttons, where no tab is open. */
void mg_window_show_empty (MgWindow *self);
/* A message above the tabs, until it is closed; one of GTK_MESSAGE_INFO also goes by itself.  @text:
 * (nullable). */
void mg_window_show_message (MgWindow *self, GtkMessageType type, const char *title, const char *text);
void mg_window_show_properties (MgWindow *self, MgName *name, MgObjectInfo *info);

/* Returns: (nullable): the tab that is in front */
MgObjectTab *mg_window_get_tab (MgWindow *self);
guint mg_window_get_n_tabs (MgWindow *self);

/* The tab in front; nothing where there is none. */
void mg_window_close_tab (MgWindow *self);
void mg_window_turn_tabs (MgWindow *self, int by); /* 1: the next, -1: the one before */
void mg_window_focus_filter (MgWindow *self);      /* shows the list if need be */
void mg_window_pop_up_menu (MgWindow *self);

G_END_DECLS
