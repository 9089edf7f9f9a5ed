#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory that is given out piece by piece and taken back all at once: everything that a unit of C
 * declarations is made of lives in the arena of that unit.  One thread at a time. */
typedef struct _MgCArena MgCArena;

MgCArena *mg_c_arena_new (void);
void mg_c_arena_free (MgCArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgCArena, mg_c_arena_free)

/* Zeroed, aligned for any type; lives as long as the arena. */
gpointer mg_c_arena_alloc (MgCArena *arena, gsize size);
/* Bytes that it takes now. */
gsize mg_c_arena_get_size (const MgCArena *arena);
gpointer mg_c_arena_copy (MgCArena *arena, gconstpointer bytes, gsize size);
char *mg_c_arena_strndup (MgCArena *arena, const char *text, gsize length);
char *mg_c_arena_printf (MgCArena *arena, const char *format, ...) G_GNUC_PRINTF (2, 3);

#define mg_c_arena_new0(arena, type) ((type *) mg_c_arena_alloc ((arena), sizeof (type)))
/* The elements of a GArray, as they are now. */
#define mg_c_arena_copy_array(arena, array)                                                        \
  mg_c_arena_copy ((arena), (array)->data, (gsize) (array)->len * g_array_get_element_size (array))

/* A name, of which there is only one object for each spelling: names are compared by address, and
 * what is known of a name without regard to scope stands in it. */
typedef struct
{
  const char *text; /* NUL-terminated */
  guint32 length, hash;
  guint16 keyword;   /* MgCKeyword: what it means to the parser */
  guint16 directive; /* MgCDirective: what it means behind a # */
  struct _MgCMacro *macro;
} MgCSymbol;

typedef struct _MgCSymbols MgCSymbols;

MgCSymbols *mg_c_symbols_new (MgCArena *arena);
void mg_c_symbols_free (MgCSymbols *symbols); /* the table; the symbols stay in the arena */
MgCSymbol *mg_c_symbols_get (MgCSymbols *symbols, const char *text, gsize length);
/* Returns: (nullable): NULL where nothing has that name */
MgCSymbol *mg_c_symbols_find (MgCSymbols *symbols, const char *text, gsize length);

G_END_DECLS
