#pragma once

#include "core/field.h"
#include "core/sampler.h"

G_BEGIN_DECLS

/* Fields that are followed: whatever is looked at for them is what a sampler reads from then on, wherever
 * their offsets and counts lead.  The sampler's thread. */
typedef struct
{
  MgSampler *sampler;
  MgRangeSet *wanted; /* (owned): whole pages that were looked at */
  gboolean missing;   /* something that was looked at has not been read yet */
  /* mg_sampler_set_interests() or mg_sampler_set_more_interests() */
  void (*set) (MgSampler *sampler, const MgRange *ranges, gsize n_ranges);
} MgFieldInterest;

/* Bytes of the newest snapshot; what was looked at before is forgotten. */
MgFieldBytes mg_field_interest_begin (MgFieldInterest *interest);

/* Looks at all that is to be followed. */
typedef void (*MgFieldInterestFunc) (const MgFieldBytes *bytes, gpointer data);

/* Until nothing is missing that @func looks at; where that leads may depend on it too.  What can't be had
 * is left out. */
void mg_field_interest_fetch (MgFieldInterest *interest, MgFieldInterestFunc func, gpointer data);

G_END_DECLS
