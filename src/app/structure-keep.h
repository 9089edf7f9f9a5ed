#pragma once

#include "app/declarations.h"
#include "app/field-view.h"

#include "core/name.h"

G_BEGIN_DECLS

/* Keeps how the object of a name is looked at: declarations, what of them is chosen, and what is expanded
 * and pinned.  FALSE with the reason. */
gboolean mg_structure_keep (MgDeclarations *declarations, MgFieldView *view, const char *const *plotted,
                            MgName *name, GError **error);
/* FALSE where nothing is kept of it: nothing was changed. */
gboolean mg_structure_recall (MgDeclarations *declarations, MgFieldView *view, char ***plotted, MgName *name);

G_END_DECLS
