#pragma once

#include "app/hex-view.h"
#include "app/live-recording.h"
#include "app/shown.h"
#include "core/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An opened name in a tab of its own: its bytes, what happened to it, and the bars for finding and
 * going to.  Owns the session.
 *
 * Signals:
 *   changed ()                  name, size, state, or whether it is paused or recorded: what a title says
 *   open-name (const char *)    a near name was chosen in place of this one
 *   first-content ()            bytes were drawn for the first time
 *   caret-field ()              the caret is in another field of the object's structure
 *   message (GtkMessageType type, const char *title, const char *text)
 *                               something a person asked for did not work, or was done: GTK_MESSAGE_INFO */
#define MG_TYPE_OBJECT_TAB (mg_object_tab_get_type ())
G_DECLARE_FINAL_TYPE (MgObjectTab, mg_object_tab, MG, OBJECT_TAB, GtkBox)

/* @settings: rate, columns and the like; followed while the tab lives */
GtkWidget *mg_object_tab_new (MgName *name, GSettings *settings);

/* Makes what the first frame can do without: the overview and the pane with the structure. */
void mg_object_tab_complete (MgObjectTab *self);

/* Of what a file holds.  @path: where it is */
GtkWidget *mg_object_tab_new_recording (MgRecording *recording, const char *path, GSettings *settings);

/* Where the first object that is attached is not this one, the tab says that it was replaced. */
void mg_object_tab_set_expected (MgObjectTab *self, const MgObjectInfo *expected);
/* (nullable): what the catalogue says of it now: where it is mapped. */
void mg_object_tab_set_info (MgObjectTab *self, MgObjectInfo *info);

MgName *mg_object_tab_get_name (MgObjectTab *self);
MgSession *mg_object_tab_get_session (MgObjectTab *self); /* (nullable): of a recording there is none */
MgShown *mg_object_tab_get_shown (MgObjectTab *self);
MgHexView *mg_object_tab_get_view (MgObjectTab *self);

/* The pane with the object's structure; NULL until it was shown once. */
GtkWidget *mg_object_tab_get_structure (MgObjectTab *self);
/* (transfer full) (nullable): the path of the field at the caret. */
char *mg_object_tab_dup_caret_field (MgObjectTab *self);
/* Shows the editor of its declarations, or puts it away. */
void mg_object_tab_edit_declarations (MgObjectTab *self);
void mg_object_tab_check_layout (MgObjectTab *self);

/* Shows the page of what differs. */
void mg_object_tab_compare (MgObjectTab *self);
/* 1: to the next difference, -1: to the one before; shows the page where it is not. */
void mg_object_tab_step_difference (MgObjectTab *self, int by);

/* Nobody can see it: nothing is read or drawn. */
void mg_object_tab_set_hidden (MgObjectTab *self, gboolean hidden);
/* Paused, or a moment of the past: what is shown stands still. */
void mg_object_tab_set_paused (MgObjectTab *self, gboolean paused);
gboolean mg_object_tab_get_paused (MgObjectTab *self);
void mg_object_tab_retry (MgObjectTab *self);

/* The bar that is there, or a new one, is shown and gets the focus. */
void mg_object_tab_show_find (MgObjectTab *self);
void mg_object_tab_find_again (MgObjectTab *self, gboolean backward);
void mg_object_tab_show_go_to (MgObjectTab *self);

void mg_object_tab_copy (MgObjectTab *self, MgDumpFormat format);
/* Asks where to, then writes the selection, or the whole object where nothing is selected. */
void mg_object_tab_save (MgObjectTab *self);
void mg_object_tab_save_to (MgObjectTab *self, GFile *file, MgRange range, MgDumpFormat format);

/* The range that copying and saving take: the selection. */
gboolean mg_object_tab_get_selection (MgObjectTab *self, MgRange *range);

/* --- Recording --- */

/* FALSE where there is nothing to record, or the file can't be made: then "message" said why. */
gboolean mg_object_tab_start_recording (MgObjectTab *self, const char *path);
void mg_object_tab_end_recording (MgObjectTab *self);
MgLiveRecording *mg_object_tab_get_recording (MgObjectTab *self); /* (nullable): nothing is recorded */

G_END_DECLS
