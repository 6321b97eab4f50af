//! The command line.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use smtpcodes_extract::{Input, Limits};

use crate::number;
use crate::watch::address;

/// Says what an SMTP server's answer means, whose fault it is and what to do about it.
#[derive(Debug, Parser)]
#[command(name = "smtpcodes", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Args {
    /// When to use colours; `auto` asks the terminal and NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Explain a code, a reason or a whole reply
    Explain(Explain),
    /// List what smtpcodes knows
    List(List),
    /// Classify replies, mail logs and bounce messages in bulk
    Classify(Classify),
    /// Follow growing logs, and show live what goes wrong
    Watch(Watch),
    /// Try and check rules of your own
    Rules(Rules),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  smtpcodes explain 550
  smtpcodes explain 5.7.26 mailbox_full
  smtpcodes explain 550 5.1.1 user unknown
  tail -1 rejected.txt | smtpcodes explain")]
pub struct Explain {
    /// Print one JSON object for each WHAT
    #[arg(long)]
    pub json: bool,
    /// Layer the rules of a file before the shipped ones
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// A reply code (550), an enhanced code (5.1.1), a reason (mailbox_full), the name of a provider,
    /// block list or rule, or a whole reply; `-` reads standard input
    #[arg(value_name = "WHAT", allow_hyphen_values = true, value_parser = OsStringValueParser::new().map(text))]
    pub what: Vec<String>,
}

/// Takes an argument for text: a reply may be in any encoding.
fn text(argument: OsString) -> String {
    argument.to_string_lossy().into_owned()
}

#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub struct List {
    /// What to list
    #[arg(value_enum)]
    pub table: TableName,
    /// How to print it; JSON has every field
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableName {
    Replies,
    Enhanced,
    Reasons,
    Rules,
    Providers,
    Blocklists,
    Commands,
    Taxonomies,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Table,
    Json,
    Csv,
    Md,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  smtpcodes classify /var/log/mail.log
  smtpcodes classify --from message Maildir/ --suppressions dead.txt > bounces.jsonl
  journalctl -u postfix -o json | smtpcodes classify --format summary
  smtpcodes classify --report report.html -o out.jsonl mail.log mail.log.1.gz
  smtpcodes classify --format parquet -o replies.parquet 'logs/*.gz'

Exit codes: 0 all was read, 1 something could not be read or written and was named, 2 what was asked cannot be done.")]
pub struct Classify {
    /// Files, folders, compressed files and patterns such as 'logs/*.gz'; none, or `-`, is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What the input holds; `auto` looks at it
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub from: From,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub format: Format,
    /// Where to write it, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Layer the rules of a file before the shipped ones
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Also write a report with charts, one HTML page that needs nothing else
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Also write the addresses that are dead: address, reason and date, one a line
    #[arg(long, value_name = "FILE")]
    pub suppressions: Option<PathBuf>,
    /// Also write deliveries that succeeded, which logs are full of
    #[arg(long)]
    pub deliveries: bool,
    /// How many threads classify, 256 at most; all cores by default
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>)]
    pub jobs: Option<usize>,
    /// Bytes that one compressed file or archive may expand to
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().expanded, value_parser = number::bytes::<u64>)]
    pub max_expanded: u64,
    /// Bytes that one message may have
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().message, value_parser = number::bytes::<usize>)]
    pub max_message: usize,
}

impl Classify {
    /// Returns the bounds that were asked for.
    pub fn limits(&self) -> Limits {
        Limits { expanded: self.max_expanded, message: self.max_message, ..Limits::default() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// Look at the content of each file
    Auto,
    /// One reply a line
    Replies,
    /// JSON objects with `text`, or events of a mail provider, one a line
    Jsonl,
    /// The log of a mail server
    Maillog,
    /// Bounce messages and mailboxes
    Message,
}

impl core::convert::From<From> for Input {
    fn from(from: From) -> Self {
        match from {
            From::Auto => Self::Auto,
            From::Replies => Self::Replies,
            From::Jsonl => Self::Jsonl,
            From::Maillog => Self::Maillog,
            From::Message => Self::Message,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a reply
    Jsonl,
    /// One row a reply
    Csv,
    /// One row a reply, by columns, for data tools; never to a terminal
    Parquet,
    /// What went wrong, counted
    Summary,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
On a terminal the counts are shown live; elsewhere as one line every interval. Ctrl-C or SIGTERM ends the watching \
with a summary. The metrics stand at /metrics: smtpcodes_replies_total, smtpcodes_deliveries_total, \
smtpcodes_problems_total, smtpcodes_lines_total and smtpcodes_build_info.

Examples:
  smtpcodes watch /var/log/mail.log
  smtpcodes watch /var/log/mail.log --metrics
  smtpcodes watch /var/log/mail.log --metrics 9100 --interval 300 >> mail-summary.txt
  journalctl -u 'postfix*' -o json -f | smtpcodes watch")]
pub struct Watch {
    /// Logs that grow, followed across rotation by name; none, or `-`, is standard input
    #[arg(value_name = "LOG")]
    pub logs: Vec<PathBuf>,
    /// What the logs hold; `auto` looks at it
    #[arg(long, value_enum, default_value_t = Lines::Auto)]
    pub from: Lines,
    /// Read first what is there already
    #[arg(long)]
    pub from_start: bool,
    /// Layer the rules of a file before the shipped ones
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Serve metrics for Prometheus at a port of 127.0.0.1 (9925 where none is named, 0 for any that is free), or at
    /// an address and a port
    #[arg(long, value_name = "ADDR", num_args = 0..=1, default_missing_value = address::DEFAULT, value_parser = address::parse)]
    pub metrics: Option<SocketAddr>,
    /// Seconds from one line to the next where there is no terminal
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = number::whole::<u64>)]
    pub interval: u64,
}

/// What has lines, and so can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lines {
    /// Look at the content of each log
    Auto,
    /// One reply a line
    Replies,
    /// JSON objects with `text`, or events of a mail provider, one a line
    Jsonl,
    /// The log of a mail server
    Maillog,
}

impl core::convert::From<Lines> for Input {
    fn from(lines: Lines) -> Self {
        match lines {
            Lines::Auto => Self::Auto,
            Lines::Replies => Self::Replies,
            Lines::Jsonl => Self::Jsonl,
            Lines::Maillog => Self::Maillog,
        }
    }
}

#[derive(Debug, clap::Args)]
pub struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Show for each line which rule wins, and which would without it
    Test {
        /// Replies, one a line; `-` is standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Layer the rules of a file before the shipped ones
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },
    /// Check a file of rules: its entries, its patterns and its examples
    Lint {
        /// The file of rules
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
