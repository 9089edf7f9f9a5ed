#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* Recordings in a window: each opens in a tab of its own, as an object does. */

/* Whether the file of that name is a recording: it is called so, or begins like one. */
gboolean mg_is_recording (const char *path);

/* On a thread: one that was not finished is looked through.  What can't be opened is a message. */
void mg_window_open_recording (MgWindow *self, const char *path);
/* Asks which one. */
void mg_window_ask_recording (MgWindow *self);
/* Files that are dropped on the window are opened. */
void mg_window_take_recordings (MgWindow *self);

/* Shows the dialog for looking at a few bytes of the object in front so often that nothing fast escapes. */
void mg_window_burst (MgWindow *self);

/* Begins to record the tab in front, once it is said where to, or ends that. */
void mg_window_record (MgWindow *self, gboolean record);
/* Of the record button: what is recorded so far. */
gboolean mg_window_record_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                                      gpointer window);

G_END_DECLS
