/* What each function answers when it is asked properly. */
#include <pthread.h>

#include <smtpcodes.h>

#include "check.h"

static smtpcodes_classification classify(const char *text)
{
    smtpcodes_classification c;
    CHECK(smtpcodes_classify(text, strlen(text), NULL, &c) == SMTPCODES_OK);
    return c;
}

static void classifications(void)
{
    smtpcodes_classification c = classify("550 5.1.1 <ann@example.com>: user unknown");
    CHECK(c.reply_code == SMTPCODES_REPLY_MAILBOX_UNAVAILABLE);
    CHECK(c.enhanced_code.class_digit == 5 && c.enhanced_code.subject == 1);
    CHECK(c.permanence == SMTPCODES_PERMANENCE_PERMANENT);
    CHECK(c.reason == SMTPCODES_REASON_MAILBOX_UNKNOWN);
    CHECK(c.bounce == SMTPCODES_BOUNCE_HARD);
    CHECK(c.fault == SMTPCODES_FAULT_RECIPIENT);
    CHECK(c.retry == SMTPCODES_RETRY_NO && c.retry_after == -1);
    CHECK(c.advice != NULL);
    for (size_t i = 0; i < 4; i++)
        CHECK(c.reserved[i] == 0);

    c = classify("250 2.1.5 OK");
    CHECK(c.permanence == SMTPCODES_PERMANENCE_SUCCESS);
    CHECK(c.reason == SMTPCODES_REASON_NONE && c.bounce == SMTPCODES_BOUNCE_NONE);
    CHECK(c.fault == SMTPCODES_FAULT_NONE && c.action == SMTPCODES_ACTION_NONE);
    CHECK(c.advice == NULL && c.rule.id == NULL);

    /* The words are against the code: the result says so, and which words they are. */
    const char *text = "550 5.7.1 No such user";
    c = classify(text);
    CHECK(c.reason == SMTPCODES_REASON_MAILBOX_UNKNOWN && c.basis == SMTPCODES_BASIS_RULE);
    CHECK(c.overruled != SMTPCODES_REASON_NONE && c.overruled != c.reason);
    CHECK(c.span_start >= 10 && c.span_end <= strlen(text) && c.span_start < c.span_end);
    CHECK(c.rule.id != NULL && c.rule.source != NULL && c.rule.reason == c.reason);

    /* A NUL is a byte like others. */
    CHECK(smtpcodes_classify("550 5.1.1 a\0b", 13, NULL, &c) == SMTPCODES_OK);
    CHECK(c.reason == SMTPCODES_REASON_MAILBOX_UNKNOWN);
}

static void contexts(void)
{
    smtpcodes_classification c;
    smtpcodes_context context;
    memset(&context, 0, sizeof context);
    context.remote_host = "gmail-smtp-in.l.google.com";
    context.status.class_digit = 5;
    context.status.subject = 2;
    context.status.detail = 2;
    CHECK(smtpcodes_classify("refused", 7, &context, &c) == SMTPCODES_OK);
    CHECK_TEXT(c.provider, "google");
    CHECK(c.reason == SMTPCODES_REASON_MAILBOX_FULL && c.basis == SMTPCODES_BASIS_ENHANCED);
}

static void replies(void)
{
    static const char bytes[] = "550-5.1.1 No such user\r\n550 5.1.1 in this house\r\n221 bye\r\n";
    smtpcodes_reply reply;
    smtpcodes_line line;
    memset(&line, 0, sizeof line);
    CHECK(smtpcodes_reply_parse(bytes, sizeof bytes - 1, &reply) == SMTPCODES_ERROR_TRAILING_BYTES);
    CHECK(smtpcodes_reply_parse(bytes, 24, &reply) == SMTPCODES_ERROR_INCOMPLETE);
    CHECK(smtpcodes_reply_parse_first(bytes, sizeof bytes - 1, &reply) == SMTPCODES_OK);
    CHECK(reply.reply_code == 550 && reply.line_count == 2);
    CHECK(reply.enhanced_code.detail == 1);
    CHECK(reply.bytes == bytes && memcmp(bytes + reply.len, "221", 3) == 0);
    CHECK(smtpcodes_reply_next_line(&reply, &line) == SMTPCODES_OK);
    CHECK(line.len == 18 && memcmp(line.text, "5.1.1 No such user", 18) == 0);
    CHECK(smtpcodes_reply_next_line(&reply, &line) == SMTPCODES_OK);
    CHECK(line.len == 19 && memcmp(line.text, "5.1.1 in this house", 19) == 0);
    CHECK(smtpcodes_reply_next_line(&reply, &line) == SMTPCODES_END);
}

