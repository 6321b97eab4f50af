/* Explains a reply: explain "550 5.1.1 <ann@example.com>: user unknown" [HOST] */
#include <stdio.h>
#include <string.h>

#include <smtpcodes.h>

int main(int argc, char **argv)
{
    smtpcodes_context context;
    smtpcodes_classification c;

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: %s REPLY [HOST]\n", argv[0]);
        return 2;
    }
    memset(&context, 0, sizeof context);
    context.remote_host = argc == 3 ? argv[2] : NULL;

    int status = smtpcodes_classify(argv[1], strlen(argv[1]), &context, &c);
    if (status != SMTPCODES_OK) {
        fprintf(stderr, "%s: %s\n", argv[0], smtpcodes_status_meaning(status));
        return 1;
    }
    if (c.reason == SMTPCODES_REASON_NONE) {
        printf("no failure: %s\n", smtpcodes_permanence_meaning(c.permanence));
        return 0;
    }
    printf("reason   %s: %s\n", smtpcodes_reason_name(c.reason), smtpcodes_reason_meaning(c.reason));
    printf("address  %s\n", smtpcodes_bounce_meaning(c.bounce));
    printf("fault    %s\n", smtpcodes_fault_meaning(c.fault));
    printf("to do    %s\n", c.advice);
    if (c.retry_after >= 0)
        printf("wait     %lld seconds\n", (long long)c.retry_after);
    if (c.provider)
        printf("by       %s\n", smtpcodes_provider_title(c.provider));
    if (c.blocklist)
        printf("list     %s\n", smtpcodes_blocklist_title(c.blocklist));
    if (c.rule.id)
        printf("because  \"%.*s\" (%s)\n", (int)(c.span_end - c.span_start), argv[1] + c.span_start,
               c.rule.id);
    return 0;
}
