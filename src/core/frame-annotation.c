#include "config.h"

#include "core/frame-annotation.h"

#include "core/error.h"
#include "core/field-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One question about a structure's frames at one moment. */
typedef struct
{
  MgLocator *locator;
  MgStructure *structure;
  const MgSpot *root;
  MgFrameProtocol *protocol;
} Question;

/* --- Numbers of the protocol --- */

static gboolean
get_word_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  MgFrameWord *word = data;
  const MgNode *node = spot->node;
  guint64 size = node->size;

  if (node->shape != MG_SHAPE_VALUE || (size != 1 && size != 2 && size != 4 && size != 8)
      || (node->format.kind != MG_FORMAT_SIGNED && node->format.kind != MG_FORMAT_UNSIGNED
          && node->format.kind != MG_FORMAT_BOOL))
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no integer of 1, 2, 4 or 8 bytes"),
                    node->name != NULL ? node->name : "[]");
      return FALSE;
    }
  if (size > locator->size || spot->start > locator->size - size)
    {
      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("“%s” reaches over the object's end"),
                    node->name != NULL ? node->name : "[]");
      return FALSE;
    }
  *word = (MgFrameWord) { locator->structure->offset + spot->start, (guint8) size,
                         node->format.order == MG_ORDER_BIG };
  return TRUE;
}

static gboolean
find_word (const Question *question, const MgSpot *spot, const MgExpression *path, MgFrameWord *word,
           GError **error)
{
  const MgFieldScope scope = { .locator = question->locator, .spot = spot };
  MgPathStep steps[MG_EXPRESSION_MAX_STEPS];
  guint n_steps = mg_expression_get_path (path, steps);

  return mg_scope_find (&scope, steps, n_steps, get_word_cb, word, error);
}

static gboolean
take_sequence (const Question *question, const MgWordArgument *argument, GError **error)
{
  question->protocol->kind = MG_FRAME_SEQUENCE;
  return find_word (question, question->root, argument->expressions[0], &question->protocol->word, error);
}

static gboolean
take_pair (const Question *question, const MgWordArgument *argument, GError **error)
{
  question->protocol->kind = MG_FRAME_PAIR;
  return find_word (question, question->root, argument->expressions[0], &question->protocol->word, error)
         && find_word (question, question->root, argument->expressions[1], &question->protocol->second,
                       error);
}

/* --- Buffers --- */

typedef struct
{
  const Question *question;
  const MgWordArgument *argument;
} Buffers;

static gboolean
compute_natural (const Question *question, const MgSpot *spot, const MgExpression *expression,
                 guint64 *natural, GError **error)
{
  const MgFieldScope scope = { .locator = question->locator, .spot = spot };
  MgResult result;

  if (!mg_scope_compute (&scope, expression, &result, error))
    return FALSE;
  if (!result.is_real && result.integer >= 0 && result.integer <= (__int128) MG_OFFSET_MAX)
    {
      *natural = (guint64) result.integer;
      return TRUE;
    }
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("@buffers: “%s” is no offset and no length"),
                mg_expression_get_text (expression));
  return FALSE;
}

static gboolean
take_buffer (const Buffers *buffers, const MgSpot *element, MgFrameBuffer *buffer, GError **error)
{
  const Question *question = buffers->question;
  guint64 start = element->start, length = element->node->size;

  if (!find_word (question, element, buffers->argument->expressions[1], &buffer->tick, error))
    return FALSE;
  if (buffers->argument->n_expressions == 4
      && (!compute_natural (question, element, buffers->argument->expressions[2], &start, error)
          || !compute_natural (question, element, buffers->argument->expressions[3], &length, error)))
    return FALSE;
  if (length == 0 || length > question->locator->size || start > question->locator->size - length)
    {
      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                    _ ("@buffers: a buffer reaches over the object's end"));
      return FALSE;
    }
  buffer->range = (MgRange) { question->structure->offset + start, length };
  return TRUE;
}

static gboolean
take_array_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  const Buffers *buffers = data;
  MgFrameProtocol *protocol = buffers->question->protocol;
  MgExtent extent;

  if (spot->node->shape != MG_SHAPE_ARRAY)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("@buffers: “%s” is no array"), spot->node->name);
      return FALSE;
    }
  if (!mg_locator_measure (locator, spot, &extent, error))
    return FALSE;
  if (extent.n_children == 0 || extent.n_children > MG_FRAME_BUFFERS_MAX)
    {
      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("@buffers: not 1 to %d buffers"),
                    MG_FRAME_BUFFERS_MAX);
      return FALSE;
    }
  for (guint i = 0; i < extent.n_children; i++)
    {
      MgSpot element;

      if (!mg_locator_find_element (locator, spot, &extent, i, &element, error)
          || !take_buffer (buffers, &element, &protocol->buffers[i], error))
        return FALSE;
    }
  protocol->n_buffers = (guint) extent.n_children;
  return TRUE;
}

