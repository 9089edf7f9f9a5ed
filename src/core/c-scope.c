#include "config.h"

#include "core/c-scope.h"

struct _MgCNames
{
  MgCArena *arena;
  GHashTable *entities; /* of MgCEntity, by scope, symbol and whether it is a tag */
  GPtrArray *users;     /* of MgCScope that use others */
  guint visit;          /* which search it is: no scope is gone through twice in one */
};

static guint
hash_entity (gconstpointer data)
{
  const MgCEntity *entity = data;

  return g_direct_hash (entity->scope) * 31u + entity->symbol->hash
         + (entity->kind == MG_C_ENTITY_TAG);
}

static gboolean
is_equal_entity (gconstpointer a, gconstpointer b)
{
  const MgCEntity *one = a, *other = b;

  return one->scope == other->scope && one->symbol == other->symbol
         && (one->kind == MG_C_ENTITY_TAG) == (other->kind == MG_C_ENTITY_TAG);
}

MgCNames *
mg_c_names_new (MgCArena *arena)
{
  MgCNames *names = g_new0 (MgCNames, 1);

  names->arena = arena;
  names->entities = g_hash_table_new (hash_entity, is_equal_entity);
  names->users = g_ptr_array_new ();
  return names;
}

void
mg_c_names_free (MgCNames *names)
{
  if (names == NULL)
    return;
  for (guint i = 0; i < names->users->len; i++)
    g_ptr_array_unref (((MgCScope *) names->users->pdata[i])->used);
  g_ptr_array_unref (names->users);
  g_hash_table_unref (names->entities);
  g_free (names);
}

void
mg_c_names_foreach (MgCNames *names, void (*func) (const MgCEntity *entity, gpointer data), gpointer data)
{
  GHashTableIter iter;
  gpointer entity;

  g_hash_table_iter_init (&iter, names->entities);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    func (entity, data);
}

MgCScope *
mg_c_scope_new (MgCNames *names, MgCScope *parent, const MgCSymbol *name)
{
  MgCScope *scope = mg_c_arena_new0 (names->arena, MgCScope);

  scope->parent = parent;
  if (name != NULL && parent != NULL && parent->name != NULL)
    scope->name = mg_c_arena_printf (names->arena, "%s::%s", parent->name, name->text);
  else if (name != NULL)
    scope->name = name->text;
  else if (parent != NULL)
    scope->name = parent->name;
  return scope;
}

void
mg_c_scope_use (MgCNames *names, MgCScope *scope, MgCScope *used)
{
  if (scope->used == NULL)
    {
      scope->used = g_ptr_array_new ();
      g_ptr_array_add (names->users, scope);
    }
  if (scope != used && !g_ptr_array_find (scope->used, used, NULL))
    g_ptr_array_add (scope->used, used);
}

MgCEntity *
mg_c_scope_add (MgCNames *names, MgCScope *scope, MgCEntityKind kind, MgCSymbol *symbol,
                MgCPlace place)
{
  MgCEntity *entity = mg_c_arena_new0 (names->arena, MgCEntity);

  entity->kind = kind;
  entity->symbol = symbol;
  entity->scope = scope;
  entity->place = place;
  g_hash_table_replace (names->entities, entity, entity);
  return entity;
}

MgCEntity *
mg_c_scope_get (MgCNames *names, MgCScope *scope, const MgCSymbol *symbol, gboolean tag)
{
  MgCEntity key = { .scope = scope, .symbol = (MgCSymbol *) symbol };

  key.kind = tag ? MG_C_ENTITY_TAG : MG_C_ENTITY_TYPE;
  return g_hash_table_lookup (names->entities, &key);
}

static MgCEntity *
find (MgCNames *names, MgCScope *scope, const MgCSymbol *symbol, gboolean tag, guint depth)
{
  MgCEntity *entity = mg_c_scope_get (names, scope, symbol, tag);

  if (entity != NULL || scope->used == NULL || depth > MG_C_MAX_DEPTH)
    return entity;
  scope->visit = names->visit;
  for (guint i = 0; entity == NULL && i < scope->used->len; i++)
    {
      MgCScope *used = scope->used->pdata[i];

      if (used->visit != names->visit)
        entity = find (names, used, symbol, tag, depth + 1);
    }
  return entity;
}

MgCEntity *
mg_c_scope_find (MgCNames *names, MgCScope *scope, const MgCSymbol *symbol, gboolean tag)
{
  names->visit++;
  return find (names, scope, symbol, tag, 0);
}

MgCEntity *
mg_c_scope_lookup (MgCNames *names, MgCScope *scope, const MgCSymbol *symbol, gboolean tag)
{
  MgCEntity *entity = NULL;

  for (; entity == NULL && scope != NULL; scope = scope->parent)
    entity = mg_c_scope_find (names, scope, symbol, tag);
  return entity;
}
