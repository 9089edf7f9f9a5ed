#include "config.h"

#include "core/trigger.h"

#include "core/error.h"
#include "core/expression-private.h"
#include "core/field-interest.h"
#include "core/field-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CALLS 64
/* crc() of more than that would take longer than a frame. */
#define MAX_CRC ((guint64) 1 << 20)
#define MAX_PATHS 32

/* What changed() and its like knew of their number, each at its place in the condition. */
typedef struct
{
  gboolean known;
  guint64 frame;    /* when that was */
  MgResult value, before;
  gboolean has_before;
} Memory;

struct _MgTrigger
{
  MgStructure *structure;
  MgExpression *expression;
  GArray *calls;            /* of Memory */
  gboolean momentary;       /* something in it is true of one frame alone */
  gboolean was_true;
  guint64 frame;            /* looks so far */
  guint generation;
  gint64 write_us;          /* when the publisher wrote last, or was first looked at */
  gint64 fired_us;
  gboolean has_fired;
};

/* One evaluation. */
typedef struct
{
  MgFieldScope scope; /* first: functions of fields get it */
  MgTrigger *trigger;
  gint64 time_us;
  gboolean dry;       /* nothing is remembered */
} Evaluation;

/* --- Functions --- */

/* FALSE in *known where it was not asked at the frame before. */
static gboolean
remember (Evaluation *evaluation, guint id, const MgResult *value, MgResult *before, gboolean *known,
          GError **error)
{
  MgTrigger *trigger = evaluation->trigger;
  Memory *memory;

  *known = FALSE;
  if (id >= MAX_CALLS)
    {
      mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("a condition with more than %d functions"),
                    MAX_CALLS);
      return FALSE;
    }
  if (evaluation->dry)
    return TRUE;
  if (id >= trigger->calls->len)
    g_array_set_size (trigger->calls, id + 1);
  memory = &g_array_index (trigger->calls, Memory, id);
  *known = memory->known && memory->frame + 1 == trigger->frame;
  *before = memory->value;
  *memory = (Memory) { .known = TRUE, .frame = trigger->frame, .value = *value };
  return TRUE;
}

static gboolean
is_equal (const MgResult *a, const MgResult *b)
{
  return a->is_real || b->is_real ? mg_result_get_real (a) == mg_result_get_real (b)
                                  : a->integer == b->integer;
}

static gboolean
changed_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
            GError **error)
{
  MgResult before;
  gboolean known;

  if (!remember (data, id, &arguments[0].value, &before, &known, error))
    return FALSE;
  *result = (MgResult) { .integer = known && !is_equal (&before, &arguments[0].value) };
  return TRUE;
}

static gboolean
move (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, int sign, MgResult *result,
      GError **error)
{
  const MgResult *now = &arguments[0].value;
  MgResult before;
  gboolean known;
  double by;

  if (!remember (data, id, now, &before, &known, error))
    return FALSE;
  *result = (MgResult) { 0 };
  if (!known || is_equal (&before, now))
    return TRUE;
  by = now->is_real || before.is_real ? mg_result_get_real (now) - mg_result_get_real (&before)
                                      : (double) now->integer - (double) before.integer;
  by *= sign;
  result->integer = by > 0 && (n_arguments < 2 || by >= mg_result_get_real (&arguments[1].value));
  return TRUE;
}

static gboolean
rises_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
          GError **error)
{
  return move (arguments, n_arguments, id, data, 1, result, error);
}

static gboolean
falls_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
          GError **error)
{
  return move (arguments, n_arguments, id, data, -1, result, error);
}

static gboolean
stalled_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
            GError **error)
{
  const Evaluation *evaluation = data;
  double quiet_s = (double) (evaluation->time_us - evaluation->trigger->write_us) / G_USEC_PER_SEC;

  *result = (MgResult) { .integer = quiet_s >= mg_result_get_real (&arguments[0].value) };
  return TRUE;
}

/* CRC-32 as zip and Ethernet have it. */
static guint32
add_crc (guint32 crc, const guint8 *bytes, gsize length)
{
  static guint32 table[256];
  static gsize made;

  if (g_once_init_enter (&made))
    {
      for (guint32 i = 0; i < 256; i++)
        {
          table[i] = i;
          for (guint bit = 0; bit < 8; bit++)
            table[i] = table[i] & 1 ? table[i] >> 1 ^ 0xedb88320u : table[i] >> 1;
        }
      g_once_init_leave (&made, 1);
    }
  for (gsize i = 0; i < length; i++)
    crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 0xff];
  return crc;
}

