#include "config.h"

#include "core/object.h"

MgHolder *
mg_holder_new (guint32 pid, const char *process)
{
  MgHolder *holder = g_new0 (MgHolder, 1);

  holder->pid = pid;
  holder->process = g_strdup (process);
  return holder;
}

void
mg_holder_free (MgHolder *holder)
{
  if (holder == NULL)
    return;
  g_free (holder->process);
  g_clear_pointer (&holder->mappings, g_array_unref);
  g_free (holder);
}

MgObjectInfo *
mg_object_info_new (MgName *name)
{
  MgObjectInfo *info = g_new0 (MgObjectInfo, 1);

  g_atomic_ref_count_init (&info->ref_count);
  info->name = mg_name_ref (name);
  info->size = MG_UNKNOWN;
  info->allocated = MG_UNKNOWN;
  info->mode = MG_MODE_UNKNOWN;
  return info;
}

MgObjectInfo *
mg_object_info_ref (MgObjectInfo *info)
{
  g_atomic_ref_count_inc (&info->ref_count);
  return info;
}

void
mg_object_info_unref (MgObjectInfo *info)
{
  if (info == NULL || !g_atomic_ref_count_dec (&info->ref_count))
    return;
  mg_name_unref (info->name);
  g_free (info->owner);
  g_clear_pointer (&info->holders, g_ptr_array_unref);
  g_free (info);
}

MgObjectInfo *
mg_object_info_copy (const MgObjectInfo *info)
{
  MgObjectInfo *copy = mg_object_info_new (info->name);

  copy->identity = info->identity;
  copy->size = info->size;
  copy->size_rounded = info->size_rounded;
  copy->allocated = info->allocated;
  copy->owner = g_strdup (info->owner);
  copy->mode = info->mode;
  copy->attributes = info->attributes;
  copy->deleted = info->deleted;
  return copy;
}

gboolean
mg_object_info_has_mappings (const MgObjectInfo *info)
{
  for (guint i = 0; info->holders != NULL && i < info->holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, i);

      if (holder->mappings != NULL && holder->mappings->len > 0)
        return TRUE;
    }
  return FALSE;
}

MgAddressPlace
mg_object_info_resolve_address (const MgObjectInfo *info, guint64 address, guint64 *offset)
{
  for (guint i = 0; info->holders != NULL && i < info->holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, i);

      for (guint k = 0; holder->mappings != NULL && k < holder->mappings->len; k++)
        {
          const MgMapping *mapping = &g_array_index (holder->mappings, MgMapping, k);

          if (address < mapping->address || address - mapping->address >= mapping->length)
            continue;
          *offset = mapping->offset + (address - mapping->address);
          return MG_ADDRESS_INSIDE;
        }
    }
  return mg_object_info_has_mappings (info) ? MG_ADDRESS_OUTSIDE : MG_ADDRESS_UNKNOWN;
}

char *
mg_object_mode_to_string (guint32 mode)
{
  /* set-user-id, set-group-id and sticky show in the three x, as ls has it */
  static const struct { guint32 bit; int place; char with_x, without_x; } special[] = {
    { 04000, 2, 's', 'S' }, { 02000, 5, 's', 'S' }, { 01000, 8, 't', 'T' },
  };
  char text[] = "rwxrwxrwx";

  if (mode == MG_MODE_UNKNOWN)
    return NULL;
  for (int i = 0; i < 9; i++)
    if ((mode & (0400u >> i)) == 0)
      text[i] = '-';
  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    if (mode & special[i].bit)
      text[special[i].place] =
          text[special[i].place] == 'x' ? special[i].with_x : special[i].without_x;
  return g_strdup (text);
}

char *
mg_section_attributes_to_string (guint32 attributes)
{
  /* An image has both of its bits, or in winnt.h's SEC_IMAGE the upper one alone: it comes first,
   * and a name takes its bits away. */
  static const struct { guint32 test, bits; const char *name; } names[] = {
    { 0x01000000u, MG_SECTION_IMAGE, "image" },
    { MG_SECTION_FILE, MG_SECTION_FILE, "file" },
    { MG_SECTION_RESERVE, MG_SECTION_RESERVE, "reserve" },
    { MG_SECTION_COMMIT, MG_SECTION_COMMIT, "commit" },
    { MG_SECTION_NOCACHE, MG_SECTION_NOCACHE, "nocache" },
    { MG_SECTION_WRITECOMBINE, MG_SECTION_WRITECOMBINE, "writecombine" },
    { MG_SECTION_LARGE_PAGES, MG_SECTION_LARGE_PAGES, "large-pages" },
  };
  GString *text;

  if (attributes == 0)
    return NULL;
  text = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (attributes & names[i].test)
      {
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", names[i].name);
        attributes &= ~names[i].bits;
      }
  if (attributes != 0)
    g_string_append_printf (text, "%s0x%08x", text->len > 0 ? "," : "", attributes);
  return g_string_free (text, FALSE);
}

char *
mg_access_to_string (MgAccess access)
{
  static const struct { MgAccess bit; char letter; } letters[] = {
    { MG_ACCESS_READ, 'r' }, { MG_ACCESS_WRITE, 'w' }, { MG_ACCESS_EXECUTE, 'x' },
    { MG_ACCESS_UNKNOWN, '?' },
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (access & letters[i].bit)
      g_string_append_c (text, letters[i].letter);
  if (text->len == 0)
    g_string_append_c (text, '-');
  return g_string_free (text, FALSE);
}