static void found_codes(void)
{
    static const char text[] = "host mx.example.com said: 550-5.7.26 no";
    smtpcodes_codes codes;
    CHECK(smtpcodes_find_codes(text, sizeof text - 1, &codes) == SMTPCODES_OK);
    CHECK(codes.reply_code == 550 && codes.enhanced_code.detail == 26);
    CHECK(codes.reply_end - codes.reply_start == 3);
    CHECK(memcmp(text + codes.reply_start, "550", 3) == 0);
    CHECK(codes.enhanced_end - codes.enhanced_start == 6);
    CHECK(memcmp(text + codes.enhanced_start, "5.7.26", 6) == 0);
}

static void codes(void)
{
    int last = 0;
    CHECK(smtpcodes_reply_code_count() > 37);
    for (size_t i = 0; i < smtpcodes_reply_code_count(); i++) {
        int code = smtpcodes_reply_code_at(i);
        CHECK(code > last);
        last = code;
        CHECK(smtpcodes_reply_code_name(code) && smtpcodes_reply_code_phrase(code));
        CHECK(smtpcodes_reply_code_meaning(code) && smtpcodes_reply_code_source(code, 0));
        CHECK(smtpcodes_reply_code_standing(code) && smtpcodes_reply_code_permanence(code));
    }
    CHECK_TEXT(smtpcodes_reply_code_name(SMTPCODES_REPLY_MAILBOX_UNAVAILABLE), "mailbox_unavailable");
    CHECK(smtpcodes_reply_code_standing(550) == SMTPCODES_STANDING_STANDARD);
    CHECK(smtpcodes_reply_code_permanence(299) == SMTPCODES_PERMANENCE_SUCCESS);
    CHECK(smtpcodes_reply_code_name(299) == NULL);
    CHECK(smtpcodes_reply_code_reason(550) != 0 && smtpcodes_reply_code_reason(250) == 0);

    CHECK(smtpcodes_enhanced_code_count() >= 81);
    for (size_t i = 0; i < smtpcodes_enhanced_code_count(); i++) {
        smtpcodes_enhanced_code code = smtpcodes_enhanced_code_at(i);
        CHECK(code.class_digit == 5);
        CHECK(smtpcodes_enhanced_code_name(code) && smtpcodes_enhanced_code_phrase(code));
        CHECK(smtpcodes_enhanced_code_meaning(code) && smtpcodes_enhanced_code_source(code, 0));
        CHECK(smtpcodes_enhanced_code_standing(code) != 0);
        CHECK(smtpcodes_enhanced_code_class_meaning(code) != NULL);
        CHECK(smtpcodes_enhanced_code_subject_meaning(code) != NULL);
        CHECK(smtpcodes_enhanced_code_permanence(code) == SMTPCODES_PERMANENCE_PERMANENT);
    }
    smtpcodes_enhanced_code full = {5, 2, 2};
    CHECK(smtpcodes_enhanced_code_reason(full) == SMTPCODES_REASON_MAILBOX_FULL);

    /* What is not in the registry can still mean something at one provider. */
    smtpcodes_enhanced_code code;
    CHECK(smtpcodes_enhanced_code_parse("5.7.606", 7, &code) == SMTPCODES_OK);
    CHECK(smtpcodes_enhanced_code_name(code) == NULL);
    CHECK(smtpcodes_vendor_code_name("microsoft", code) != NULL);
    CHECK(smtpcodes_vendor_code_phrase("microsoft", code) != NULL);
    CHECK(smtpcodes_vendor_code_meaning("microsoft", code) != NULL);
    CHECK(smtpcodes_vendor_code_meaning("google", code) == NULL);
}

