/* What mapglass-demo writes into its object: "mapglass-demo --print-header" prints this file.  It is
 * a preset too: comments that begin with @ tell Mapglass what the members mean. */
#pragma once

#include <stdint.h>

// @label(text)
typedef struct
{
  uint64_t number;  /* of the message, from 0 */
  int64_t time_us;  // @time(unix_us) when it was written
  char text[48];    // @encoding(utf8) ends with a NUL
} DemoMessage;

/* Written whole, 60 times a second.  A reader copies it between two equal, even values of sequence. */
// @sequence(sequence)
typedef struct
{
  uint32_t sequence;  /* odd while the block is being written */
  uint32_t frame;     /* count of the times it was written */
  int64_t time_us;    // @time(unix_us)
  double position[3]; // @unit(m) a walk around a figure of eight
  float rotation[4];  /* a unit quaternion: x, y, z, w */
} DemoPose;

// @title(Mapglass's demonstration) @names(/mapglass-demo, /mapglass-demo-*, mapglass-demo, mapglass-demo-*)
// @signature(signature[0] == 'm' && signature[9] == 'd' && version == 1 && size == 8192)
typedef struct
{
  /* 0x0000: once, at the start */
  char signature[16];  /* "mapglass-demo" */
  uint32_t version;    /* of this layout: 1 */
  uint32_t size;       /* bytes, of the whole object */
  uint32_t process_id; // @format(pid) of the writer
  uint32_t n_messages; /* elements of messages */
  int64_t started_us;  // @time(unix_us)
  uint8_t reserved_1[24]; // @hidden

  /* 0x0040: counters, each at the rate of its name */
  uint64_t count_1_hz;
  uint64_t count_10_hz;
  uint64_t count_60_hz;
  uint64_t count_1000_hz;
  uint64_t late; /* deadlines that had gone by more than a period ago, and were left out */
  uint8_t reserved_2[24]; // @hidden

  /* 0x0080: waves, 60 Hz; a period is 2 s */
  double sine;
  double cosine;
  float triangle;  /* -1 to 1 */
  float sawtooth;  /* 0 to 1 */
  int32_t noise;
  int16_t scaled;  // @scale(1.0 / 32767) 32767 * sine
  uint8_t gray;    // @format(bin) a Gray code: one bit changes at a time
  uint8_t flags;   // @format(bin) one bit wanders
  uint8_t reserved_3[32]; // @hidden

  /* 0x00c0: text, 1 Hz: the time in UTC */
  char text[64];           // @encoding(utf8)
  uint16_t text_utf16[64]; // @encoding(utf16)

  /* 0x0180: a block under a sequence lock, 60 Hz */
  DemoPose pose;
  uint8_t reserved_4[72]; // @hidden

  /* 0x0200: history of the sine, 10 Hz: a ring, as the messages below */
  uint64_t samples_written; /* the next goes to samples[samples_written % 894] */
  float samples[894];

  /* 0x1000: a ring of messages, 10 Hz */
  uint64_t messages_written; /* the next goes to messages[messages_written % n_messages] */
  uint8_t reserved_5[56];    // @hidden
  DemoMessage messages[63];
} DemoLayout; /* 8192 bytes */
