#pragma once

#include "structure.h"

#include "core/address-map.h"
#include "core/field.h"

G_BEGIN_DECLS

/* What show.c and show-follow.c share.  Main thread only. */

/* How many fields are shown in all. */
#define SHOW_MAX_FIELDS 1000000

typedef struct
{
  MgName *name;          /* (nullable): of a file that tells none */
  const char *label;     /* for messages */
  MgStructure *structure;
  const char *preset;    /* (nullable): its id, where it is a known one */
  GPtrArray *fields;     /* of MgField: what is shown, with all that is in them */
  guint64 elements;      /* of an array that are shown */
  gboolean json;
  gboolean old;          /* with each change, what it was before */
  MgValueContext context;
  MgAddressMap addresses;
} Show;

void show_clear (Show *show);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Show, show_clear)

/* A field while it is shown.  @place is only set where @error is NULL. */
typedef struct
{
  MgField *field;
  MgFieldPlace place;
  const GError *error;
  guint depth;       /* from what was asked for */
  guint64 n_shown;   /* of its children, that follow */
} ShowItem;

typedef struct
{
  void (*begin) (const ShowItem *item, gpointer data);
  void (*end) (const ShowItem *item, gpointer data); /* (nullable) */
  gpointer data;
} ShowVisitor;

/* All that is to be shown, in order.  FALSE where SHOW_MAX_FIELDS ended it. */
gboolean show_foreach (const Show *show, const MgFieldBytes *bytes, const ShowVisitor *visitor);

/* @triggers: (nullable); @wait: also for an object that is not there yet */
CliStatus show_follow (Show *show, const CliStructure *structure, MgTriggers *triggers, double rate_hz,
                       double for_s, gboolean wait);
/* Reports that SHOW_MAX_FIELDS ended it. */
CliStatus show_fail_too_large (const Show *show);
/* Those that are named, else all of it, into show->fields.  FALSE with @status where it has been reported. */
gboolean show_find_fields (Show *show, char **paths, CliStatus *status);

G_END_DECLS