static gboolean
compute_crc (MgLocator *locator, guint64 start, guint64 length, MgResult *result, GError **error)
{
  guint8 bytes[4096], states[4096];
  guint32 crc = G_MAXUINT32;

  if (length > MAX_CRC)
    {
      mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("crc of more than %u bytes"), (guint) MAX_CRC);
      return FALSE;
    }
  while (length > 0)
    {
      gsize part = (gsize) MIN (length, sizeof bytes);

      if (mg_locator_copy (locator, start, part, bytes, states, error) < part)
        return FALSE;
      crc = add_crc (crc, bytes, part);
      start += part;
      length -= part;
    }
  *result = (MgResult) { .integer = ~crc };
  return TRUE;
}

static gboolean
get_crc_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  MgExtent extent;

  return mg_locator_measure (locator, spot, &extent, error)
         && compute_crc (locator, spot->start, extent.size, data, error);
}

static gboolean
crc_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
        GError **error)
{
  return mg_scope_find (data, arguments[0].steps, arguments[0].n_steps, get_crc_cb, result, error);
}

static gboolean
crc_at_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
           GError **error)
{
  const MgFieldScope *scope = data;
  const MgResult *start = &arguments[0].value, *length = &arguments[1].value;

  if (start->is_real || length->is_real || start->integer < 0 || length->integer < 0
      || start->integer > (__int128) MG_OFFSET_MAX || length->integer > (__int128) MG_OFFSET_MAX)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("crc_at needs an offset and a length"));
      return FALSE;
    }
  return compute_crc (scope->locator, (guint64) start->integer, (guint64) length->integer, result, error);
}

static const MgFunction own_functions[] = {
  { "changed", 1, 1, 0, changed_cb }, { "rises", 1, 2, 0, rises_cb }, { "falls", 1, 2, 0, falls_cb },
  { "stalled", 1, 1, 0, stalled_cb }, { "crc", 1, 1, 1, crc_cb },     { "crc_at", 2, 2, 0, crc_at_cb },
};

/* Those of annotations and its own; never freed, as expressions refer to it. */
static const MgFunction *
get_functions (guint *n_functions)
{
  static MgFunction *functions;

  *n_functions = mg_field_n_functions + G_N_ELEMENTS (own_functions);
  if (g_once_init_enter (&functions))
    {
      MgFunction *all = g_new (MgFunction, *n_functions);

      memcpy (all, mg_field_functions, mg_field_n_functions * sizeof *all);
      memcpy (all + mg_field_n_functions, own_functions, sizeof own_functions);
      g_once_init_leave (&functions, all);
    }
  return functions;
}

/* --- Conditions --- */

/* A name that nothing has is an error at once; what lies deeper may depend on the bytes. */
typedef struct
{
  MgStructure *structure;
  gsize column;
  GError *error;
} Names;

static gboolean
check_name_cb (const char *const *names, guint n_names, gsize column, gpointer data)
{
  Names *check = data;
  const MgNode *root = check->structure->root.node;
  __int128 value;

  if (n_names == 0 || g_str_equal (names[0], "$size") || g_str_equal (names[0], "$this")
      || (root->shape == MG_SHAPE_RECORD && g_hash_table_contains (root->record->names, names[0]))
      || mg_c_unit_find_constant (check->structure->unit, names[0], &value))
    return TRUE;
  check->column = column;
  mg_set_error (&check->error, MG_ERROR_INVALID, NULL, _ ("there is no field and no constant “%s”"),
                names[0]);
  return FALSE;
}

static gboolean
is_momentary (const MgExpression *expression)
{
  for (guint i = 0; i < expression->program->len; i++)
    {
      const MgInstruction *instruction = &g_array_index (expression->program, MgInstruction, i);

      if (instruction->op == MG_OP_CALL
          && (instruction->function->call == changed_cb || instruction->function->call == rises_cb
              || instruction->function->call == falls_cb))
        return TRUE;
    }
  return FALSE;
}

MgTrigger *
mg_trigger_new (MgStructure *structure, const char *condition, gsize *column, GError **error)
{
  guint n_functions;
  const MgFunction *functions = get_functions (&n_functions);
  const MgExpressionContext context = { functions, n_functions, mg_structure_measure,
                                        mg_structure_get_unit (structure), TRUE };
  MgExpression *expression = mg_expression_parse (condition, strlen (condition), &context, column, error);
  Names names = { structure, 0, NULL };
  MgTrigger *trigger;

  if (expression == NULL)
    return NULL;
  mg_expression_foreach_path (expression, check_name_cb, &names);
  if (names.error != NULL)
    {
      if (column != NULL)
        *column = names.column;
      g_propagate_error (error, names.error);
      mg_expression_free (expression);
      return NULL;
    }
  trigger = g_new0 (MgTrigger, 1);
  trigger->structure = mg_structure_ref (structure);
  trigger->expression = expression;
  trigger->momentary = is_momentary (expression);
  trigger->calls = g_array_new (FALSE, TRUE, sizeof (Memory));
  return trigger;
}

