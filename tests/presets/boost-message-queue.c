#include "publisher.h"

#include "boost-message-queue.h"

#include <string.h>

#define N_SLOTS 5
#define N_WAITING 3
#define FIRST 3 /* goes round: slots 3, 4, 0 */
#define MESSAGE 40
#define SLOTS sizeof (struct boost_message_queue)
#define MESSAGES (SLOTS + N_SLOTS * sizeof (int64_t))

const size_t object_size = MESSAGES + N_SLOTS * MESSAGE;

void
fill_object (void *object)
{
  static const int places[N_SLOTS] = { 2, 4, 1, 0, 3 }; /* of the messages that the slots lead to */
  struct boost_message_queue *queue = object;
  int64_t *slots = (int64_t *) ((char *) object + SLOTS);

  set_bytes (object, 1, object_size);
  SET_INTEGER (queue->state, InitializedSegment, "state");
  SET_INTEGER (queue->index, (int64_t) SLOTS - (int64_t) offsetof (struct boost_message_queue, index),
               "index");
  SET_INTEGER (queue->max_num_msg, N_SLOTS, "max_num_msg");
  SET_INTEGER (queue->max_msg_size, 24, "max_msg_size");
  SET_INTEGER (queue->cur_num_msg, N_WAITING, "cur_num_msg");
  SET_INTEGER (queue->cur_first_msg, FIRST, "cur_first_msg");
  SET_INTEGER (queue->blocked_senders, 7, "blocked_senders");
  SET_INTEGER (queue->blocked_receivers, 8, "blocked_receivers");
  for (int i = 0; i < N_SLOTS; i++)
    slots[i] = (char *) object + MESSAGES + places[i] * MESSAGE - (char *) &slots[i];
  for (int i = 0; i < N_WAITING; i++)
    {
      int slot = (FIRST + i) % N_SLOTS;
      struct boost_message *message = (struct boost_message *) ((char *) &slots[slot] + slots[slot]);

      SET_INTEGER (message->len, (unsigned) (10 + i), "messages[%d].len", i);
      SET_INTEGER (message->priority, (unsigned) (3 * i + 1), "messages[%d].priority", i);
      memset (message->data, 'a' + i, 10 + (size_t) i);
      tell_bytes (message->data, 10 + (size_t) i, "messages[%d].data", i);
    }
}
