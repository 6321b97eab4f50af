//! The decision: which of the rules whose words were seen wins, and what the codes say where no rule speaks.

use core::ops::Range;

use crate::candidate::{Candidate, Top};
use crate::context::{command_words, host_in};
use crate::fold::{Folded, Head, LOOKED_AT};
use crate::locate::locate_plain;
use crate::scan::{Hit, scan};
use crate::tables::run;
use crate::{Enhanced, Located, Rule, Tables, Target, delay, provider_of, underscores};

/// Most texts are shorter than this, and folded into a small buffer, which is cheaper to clear.
const SHORT: usize = 256;

/// The next size of buffer.
const MEDIUM: usize = 1024;

/// Bytes of a text that are read at all. White space and repeated heads fold to little, so more is read than kept.
const READ: usize = 4 * LOOKED_AT;

/// How many hits of rules bound to a provider wait until the provider is known; the best are kept.
const WAITING: usize = 16;

/// All transient and all permanent reply codes: who is bound to both is bound to any refusal.
const REFUSALS: [(u16, u16); 2] = [(400, 499), (500, 599)];

/// What is known around a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The host that answered.
    pub remote_host: Option<&'a [u8]>,
    /// Number of the command that was answered, or 0.
    pub command: u8,
    /// The enhanced code that a report gives beside the text.
    pub status: Option<Enhanced>,
}

/// The tables to decide with: a program's own rules come before the shipped ones.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// The shipped tables.
    pub shipped: &'a Tables<'a>,
    /// Rules of the program's own; only the phrases and rules of it are read.
    pub own: Option<&'a Tables<'a>>,
}

/// What a decision rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// A rule.
    Rule,
    /// The enhanced code.
    Enhanced,
    /// The reply code.
    Reply,
    /// Nothing.
    #[default]
    Nothing,
}

/// A rule, by its place in its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleRef {
    /// True for a rule of [`Layers::own`].
    pub own: bool,
    /// Index into the rules.
    pub index: u16,
}

/// The outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The codes and where they stand.
    pub located: Located,
    /// What decided.
    pub basis: Basis,
    /// Number of the reason, 0 when nothing told one.
    pub reason: u8,
    /// The rule that won.
    pub rule: Option<RuleRef>,
    /// The rule that would have won without it.
    pub runner_up: Option<RuleRef>,
    /// The bytes of the text that decided.
    pub span: Option<Range<usize>>,
    /// Number of the provider, or 0.
    pub provider: u8,
    /// Number of the block list that was named, or 0.
    pub blocklist: u8,
    /// Seconds the text asks to wait.
    pub delay: Option<u32>,
    /// Number of the reason that the codes alone would have given, or 0.
    pub code_reason: u8,
}

/// Decides what `text` means. Never fails; looks at no more than the first 32 KiB of it, and the first [`LOOKED_AT`] bytes of those when
/// they are folded.
pub fn decide(text: &[u8], context: &Context<'_>, layers: &Layers<'_>) -> Verdict {
    let located = locate_plain(text);
    if located.reply.is_none() && underscores::are_blanks(text) {
        return underscores::with_blanks(text, |text| {
            decide_located(text, locate_plain(text), context, layers)
        });
    }
    decide_located(text, located, context, layers)
}

fn decide_located(
    text: &[u8],
    located: Located,
    context: &Context<'_>,
    layers: &Layers<'_>,
) -> Verdict {
    let class = located.reply.map(|code| code / 100).or(located.enhanced.map(|e| e.class.into()));
    if matches!(class, Some(2 | 3)) {
        let provider = context.remote_host.map_or(0, |host| provider_of(layers.shipped, host));
        return Verdict { located, provider, ..Verdict::default() };
    }
    let text = &text[..text.len().min(READ)];
    match text.len() {
        len if len <= SHORT => {
            decide_folded::<SHORT, { SHORT / 64 }>(text, context, layers, located)
        }
        len if len <= MEDIUM => {
            decide_folded::<MEDIUM, { MEDIUM / 64 }>(text, context, layers, located)
        }
        _ => decide_folded::<LOOKED_AT, { LOOKED_AT / 64 }>(text, context, layers, located),
    }
}

