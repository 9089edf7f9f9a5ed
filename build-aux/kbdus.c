/* kbdus.c - a US keyboard layout DLL, for tests under Wine.
 *
 * GTK 3 reads the keyboard's tables from the layout DLL that the registry names
 * (HKLM\System\CurrentControlSet\Control\Keyboard Layouts\00000409, "Layout File").  Wine 8 has neither
 * the key nor the DLL, and no key would give a character there.  Not needed on Windows, never shipped.
 *
 * The structures are kbd.h's of the Windows Driver Kit, under names of our own. */
#include <windows.h>

typedef struct
{
  BYTE key, bits;
} ModifierKey;

typedef struct
{
  ModifierKey *keys;
  WORD max_bits;
  BYTE column[4]; /* of the characters below, by modifier bits */
} Modifiers;

typedef struct
{
  BYTE key, attributes;
  WCHAR characters[2]; /* plain, with Shift */
} KeyCharacters;

typedef struct
{
  KeyCharacters *keys;
  BYTE n_columns, element_size;
} CharacterTable;

typedef struct
{
  Modifiers *modifiers;
  CharacterTable *characters;
  void *dead_keys, *key_names, *extended_key_names, *dead_key_names;
  USHORT *scan_codes;
  BYTE n_scan_codes;
  void *scan_codes_e0, *scan_codes_e1;
  DWORD locale_flags;
  BYTE n_ligatures, ligature_size;
  void *ligatures;
} KeyboardTables;

#define CAPS_LOCK_SHIFTS 1
#define LETTER(c) { c, CAPS_LOCK_SHIFTS, { c + 32, c } }

static ModifierKey modifier_keys[] = {
  { VK_SHIFT, 1 }, { VK_CONTROL, 2 }, { VK_MENU, 4 }, { 0, 0 },
};

static Modifiers modifiers = { modifier_keys, 1, { 0, 1 } };

static KeyCharacters keys[] = {
  LETTER ('A'), LETTER ('B'), LETTER ('C'), LETTER ('D'), LETTER ('E'), LETTER ('F'), LETTER ('G'),
  LETTER ('H'), LETTER ('I'), LETTER ('J'), LETTER ('K'), LETTER ('L'), LETTER ('M'), LETTER ('N'),
  LETTER ('O'), LETTER ('P'), LETTER ('Q'), LETTER ('R'), LETTER ('S'), LETTER ('T'), LETTER ('U'),
  LETTER ('V'), LETTER ('W'), LETTER ('X'), LETTER ('Y'), LETTER ('Z'),
  { '1', 0, L"1!" }, { '2', 0, L"2@" }, { '3', 0, L"3#" }, { '4', 0, L"4$" }, { '5', 0, L"5%" },
  { '6', 0, L"6^" }, { '7', 0, L"7&" }, { '8', 0, L"8*" }, { '9', 0, L"9(" }, { '0', 0, L"0)" },
  { VK_OEM_MINUS, 0, L"-_" }, { VK_OEM_PLUS, 0, L"=+" }, { VK_OEM_4, 0, L"[{" },
  { VK_OEM_6, 0, L"]}" }, { VK_OEM_5, 0, L"\\|" }, { VK_OEM_1, 0, L";:" }, { VK_OEM_7, 0, L"'\"" },
  { VK_OEM_3, 0, L"`~" }, { VK_OEM_COMMA, 0, L",<" }, { VK_OEM_PERIOD, 0, L".>" },
  { VK_OEM_2, 0, L"/?" }, { VK_OEM_102, 0, L"\\|" }, { VK_SPACE, 0, L"  " }, { VK_TAB, 0, L"\t\t" },
  { VK_RETURN, 0, L"\r\r" }, { VK_BACK, 0, L"\b\b" }, { VK_ESCAPE, 0, L"\x1b\x1b" },
  { VK_ADD, 0, L"++" }, { VK_SUBTRACT, 0, L"--" }, { VK_MULTIPLY, 0, L"**" }, { VK_DIVIDE, 0, L"//" },
  { VK_DECIMAL, 0, L".." }, { 0, 0, { 0, 0 } },
};

static CharacterTable characters[] = { { keys, 2, sizeof keys[0] }, { NULL, 0, 0 } };
static KeyboardTables tables = { .modifiers = &modifiers, .characters = characters };

__declspec (dllexport) KeyboardTables *KbdLayerDescriptor (void);

KeyboardTables *
KbdLayerDescriptor (void)
{
  return &tables;
}
