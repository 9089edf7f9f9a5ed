#pragma once

#include "core/c-constant.h"

G_BEGIN_DECLS

/* What names mean, and where: C's file scope; C++'s namespaces and classes. */
typedef struct _MgCScope MgCScope;
typedef struct _MgCEntity MgCEntity;

typedef enum
{
  MG_C_ENTITY_TYPE,      /* typedef, using */
  MG_C_ENTITY_TAG,       /* struct, union, class, enum */
  MG_C_ENTITY_CONSTANT,  /* of an enumeration, or a variable whose value is known */
  MG_C_ENTITY_VARIABLE,  /* function, too: something of a type */
  MG_C_ENTITY_NAMESPACE,
  MG_C_ENTITY_TEMPLATE,
} MgCEntityKind;

struct _MgCEntity
{
  MgCEntityKind kind;
  MgCSymbol *symbol;
  MgCScope *scope;
  MgCType *type;   /* of a tag: what it declares, to be completed */
  MgCValue value;  /* of constant and variable; its type alone where it is no constant */
  MgCScope *inside; /* (nullable): of namespace, class */
  MgCPlace place;
};

struct _MgCScope
{
  MgCScope *parent;  /* (nullable) */
  const char *name;  /* "a::b"; NULL for the outermost and what has no name */
  GPtrArray *used;   /* (nullable): of MgCScope: whose names are here as well */
  MgCType *record;   /* (nullable): of a class */
  guint visit;       /* for searches */
};

/* All names of a unit. */
typedef struct _MgCNames MgCNames;

MgCNames *mg_c_names_new (MgCArena *arena);
void mg_c_names_free (MgCNames *names);

MgCScope *mg_c_scope_new (MgCNames *names, MgCScope *parent, const MgCSymbol *name);
void mg_c_scope_use (MgCNames *names, MgCScope *scope, MgCScope *used);

/* All of them, in no order. */
void mg_c_names_foreach (MgCNames *names, void (*func) (const MgCEntity *entity, gpointer data),
                         gpointer data);

/* A new entity; it takes the place of one of that name and sort in the scope. */
MgCEntity *mg_c_scope_add (MgCNames *names, MgCScope *scope, MgCEntityKind kind, MgCSymbol *symbol,
                           MgCPlace place);
/* Only in @scope itself.  Tags are looked for where @tag, all else where not. */
MgCEntity *mg_c_scope_get (MgCNames *names, MgCScope *scope, const MgCSymbol *symbol, gboolean tag);
/* In @scope and what it uses. */
MgCEntity *mg_c_scope_find (MgCNames *names, MgCScope *scope, const MgCSymbol *symbol, gboolean tag);
/* In @scope and all around it. */
MgCEntity *mg_c_scope_lookup (MgCNames *names, MgCScope *scope, const MgCSymbol *symbol, gboolean tag);

G_END_DECLS
