#pragma once

#include "subject.h"

#include "core/preset.h"
#include "core/trigger.h"

G_BEGIN_DECLS

/* The structure that an object has, by options that commands share: a header, a preset, or the one that
 * fits best; and what its annotations say of frames.  Main thread only. */
typedef struct
{
  char *header, *preset, *type, *abi, *offset, *order; /* as given; (nullable) */
  CliCompile compile;
  gboolean lock;

  MgPresets *presets;  /* of what is found by itself */
  MgPreset *found;     /* (nullable): which it is */
  MgStructure *loaded; /* (nullable): kept until it is cleared, by who wants that */
} CliStructure;

#define CLI_STRUCTURE_ENTRIES(structure) \
  { "header", 'H', 0, G_OPTION_ARG_FILENAME, &(structure)->header, \
    N_ ("Declares the structure, in C or C++"), N_ ("FILE") }, \
  { "preset", 'p', 0, G_OPTION_ARG_FILENAME, &(structure)->preset, \
    N_ ("A structure that is known; without this and --header, the one that fits best"), N_ ("ID") }, \
  { "type", 't', 0, G_OPTION_ARG_FILENAME, &(structure)->type, \
    N_ ("Which type: a tag or a typedef's name; by default the last structure in FILE"), N_ ("TYPE") }, \
  { "abi", 'a', 0, G_OPTION_ARG_FILENAME, &(structure)->abi, \
    N_ ("Whose layout: linux64, linux32, arm64, win64, win32, mingw64, mingw32; by default that of a " \
        "process which has the object"), N_ ("ABI") }, \
  { "order", 0, 0, G_OPTION_ARG_FILENAME, &(structure)->order, \
    N_ ("Order of bytes: little (the default) or big"), N_ ("ORDER") }, \
  CLI_COMPILE_ENTRIES (&(structure)->compile)

/* Where the structure begins: show calls it --offset. */
#define CLI_STRUCTURE_OFFSET_ENTRY(structure) \
  { "structure", 0, 0, G_OPTION_ARG_FILENAME, &(structure)->offset, \
    N_ ("Where the structure begins in the object; 0 by default"), N_ ("N") }

#define CLI_STRUCTURE_LOCK_ENTRY(structure) \
  { "lock", 0, 0, G_OPTION_ARG_NONE, &(structure)->lock, \
    N_ ("Take the mutex that the structure names, for each look"), NULL }

gboolean cli_structure_is_given (const CliStructure *structure);
/* Whether there are options that say more about a header or a preset. */
gboolean cli_structure_has_details (const CliStructure *structure);

/**
 * cli_structure_load:
 * @command: its name, for messages
 * @name: (nullable), @source: (nullable): what presets are looked for by
 * @required: without one it is a failure
 *
 * Returns: (transfer full): NULL with @status where it has been reported; CLI_DONE where none is known and
 *   none is required
 */
MgStructure *cli_structure_load (CliStructure *structure, const char *command, MgName *name, MgSource *source,
                                 gboolean required, gboolean json, CliStatus *status);
/* The same of what @subject is, required: a recording's own where none is given. */
MgStructure *cli_structure_load_of (CliStructure *structure, const char *command, CliSubject *subject,
                                    gboolean json, CliStatus *status);
void cli_structure_clear (CliStructure *structure);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliStructure, cli_structure_clear)

/* The sampler reads whole frames by what @loaded says.  FALSE with @status where it has been reported. */
gboolean cli_structure_follow (const CliStructure *structure, MgStructure *loaded, MgSampler *sampler,
                               gboolean json, CliStatus *status);

/* --- Triggers: --trigger=CONDITION, then --do=ACTION for that one --- */

#define CLI_TRIGGER_ENTRIES \
  { "trigger", 'T', G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, cli_trigger_option_cb, \
    N_ ("Do something when this becomes true: a condition over fields; can be given again"), \
    N_ ("CONDITION") }, \
  { "do", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, cli_trigger_option_cb, \
    N_ ("What the trigger before it does: mark, pause, resume, record[:SECONDS], notify, run:COMMAND, " \
        "stop[:N]"), \
    N_ ("ACTION") }

gboolean cli_trigger_option_cb (const char *option, const char *value, gpointer data, GError **error);

/* All that were given.  Returns: NULL with @status where one has been reported; CLI_DONE: none was given */
MgTriggers *cli_triggers_new (const char *command, MgStructure *structure, guint allowed, gboolean json,
                              CliStatus *status);
gboolean cli_triggers_are_given (void);
gboolean cli_triggers_do (guint action); /* whether one of them does it */

/* What they have done while a command follows an object. */
typedef struct
{
  MgTriggers *triggers;  /* (nullable): there are none */
  CliLines *lines;       /* (nullable): nothing is told */
  const char *name;
  MgFiringFunc fired;    /* (nullable): what else is to be done */
  gpointer data;
  gboolean paused;
  gboolean ended;        /* one has fired as often as it was to */
  MgFrameResult frame;   /* of the tick before */
} CliTriggers;

/* After a tick: tells what fired, runs commands, and tells of a mutex that has been abandoned. */
void cli_triggers_look (CliTriggers *triggers, MgSampler *sampler);

G_END_DECLS
