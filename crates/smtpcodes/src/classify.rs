//! The question most programs ask: why, whose fault, what now.

use smtpcodes_matcher::{Basis as EngineBasis, Layers, RuleRef, Verdict, decide};

use crate::classification::{Classification, Rule};
use crate::generated::phrases::TABLES;
use crate::generated::rules::{ENTRIES, RULES};
use crate::provider::{Blocklist, Provider};
use crate::{Basis, Bounce, Context, EnhancedCode, Permanence, Reason, ReplyCode, Retry};

/// Tells what a reply means. Takes any bytes, never fails and never allocates.
///
/// Looks at no more than the first 32 KiB of the text; the work is linear in what is looked at.
///
/// ```
/// use smtpcodes::{Basis, Reason, classify};
///
/// let c = classify(b"452 4.2.2 The recipient's mailbox is full");
/// assert_eq!(c.reason(), Some(Reason::MailboxFull));
/// assert_eq!(c.basis(), Basis::Rule);
/// ```
#[must_use]
pub fn classify(text: &[u8]) -> Classification<'static> {
    classify_in(text, &Context::new())
}

/// Tells what a reply means, with what is known around it.
#[must_use]
pub fn classify_in(text: &[u8], context: &Context<'_>) -> Classification<'static> {
    let layers = Layers { shipped: &TABLES, own: None };
    let verdict = decide(text, &engine_context(context), &layers);
    conclude(&verdict, context, |_| None)
}

pub(crate) fn engine_context<'a>(context: &Context<'a>) -> smtpcodes_matcher::Context<'a> {
    smtpcodes_matcher::Context {
        remote_host: context.remote_host,
        command: context.command.map_or(0, |command| command.number()),
        status: context.status.map(EnhancedCode::to_engine),
    }
}

/// A rule that is not among the shipped ones: what it is, and its row.
pub(crate) type OwnRule<'r> = (Rule<'r>, smtpcodes_matcher::Rule);

/// Turns the engine's numbers into words; `own_rule` knows the rules of the program's own layer.
pub(crate) fn conclude<'r>(
    verdict: &Verdict,
    context: &Context<'_>,
    own_rule: impl Fn(u16) -> Option<OwnRule<'r>>,
) -> Classification<'r> {
    let find = |found: RuleRef| -> Option<OwnRule<'r>> {
        if found.own { own_rule(found.index) } else { shipped_rule(found.index) }
    };
    let reply = verdict.located.reply.and_then(ReplyCode::new);
    let enhanced = verdict.located.enhanced.map(EnhancedCode::from_engine).or(context.status);
    let permanence = match (reply, enhanced) {
        (Some(code), _) => code.permanence(),
        (None, Some(code)) => code.permanence(),
        (None, None) => Permanence::Unknown,
    };
    let mut result = Classification {
        reply,
        enhanced,
        permanence,
        provider: Provider::from_number(verdict.provider),
        ..Classification::nothing()
    };
    if matches!(permanence, Permanence::Success | Permanence::Intermediate) {
        return result;
    }
    let reason = Reason::from_number(verdict.reason).unwrap_or(Reason::Undetermined);
    let won = verdict.rule.and_then(&find);
    let row = won.map(|(_, row)| row).unwrap_or_default();
    let advice = reason.advice_for(permanence);
    let bounce = Bounce::from_number(row.bounce).unwrap_or(reason.bounce());
    let retry = Retry::from_number(row.retry).unwrap_or(advice.retry);

    result.reason = Some(reason);
    result.basis = match verdict.basis {
        EngineBasis::Rule => Basis::Rule,
        EngineBasis::Enhanced => Basis::Enhanced,
        EngineBasis::Reply => Basis::Reply,
        EngineBasis::Nothing => Basis::None,
    };
    // A transient reply never condemns an address, whatever its words.
    result.bounce = Some(if permanence == Permanence::Transient { Bounce::Soft } else { bounce });
    result.retry = Some(retry);
    result.retry_after = match retry {
        Retry::No | Retry::AfterFix => None,
        _ => verdict.delay.or(Some(row.retry_after).filter(|&s| s > 0)).or(reason.retry_after()),
    };
    result.action = Some(advice.action);
    result.advice = Some(advice.text);
    result.rule = won.map(|(rule, _)| rule);
    result.runner_up = verdict.runner_up.and_then(&find).map(|(rule, _)| rule);
    result.span = verdict.span.as_ref().map(|span| (span.start as u32, span.end as u32));
    result.blocklist = Blocklist::from_number(verdict.blocklist);
    result.overruled =
        Reason::from_number(verdict.code_reason).filter(|&by_code| by_code != reason);
    result
}

fn shipped_rule<'r>(index: u16) -> Option<OwnRule<'r>> {
    let entry = ENTRIES.get(usize::from(index))?;
    let row = RULES.get(usize::from(index))?;
    Some((Rule::new(entry.id, entry.reason, entry.source, row.weak), *row))
}