static gboolean
take_buffers (const Question *question, const MgWordArgument *argument, GError **error)
{
  const MgFieldScope scope = { .locator = question->locator, .spot = question->root };
  Buffers buffers = { question, argument };
  MgPathStep steps[MG_EXPRESSION_MAX_STEPS];
  guint n_steps = mg_expression_get_path (argument->expressions[0], steps);

  question->protocol->kind = MG_FRAME_BUFFERS;
  return mg_scope_find (&scope, steps, n_steps, take_array_cb, &buffers, error);
}

/* --- Busy --- */

/* @busy is any expression, and the reader knows bits of one number.  So the expression is asked: which
 * bits of which of its fields make it true, where all 0 makes it false, and all else is as it is now. */

#define MAX_CANDIDATES 8

typedef struct
{
  MgPathStep steps[MG_EXPRESSION_MAX_STEPS];
  guint n_steps;
} Path;

typedef struct
{
  MgFieldScope scope; /* first: functions get it */
  Path paths[MAX_CANDIDATES];
  guint n_paths;
  gint replaced;      /* of them, -1: none */
  __int128 value;
} Busy;

static gboolean
is_path (const Path *path, const MgPathStep *steps, guint n_steps)
{
  if (path->n_steps != n_steps)
    return FALSE;
  for (guint i = 0; i < n_steps; i++)
    if (g_strcmp0 (path->steps[i].name, steps[i].name) != 0 || path->steps[i].index != steps[i].index)
      return FALSE;
  return TRUE;
}

static gboolean
look_up_busy_cb (const MgPathStep *steps, guint n_steps, gpointer data, MgResult *result, GError **error)
{
  Busy *busy = data;
  guint i;

  for (i = 0; i < busy->n_paths && !is_path (&busy->paths[i], steps, n_steps); i++)
    ;
  if (i == busy->n_paths && i < MAX_CANDIDATES)
    {
      memcpy (busy->paths[i].steps, steps, n_steps * sizeof *steps);
      busy->paths[i].n_steps = n_steps;
      busy->n_paths++;
    }
  if ((gint) i != busy->replaced)
    return mg_scope_look_up (steps, n_steps, &busy->scope, result, error);
  *result = (MgResult) { .integer = busy->value };
  return TRUE;
}

static gboolean
is_true_with (Busy *busy, const MgExpression *expression, gint replaced, __int128 value)
{
  MgResult result;

  busy->replaced = replaced;
  busy->value = value;
  return mg_expression_evaluate (expression, look_up_busy_cb, busy, &result, NULL)
         && mg_result_is_true (&result);
}

/* How many bits the number has that are its own, and where they begin in the word. */
static gboolean
get_bits_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  guint *bits = data;

  bits[0] = spot->node->format.bit_offset;
  bits[1] = spot->node->format.kind == MG_FORMAT_BOOL ? 1 : spot->node->format.bit_size;
  return bits[0] + bits[1] <= 64;
}

static gboolean
try_word (const Question *question, Busy *busy, const MgExpression *expression, guint index)
{
  const Path *path = &busy->paths[index];
  MgFrameProtocol *protocol = question->protocol;
  guint bits[2];
  guint64 mask = 0;

  if (!mg_scope_find (&busy->scope, path->steps, path->n_steps, get_word_cb, &protocol->word, NULL)
      || !mg_scope_find (&busy->scope, path->steps, path->n_steps, get_bits_cb, bits, NULL)
      || is_true_with (busy, expression, (gint) index, 0))
    return FALSE;
  for (guint i = 0; i < bits[1]; i++)
    if (is_true_with (busy, expression, (gint) index, (__int128) 1 << i))
      mask |= G_GUINT64_CONSTANT (1) << (bits[0] + i);
  protocol->mask = mask;
  return mask != 0;
}

static void
take_busy (const Question *question, const MgWordArgument *argument)
{
  Busy busy = { .scope = { .locator = question->locator, .spot = question->root }, .replaced = -1 };
  const MgExpression *expression = argument->expressions[0];

  /* finds what it depends on now: what stands behind && comes last, and is the flag rather than a version */
  is_true_with (&busy, expression, -1, 0);
  for (guint i = busy.n_paths; i > 0; i--)
    if (try_word (question, &busy, expression, i - 1))
      {
        question->protocol->kind = MG_FRAME_BUSY;
        return;
      }
}

/* --- The frame --- */

