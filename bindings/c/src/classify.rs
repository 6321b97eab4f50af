//! The question most programs ask: why, whose fault, what now.

use std::ffi::{c_char, c_int};
use std::ptr;

use core_lib::{Classification, Command, Context, EnhancedCode, Rule};

use crate::enhanced_code::smtpcodes_enhanced_code;
use crate::pointer::{self, Empty};
use crate::rule::smtpcodes_rule;
use crate::status::smtpcodes_status::{self, *};
use crate::{text, word};

/// What is known around a reply. Set it to zeros first (`smtpcodes_context context = {0};`, in C++ `= {}`), then fill in
/// what is known: zeros and NULLs mean that the text must tell.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct smtpcodes_context {
    /// Name of the host that answered, such as `mx.example.com`: a C string, or NULL.
    pub remote_host: *const c_char,
    /// The command that was answered, a smtpcodes_command, or 0.
    pub command: c_int,
    /// The enhanced code that a report gives beside the text; it counts where the text has none. All zeros for none.
    pub status: smtpcodes_enhanced_code,
    /// Zeros; later versions may give it a meaning.
    pub reserved: [usize; 4],
}

/// What a reply means. For a success or an intermediate reply everything but codes, permanence, basis and provider is
/// empty: no reason, no bounce, nothing to do.
///
/// Fields keep their places and the structure its size as long as the soname is the same.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct smtpcodes_classification {
    /// The reply code of the text, or 0.
    pub reply_code: u16,
    /// The enhanced code of the text, or of the context where the text has none; all zeros for none.
    pub enhanced_code: smtpcodes_enhanced_code,
    /// What the server claimed about trying again: a smtpcodes_permanence.
    pub permanence: c_int,
    /// The cause: a smtpcodes_reason, or 0. SMTPCODES_REASON_UNDETERMINED when neither text nor codes tell one.
    pub reason: c_int,
    /// What the failure says about the address: a smtpcodes_bounce, or 0. A transient reply is always soft.
    pub bounce: c_int,
    /// Whose fault it is: a smtpcodes_fault, or 0.
    pub fault: c_int,
    /// Whether and how to try again: a smtpcodes_retry, or 0.
    pub retry: c_int,
    /// What to do, for a program: a smtpcodes_action, or 0.
    pub action: c_int,
    /// What decided: a smtpcodes_basis.
    pub basis: c_int,
    /// The smtpcodes_reason that the codes alone would have told, where the text tells another one; else 0.
    pub overruled: c_int,
    /// Seconds to wait before trying again, or -1 where nothing tells them.
    pub retry_after: i64,
    /// Where in the text the bytes that decided begin. This and span_end are 0 when no bytes of the text decided.
    pub span_start: usize,
    /// Where they end: the first byte behind them.
    pub span_end: usize,
    /// What to do, for people: one or two sentences, or NULL.
    pub advice: *const c_char,
    /// The rule that decided.
    pub rule: smtpcodes_rule,
    /// The rule that would have decided without the one that did.
    pub runner_up: smtpcodes_rule,
    /// Name of the provider that answered, such as `google`, or NULL.
    pub provider: *const c_char,
    /// Name of the block list that the reply names, such as `spamhaus_zen`, or NULL.
    pub blocklist: *const c_char,
    /// Zeros; later versions may give it a meaning.
    pub reserved: [usize; 4],
}

impl Empty for smtpcodes_classification {
    const EMPTY: Self = Self {
        reply_code: 0,
        enhanced_code: smtpcodes_enhanced_code::EMPTY,
        permanence: 0,
        reason: 0,
        bounce: 0,
        fault: 0,
        retry: 0,
        action: 0,
        basis: 0,
        overruled: 0,
        retry_after: -1,
        span_start: 0,
        span_end: 0,
        advice: ptr::null(),
        rule: smtpcodes_rule::EMPTY,
        runner_up: smtpcodes_rule::EMPTY,
        provider: ptr::null(),
        blocklist: ptr::null(),
        reserved: [0; 4],
    };
}

/// Tells what a reply means: the cause, whose fault it is and what to do.
///
/// text     the reply as the server wrote it, or as a log or a report quotes it: any bytes, one or many lines; NULs may
///          be among them
/// len      its length in bytes. Work is linear in it, and only the beginning of a very long text is looked at
/// context  what is known around it, or NULL
/// out      receives the answer
///
/// Any text has an answer, so only a NULL text or out, or a context that means nothing, gives an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classify(
    text: *const c_char,
    len: usize,
    context: *const smtpcodes_context,
    out: *mut smtpcodes_classification,
) -> c_int {
    let body = || {
        // SAFETY: the caller vouches for text and context, as the header demands.
        let (text, context) = unsafe { (pointer::bytes(text, len)?, known(context)?) };
        Ok(answer(&core_lib::classify_in(text, &context)))
    };
    // SAFETY: the caller vouches for out, as the header demands.
    unsafe { pointer::fill(out, body) }
}

/// Reads a context.
///
/// # Safety
/// `context` and its host are NULL or valid while `'a` lasts.
unsafe fn known<'a>(context: *const smtpcodes_context) -> Result<Context<'a>, smtpcodes_status> {
    let mut known = Context::new();
    // SAFETY: the caller's promise is the same.
    let Some(context) = (unsafe { pointer::structure(context) }) else { return Ok(known) };
    // SAFETY: the caller's promise is the same.
    if let Some(host) = unsafe { pointer::string(context.remote_host) } {
        known = known.remote_host(host);
    }
    if context.command != 0 {
        let command = word::find(context.command, Command::from_number);
        known = known.command(command.ok_or(SMTPCODES_ERROR_ARGUMENT)?);
    }
    if context.status != smtpcodes_enhanced_code::EMPTY {
        known = known.status(context.status.known().ok_or(SMTPCODES_ERROR_ARGUMENT)?);
    }
    Ok(known)
}

fn answer(c: &Classification<'static>) -> smtpcodes_classification {
    let span = c.span().unwrap_or_default();
    let twin = |text: Option<&'static str>| text.map_or(ptr::null(), text::twin);
    smtpcodes_classification {
        reply_code: c.reply_code().map_or(0, u16::from),
        enhanced_code: c.enhanced_code().map_or(smtpcodes_enhanced_code::EMPTY, EnhancedCode::into),
        permanence: c.permanence().number().into(),
        reason: c.reason().map_or(0, |reason| reason.number().into()),
        bounce: c.bounce().map_or(0, |bounce| bounce.number().into()),
        fault: c.fault().map_or(0, |fault| fault.number().into()),
        retry: c.retry().map_or(0, |retry| retry.number().into()),
        action: c.action().map_or(0, |action| action.number().into()),
        basis: c.basis().number().into(),
        overruled: c.overruled().map_or(0, |reason| reason.number().into()),
        retry_after: c.retry_after().map_or(-1, i64::from),
        span_start: span.start,
        span_end: span.end,
        advice: twin(c.advice()),
        rule: c.rule().map_or(smtpcodes_rule::EMPTY, Rule::into),
        runner_up: c.runner_up().map_or(smtpcodes_rule::EMPTY, Rule::into),
        provider: twin(c.provider().map(|provider| provider.name())),
        blocklist: twin(c.blocklist().map(|list| list.name())),
        reserved: [0; 4],
    }
}
