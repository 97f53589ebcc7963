/* Makes the clock of a program stand in the year 2106, as a library to be loaded before all others. */
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *now)
{
    (void)clock;
    now->tv_sec = 4294944000; /* 2106-02-06T22:40:00Z, the day after in Tokyo */
    now->tv_nsec = 0;
    return 0;
}
