#include "config.h"

#include "app/tab-header.h"

#include "platform/platform.h"

/* Those that make no sense in one piece would make none to whoever gets the recording. */
static void
declare (MgTabHeader *self, MgDeclarations *declarations)
{
  MgRecordingHeader *header = &self->header, filled = *header;
  MgCOptions options;
  g_autoptr (MgStructure) structure = NULL;

  if (declarations == NULL || mg_declarations_get_structure (declarations) == NULL)
    return;
  options = (MgCOptions) {
    .abi = mg_declarations_get_abi (declarations),
    .pack = mg_declarations_get_pack (declarations),
    .defines = mg_declarations_get_defines (declarations),
  };
  if (!mg_recording_header_declare (&filled, mg_declarations_get_unit (declarations),
                                    mg_declarations_get_type_name (declarations), &options, header->name,
                                    NULL))
    return;
  self->declarations = filled.declarations;
  self->type = filled.type;
  filled.type_offset = mg_declarations_get_offset (declarations);
  filled.big_endian = mg_declarations_get_big_endian (declarations);
  structure = mg_recording_header_dup_structure (&filled, header->name, NULL);
  if (structure != NULL)
    *header = filled;
}

void
mg_tab_header_init (MgTabHeader *self, MgShown *shown, MgDeclarations *declarations)
{
  MgSnapshot *snapshot = mg_shown_get_newest (shown);
  MgName *name = mg_shown_get_name (shown);

  *self = (MgTabHeader) { .header = {
    .name = (char *) mg_name_get_text (name),
    .kind = mg_name_get_kind (name),
    .session = mg_platform_get_name_context ()->session,
    .size = snapshot->size,
    .program = (char *) "mapglass " PACKAGE_VERSION,
    .note = (char *) "",
  } };
  if (snapshot->info != NULL)
    self->header.identity = snapshot->info->identity;
  declare (self, declarations);
}

void
mg_tab_header_clear (MgTabHeader *self)
{
  g_free (self->declarations);
  g_free (self->type);
  *self = (MgTabHeader) { 0 };
}
