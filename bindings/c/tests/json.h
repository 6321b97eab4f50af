/* Writes JSON, so that answers can be compared with what the vectors expect. */
#ifndef SMTPCODES_TESTS_JSON_H
#define SMTPCODES_TESTS_JSON_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <smtpcodes.h>

/* A text that grows. */
struct json {
    char *text;
    size_t len;
    size_t room;
};

static void json_bytes(struct json *json, const char *bytes, size_t len)
{
    if (json->len + len + 1 > json->room) {
        json->room = 2 * (json->len + len + 1);
        json->text = (char *)realloc(json->text, json->room);
        if (!json->text) {
            fputs("out of memory\n", stderr);
            exit(1);
        }
    }
    memcpy(json->text + json->len, bytes, len);
    json->len += len;
    json->text[json->len] = '\0';
}

static void json_raw(struct json *json, const char *text)
{
    json_bytes(json, text, strlen(text));
}

static void json_number(struct json *json, long long number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", number);
    json_raw(json, digits);
}

/* A string of JSON from UTF-8: what must be escaped is, and nothing else. */
static void json_text(struct json *json, const char *text, size_t len)
{
    static const char escaped[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    json_raw(json, "\"");
    for (size_t i = 0; i < len; i++) {
        const char *found = (const char *)memchr(escaped, text[i], sizeof escaped - 1);
        char escape[8];
        if (found) {
            snprintf(escape, sizeof escape, "\\%c", letters[found - escaped]);
            json_raw(json, escape);
        } else if ((unsigned char)text[i] < ' ') {
            snprintf(escape, sizeof escape, "\\u%04x", (unsigned)text[i]);
            json_raw(json, escape);
        } else {
            json_bytes(json, text + i, 1);
        }
    }
    json_raw(json, "\"");
}

/* A string, or null for NULL. */
static void json_string(struct json *json, const char *text)
{
    if (text)
        json_text(json, text, strlen(text));
    else
        json_raw(json, "null");
}

/* A reply code, or null for 0. */
static void json_reply_code(struct json *json, unsigned code)
{
    if (code)
        json_number(json, code);
    else
        json_raw(json, "null");
}

/* An enhanced code as a string, or null. */
static void json_enhanced_code(struct json *json, smtpcodes_enhanced_code code)
{
    char text[24];
    snprintf(text, sizeof text, "%u.%u.%u", code.class_digit, code.subject, code.detail);
    json_string(json, code.class_digit ? text : NULL);
}

#endif
