#pragma once

#include "core/field.h"
#include "core/name.h"

G_BEGIN_DECLS

/* Structures that are known: annotated headers, those that Mapglass brings along and a person's own, and
 * which of them an object has.  docs/presets.md tells of them, docs/annotations.md how they are written.
 *
 * The structure that a header describes is the last one that it declares.  What a list shows stands in
 * that one's annotations and is taken from the text; the rest is read when somebody wants it. */

/* Limits for a person's own; what is over them is left out and told. */
#define MG_PRESET_MAX_FILES 256
#define MG_PRESET_MAX_SIZE ((gsize) 256 * 1024) /* bytes of a file */

typedef enum
{
  MG_PRESET_BUILTIN,
  MG_PRESET_USER,
} MgPresetOrigin;

/* Immutable but for what it keeps of its reading, which has a lock: any thread may use it. */
typedef struct _MgPreset MgPreset;

MgPreset *mg_preset_ref (MgPreset *preset);
void mg_preset_unref (MgPreset *preset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgPreset, mg_preset_unref)

const char *mg_preset_get_id (MgPreset *preset);    /* the file's name without .h */
const char *mg_preset_get_title (MgPreset *preset); /* of @title, else the id */
const char *const *mg_preset_get_names (MgPreset *preset); /* globs; NULL-terminated */
const char *const *mg_preset_get_abis (MgPreset *preset);  /* that exist; NULL-terminated, not empty */
MgPresetOrigin mg_preset_get_origin (MgPreset *preset);
const char *mg_preset_get_file (MgPreset *preset);  /* its path; of a built-in one, the file's name */
const char *mg_preset_get_text (MgPreset *preset, gsize *length); /* the header; NUL-terminated */
const char *mg_preset_origin_to_string (MgPresetOrigin origin);   /* "built-in", "user": never translated */

/* The ABI that objects of a kind have: the first of its own that is of that system, else the first. */
const MgAbi *mg_preset_get_abi (MgPreset *preset, MgKind kind);

/**
 * mg_preset_get_structure:
 * @abi: (nullable): NULL for the first of its own
 *
 * Reads the header, once for each ABI.
 *
 * Returns: (transfer full): NULL with MG_ERROR_INVALID and the first thing that is wrong with it
 */
MgStructure *mg_preset_get_structure (MgPreset *preset, const MgAbi *abi, GError **error);

/* All presets of one moment, sorted by title.  Immutable. */
typedef struct _MgPresets MgPresets;

/**
 * mg_presets_load:
 * @directory: (nullable) (type filename): with a person's own; NULL for mapglass/presets in the folder for
 *   the user's data.  Each *.h in it is one, and takes the place of a built-in one with its file name
 * @problems: (out) (optional) (transfer full): a person's files that are left out, and why: a line each,
 *   translated.  NULL where there are none
 */
MgPresets *mg_presets_load (const char *directory, char ***problems);
MgPresets *mg_presets_ref (MgPresets *presets);
void mg_presets_unref (MgPresets *presets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgPresets, mg_presets_unref)

MgPreset *const *mg_presets_get_all (MgPresets *presets, guint *n_presets);
/* Returns: (transfer none): NULL with MG_ERROR_NOT_FOUND */
MgPreset *mg_presets_find (MgPresets *presets, const char *id, GError **error);

typedef enum
{
  MG_PRESET_MATCH_BOTH,      /* the name is one of its, and its signature is true */
  MG_PRESET_MATCH_SIGNATURE, /* under another name */
  MG_PRESET_MATCH_NAME,      /* and there is no signature, or no bytes to look at */
} MgPresetMatchKind;

typedef struct
{
  MgPreset *preset; /* (transfer none) */
  MgPresetMatchKind kind;
} MgPresetMatch;

const char *
mg_preset_match_kind_to_string (MgPresetMatchKind kind); /* "name+signature", "signature", "name" */

/**
 * mg_presets_match:
 * @bytes: (nullable): the object's, now
 *
 * Which presets an object may have, the best first.  A signature that is not true of the bytes rules its
 * preset out, whatever the name is; a person's own come before those that are built in.
 *
 * Returns: (transfer full) (element-type MgPresetMatch)
 */
GArray *mg_presets_match (MgPresets *presets, const MgName *name, const MgFieldBytes *bytes);

G_END_DECLS
