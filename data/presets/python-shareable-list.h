/* Python's multiprocessing.shared_memory.ShareableList, as Python 3.11 lays it out: a list of numbers, texts and bytes.
 *
 * Behind the counts are the items, each at an offset from their first one, then a format of Python's struct for each
 * item, 8 bytes long, then a code for each that tells what becomes of it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shareable_code { VALUE, STR, BYTES, NONE };

enum shareable_item_kind { NOTHING, INTEGER, REAL, BOOLEAN, TEXT, OCTETS };

union shareable_item
{
  int64_t integer;             /* @case(INTEGER) */
  double real;                 /* @case(REAL) */
  bool boolean;                /* @case(BOOLEAN) @at($this + 7) */
  /* @case(TEXT) @count(offsets[$index + 1] - offsets[$index]) @encoding(utf8) */
  char text[1];
  /* @case(OCTETS) @count(offsets[$index + 1] - offsets[$index]) */
  unsigned char bytes[1];
};

/* @title(Python ShareableList) @names(/psm_*, wnsm_*) @abi(linux64, win64, arm64)
   @signature(count > 0 && count < $size / 17 && offsets[0] == 0 && offsets[1] > 0 && offsets[count] > 0 &&
              (count + 2) * 8 + offsets[count] + count * 9 <= $size &&
              (formats[0][0] == 'q' || formats[0][0] == 'd' || formats[0][0] == 'x' ||
               formats[0][0] >= '0' && formats[0][0] <= '9')) */
struct shareable_list
{
  int64_t count;
  int64_t offsets[1];          /* @count(count + 1) from the first item; the last one is their end */

  /* @count(count) @element((count + 2) * 8 + offsets[$index])
     @tag(codes[$index] == NONE ? NOTHING : codes[$index] == STR ? TEXT : codes[$index] == BYTES ? OCTETS :
          formats[$index][0] == 'q' ? INTEGER : formats[$index][0] == 'd' ? REAL : BOOLEAN) */
  union shareable_item items[1];
  char formats[1][8];          /* @at((count + 2) * 8 + offsets[count]) @count(count) */
  int8_t codes[1];             /* @at((count + 2) * 8 + offsets[count] + count * 8) @count(count)
                                  @enum(shareable_code) */
};

_Static_assert (offsetof (struct shareable_list, offsets) == 8, "offsets");
