/* boost::interprocess::message_queue: messages by priority, in buffers that are all there from the start.
 *
 * index is an array of pointers, each relative to itself, to the buffers; those of the messages that wait begin at
 * first and go round, the most urgent one last.  (As Boost 1.74 lays it out for 64 bits, with the C library's mutexes.) */
#include <stddef.h>
#include <stdint.h>

enum boost_state { UninitializedSegment, InitializingSegment, InitializedSegment, CorruptedSegment };

struct boost_message
{
  uint64_t len;
  uint32_t priority;
  unsigned char reserved_12[4]; /* @hidden */
  unsigned char data[0];       /* @count(len) */
};

/* @title(Boost message queue) @abi(linux64, arm64)
   @signature(state == InitializedSegment && index == 192 && max_num_msg > 0 && max_num_msg < $size / 24 &&
              cur_num_msg <= max_num_msg && cur_first_msg <= max_num_msg &&
              208 + max_num_msg * (24 + align (max_msg_size, 8)) <= $size) */
struct boost_message_queue
{
  uint32_t state;              /* @enum(boost_state) */
  unsigned char reserved_4[12]; /* @hidden */
  int64_t index;               /* relative to itself */
  uint64_t max_num_msg;
  uint64_t max_msg_size;
  uint64_t cur_num_msg;
  unsigned char mutex[40];     /* @hidden pthread_mutex_t */
  unsigned char cond_recv[48]; /* @hidden pthread_cond_t */
  unsigned char cond_send[48]; /* @hidden pthread_cond_t */
  uint64_t cur_first_msg;
  uint64_t blocked_senders;
  uint64_t blocked_receivers;
  int64_t slots[0];            /* @at(16 + index) @count(max_num_msg) @hidden */

  /* @count(cur_num_msg) @element(16 + index + (cur_first_msg + $index) % max_num_msg * 8 +
                                  slots[(cur_first_msg + $index) % max_num_msg]) */
  struct boost_message messages[0];
};

#define AT(member, offset) _Static_assert (offsetof (struct boost_message_queue, member) == offset, #member)
AT (index, 16);
AT (max_num_msg, 24);
AT (cur_num_msg, 40);
AT (cur_first_msg, 184);
_Static_assert (sizeof (struct boost_message_queue) == 208, "size");
_Static_assert (sizeof (struct boost_message) == 16, "size");
