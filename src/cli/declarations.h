#pragma once

#include "core/c-unit.h"

G_BEGIN_DECLS

/* What the sub-commands that read declarations share. */

/* All that is to be said of them, with their lines, on standard error. */
void cli_put_diagnostics (const MgCUnit *unit, gboolean json);
/* @text: (nullable): then @abi stays.  FALSE with wrong usage reported. */
gboolean cli_parse_abi (const char *command, const char *text, const MgAbi **abi);
/* -IDIR and -DNAME in one word, as compilers take them, become two.  Free it. */
char **cli_dup_split (char **argv);

G_END_DECLS