/* Every word leads to its number and back, and every number has a meaning. */
static int words(const char *(*name)(int), const char *(*meaning)(int), int (*from_name)(const char *))
{
    int count = 0;
    for (int number = 1; number < 256; number++) {
        if (!name(number))
            continue;
        count++;
        CHECK(from_name(name(number)) == number);
        CHECK(meaning(number) != NULL);
    }
    return count;
}

#define WORDS(noun) words(smtpcodes_##noun##_name, smtpcodes_##noun##_meaning, smtpcodes_##noun##_from_name)

static void vocabularies(void)
{
    CHECK(WORDS(reason) == 36);
    CHECK(WORDS(standing) == 6);
    CHECK(WORDS(permanence) == 5);
    CHECK(WORDS(bounce) == 2);
    CHECK(WORDS(fault) == 7);
    CHECK(WORDS(retry) == 5);
    CHECK(WORDS(action) > 20);
    CHECK(WORDS(basis) == 4);
    CHECK(WORDS(command) > 20);
    CHECK(WORDS(kind) == 8);
    CHECK(WORDS(taxonomy) == 6);
    CHECK_TEXT(smtpcodes_reason_name(SMTPCODES_REASON_MAILBOX_FULL), "mailbox_full");
    CHECK_TEXT(smtpcodes_standing_name(SMTPCODES_STANDING_REGISTERED_ONLY), "registered-only");
    CHECK_TEXT(smtpcodes_permanence_name(SMTPCODES_PERMANENCE_TRANSIENT), "transient");
    CHECK_TEXT(smtpcodes_bounce_name(SMTPCODES_BOUNCE_SOFT), "soft");
    CHECK_TEXT(smtpcodes_fault_name(SMTPCODES_FAULT_CONTENT), "content");
    CHECK_TEXT(smtpcodes_retry_name(SMTPCODES_RETRY_NO), "no");
    CHECK_TEXT(smtpcodes_action_name(SMTPCODES_ACTION_SLOW_DOWN), "slow_down");
    CHECK_TEXT(smtpcodes_basis_name(SMTPCODES_BASIS_NONE), "none");
    CHECK_TEXT(smtpcodes_command_name(SMTPCODES_COMMAND_RCPT), "RCPT");
    CHECK_TEXT(smtpcodes_kind_name(SMTPCODES_KIND_COMPLAINT), "complaint");
    CHECK_TEXT(smtpcodes_taxonomy_name(SMTPCODES_TAXONOMY_SES), "ses");
    CHECK_TEXT(smtpcodes_status_name(SMTPCODES_ERROR_BAD_CODE), "bad_code");
    CHECK(smtpcodes_status_meaning(SMTPCODES_END) != NULL);
}

static void reasons(void)
{
    for (int reason = 1; smtpcodes_reason_name(reason); reason++) {
        CHECK(smtpcodes_reason_advice(reason) && smtpcodes_reason_group(reason));
        CHECK(smtpcodes_reason_bounce(reason) && smtpcodes_reason_fault(reason));
        CHECK(smtpcodes_reason_retry(reason) && smtpcodes_reason_action(reason));
        for (int taxonomy = 1; smtpcodes_taxonomy_name(taxonomy); taxonomy++)
            CHECK(smtpcodes_reason_to_label(reason, taxonomy, 0) != NULL);
    }
    CHECK(smtpcodes_reason_retry_after(SMTPCODES_REASON_GREYLISTED) > 0);
    CHECK(smtpcodes_reason_retry_after(SMTPCODES_REASON_MAILBOX_UNKNOWN) == -1);
    CHECK_TEXT(smtpcodes_reason_group(SMTPCODES_REASON_MAILBOX_FULL), "recipient");
    int full = SMTPCODES_REASON_MAILBOX_FULL;
    CHECK_TEXT(smtpcodes_reason_to_label(full, SMTPCODES_TAXONOMY_SISIMAI, 0), "mailboxfull");
    CHECK(smtpcodes_reason_from_label(SMTPCODES_TAXONOMY_SISIMAI, "mailboxfull", 0) == full);
    CHECK(smtpcodes_taxonomy_label(SMTPCODES_TAXONOMY_KUMOMTA, 0) != NULL);
    CHECK(smtpcodes_taxonomy_source(SMTPCODES_TAXONOMY_KUMOMTA) != NULL);
}

