#pragma once

#include "app/object-tab.h"
#include "core/catalog.h"

G_BEGIN_DECLS

/* What the window says of a tab, above it and on it; all (transfer full). */

/* "NAME", shortened in the middle where it is long. */
char *mg_tab_title_dup_label (MgObjectTab *tab);
/* "NAME", "NAME (gone)": what tabs and task switchers show, where there is no room for more. */
char *mg_tab_title_dup_short (MgObjectTab *tab);
/* "Local · page file · 236 KiB · read-only · 3 holders"
 * @listing: (nullable): where it stands with its holders */
char *mg_tab_title_dup_subtitle (MgObjectTab *tab, MgListing *listing);
/* The whole name, and the size to the byte. */
char *mg_tab_title_dup_tooltip (MgObjectTab *tab);

G_END_DECLS
