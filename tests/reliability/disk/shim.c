/* Writes down what a process does to the files below one folder, and lets some of it fail when told to.
 *
 * Preloaded into a process (LD_PRELOAD). DISK_UNDER names the folder, DISK_LOG the file that operations are appended to,
 * each as it was done, and DISK_FAULTS a file of 16 bytes: the first says what fails ('S' writes for want of space, 'F'
 * fsync with an I/O error), the last eight after how many operations the process kills itself, 0 for never.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WROTE = 1, TRUNCATED, SYNCED, OPENED, RENAMED, UNLINKED, MADE_FOLDER, SYNC_FAILED };

struct record {
  uint32_t kind, length;
  uint64_t inode;
  int64_t offset;
};

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *under;
static size_t under_length;
static int log_to = -1;
static volatile unsigned char *faults;
static int64_t done;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int real_open(const char *path, int flags, mode_t mode) {
  REAL(int, "open64", const char *, int, ...);
  return real(path, flags, mode);
}

static ssize_t real_write(int fd, const void *data, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  return real(fd, data, length);
}

/* The environment may say so only later: a fork is told by its own. */
static int active(void) {
  if (under) return 1;
  const char *said = getenv("DISK_UNDER"), *log = getenv("DISK_LOG"), *control = getenv("DISK_FAULTS");
  if (!said || !log) return 0;
  log_to = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_to < 0) abort();
  if (control) {
    int handle = real_open(control, O_RDONLY | O_CLOEXEC, 0);
    if (handle < 0) abort();
    void *seen = mmap(NULL, 16, PROT_READ, MAP_SHARED, handle, 0);
    if (seen == MAP_FAILED) abort();
    faults = seen;
  }
  under_length = strlen(said);
  under = strdup(said);
  return 1;
}

static int below(const char *path) {
  return strncmp(path, under, under_length) == 0 && (path[under_length] == '/' || path[under_length] == 0);
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return path[0] == '/';
}

/* Whether the file is one of ours; its path and inode. */
static int ours(int fd, char *path, uint64_t *inode, int *folder) {
  struct stat about;
  int before = errno;
  int found = active() && path_of(fd, path) && below(path) && fstat(fd, &about) == 0;
  errno = before;
  if (!found || !(S_ISREG(about.st_mode) || S_ISDIR(about.st_mode))) return 0;
  *inode = about.st_ino;
  if (folder) *folder = S_ISDIR(about.st_mode);
  return 1;
}

static void absolute(int at, const char *path, char *made) {
  char base[PATH_MAX];
  if (path[0] == '/') {
    snprintf(made, PATH_MAX, "%s", path);
    return;
  }
  if (at == AT_FDCWD ? !getcwd(base, sizeof base) : !path_of(at, base)) base[0] = 0;
  snprintf(made, PATH_MAX, "%.2000s/%.2000s", base, path);
}

static void note(uint32_t kind, uint64_t inode, int64_t offset, const void *data, size_t length) {
  int before = errno;
  struct record head = {kind, (uint32_t)length, inode, offset};
  char *whole = malloc(sizeof head + length);
  memcpy(whole, &head, sizeof head);
  memcpy(whole + sizeof head, data, length);
  real_write(log_to, whole, sizeof head + length);
  free(whole);
  done++;
  int64_t last = 0;
  if (faults) memcpy(&last, (const void *)(faults + 8), sizeof last);
  if (last && done >= last) raise(SIGKILL);
  errno = before;
}

static int refused(void) {
  if (!faults || faults[0] != 'S') return 0;
  errno = ENOSPC;
  return 1;
}

#define LOCKED pthread_mutex_lock(&one_at_a_time)
#define UNLOCKED pthread_mutex_unlock(&one_at_a_time)

ssize_t write(int fd, const void *data, size_t length) {
  char path[PATH_MAX];
  uint64_t inode;
  if (!ours(fd, path, &inode, NULL)) return real_write(fd, data, length);
  if (refused()) return -1;
  LOCKED;
  ssize_t wrote = real_write(fd, data, length);
  if (wrote > 0) note(WROTE, inode, lseek(fd, 0, SEEK_CUR) - wrote, data, wrote);
  UNLOCKED;
  return wrote;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  uint64_t inode;
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  if (!ours(fd, path, &inode, NULL)) return real(fd, parts, count);
  ssize_t total = 0;
  for (int one = 0; one < count; one++) {
    ssize_t wrote = write(fd, parts[one].iov_base, parts[one].iov_len);
    if (wrote < 0) return total ? total : -1;
    total += wrote;
  }
  return total;
}

static ssize_t write_at(int fd, const void *data, size_t length, off64_t offset) {
  char path[PATH_MAX];
  uint64_t inode;
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  if (!ours(fd, path, &inode, NULL)) return real(fd, data, length, offset);
  if (refused()) return -1;
  LOCKED;
  ssize_t wrote = real(fd, data, length, offset);
  if (wrote > 0) note(WROTE, inode, offset, data, wrote);
  UNLOCKED;
  return wrote;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return write_at(fd, data, length, offset); }