static void providers(void)
{
    CHECK(smtpcodes_provider_count() > 50);
    for (size_t i = 0; i < smtpcodes_provider_count(); i++) {
        const char *name = smtpcodes_provider_at(i);
        CHECK(name && smtpcodes_provider_title(name));
        const char *host = smtpcodes_provider_host(name, 0);
        if (host)
            CHECK_TEXT(smtpcodes_provider_of_host(host), name);
        if (smtpcodes_provider_page_title(name, 0))
            CHECK(strncmp(smtpcodes_provider_page_url(name, 0), "http", 4) == 0);
    }
    CHECK(smtpcodes_provider_page_title("google", 0) != NULL);

    CHECK(smtpcodes_blocklist_count() > 10);
    size_t pages = 0;
    for (size_t i = 0; i < smtpcodes_blocklist_count(); i++) {
        const char *name = smtpcodes_blocklist_at(i);
        CHECK(name && smtpcodes_blocklist_title(name) && smtpcodes_blocklist_lists(name));
        pages += smtpcodes_blocklist_lookup(name) != NULL;
    }
    CHECK(pages > 10);
}

static void rules(void)
{
    smtpcodes_rule rule, again;
    CHECK(smtpcodes_rule_count() > 0);
    for (size_t i = 0; i < smtpcodes_rule_count(); i++) {
        CHECK(smtpcodes_rule_at(i, &rule) == SMTPCODES_OK);
        CHECK(rule.id && rule.source && smtpcodes_reason_name(rule.reason));
        CHECK(smtpcodes_rule_find(rule.id, &again) == SMTPCODES_OK);
        CHECK(again.id == rule.id && again.source == rule.source && again.reason == rule.reason);
    }
}

/* The layout is part of the soname: a change here needs a new one. */
static void sizes(void)
{
    if (sizeof(void *) != 8)
        return;
    CHECK(sizeof(smtpcodes_enhanced_code) == 6);
    CHECK(sizeof(smtpcodes_context) == 56);
    CHECK(sizeof(smtpcodes_rule) == 24);
    CHECK(sizeof(smtpcodes_classification) == 168);
    CHECK(sizeof(smtpcodes_codes) == 40);
    CHECK(sizeof(smtpcodes_reply) == 32);
    CHECK(sizeof(smtpcodes_line) == 24);
}

static void *many(void *reason)
{
    for (int i = 0; i < 2000; i++) {
        smtpcodes_classification c;
        static const char text[] = "452 4.2.2 mailbox full";
        if (smtpcodes_classify(text, sizeof text - 1, NULL, &c) == SMTPCODES_OK)
            *(int *)reason = c.reason;
    }
    return NULL;
}

static void threads(void)
{
    pthread_t thread[8];
    int reason[8] = {0};
    for (int i = 0; i < 8; i++)
        CHECK(pthread_create(&thread[i], NULL, many, &reason[i]) == 0);
    for (int i = 0; i < 8; i++) {
        CHECK(pthread_join(thread[i], NULL) == 0);
        CHECK(reason[i] == SMTPCODES_REASON_MAILBOX_FULL);
    }
}

int main(void)
{
    classifications();
    contexts();
    replies();
    found_codes();
    codes();
    vocabularies();
    reasons();
    providers();
    rules();
    sizes();
    threads();
    return failures != 0;
}
