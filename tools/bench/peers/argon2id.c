/* The floor of a password hash: argon2id in C, built for this machine from the sources that the package argon2 carries.
   Reads how many hashes to make and says so when they are made; memory in KiB and passes are its arguments. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "argon2.h"

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const uint32_t memory = (uint32_t)atoi(argv[1]), passes = (uint32_t)atoi(argv[2]);
  const char *password = argv[3];
  unsigned long count;
  uint8_t tag[32], salt[16] = {1};
  while (scanf("%lu", &count) == 1) {
    for (unsigned long i = 0; i < count; i++) {
      if (argon2id_hash_raw(passes, memory, 1, password, strlen(password), salt, sizeof salt, tag, sizeof tag)) return 1;
    }
    puts("done");
    fflush(stdout);
  }
  return 0;
}
