// Preloaded into the server and its database by the crash tests: a disk that takes its time, and a clock that jumps.
// Both are set from outside, through a small file that is mapped into memory: { double clockOffsetSeconds; int fsyncDelayMs; }
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct control { double offset; int delay; };
static volatile struct control *control;

__attribute__((constructor)) static void map_control(void) {
  const char *path = getenv("MIZAN_TEST_FAULTS");
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return;
  void *at = mmap(0, sizeof(struct control), PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (at != MAP_FAILED) control = at;
}

static void wait_for_disk(void) {
  if (control && control->delay > 0) usleep((useconds_t)control->delay * 1000);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

int fsync(int fd) { REAL(fsync); wait_for_disk(); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); wait_for_disk(); return real(fd); }

static void shift(struct timespec *t) {
  double offset = control ? control->offset : 0;
  t->tv_sec += (time_t)offset;
}

int clock_gettime(clockid_t clock, struct timespec *t) {
  REAL(clock_gettime);
  int result = real(clock, t);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) shift(t);
  return result;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  t->tv_sec = now.tv_sec;
  t->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}
