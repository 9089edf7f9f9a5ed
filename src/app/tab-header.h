#pragma once

#include "app/declarations.h"
#include "app/shown.h"

G_BEGIN_DECLS

/* What the first block of a recording says of the object that a tab shows. */
typedef struct
{
  MgRecordingHeader header; /* but for when, how often and which bytes: whoever records knows these */
  char *declarations, *type; /* the header's own texts; the others are borrowed */
} MgTabHeader;

/* @shown: of a live object, which must outlive the header
 * @declarations: (nullable): go into it where they make sense in one piece */
void mg_tab_header_init (MgTabHeader *header, MgShown *shown, MgDeclarations *declarations);
void mg_tab_header_clear (MgTabHeader *header);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MgTabHeader, mg_tab_header_clear)

G_END_DECLS
