#pragma once

#include "core/field-private.h"

G_BEGIN_DECLS

/* What structure.c, which makes nodes of types, and structure-format.c, which tells what bytes of a
 * type mean, have in common. */
typedef struct
{
  MgStructure *structure;
  MgWordReader reader;
  MgRecord *record; /* the one that is being filled in */
  GError *error;    /* why there is no structure */
  guint n_members; /* of all records, those in anonymous ones each time */
} MgMaker;

/* --- structure-format.c --- */

/* Tells something about an annotation, at its place. */
void mg_maker_warn (MgMaker *maker, const MgWords *words, MgWord word, MgCSeverity severity,
                    const char *format, ...) G_GNUC_PRINTF (5, 6);
/* Bytes of a character, 0 where it is none. */
guint mg_maker_get_character_size (const MgCType *type);
MgEncoding mg_maker_get_default_encoding (guint unit_size);
/* A structure that is one value: GUID, FILETIME. */
gboolean mg_maker_is_known_record (const MgCType *type);
/* As its type tells. */
void mg_maker_init_format (MgMaker *maker, MgFormat *format, const MgCType *type, MgOrder order);
/* And then as annotations tell.  @size: bytes */
void mg_maker_apply_meaning (MgMaker *maker, MgFormat *format, const MgWords *words, const MgCType *type,
                             guint64 size);

G_END_DECLS