void
mg_trigger_free (MgTrigger *trigger)
{
  if (trigger == NULL)
    return;
  mg_structure_unref (trigger->structure);
  mg_expression_free (trigger->expression);
  g_array_unref (trigger->calls);
  g_free (trigger);
}

static gboolean
evaluate (MgTrigger *trigger, const MgFieldBytes *bytes, gint64 time_us, gboolean dry, gboolean *truth,
          GError **error)
{
  g_auto (MgLocator) locator = { 0 };
  MgSpot root;
  Evaluation evaluation = { { .locator = &locator, .spot = &root }, trigger, time_us, dry };
  MgResult result;

  mg_locator_init (&locator, trigger->structure, bytes);
  mg_locator_find_root (&locator, &root);
  if (!mg_expression_evaluate (trigger->expression, mg_scope_look_up, &evaluation, &result, error))
    return FALSE;
  *truth = mg_result_is_true (&result);
  return TRUE;
}

void
mg_trigger_touch (MgTrigger *trigger, const MgFieldBytes *bytes)
{
  gboolean truth;

  evaluate (trigger, bytes, 0, TRUE, &truth, NULL);
}

MgTriggerResult
mg_trigger_look (MgTrigger *trigger, const MgFieldBytes *bytes, const MgTriggerLook *look, GError **error)
{
  gboolean first = trigger->frame++ == 0, truth, was_true;

  if (first || look->generation != trigger->generation)
    {
      trigger->generation = look->generation;
      trigger->write_us = look->time_us;
      trigger->was_true = FALSE;
      g_array_set_size (trigger->calls, 0);
    }
  if (look->changed)
    trigger->write_us = look->time_us;
  was_true = trigger->was_true && !trigger->momentary;
  if (!evaluate (trigger, bytes, look->time_us, FALSE, &truth, error))
    {
      trigger->was_true = FALSE;
      return MG_TRIGGER_FAILED;
    }
  trigger->was_true = truth;
  if (!truth || was_true)
    return truth ? MG_TRIGGER_TRUE : MG_TRIGGER_FALSE;
  if (trigger->has_fired && look->time_us - trigger->fired_us < MG_TRIGGER_MIN_US)
    return MG_TRIGGER_SUPPRESSED;
  trigger->has_fired = TRUE;
  trigger->fired_us = look->time_us;
  return MG_TRIGGER_FIRED;
}

/* --- Several --- */

typedef struct
{
  MgTriggerRule *rule;
  MgTrigger *trigger;
  GPtrArray *fields;   /* of MgField: in the condition */
  guint64 n_fired, n_suppressed;
  char *problem;
} Entry;

struct _MgTriggers
{
  GPtrArray *entries;
  MgFieldInterest interest; /* of what the conditions look at; its sampler only while it looks */
  gint64 looked_us;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  mg_trigger_rule_free (entry->rule);
  mg_trigger_free (entry->trigger);
  g_ptr_array_unref (entry->fields);
  g_free (entry->problem);
  g_free (entry);
}