/* Whether fields may lie behind the bytes that the declaration has. */
static gboolean
reaches_further (const MgNode *node)
{
  static const MgWord words[] = { MG_WORD_AT, MG_WORD_ELEMENT, MG_WORD_STRIDE, MG_WORD_UNTIL };

  if (node->is_open || node->target != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (mg_words_has (node->words, words[i]))
      return TRUE;
  return mg_words_has (node->words, MG_WORD_COUNT) && node->count <= 1;
}

static MgRange
get_extent (const Question *question, gboolean declared)
{
  MgStructure *structure = question->structure;
  guint64 size = structure->root.node->size, most = declared ? MG_FRAME_MAX : MG_FRAME_UNDECLARED_MAX;
  gboolean further = reaches_further (structure->root.node);

  for (guint i = 0; i < structure->queue->len && !further && declared; i++)
    {
      const MgRecord *record = structure->queue->pdata[i];

      for (guint j = 0; j < record->n_members && !further; j++)
        further = reaches_further (record->members[j]);
    }
  if (further)
    size = question->locator->size;
  return (MgRange) { structure->offset, CLAMP (MIN (size, question->locator->size), 1, most) };
}

static MgName *
parse_name (const char *text, const MgNameContext *names)
{
  return text != NULL ? mg_name_parse (text, names, NULL) : NULL;
}

const char *
mg_structure_get_mutex (MgStructure *structure)
{
  const MgWordArgument *argument = mg_structure_get_word (structure, MG_WORD_MUTEX);

  return argument != NULL ? argument->text : NULL;
}

static const MgWordArgument *
get_word (const MgNode *node, MgWord word)
{
  if (mg_words_has (node->words, word))
    return node->words->given[word];
  return node->shape == MG_SHAPE_RECORD && mg_words_has (node->record->words, word)
             ? node->record->words->given[word]
             : NULL;
}

static gboolean
take_protocol (const Question *question, GError **error)
{
  const MgNode *node = question->root->node;
  const MgWordArgument *argument;

  if ((argument = get_word (node, MG_WORD_SEQUENCE)) != NULL)
    return take_sequence (question, argument, error);
  if ((argument = get_word (node, MG_WORD_PAIR)) != NULL)
    return take_pair (question, argument, error);
  if ((argument = get_word (node, MG_WORD_BUFFERS)) != NULL)
    return take_buffers (question, argument, error);
  if ((argument = get_word (node, MG_WORD_BUSY)) != NULL)
    take_busy (question, argument);
  return TRUE;
}

static gboolean
is_declared (const MgNode *node)
{
  for (MgWord word = MG_WORD_SEQUENCE; word <= MG_WORD_EVENT; word++)
    if (get_word (node, word) != NULL)
      return TRUE;
  return FALSE;
}

/* Where the outermost structure says nothing, one of its members may: then that one is the frame. */
static gboolean
find_part (const Question *question, MgSpot *part)
{
  const MgNode *root = question->root->node;

  for (guint i = 0; root->shape == MG_SHAPE_RECORD && i < root->record->n_members; i++)
    {
      const MgNode *node = root->record->members[i];

      if (node->shape == MG_SHAPE_RECORD && is_declared (node)
          && mg_locator_find_member (question->locator, question->root, node, part, NULL) && !part->absent
          && part->start < question->locator->size)
        return TRUE;
    }
  return FALSE;
}

MgFrameProtocol *
mg_structure_dup_frame (MgStructure *structure, const MgFieldBytes *bytes, const MgNameContext *names,
                        gboolean take_mutex, GError **error)
{
  g_autoptr (MgFrameProtocol) protocol = g_new0 (MgFrameProtocol, 1);
  const MgWordArgument *event = mg_structure_get_word (structure, MG_WORD_EVENT);
  const char *mutex = mg_structure_get_mutex (structure);
  g_auto (MgLocator) locator = { 0 };
  MgSpot root, part;
  Question question = { &locator, structure, &root, protocol };
  gboolean declared;

  mg_locator_init (&locator, structure, bytes);
  mg_locator_find_root (&locator, &root);
  declared = is_declared (root.node);
  protocol->range = get_extent (&question, declared);
  if (!declared && find_part (&question, &part))
    {
      question.root = &part;
      protocol->range =
          (MgRange) { structure->offset + part.start, CLAMP (part.node->size, 1, MG_FRAME_MAX) };
    }
  protocol->event = parse_name (event != NULL ? event->text : NULL, names);
  if (mutex != NULL && take_mutex)
    protocol->mutex = parse_name (mutex, names);
  if (protocol->mutex != NULL)
    protocol->kind = MG_FRAME_MUTEX;
  else if (!take_protocol (&question, error))
    return NULL;
  return mg_frame_protocol_check (protocol, error) ? g_steal_pointer (&protocol) : NULL;
}

gboolean
mg_structure_is_dead (MgStructure *structure, const MgFieldBytes *bytes)
{
  const MgWordArgument *dead = mg_structure_get_word (structure, MG_WORD_DEAD);
  g_auto (MgLocator) locator = { 0 };
  MgResult result;
  MgSpot root;

  if (dead == NULL)
    return FALSE;
  mg_locator_init (&locator, structure, bytes);
  mg_locator_find_root (&locator, &root);
  return mg_locator_compute (&locator, &root, dead->expressions[0], &result, NULL)
         && mg_result_is_true (&result);
}
