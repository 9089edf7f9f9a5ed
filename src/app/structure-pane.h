#pragma once

#include "app/declarations.h"
#include "app/field-view.h"
#include "app/hex-view.h"
#include "app/trigger-list.h"

#include "app/shown.h"

G_BEGIN_DECLS

/* What the bytes of a tab mean: the fields of a structure, live, and the declarations that it is read
 * from.  Linked with the tab's bytes both ways: what is selected here is selected there, the caret's
 * field is selected here, and fields are underlined and named there.  How a name's object was looked at
 * is remembered.
 *
 * Other views of the object are pages beside the structure.
 *
 * Signals:
 *   interest-changed ()  other bytes must be read: see mg_structure_pane_get_interest()
 *   caret-field ()       the caret is in another field: see mg_structure_pane_dup_caret_path()
 *   message (const char *title, const char *text)  something a person asked for did not work */
#define MG_TYPE_STRUCTURE_PANE (mg_structure_pane_get_type ())
G_DECLARE_FINAL_TYPE (MgStructurePane, mg_structure_pane, MG, STRUCTURE_PANE, GtkBox)

GtkWidget *mg_structure_pane_new (MgShown *shown, MgHexView *bytes);

/* @name, @title: of the page */
void mg_structure_pane_add_page (MgStructurePane *self, GtkWidget *page, const char *name, const char *title);

void mg_structure_pane_show_page (MgStructurePane *self, const char *name);

/* @past: it is a moment of the past */
void mg_structure_pane_set_snapshot (MgStructurePane *self, MgSnapshot *snapshot, gboolean past);
/* (transfer none) (element-type MgRange) */
GArray *mg_structure_pane_get_interest (MgStructurePane *self);
/* (transfer full) (nullable): the path of the field that the caret's byte is in. */
char *mg_structure_pane_dup_caret_path (MgStructurePane *self);

/* A process that has the object: its ABI is taken for that of the declarations until one is chosen. */
void mg_structure_pane_set_publisher (MgStructurePane *self, guint32 pid);

/* (nullable): what is known of the object: addresses are told by where it is mapped. */
void mg_structure_pane_set_info (MgStructurePane *self, MgObjectInfo *info);

MgDeclarations *mg_structure_pane_get_declarations (MgStructurePane *self);
MgFieldView *mg_structure_pane_get_view (MgStructurePane *self);
MgTriggerList *mg_structure_pane_get_triggers (MgStructurePane *self);

void mg_structure_pane_show_editor (MgStructurePane *self, gboolean shown);
gboolean mg_structure_pane_get_editor_shown (MgStructurePane *self);
/* Opens the check of the declarations' layout. */
void mg_structure_pane_check_layout (MgStructurePane *self);
/* What was changed is written now, and not in a moment. */
void mg_structure_pane_remember (MgStructurePane *self);

G_END_DECLS