MgTriggers *
mg_triggers_new (void)
{
  MgTriggers *self = g_new0 (MgTriggers, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->interest.wanted = mg_range_set_new ();
  self->interest.set = mg_sampler_set_more_interests;
  return self;
}

void
mg_triggers_free (MgTriggers *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  mg_range_set_free (self->interest.wanted);
  g_free (self);
}

/* Fields by their text in the condition: those with computed indices are left out. */
static void
collect_fields (const MgTrigger *trigger, GPtrArray *fields)
{
  const MgExpression *expression = trigger->expression;

  for (guint i = 0; i < expression->program->len && fields->len < MAX_PATHS; i++)
    {
      const MgInstruction *instruction = &g_array_index (expression->program, MgInstruction, i);
      guint first = instruction->first, n = instruction->n;
      g_autoptr (GString) path = g_string_new (NULL);
      g_autoptr (MgField) field = NULL;

      if (instruction->op == MG_OP_CALL && n > 0)
        {
          const MgParameter *parameter = &g_array_index (expression->parameters, MgParameter, first);

          n = parameter->is_path ? parameter->n : 0;
          first = parameter->first;
        }
      else if (instruction->op != MG_OP_PATH)
        continue;
      for (guint j = 0; j < n; j++)
        {
          const MgExpressionStep *step = &g_array_index (expression->steps, MgExpressionStep, first + j);

          if (step->computed)
            n = 0;
          else if (step->step.name != NULL)
            g_string_append_printf (path, "%s%s", j > 0 ? "." : "", step->step.name);
          else
            g_string_append_printf (path, "[%" G_GUINT64_FORMAT "]", step->step.index);
        }
      if (n == 0 || (field = mg_structure_find (trigger->structure, path->str, NULL)) == NULL)
        continue;
      for (guint j = 0; j < fields->len && field != NULL; j++)
        if (mg_field_equal (fields->pdata[j], field))
          g_clear_pointer (&field, mg_field_unref);
      if (field != NULL)
        g_ptr_array_add (fields, g_steal_pointer (&field));
    }
}

gboolean
mg_triggers_add (MgTriggers *self, MgStructure *structure, const MgTriggerRule *rule, gsize *column,
                 GError **error)
{
  MgTrigger *trigger = mg_trigger_new (structure, rule->condition, column, error);
  Entry *entry;

  if (trigger == NULL)
    return FALSE;
  entry = g_new0 (Entry, 1);
  entry->rule = mg_trigger_rule_copy (rule);
  entry->trigger = trigger;
  entry->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_field_unref);
  collect_fields (trigger, entry->fields);
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

guint
mg_triggers_get_n (MgTriggers *self)
{
  return self->entries->len;
}

const char *
mg_triggers_get_problem (MgTriggers *self, guint index)
{
  const Entry *entry = self->entries->pdata[index];

  return entry->problem;
}

static gboolean
is_over (const Entry *entry)
{
  return entry->rule->disabled || (entry->rule->stop_after > 0 && entry->n_fired >= entry->rule->stop_after);
}

/* A field's value for other programs: a number as such, without its unit. */
static char *
dup_plain_text (MgField *field, const MgFieldBytes *bytes)
{
  const MgFormat *format = mg_field_get_format (field);
  g_auto (MgValue) value = { 0 };
  g_autofree char *json = NULL;
  gsize length;

  if (format->kind == MG_FORMAT_NONE || mg_field_is_array (field))
    return mg_field_dup_text (field, bytes, NULL);
  if (!mg_field_decode (field, bytes, &value, NULL))
    return g_strdup ("");
  if (value.text != NULL)
    return g_strdup (value.text);
  json = mg_value_to_json (format, &value);
  length = strlen (json);
  return length >= 2 && json[0] == '"' ? g_strndup (json + 1, length - 2) : g_steal_pointer (&json);
}

static MgFiring *
make_firing (MgTriggers *self, guint index, const MgFieldBytes *bytes)
{
  const Entry *entry = self->entries->pdata[index];
  const MgSnapshot *snapshot = mg_sampler_get_snapshot (self->interest.sampler);
  MgFiring *firing = g_new0 (MgFiring, 1);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new (), texts = g_strv_builder_new ();

  g_atomic_ref_count_init (&firing->n_references);
  firing->index = index;
  firing->rule = mg_trigger_rule_copy (entry->rule);
  firing->n = entry->n_fired;
  firing->n_suppressed = entry->n_suppressed;
  firing->time_us = self->looked_us;
  firing->real_time_us = snapshot->real_time_us + (self->looked_us - snapshot->time_us);
  firing->last = is_over (entry);
  for (guint i = 0; i < entry->fields->len; i++)
    {
      g_autofree char *path = mg_field_dup_path (entry->fields->pdata[i]);
      g_autofree char *text = dup_plain_text (entry->fields->pdata[i], bytes);

      g_strv_builder_add (paths, path);
      g_strv_builder_add (texts, text);
    }
  firing->paths = g_strv_builder_end (paths);
  firing->texts = g_strv_builder_end (texts);
  return firing;
}

static void
touch_cb (const MgFieldBytes *bytes, gpointer data)
{
  MgTriggers *self = data;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      if (!is_over (entry))
        mg_trigger_touch (entry->trigger, bytes);
    }
}

void
mg_triggers_look (MgTriggers *self, MgSampler *sampler, MgFiringFunc func, gpointer data)
{
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
  MgFieldBytes bytes;
  MgLook seen;
  MgTriggerLook look;

  if (!mg_sampler_get_look (sampler, &seen) || seen.time_us == self->looked_us)
    return;
  self->looked_us = seen.time_us;
  self->interest.sampler = sampler;
  mg_field_interest_fetch (&self->interest, touch_cb, self);
  look = (MgTriggerLook) { seen.time_us, seen.changed, seen.generation };
  bytes = mg_field_interest_begin (&self->interest);
  bytes.memo = memo;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_autoptr (GError) error = NULL;
      MgTriggerResult result;

      if (is_over (entry))
        continue;
      result = mg_trigger_look (entry->trigger, &bytes, &look, &error);
      g_free (entry->problem);
      entry->problem = error != NULL ? g_strdup (error->message) : NULL;
      entry->n_suppressed += result == MG_TRIGGER_SUPPRESSED;
      if (result == MG_TRIGGER_FIRED)
        {
          g_autoptr (MgFiring) firing = NULL;

          entry->n_fired++;
          firing = make_firing (self, i, &bytes);
          func (firing, data);
        }
    }
  self->interest.sampler = NULL;
}