/* Copies inside the kernel would pass us by: callers then read and write. */
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
  char path[PATH_MAX];
  uint64_t inode;
  REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
  if (!ours(to, path, &inode, NULL)) return real(to, from, offset, count);
  errno = EINVAL;
  return -1;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) { return sendfile64(to, from, offset, count); }

ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *end, size_t count, unsigned flags) {
  char path[PATH_MAX];
  uint64_t inode;
  REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
  if (!ours(to, path, &inode, NULL)) return real(from, start, to, end, count, flags);
  errno = EXDEV;
  return -1;
}

static int cut_to(int fd, off64_t size) {
  char path[PATH_MAX];
  uint64_t inode;
  REAL(int, "ftruncate64", int, off64_t);
  if (!ours(fd, path, &inode, NULL)) return real(fd, size);
  LOCKED;
  int failed = real(fd, size);
  if (!failed) note(TRUNCATED, inode, size, path, strlen(path));
  UNLOCKED;
  return failed;
}

int ftruncate(int fd, off_t size) { return cut_to(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut_to(fd, size); }

static int sync_with(int (*real)(int), int fd) {
  char path[PATH_MAX];
  uint64_t inode;
  int folder;
  if (!ours(fd, path, &inode, &folder)) return real(fd);
  LOCKED;
  int failed = 0;
  if (faults && faults[0] == 'F') {
    failed = -1;
    errno = EIO;
  } else {
    failed = real(fd);
  }
  note(failed ? SYNC_FAILED : SYNCED, inode, folder, path, strlen(path));
  UNLOCKED;
  return failed;
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  return sync_with(real, fd);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return sync_with(real, fd);
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
  char found[PATH_MAX];
  uint64_t inode;
  REAL(int, "openat64", int, const char *, int, ...);
  int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
  if (!writes || !active()) return real(at, path, flags, mode);
  LOCKED;
  int fd = real(at, path, flags, mode);
  if (fd >= 0 && ours(fd, found, &inode, NULL)) {
    note(OPENED, inode, 0, found, strlen(found));
    if (flags & O_TRUNC) note(TRUNCATED, inode, 0, found, strlen(found));
  }
  UNLOCKED;
  return fd;
}

#define OPENING(name, parameters, at, path) \
  int name parameters { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list more; \
      va_start(more, flags); \
      mode = va_arg(more, mode_t); \
      va_end(more); \
    } \
    return open_at(at, path, flags, mode); \
  }

OPENING(open, (const char *path, int flags, ...), AT_FDCWD, path)
OPENING(open64, (const char *path, int flags, ...), AT_FDCWD, path)
OPENING(openat, (int at, const char *path, int flags, ...), at, path)
OPENING(openat64, (int at, const char *path, int flags, ...), at, path)

static int rename_noted(int from_at, const char *from, int to_at, const char *to) {
  char both[2 * PATH_MAX], made[PATH_MAX];
  REAL(int, "renameat", int, const char *, int, const char *);
  if (!active()) return real(from_at, from, to_at, to);
  absolute(from_at, from, both);
  absolute(to_at, to, made);
  size_t first = strlen(both) + 1;
  strcpy(both + first, made);
  LOCKED;
  int failed = real(from_at, from, to_at, to);
  if (!failed && (below(both) || below(made))) note(RENAMED, 0, 0, both, first + strlen(made));
  UNLOCKED;
  return failed;
}

int rename(const char *from, const char *to) { return rename_noted(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int from_at, const char *from, int to_at, const char *to) { return rename_noted(from_at, from, to_at, to); }

static int named(uint32_t kind, int at, const char *path, int failed) {
  char made[PATH_MAX];
  absolute(at, path, made);
  if (!failed && below(made)) note(kind, 0, 0, made, strlen(made));
  return failed;
}

#define NAMING(name, kind, parameters, types, arguments, at) \
  int name parameters { \
    REAL(int, #name, types); \
    if (!active()) return real arguments; \
    LOCKED; \
    int failed = named(kind, at, path, real arguments); \
    UNLOCKED; \
    return failed; \
  }
#define WITH(...) __VA_ARGS__

NAMING(unlink, UNLINKED, (const char *path), const char *, (path), AT_FDCWD)
NAMING(rmdir, UNLINKED, (const char *path), const char *, (path), AT_FDCWD)
NAMING(unlinkat, UNLINKED, (int at, const char *path, int flags), WITH(int, const char *, int), (at, path, flags), at)
NAMING(mkdir, MADE_FOLDER, (const char *path, mode_t mode), WITH(const char *, mode_t), (path, mode), AT_FDCWD)
NAMING(mkdirat, MADE_FOLDER, (int at, const char *path, mode_t mode), WITH(int, const char *, mode_t), (at, path, mode), at)
