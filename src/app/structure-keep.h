#pragma once

#include "app/declarations.h"
#include "app/field-view.h"
#include "app/trigger-list.h"

#include "core/name.h"

G_BEGIN_DECLS

/* Keeps how the object of a name is looked at: declarations, what of them is chosen, and what is expanded
 * and pinned; its triggers, and whether the publisher's mutex is taken.  FALSE with the reason. */
gboolean mg_structure_keep (MgDeclarations *declarations, MgFieldView *view, MgTriggerList *triggers,
                            gboolean take_mutex, const char *const *plotted, MgName *name, GError **error);
/* FALSE where nothing is kept of it, or with the reason where that can't be read: nothing was changed. */
gboolean mg_structure_recall (MgDeclarations *declarations, MgFieldView *view, MgTriggerList *triggers,
                              gboolean *take_mutex, char ***plotted, MgName *name, GError **error);

G_END_DECLS