fn decide_folded<const N: usize, const BITS: usize>(
    text: &[u8],
    context: &Context<'_>,
    layers: &Layers<'_>,
    located: Located,
) -> Verdict {
    let head = Head {
        code: &text[located.reply_at.clone()],
        enhanced: &text[located.enhanced_at.clone()],
    };
    let folded = Folded::<N, BITS>::new(text, &head);

    let bare = located.reply.is_some() && located.reply_at.start == 0;
    let (host, command) = surroundings(text, context, layers.shipped, bare);
    let mut search = Search {
        reply: located.reply,
        enhanced: located.enhanced.or(context.status),
        command,
        ..Search::default()
    };
    scan(layers.shipped, &folded, |hit| search.see(layers.shipped, false, hit, folded.bytes()));
    if let Some(own) = layers.own {
        scan(own, &folded, |hit| search.see(own, true, hit, folded.bytes()));
    }
    let host_provider = host.map_or(0, |host| provider_of(layers.shipped, host));
    search.settle(host_provider);
    let provider = if host_provider != 0 { host_provider } else { search.text_provider };

    let mut verdict = search.verdict(layers.shipped, provider);
    if verdict.basis == Basis::Rule {
        let best = search.top().best;
        verdict.span = Some(folded.span(text, &head, best.start.into()..best.end.into()));
    }
    verdict.located = located;
    verdict.provider = provider;
    verdict
}

/// The host and the command: of the context, else as the text itself tells them.
fn surroundings<'t>(
    text: &'t [u8],
    context: &Context<'t>,
    tables: &Tables<'_>,
    bare: bool,
) -> (Option<&'t [u8]>, u8) {
    let host = context.remote_host.or_else(|| if bare { None } else { host_in(text) });
    let command = match context.command {
        0 => command_words(text).map_or(0, |words| command_named(tables, words)),
        known => known,
    };
    (host, command)
}

fn command_named(tables: &Tables<'_>, words: &[u8]) -> u8 {
    words
        .split(|b| !b.is_ascii_alphabetic())
        .find_map(|word| {
            tables
                .commands
                .iter()
                .find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes()))
                .map(|&(_, number)| number)
        })
        .unwrap_or(0)
}

/// Says whether a bit set of commands holds this one.
fn holds(commands: u32, command: u8) -> bool {
    commands.checked_shr(command.into()).is_some_and(|bits| bits & 1 == 1)
}

/// What has been seen so far.
#[derive(Default)]
struct Search {
    reply: Option<u16>,
    enhanced: Option<Enhanced>,
    command: u8,
    any: Top,
    /// The same without the reasons that blame the recipient, for a reply that refuses the client itself.
    not_recipient: Top,
    waiting: [Candidate; WAITING],
    waiting_count: usize,
    text_provider: u8,
    blocklist: u8,
    about_client: bool,
    delay: Option<u32>,
    recipient_reasons: u64,
}

impl Search {
    fn see(&mut self, tables: &Tables<'_>, own: bool, hit: Hit, text: &[u8]) {
        match hit.target {
            Target::Rule(index) => {
                let Some(rule) = tables.rules.get(usize::from(index)) else { return };
                if let Some(points) = self.points(tables, rule) {
                    self.add_rule(tables, rule, own, index, points, &hit);
                }
            }
            Target::Provider(number) if self.text_provider == 0 => self.text_provider = number,
            Target::Blocklist(number) if self.blocklist == 0 => self.blocklist = number,
            Target::Client => self.about_client = true,
            Target::Delay if self.delay.is_none() => {
                self.delay = delay::read(text.get(hit.end..).unwrap_or(&[]));
            }
            _ => {}
        }
    }

