/* Runs the cases of vectors.h: their bytes, their calls, and the answers key by key. */
#ifndef SMTPCODES_TESTS_CASES_H
#define SMTPCODES_TESTS_CASES_H

#include "json.h"
#include "vectors.h"

/* The bytes of a case; free them. */
static char *case_bytes(const struct vector *vector, size_t *len)
{
    *len = vector->before_len + vector->text_len * vector->times + vector->after_len;
    /* No byte more than needed, so that the sanitizer sees a read behind the end. */
    char *bytes = (char *)malloc(*len ? *len : 1);
    if (!bytes) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    char *end = bytes;
    memcpy(end, vector->before, vector->before_len);
    end += vector->before_len;
    for (size_t i = 0; i < vector->times; i++, end += vector->text_len)
        memcpy(end, vector->text, vector->text_len);
    memcpy(end, vector->after, vector->after_len);
    return bytes;
}

/* Classifies a case in its context; gives the status. */
static int case_classify(const struct vector *vector, const char *bytes, size_t len,
                         smtpcodes_classification *out)
{
    smtpcodes_context context;
    memset(&context, 0, sizeof context);
    context.remote_host = vector->host;
    context.command = smtpcodes_command_from_name(vector->command);
    if (vector->status)
        smtpcodes_enhanced_code_parse(vector->status, strlen(vector->status), &context.status);
    return smtpcodes_classify(bytes, len, &context, out);
}

/* The keys of the contract, in its order. */
static const char *const contract_keys[] = {
    "code",   "enhanced", "permanence", "reason", "bounce", "fault",    "retry",    "retry_after",
    "action", "basis",    "rule",       "span",   "provider", "blocklist",
};

enum { CONTRACT_KEYS = sizeof contract_keys / sizeof contract_keys[0] };

/* Writes the value of a key of the contract; 0 when there is no such key. */
static int contract_value(struct json *json, const smtpcodes_classification *c, const char *key)
{
    if (strcmp(key, "code") == 0) {
        json_reply_code(json, c->reply_code);
    } else if (strcmp(key, "enhanced") == 0) {
        json_enhanced_code(json, c->enhanced_code);
    } else if (strcmp(key, "permanence") == 0) {
        json_string(json, smtpcodes_permanence_name(c->permanence));
    } else if (strcmp(key, "reason") == 0) {
        json_string(json, smtpcodes_reason_name(c->reason));
    } else if (strcmp(key, "bounce") == 0) {
        json_string(json, smtpcodes_bounce_name(c->bounce));
    } else if (strcmp(key, "fault") == 0) {
        json_string(json, smtpcodes_fault_name(c->fault));
    } else if (strcmp(key, "retry") == 0) {
        json_string(json, smtpcodes_retry_name(c->retry));
    } else if (strcmp(key, "retry_after") == 0) {
        if (c->retry_after < 0)
            json_raw(json, "null");
        else
            json_number(json, c->retry_after);
    } else if (strcmp(key, "action") == 0) {
        json_string(json, smtpcodes_action_name(c->action));
    } else if (strcmp(key, "basis") == 0) {
        json_string(json, smtpcodes_basis_name(c->basis));
    } else if (strcmp(key, "rule") == 0) {
        json_string(json, c->rule.id);
    } else if (strcmp(key, "span") == 0) {
        if (c->span_end == 0) {
            json_raw(json, "null");
        } else {
            json_raw(json, "[");
            json_number(json, (long long)c->span_start);
            json_raw(json, ",");
            json_number(json, (long long)c->span_end);
            json_raw(json, "]");
        }
    } else if (strcmp(key, "provider") == 0) {
        json_string(json, c->provider);
    } else if (strcmp(key, "blocklist") == 0) {
        json_string(json, c->blocklist);
    } else {
        return 0;
    }
    return 1;
}

#endif
