/* Calls every function with NULL and with numbers that mean nothing: each answers, and none crashes. */
#include <limits.h>

#include <smtpcodes.h>

#include "check.h"

/* Numbers that no enum has. */
static const int strange[] = {-1, 0, 200, 255, 256, 257, 65536, INT_MAX, INT_MIN};

/* No object is longer than this, so no text can be. */
#define TOO_LONG ((size_t)-1)

static void texts(void)
{
    smtpcodes_classification c;
    smtpcodes_codes codes;
    smtpcodes_reply reply;
    smtpcodes_enhanced_code enhanced;
    uint16_t code;

    CHECK(smtpcodes_classify(NULL, 0, NULL, &c) == SMTPCODES_ERROR_NULL);
    CHECK(c.reason == 0 && c.retry_after == -1 && c.rule.id == NULL && c.advice == NULL);
    CHECK(smtpcodes_classify(NULL, 9, NULL, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify("550", 3, NULL, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify("550", TOO_LONG, NULL, &c) == SMTPCODES_ERROR_ARGUMENT);
    CHECK(smtpcodes_classify("550", 3, NULL, &c) == SMTPCODES_OK);
    CHECK(smtpcodes_classify("", 0, NULL, &c) == SMTPCODES_OK);

    CHECK(smtpcodes_find_codes(NULL, 0, &codes) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_find_codes("550", 3, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_find_codes("550", TOO_LONG, &codes) == SMTPCODES_ERROR_ARGUMENT);
    CHECK(codes.reply_code == 0 && codes.enhanced_code.class_digit == 0);

    CHECK(smtpcodes_reply_parse(NULL, 0, &reply) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_parse("550", 3, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_parse("550", TOO_LONG, &reply) == SMTPCODES_ERROR_ARGUMENT);
    CHECK(smtpcodes_reply_parse_first(NULL, 0, &reply) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_parse_first("550", 3, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_parse_first("550", TOO_LONG, &reply) == SMTPCODES_ERROR_ARGUMENT);
    CHECK(reply.reply_code == 0 && reply.bytes == NULL && reply.len == 0);

    CHECK(smtpcodes_reply_code_parse(NULL, 3, &code) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_code_parse("550", 3, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_code_parse("x", 1, &code) == SMTPCODES_ERROR_NOT_A_CODE && code == 0);
    CHECK(smtpcodes_enhanced_code_parse(NULL, 5, &enhanced) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_enhanced_code_parse("5.1.1", 5, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_enhanced_code_parse("x", 1, &enhanced) == SMTPCODES_ERROR_NOT_A_CODE);
    CHECK(enhanced.class_digit == 0);
}

static void lines(void)
{
    smtpcodes_reply reply;
    smtpcodes_line line;
    memset(&reply, 0, sizeof reply);
    memset(&line, 0, sizeof line);
    CHECK(smtpcodes_reply_next_line(NULL, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_next_line(NULL, &line) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_next_line(&reply, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_next_line(&reply, &line) == SMTPCODES_ERROR_NULL);

    CHECK(smtpcodes_reply_parse("250 OK", 6, &reply) == SMTPCODES_OK);
    line.next = TOO_LONG;
    CHECK(smtpcodes_reply_next_line(&reply, &line) == SMTPCODES_END);
    CHECK(line.text == NULL && line.len == 0 && line.next == 0);
}

static void contexts(void)
{
    smtpcodes_context context;
    smtpcodes_classification c;
    memset(&context, 0, sizeof context);
    CHECK(smtpcodes_classify("550", 3, &context, &c) == SMTPCODES_OK);
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        context.command = strange[i];
        int status = smtpcodes_classify("550", 3, &context, &c);
        CHECK(status == (strange[i] ? SMTPCODES_ERROR_ARGUMENT : SMTPCODES_OK));
    }
    context.command = SMTPCODES_COMMAND_RCPT;
    context.status.class_digit = 3;
    CHECK(smtpcodes_classify("550", 3, &context, &c) == SMTPCODES_ERROR_ARGUMENT);
    context.status.class_digit = 5;
    context.status.detail = 1000;
    CHECK(smtpcodes_classify("550", 3, &context, &c) == SMTPCODES_ERROR_ARGUMENT);
    context.status.detail = 999;
    context.remote_host = "\xff\xfe";
    CHECK(smtpcodes_classify("550", 3, &context, &c) == SMTPCODES_OK);
    CHECK(c.enhanced_code.detail == 999);
}

static void reply_codes(void)
{
    static const int none[] = {-1, 0, 199, 600, 65536 + 550, INT_MAX, INT_MIN};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        CHECK(smtpcodes_reply_code_name(none[i]) == NULL);
        CHECK(smtpcodes_reply_code_phrase(none[i]) == NULL);
        CHECK(smtpcodes_reply_code_meaning(none[i]) == NULL);
        CHECK(smtpcodes_reply_code_standing(none[i]) == 0);
        CHECK(smtpcodes_reply_code_permanence(none[i]) == 0);
        CHECK(smtpcodes_reply_code_reason(none[i]) == 0);
        CHECK(smtpcodes_reply_code_source(none[i], 0) == NULL);
    }
    CHECK(smtpcodes_reply_code_source(550, TOO_LONG) == NULL);
    CHECK(smtpcodes_reply_code_at(TOO_LONG) == 0);
    CHECK(smtpcodes_reply_code_at(smtpcodes_reply_code_count()) == 0);
}

static void enhanced_codes(void)
{
    static const smtpcodes_enhanced_code none[] = {
        {0, 0, 0}, {3, 1, 1}, {256 + 5, 1, 1}, {5, 1000, 1}, {5, 1, 65535},
    };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        CHECK(smtpcodes_enhanced_code_name(none[i]) == NULL);
        CHECK(smtpcodes_enhanced_code_phrase(none[i]) == NULL);
        CHECK(smtpcodes_enhanced_code_meaning(none[i]) == NULL);
        CHECK(smtpcodes_enhanced_code_class_meaning(none[i]) == NULL);
        CHECK(smtpcodes_enhanced_code_subject_meaning(none[i]) == NULL);
        CHECK(smtpcodes_enhanced_code_standing(none[i]) == 0);
        CHECK(smtpcodes_enhanced_code_permanence(none[i]) == 0);
        CHECK(smtpcodes_enhanced_code_reason(none[i]) == 0);
        CHECK(smtpcodes_enhanced_code_source(none[i], 0) == NULL);
        CHECK(smtpcodes_vendor_code_name("microsoft", none[i]) == NULL);
        CHECK(smtpcodes_vendor_code_phrase("\xff", none[i]) == NULL);
        CHECK(smtpcodes_vendor_code_meaning("", none[i]) == NULL);
    }
    smtpcodes_enhanced_code code = smtpcodes_enhanced_code_at(0);
    CHECK(smtpcodes_vendor_code_name(NULL, code) == NULL);
    CHECK(smtpcodes_vendor_code_phrase(NULL, code) == NULL);
    CHECK(smtpcodes_vendor_code_meaning(NULL, code) == NULL);
    CHECK(smtpcodes_enhanced_code_source(code, TOO_LONG) == NULL);
    code = smtpcodes_enhanced_code_at(TOO_LONG);
    CHECK(code.class_digit == 0);
    code = smtpcodes_enhanced_code_at(smtpcodes_enhanced_code_count());
    CHECK(code.class_digit == 0);
}

static void names(void)
{
    static const char *const none[] = {NULL, "", "nobody", "\xff\xfe"};
    smtpcodes_rule rule;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        const char *name = none[i];
        CHECK(smtpcodes_provider_title(name) == NULL);
        CHECK(smtpcodes_provider_host(name, 0) == NULL);
        CHECK(smtpcodes_provider_page_title(name, 0) == NULL);
        CHECK(smtpcodes_provider_page_url(name, 0) == NULL);
        CHECK(smtpcodes_provider_of_host(name) == NULL);
        CHECK(smtpcodes_blocklist_title(name) == NULL);
        CHECK(smtpcodes_blocklist_lists(name) == NULL);
        CHECK(smtpcodes_blocklist_lookup(name) == NULL);
        CHECK(smtpcodes_rule_find(name, &rule) != SMTPCODES_OK && rule.id == NULL);
        CHECK(smtpcodes_reason_from_label(SMTPCODES_TAXONOMY_SISIMAI, name, 0) == 0);
        CHECK(smtpcodes_reason_from_name(name) == 0);
        CHECK(smtpcodes_standing_from_name(name) == 0);
        CHECK(smtpcodes_permanence_from_name(name) == 0);
        CHECK(smtpcodes_bounce_from_name(name) == 0);
        CHECK(smtpcodes_fault_from_name(name) == 0);
        CHECK(smtpcodes_retry_from_name(name) == 0);
        CHECK(smtpcodes_action_from_name(name) == 0);
        CHECK(smtpcodes_basis_from_name(name) == 0);
        CHECK(smtpcodes_command_from_name(name) == 0);
        CHECK(smtpcodes_kind_from_name(name) == 0);
        CHECK(smtpcodes_taxonomy_from_name(name) == 0);
    }
    CHECK(smtpcodes_provider_at(TOO_LONG) == NULL);
    CHECK(smtpcodes_provider_at(smtpcodes_provider_count()) == NULL);
    CHECK(smtpcodes_blocklist_at(TOO_LONG) == NULL);
    CHECK(smtpcodes_blocklist_at(smtpcodes_blocklist_count()) == NULL);
    CHECK(smtpcodes_rule_at(0, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_rule_at(TOO_LONG, &rule) == SMTPCODES_END && rule.id == NULL);
    CHECK(smtpcodes_rule_at(smtpcodes_rule_count(), &rule) == SMTPCODES_END);
    CHECK(smtpcodes_rule_find("nobody", NULL) == SMTPCODES_ERROR_NULL);
}

static void numbers(void)
{
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        int none = strange[i];
        CHECK(none == SMTPCODES_OK || smtpcodes_status_name(none) == NULL);
        CHECK(none == SMTPCODES_OK || smtpcodes_status_meaning(none) == NULL);
        CHECK(smtpcodes_reason_name(none) == NULL && smtpcodes_reason_meaning(none) == NULL);
        CHECK(smtpcodes_reason_advice(none) == NULL && smtpcodes_reason_group(none) == NULL);
        CHECK(smtpcodes_reason_bounce(none) == 0 && smtpcodes_reason_fault(none) == 0);
        CHECK(smtpcodes_reason_retry(none) == 0 && smtpcodes_reason_action(none) == 0);
        CHECK(smtpcodes_reason_retry_after(none) == -1);
        CHECK(smtpcodes_reason_to_label(none, SMTPCODES_TAXONOMY_SES, 0) == NULL);
        CHECK(smtpcodes_reason_to_label(SMTPCODES_REASON_MAILBOX_FULL, none, 0) == NULL);
        CHECK(smtpcodes_reason_from_label(none, "mailboxfull", 0) == 0);
        CHECK(smtpcodes_taxonomy_label(none, 0) == NULL);
        CHECK(smtpcodes_taxonomy_source(none) == NULL);
        CHECK(smtpcodes_taxonomy_name(none) == NULL && smtpcodes_taxonomy_meaning(none) == NULL);
        CHECK(smtpcodes_standing_name(none) == NULL && smtpcodes_standing_meaning(none) == NULL);
        CHECK(smtpcodes_permanence_name(none) == NULL);
        CHECK(smtpcodes_permanence_meaning(none) == NULL);
        CHECK(smtpcodes_bounce_name(none) == NULL && smtpcodes_bounce_meaning(none) == NULL);
        CHECK(smtpcodes_fault_name(none) == NULL && smtpcodes_fault_meaning(none) == NULL);
        CHECK(smtpcodes_retry_name(none) == NULL && smtpcodes_retry_meaning(none) == NULL);
        CHECK(smtpcodes_action_name(none) == NULL && smtpcodes_action_meaning(none) == NULL);
        CHECK(smtpcodes_basis_name(none) == NULL && smtpcodes_basis_meaning(none) == NULL);
        CHECK(smtpcodes_command_name(none) == NULL && smtpcodes_command_meaning(none) == NULL);
        CHECK(smtpcodes_kind_name(none) == NULL && smtpcodes_kind_meaning(none) == NULL);
    }
    CHECK(smtpcodes_reason_to_label(1, 1, TOO_LONG) == NULL);
    CHECK(smtpcodes_taxonomy_label(1, TOO_LONG) == NULL);
    CHECK(smtpcodes_reason_from_label(1, "mailboxfull", TOO_LONG) == 0);
    CHECK(smtpcodes_version() != NULL);
}

int main(void)
{
    texts();
    lines();
    contexts();
    reply_codes();
    enhanced_codes();
    names();
    numbers();
    return failures != 0;
}