    /// How many conditions the rule has, or `None` when one is not met. The provider is looked at later.
    fn points(&self, tables: &Tables<'_>, rule: &Rule) -> Option<u64> {
        let mut points = 0;
        if rule.codes > 0 {
            let ranges = run(tables.code_ranges, rule.first_code, rule.codes);
            let met = match self.reply {
                Some(code) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&code)),
                // Any refusal will do for such a rule, and a text that lost its code is one too.
                None => REFUSALS.iter().all(|refusal| ranges.contains(refusal)),
            };
            if !met {
                return None;
            }
            points += 1;
        }
        if rule.enhanced > 0 {
            let code = self.enhanced?;
            run(tables.enhanced_patterns, rule.first_enhanced, rule.enhanced).iter().find(
                |pattern| {
                    (pattern.class == 0 || pattern.class == code.class)
                        && pattern.subject == code.subject
                        && pattern.detail.is_none_or(|detail| detail == code.detail)
                },
            )?;
            points += 2;
        }
        if rule.commands != 0 {
            if self.command == 0 || !holds(rule.commands, self.command) {
                return None;
            }
            points += 1;
        }
        Some(points + if rule.provider == 0 { 0 } else { 4 })
    }

    fn add_rule(
        &mut self,
        tables: &Tables<'_>,
        rule: &Rule,
        own: bool,
        index: u16,
        points: u64,
        hit: &Hit,
    ) {
        let candidate = Candidate::new(rule, own, index, points, hit);
        self.recipient_reasons = tables.recipient_reasons;
        if rule.provider == 0 {
            self.add(candidate);
        } else if self.waiting_count < WAITING {
            self.waiting[self.waiting_count] = candidate;
            self.waiting_count += 1;
        } else if let Some(weakest) = self.waiting.iter_mut().min_by_key(|c| c.key)
            && weakest.key < candidate.key
        {
            *weakest = candidate;
        }
    }

    fn add(&mut self, candidate: Candidate) {
        self.any.add(candidate);
        if self.recipient_reasons >> candidate.reason & 1 == 0 {
            self.not_recipient.add(candidate);
        }
    }

    /// Lets in the rules that were bound to a provider, now that it is known.
    fn settle(&mut self, host_provider: u8) {
        for at in 0..self.waiting_count {
            let candidate = self.waiting[at];
            if candidate.provider == host_provider || candidate.provider == self.text_provider {
                self.add(candidate);
            }
        }
    }

    fn top(&self) -> &Top {
        if self.about_client { &self.not_recipient } else { &self.any }
    }

    fn verdict(&self, tables: &Tables<'_>, provider: u8) -> Verdict {
        // A code that answers a command before any recipient is named is no more about one than what refuses the client.
        let early = holds(tables.early_commands, self.command);
        let allowed = |reason: u8| {
            if (self.about_client || early) && tables.recipient_reasons >> reason & 1 == 1 {
                0
            } else {
                reason
            }
        };
        let (enhanced_reason, vague) = self.enhanced_reason(tables, provider);
        let enhanced_reason = allowed(enhanced_reason);
        let reply_reason = allowed(self.reply_reason(tables));
        let code_reason = if enhanced_reason != 0 { enhanced_reason } else { reply_reason };

        let Top { best, second } = self.top();
        let telling_code = enhanced_reason != 0 && !vague;
        let mut verdict = Verdict {
            code_reason,
            blocklist: self.blocklist,
            delay: self.delay,
            ..Verdict::default()
        };
        if best.key > 0 && (best.is_strong() || !telling_code) {
            verdict.basis = Basis::Rule;
            verdict.reason = best.reason;
            verdict.rule = Some(best.rule_ref());
            if second.key > 0 {
                verdict.runner_up = Some(second.rule_ref());
            }
            if best.blocklist != 0 {
                verdict.blocklist = best.blocklist;
            }
        } else if enhanced_reason != 0 {
            verdict.basis = Basis::Enhanced;
            verdict.reason = enhanced_reason;
            if best.key > 0 {
                verdict.runner_up = Some(best.rule_ref());
            }
        } else if reply_reason != 0 {
            verdict.basis = Basis::Reply;
            verdict.reason = reply_reason;
        }
        verdict
    }

    /// The reason of the enhanced code, and whether it says too little to beat a weak rule.
    fn enhanced_reason(&self, tables: &Tables<'_>, provider: u8) -> (u8, bool) {
        let Some(code) = self.enhanced else { return (0, true) };
        let first = tables.vendor.partition_point(|row| row.provider < provider);
        let own = tables.vendor.get(first..).unwrap_or(&[]).iter();
        let vendor = own.take_while(|row| row.provider == provider).find(|row| {
            (row.class == 0 || row.class == code.class)
                && row.subject == code.subject
                && (row.first..=row.last).contains(&code.detail)
        });
        if let Some(row) = vendor.filter(|row| row.reason != 0) {
            return (row.reason, row.vague);
        }
        let found = tables
            .enhanced
            .binary_search_by_key(&(code.subject, code.detail), |row| (row.subject, row.detail));
        match found.ok().and_then(|at| tables.enhanced.get(at)) {
            Some(row) if code.class == 4 && row.transient_reason != 0 => {
                (row.transient_reason, row.vague)
            }
            Some(row) => (row.reason, row.vague),
            None => (0, true),
        }
    }

    fn reply_reason(&self, tables: &Tables<'_>) -> u8 {
        let Some(code) = self.reply else { return 0 };
        match tables.replies.binary_search_by_key(&code, |row| row.code) {
            Ok(at) => tables.replies[at].reason,
            Err(_) => 0,
        }
    }
}
