#pragma once

#include "core/field.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The declarations that an object is looked at with: their text, where it comes from, what of it is
 * chosen and for which ABI, and what became of it.  They are parsed on a thread, a moment after the last
 * change; of several only the newest counts.  Main thread only; knows no widget.
 *
 * Signals:
 *   text-changed ()    the text is another one, but not by mg_declarations_edit()
 *   state-changed ()   file, whether it is saved, what the disk says, ABI and so on
 *   parsed ()          unit, structure and diagnostics are those of the text now */
#define MG_TYPE_DECLARATIONS (mg_declarations_get_type ())
G_DECLARE_FINAL_TYPE (MgDeclarations, mg_declarations, MG, DECLARATIONS, GObject)

#define MG_DECLARATIONS_DELAY_MS 200

MgDeclarations *mg_declarations_new (void);

/* What is asked for.  Each parses anew where it is another one. */
const char *mg_declarations_get_text (MgDeclarations *self);
/* Typed: parsed when typing stops. */
void mg_declarations_edit (MgDeclarations *self, const char *text);
/* As a whole: pasted, a preset.  @title: (nullable): what it is called where it has no file */
void mg_declarations_set_text (MgDeclarations *self, const char *text, const char *title);
const MgAbi *mg_declarations_get_abi (MgDeclarations *self);
void mg_declarations_set_abi (MgDeclarations *self, const MgAbi *abi);
/* Everything packed to that many bytes, as by a compiler's option: one of mg_layout_check_get_packings();
 * 0: as declared. */
guint32 mg_declarations_get_pack (MgDeclarations *self);
void mg_declarations_set_pack (MgDeclarations *self, guint32 pack);
const char *mg_declarations_get_type_name (MgDeclarations *self); /* (nullable): the last one of the file */
void mg_declarations_set_type_name (MgDeclarations *self, const char *name);
guint64 mg_declarations_get_offset (MgDeclarations *self);
void mg_declarations_set_offset (MgDeclarations *self, guint64 offset);
gboolean mg_declarations_get_big_endian (MgDeclarations *self);
void mg_declarations_set_big_endian (MgDeclarations *self, gboolean big_endian);
/* Directories, and "NAME" or "NAME=VALUE"; NULL-terminated. */
const char *const *mg_declarations_get_include_path (MgDeclarations *self);
const char *const *mg_declarations_get_defines (MgDeclarations *self);
void mg_declarations_set_options (MgDeclarations *self, const char *const *include_path,
                                  const char *const *defines);

/* Nothing is included but what is built in, until a file is opened: the text is a stranger's. */
void mg_declarations_set_confined (MgDeclarations *self, gboolean confined);

/* The file. */
GFile *mg_declarations_get_file (MgDeclarations *self); /* (nullable) */
char *mg_declarations_dup_title (MgDeclarations *self); /* its name, or what the text is called */
gboolean mg_declarations_is_modified (MgDeclarations *self); /* edits are not saved */
/* It is another one on the disk, and edits here keep it from being read: a choice to make. */
gboolean mg_declarations_is_outdated (MgDeclarations *self);
/* What could not be read or written last; NULL: nothing. */
const char *mg_declarations_get_file_error (MgDeclarations *self);
/* Reads it and follows it; edits go. */
void mg_declarations_open (MgDeclarations *self, GFile *file);
/* The same with a text for it, that was not saved. */
void mg_declarations_restore (MgDeclarations *self, GFile *file, const char *text);
void mg_declarations_save (MgDeclarations *self, GFile *file);

/* All that reading them takes, for a thread: plain data. */
typedef struct
{
  char *name;          /* that they are parsed by, and beside which their #include files are */
  char *text;
  char *type_name;     /* (nullable): the last one of the file */
  const MgAbi *abi;
  guint32 pack;
  guint64 offset;
  gboolean big_endian;
  gboolean confined;   /* see mg_declarations_set_confined() */
  char **include_path, **defines;
} MgDeclarationsInput;

MgDeclarationsInput *mg_declarations_dup_input (MgDeclarations *self);
void mg_declarations_input_free (MgDeclarationsInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgDeclarationsInput, mg_declarations_input_free)
/* As long as the input is there. */
MgCOptions mg_declarations_input_get_options (const MgDeclarationsInput *input);

/* What became of it. */
MgCUnit *mg_declarations_get_unit (MgDeclarations *self);           /* (nullable): before the first */
MgStructure *mg_declarations_get_structure (MgDeclarations *self);  /* (nullable) */
/* (element-type MgCDiagnostic): of the declarations, then of the annotations. */
GPtrArray *mg_declarations_get_diagnostics (MgDeclarations *self);
/* Why there is no structure although there is text; NULL: there is one, or no text. */
const char *mg_declarations_get_error (MgDeclarations *self);
gboolean mg_declarations_is_parsing (MgDeclarations *self); /* what there is is not of the newest text */

G_END_DECLS
