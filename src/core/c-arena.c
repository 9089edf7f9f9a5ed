#include "config.h"

#include "core/c-arena.h"

#include <string.h>

#define CHUNK_LENGTH 65536 /* bytes */
#define ALIGNMENT 16

typedef struct _Chunk Chunk;

struct _Chunk
{
  Chunk *previous;
  gsize used, length;
  _Alignas (ALIGNMENT) guint8 bytes[];
};

struct _MgCArena
{
  Chunk *chunk;
  gsize size; /* bytes of all chunks */
};

MgCArena *
mg_c_arena_new (void)
{
  return g_new0 (MgCArena, 1);
}

void
mg_c_arena_free (MgCArena *arena)
{
  if (arena == NULL)
    return;
  while (arena->chunk != NULL)
    {
      Chunk *chunk = arena->chunk;

      arena->chunk = chunk->previous;
      g_free (chunk);
    }
  g_free (arena);
}

gpointer
mg_c_arena_alloc (MgCArena *arena, gsize size)
{
  Chunk *chunk = arena->chunk;
  gpointer memory;

  g_return_val_if_fail (size < G_MAXSIZE / 2, NULL);
  size = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  if (chunk == NULL || chunk->length - chunk->used < size)
    {
      gsize length = MAX (size, CHUNK_LENGTH);

      chunk = g_malloc0 (sizeof *chunk + length);
      chunk->length = length;
      chunk->previous = arena->chunk;
      arena->chunk = chunk;
      arena->size += length;
    }
  memory = chunk->bytes + chunk->used;
  chunk->used += size;
  return memory;
}

gsize
mg_c_arena_get_size (const MgCArena *arena)
{
  return arena->size;
}

gpointer
mg_c_arena_copy (MgCArena *arena, gconstpointer bytes, gsize size)
{
  gpointer copy = mg_c_arena_alloc (arena, size);

  if (size > 0)
    memcpy (copy, bytes, size);
  return copy;
}

char *
mg_c_arena_strndup (MgCArena *arena, const char *text, gsize length)
{
  char *copy = mg_c_arena_alloc (arena, length + 1);

  if (length > 0)
    memcpy (copy, text, length);
  return copy;
}

char *
mg_c_arena_printf (MgCArena *arena, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return mg_c_arena_strndup (arena, text, strlen (text));
}

/* --- Symbols: a table with open addressing, at most half full --- */

struct _MgCSymbols
{
  MgCArena *arena;
  MgCSymbol **slots;
  guint n_slots, n_symbols; /* n_slots is a power of two */
};

MgCSymbols *
mg_c_symbols_new (MgCArena *arena)
{
  MgCSymbols *symbols = g_new0 (MgCSymbols, 1);

  symbols->arena = arena;
  symbols->n_slots = 2048;
  symbols->slots = g_new0 (MgCSymbol *, symbols->n_slots);
  return symbols;
}

void
mg_c_symbols_free (MgCSymbols *symbols)
{
  if (symbols == NULL)
    return;
  g_free (symbols->slots);
  g_free (symbols);
}

static guint32
hash_text (const char *text, gsize length)
{
  guint32 hash = 2166136261u; /* FNV-1a */

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) text[i]) * 16777619u;
  return hash;
}

/* The slot where such a symbol is, or is to be put. */
static MgCSymbol **
find_slot (MgCSymbols *symbols, const char *text, gsize length, guint32 hash)
{
  guint mask = symbols->n_slots - 1;
  guint i = hash & mask;

  while (symbols->slots[i] != NULL)
    {
      const MgCSymbol *symbol = symbols->slots[i];

      if (symbol->hash == hash && symbol->length == length
          && memcmp (symbol->text, text, length) == 0)
        break;
      i = (i + 1) & mask;
    }
  return &symbols->slots[i];
}

static void
grow (MgCSymbols *symbols)
{
  MgCSymbol **old = symbols->slots;
  guint n_old = symbols->n_slots;

  symbols->n_slots *= 2;
  symbols->slots = g_new0 (MgCSymbol *, symbols->n_slots);
  for (guint i = 0; i < n_old; i++)
    if (old[i] != NULL)
      *find_slot (symbols, old[i]->text, old[i]->length, old[i]->hash) = old[i];
  g_free (old);
}

MgCSymbol *
mg_c_symbols_find (MgCSymbols *symbols, const char *text, gsize length)
{
  return *find_slot (symbols, text, length, hash_text (text, length));
}

MgCSymbol *
mg_c_symbols_get (MgCSymbols *symbols, const char *text, gsize length)
{
  guint32 hash = hash_text (text, length);
  MgCSymbol **slot = find_slot (symbols, text, length, hash);
  MgCSymbol *symbol = *slot;

  if (symbol != NULL)
    return symbol;
  symbol = mg_c_arena_new0 (symbols->arena, MgCSymbol);
  symbol->text = mg_c_arena_strndup (symbols->arena, text, length);
  symbol->length = (guint32) length;
  symbol->hash = hash;
  *slot = symbol;
  if (++symbols->n_symbols > symbols->n_slots / 2)
    grow (symbols);
  return symbol;
}
