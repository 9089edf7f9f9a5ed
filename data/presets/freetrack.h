/* FreeTrack, and opentrack in its place: where the head is. */
#include <stddef.h>
#include <stdint.h>

/* @title(FreeTrack) @names(FT_SharedMem) @abi(win32) @mutex(FT_Mutext) */
struct freetrack
{
  uint32_t DataID;             /* counts the updates */
  int32_t CamWidth;            /* @unit(px) */
  int32_t CamHeight;           /* @unit(px) */
  float Yaw;                   /* @unit(rad) */
  float Pitch;                 /* @unit(rad) */
  float Roll;                  /* @unit(rad) */
  float X;                     /* @unit(mm) */
  float Y;                     /* @unit(mm) */
  float Z;                     /* @unit(mm) */
  float RawYaw;                /* @unit(rad) before curves and smoothing */
  float RawPitch;              /* @unit(rad) */
  float RawRoll;               /* @unit(rad) */
  float RawX;                  /* @unit(mm) */
  float RawY;                  /* @unit(mm) */
  float RawZ;                  /* @unit(mm) */
  float X1;                    /* the camera's points */
  float Y1;
  float X2;
  float Y2;
  float X3;
  float Y3;
  float X4;
  float Y4;
  int32_t GameID;
  unsigned char table[8];      /* the key of the game's protocol */
  int32_t GameID2;             /* the game that the key is for */
};

#define AT(member, offset) _Static_assert (offsetof (struct freetrack, member) == offset, #member)
AT (CamWidth, 4);
AT (CamHeight, 8);
AT (Yaw, 12);
AT (RawYaw, 36);
AT (X1, 60);
AT (GameID, 92);
AT (table, 96);
AT (GameID2, 104);
_Static_assert (sizeof (struct freetrack) == 108, "size");
