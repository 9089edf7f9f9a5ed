#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* The window's commands as "win." actions; some are settings themselves. */
void mg_window_actions_add (MgWindow *self, GSettings *settings);
/* Enables what can be done now and shows whether the tab in front is live. */
void mg_window_actions_update (MgWindow *self);

G_END_DECLS
