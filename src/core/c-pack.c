#include "config.h"

#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Restores what was pushed last, or under that label; nothing where there is no such. */
static void
pop_pack (MgCParser *parser, const MgCSymbol *label)
{
  for (guint i = parser->packs->len; i-- > 0;)
    {
      MgCPack pack = g_array_index (parser->packs, MgCPack, i);

      if (label == NULL || pack.label == label)
        {
          parser->pack = pack.pack;
          g_array_set_size (parser->packs, i);
          return;
        }
    }
}

static gboolean
read_pack_number (MgCParser *parser, const MgCToken *token, guint32 *number)
{
  static const char *const numbers[] = { "0", "1", "2", "4", "8", "16" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (mg_c_token_is (token, numbers[i]))
      {
        *number = i == 0 ? 0 : 1u << (i - 1);
        return TRUE;
      }
  mg_c_parser_error (parser, token, "1, 2, 4, 8, 16", _ ("this is no packing"));
  return FALSE;
}

/* gcc and clang do not do the same here, so that no ABI tells what is meant: clang's is taken. */
static void
warn (MgCParser *parser, const MgCToken *token, const char *why)
{
  mg_c_report_token (parser->source, MG_C_WARNING, token, NULL, "%s", why);
}

static void
warn_of_differences (MgCParser *parser, const MgCToken *number, gboolean pops)
{
  if (parser->n_open > 0)
    warn (parser, number,
          _ ("gcc lets a #pragma pack in a structure count for all of it, clang for the next one"));
  else if (number->used != 0 && !parser->abi->is_windows)
    warn (parser, number, _ ("gcc for Linux ignores a #pragma pack with a macro in it, clang does not"));
  else if (pops && !parser->abi->is_msvc)
    warn (parser, number, _ ("gcc ignores a pop with a number, clang does not"));
}

/* ( ), ( N ), ( push [, LABEL] [, N] ), ( pop [, LABEL] [, N] ), ( show ) */
static void
obey_pack (MgCParser *parser, const MgCToken *token)
{
  enum { SET, PUSH, POP, SHOW } action = SET;
  const MgCSymbol *label = NULL;
  const MgCToken *first = token + 1;
  guint32 number = 0;
  gboolean has_number = FALSE;

  if (token->kind != '(')
    {
      mg_c_parser_error (parser, token, "(", _ ("#pragma pack goes wrong here"));
      return;
    }
  token++;
  if (token->kind == MG_C_NAME)
    {
      action = mg_c_token_is (token, "push") ? PUSH : mg_c_token_is (token, "pop") ? POP : SHOW;
      if (action == SHOW && !mg_c_token_is (token, "show"))
        {
          mg_c_parser_error (parser, token, "push, pop, show, 1, 2, 4, 8, 16, )", _ ("this is no packing"));
          return;
        }
      token++;
      if (token->kind == ',' && token[1].kind == MG_C_NAME)
        {
          label = token[1].symbol;
          token += 2;
        }
      if (token->kind == ',')
        {
          if (!read_pack_number (parser, token + 1, &number))
            return;
          has_number = TRUE;
          first = token + 1;
          token += 2;
        }
    }
  else if (token->kind != ')')
    {
      if (!read_pack_number (parser, token, &number))
        return;
      token++;
    }
  if (token->kind != ')')
    {
      mg_c_parser_error (parser, token, ")", _ ("#pragma pack goes wrong here"));
      return;
    }
  if (action != SHOW)
    warn_of_differences (parser, first, action == POP && has_number);
  if (action == PUSH)
    {
      MgCPack pack = { label, parser->pack };

      g_array_append_val (parser->packs, pack);
    }
  else if (action == POP)
    pop_pack (parser, label);
  if (action == SET || (has_number && action != SHOW))
    parser->pack = number > 0 ? number : parser->default_pack;
}

void
mg_c_obey_pragma (MgCParser *parser, const MgCToken *pragma)
{
  const MgCToken *words = pragma->pragma->tokens;

  if (mg_c_token_is (words, "pack"))
    obey_pack (parser, words + 1);
  else if (mg_c_token_is (words, "ms_struct"))
    parser->ms_struct = mg_c_token_is (words + 1, "on") ? 1 : -1;
  else if (mg_c_token_is (words, "scalar_storage_order"))
    {
      if (!mg_c_token_is (words + 1, "default") && !g_str_has_prefix (words[1].text, "little"))
        mg_c_parser_error (parser, words, NULL,
                           _ ("members stored in the other byte order are not supported"));
    }
  else
    mg_c_parser_error (parser, words, "pack", _ ("this #pragma changes layout and is not supported"));
}
