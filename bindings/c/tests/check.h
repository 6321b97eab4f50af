/* A check that says where it failed, and goes on. */
#ifndef SMTPCODES_TESTS_CHECK_H
#define SMTPCODES_TESTS_CHECK_H

#include <stdio.h>
#include <string.h>

static int failures;

#define CHECK(condition) \
    ((condition) ? (void)0 \
                 : (void)(failures++, fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition)))

#define CHECK_TEXT(actual, wanted) check_text(__FILE__, __LINE__, actual, wanted)

static inline void check_text(const char *file, int line, const char *actual, const char *wanted)
{
    if (actual && strcmp(actual, wanted) == 0)
        return;
    failures++;
    fprintf(stderr, "%s:%d: %s, not %s\n", file, line, actual ? actual : "NULL", wanted);
}

#endif
