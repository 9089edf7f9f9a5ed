/* Boost itself. */
#include <boost/interprocess/ipc/message_queue.hpp>
#include <cstdio>
#include <cstring>

using namespace boost::interprocess;

int
main (int argc, char **argv)
{
  const char *name = argc == 2 ? argv[1] : "";
  static const struct
  {
    const char *text;
    unsigned priority;
  } messages[] = { { "gone", 9 }, { "hello", 3 }, { "most urgent", 7 }, { "least", 1 }, { "again", 3 } };
  /* as receive() takes them from the end: by priority, of one priority the first one sent */
  static const int order[] = { 3, 4, 1, 2 };

  {
    message_queue queue (create_only, name, 6, 21);
    char buffer[21];
    message_queue::size_type size;
    unsigned priority;

    for (int i = 0; i < 5; i++)
      {
        queue.send (messages[i].text, strlen (messages[i].text), messages[i].priority);
        if (i == 0)
          queue.receive (buffer, sizeof buffer, size, priority);
      }
    printf ("integer state 2\ninteger max_num_msg 6\ninteger max_msg_size 21\ninteger cur_num_msg 4\n");
    printf ("integer blocked_senders 0\ninteger blocked_receivers 0\n");
    for (int i = 0; i < 4; i++)
      {
        const char *text = messages[order[i]].text;

        printf ("integer messages[%d].len %d\n", i, (int) strlen (text));
        printf ("integer messages[%d].priority %u\n", i, messages[order[i]].priority);
        printf ("bytes messages[%d].data ", i);
        for (const char *p = text; *p != '\0'; p++)
          printf ("%02x", (unsigned char) *p);
        printf ("\n");
      }
    printf ("ready\n");
    fflush (stdout);
    while (getchar () != EOF)
      ;
  }
  message_queue::remove (name);
  return 0;
}
