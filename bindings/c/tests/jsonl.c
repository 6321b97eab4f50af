/* Prints the answer to each vector that is classified as one line of JSON, for comparison with other languages. */
#include "cases.h"

int main(void)
{
    struct json json = {NULL, 0, 0};
    for (size_t i = 0; i < VECTOR_COUNT; i++) {
        smtpcodes_classification c;
        size_t len;
        if (vectors[i].kind != CLASSIFY)
            continue;
        char *bytes = case_bytes(&vectors[i], &len);
        int status = case_classify(&vectors[i], bytes, len, &c);
        free(bytes);
        if (status != SMTPCODES_OK) {
            fprintf(stderr, "%s: %s\n", vectors[i].name, smtpcodes_status_meaning(status));
            return 1;
        }
        json.len = 0;
        for (size_t key = 0; key < CONTRACT_KEYS; key++) {
            json_raw(&json, key ? "," : "{");
            json_string(&json, contract_keys[key]);
            json_raw(&json, ":");
            contract_value(&json, &c, contract_keys[key]);
        }
        json_raw(&json, "}");
        puts(json.text);
    }
    free(json.text);
    return 0;
}
