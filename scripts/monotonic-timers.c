// Loaded before libfaketime by scripts/test-days.sh. libfaketime shifts every absolute timerfd by the offset of the wall clock, also
// those of clocks that it was told to leave alone, so that sleeps of Swift's runtime never end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

// Since the start of a machine fewer seconds have passed than this, since 1970 more.
enum { thirty_years = 946080000 };

int timerfd_settime(int timer, int flags, const struct itimerspec *new, struct itimerspec *old) {
  if (new->it_value.tv_sec < thirty_years) return syscall(SYS_timerfd_settime, timer, flags, new, old);
  int (*shifted)(int, int, const struct itimerspec *, struct itimerspec *) = dlsym(RTLD_NEXT, "timerfd_settime");
  return shifted(timer, flags, new, old);
}
