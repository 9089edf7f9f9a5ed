#pragma once

#include "app/declarations.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The text of declarations: coloured, with errors marked where they are while it is typed, and told below.
 *
 * Signal close (): Escape: the person is done with it */
#define MG_TYPE_DECLARATIONS_EDITOR (mg_declarations_editor_get_type ())
G_DECLARE_FINAL_TYPE (MgDeclarationsEditor, mg_declarations_editor, MG, DECLARATIONS_EDITOR, GtkBox)

GtkWidget *mg_declarations_editor_new (MgDeclarations *declarations);

/* Asks for a file to open; shows what it is. */
void mg_declarations_editor_ask_open (MgDeclarationsEditor *self);
/* For tests: how many lines have an error's or a warning's mark. */
guint mg_declarations_editor_count_marks (MgDeclarationsEditor *self);

G_END_DECLS
