/* Runs every vector, and compares the keys that it expects. */
#include "cases.h"

static void classify(struct json *json, const struct vector *vector, const char *bytes, size_t len,
                     const char *key)
{
    smtpcodes_classification c;
    if (case_classify(vector, bytes, len, &c) == SMTPCODES_OK)
        contract_value(json, &c, key);
}

static void reply_code(struct json *json, const char *bytes, size_t len, const char *key)
{
    uint16_t code;
    int valid = smtpcodes_reply_code_parse(bytes, len, &code) == SMTPCODES_OK;
    if (strcmp(key, "valid") == 0)
        json_raw(json, valid ? "true" : "false");
    else if (strcmp(key, "name") == 0)
        json_string(json, smtpcodes_reply_code_name(code));
    else if (strcmp(key, "standing") == 0)
        json_string(json, smtpcodes_standing_name(smtpcodes_reply_code_standing(code)));
    else if (strcmp(key, "permanence") == 0)
        json_string(json, smtpcodes_permanence_name(smtpcodes_reply_code_permanence(code)));
}

static void enhanced_code(struct json *json, const char *bytes, size_t len, const char *key)
{
    smtpcodes_enhanced_code code;
    int valid = smtpcodes_enhanced_code_parse(bytes, len, &code) == SMTPCODES_OK;
    if (strcmp(key, "valid") == 0)
        json_raw(json, valid ? "true" : "false");
    else if (strcmp(key, "class") == 0)
        json_number(json, code.class_digit);
    else if (strcmp(key, "subject") == 0)
        json_number(json, code.subject);
    else if (strcmp(key, "detail") == 0)
        json_number(json, code.detail);
    else if (strcmp(key, "name") == 0)
        json_string(json, smtpcodes_enhanced_code_name(code));
    else if (strcmp(key, "standing") == 0)
        json_string(json, smtpcodes_standing_name(smtpcodes_enhanced_code_standing(code)));
    else if (strcmp(key, "permanence") == 0)
        json_string(json, smtpcodes_permanence_name(smtpcodes_enhanced_code_permanence(code)));
}

static void find_codes(struct json *json, const char *bytes, size_t len, const char *key)
{
    smtpcodes_codes codes;
    if (smtpcodes_find_codes(bytes, len, &codes) != SMTPCODES_OK)
        return;
    if (strcmp(key, "code") == 0)
        json_reply_code(json, codes.reply_code);
    else if (strcmp(key, "enhanced") == 0)
        json_enhanced_code(json, codes.enhanced_code);
}

/* The lines as an array: of texts, of hex digits or of lengths. */
static void lines(struct json *json, const smtpcodes_reply *reply, const char *key)
{
    smtpcodes_line line;
    memset(&line, 0, sizeof line);
    json_raw(json, "[");
    while (smtpcodes_reply_next_line(reply, &line) == SMTPCODES_OK) {
        if (json->text[json->len - 1] != '[')
            json_raw(json, ",");
        if (strcmp(key, "lines") == 0) {
            json_text(json, line.text, line.len);
        } else if (strcmp(key, "line_lengths") == 0) {
            json_number(json, (long long)line.len);
        } else {
            json_raw(json, "\"");
            for (size_t i = 0; i < line.len; i++) {
                char digits[3];
                snprintf(digits, sizeof digits, "%02X", (unsigned char)line.text[i]);
                json_raw(json, digits);
            }
            json_raw(json, "\"");
        }
    }
    json_raw(json, "]");
}

static void parse_reply(struct json *json, const char *bytes, size_t len, const char *key)
{
    smtpcodes_reply reply;
    int status = smtpcodes_reply_parse(bytes, len, &reply);
    if (strcmp(key, "error") == 0)
        json_string(json, status == SMTPCODES_OK ? NULL : smtpcodes_status_name(status));
    else if (strcmp(key, "code") == 0)
        json_reply_code(json, reply.reply_code);
    else if (strcmp(key, "enhanced") == 0)
        json_enhanced_code(json, reply.enhanced_code);
    else if (strcmp(key, "line_count") == 0)
        json_number(json, (long long)reply.line_count);
    else if (strcmp(key, "lines") == 0 || strcmp(key, "lines_hex") == 0 ||
             strcmp(key, "line_lengths") == 0)
        lines(json, &reply, key);
}

/* Writes what the library answers for a key; nothing where it does not know the key. */
static void answer(struct json *json, const struct vector *vector, const char *bytes, size_t len,
                   const char *key)
{
    switch (vector->kind) {
    case CLASSIFY:
        classify(json, vector, bytes, len, key);
        break;
    case REPLY_CODE:
        reply_code(json, bytes, len, key);
        break;
    case ENHANCED_CODE:
        enhanced_code(json, bytes, len, key);
        break;
    case PARSE_REPLY:
        parse_reply(json, bytes, len, key);
        break;
    case FIND_CODES:
        find_codes(json, bytes, len, key);
        break;
    }
}

int main(void)
{
    struct json json = {NULL, 0, 0};
    size_t failures = 0;
    for (size_t i = 0; i < VECTOR_COUNT; i++) {
        const struct vector *vector = &vectors[i];
        size_t len;
        char *bytes = case_bytes(vector, &len);
        for (const struct expected *expected = vector->expect; expected->key; expected++) {
            json.len = 0;
            json_raw(&json, "");
            answer(&json, vector, bytes, len, expected->key);
            if (strcmp(json.text, expected->value) != 0) {
                failures++;
                fprintf(stderr, "%s: %s is %s, not %s\n", vector->name, expected->key,
                        json.len ? json.text : "unknown to this test", expected->value);
            }
        }
        free(bytes);
    }
    free(json.text);
    printf("%d vectors, %zu failures\n", (int)VECTOR_COUNT, failures);
    return failures != 0;
}
