//! `smtpcodes explain`: what people see first.

mod code_page;
mod json;
mod name_page;
mod query;
mod reply_page;

use std::io::{self, IsTerminal, Read, Write};

use crate::args::Explain;
use crate::engine::Engine;
use crate::screen::{Look, Page};
use crate::stop::{Done, Stop, complain};

use query::Query;

/// Bytes of standard input that are looked at: more than any reply that a person wants explained.
const ENOUGH: u64 = 1 << 20;

/// Explains each WHAT; a bad one does not cost the others.
pub fn run(args: &Explain, look: Look) -> Result<Done, Stop> {
    let whats = whats(&args.what)?;
    let engine = Engine::load(args.rules.as_deref())?;
    let mut done = Done::Whole;
    let mut first = true;
    for what in &whats {
        let query = match query::read(what, &engine) {
            Ok(query) => query,
            Err(message) => {
                complain(message);
                done = Done::Misused;
                continue;
            }
        };
        if args.json {
            let mut line = Vec::new();
            crate::json::line(&json::Explanation::new(what, &query, &engine), &mut line)?;
            io::stdout().lock().write_all(&line)?;
            continue;
        }
        if !first {
            writeln!(io::stdout().lock())?;
        }
        first = false;
        let mut page = Page::new(look);
        write(&query, &engine, &mut page);
        page.print()?;
    }
    Ok(done)
}

fn write(query: &Query, engine: &Engine, page: &mut Page) {
    match query {
        Query::ReplyCode(code, entry) => code_page::reply_code(*code, *entry, page),
        Query::Enhanced(code) => code_page::enhanced(*code, page),
        Query::Registered(entry) => code_page::registered(entry, page),
        Query::Vendor(entry) => code_page::vendor(entry, page),
        Query::Reason(reason) => name_page::reason(*reason, page),
        Query::Provider(provider) => name_page::provider(*provider, page),
        Query::Blocklist(list) => name_page::blocklist(*list, page),
        Query::Rule(rule) => name_page::rule(rule, page),
        Query::Text(text) => reply_page::reply(text, engine, page),
    }
}

/// Finds what is asked: the arguments, one by one or as the words of one reply, or standard input.
fn whats(arguments: &[String]) -> Result<Vec<String>, Stop> {
    if arguments.is_empty() && io::stdin().is_terminal() {
        return Err(Stop::Usage(query::NOTHING.to_owned()));
    }
    if arguments.is_empty() || arguments == ["-"] {
        return Ok(query::split_input(&read_input()?));
    }
    if query::are_words_of_a_reply(arguments) {
        return Ok(vec![arguments.join(" ")]);
    }
    let mut whats = Vec::new();
    for argument in arguments {
        match argument.as_str() {
            "-" => whats.extend(query::split_input(&read_input()?)),
            _ => whats.push(argument.clone()),
        }
    }
    Ok(whats)
}

fn read_input() -> Result<String, Stop> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(ENOUGH + 1).read_to_end(&mut bytes);
    read.map_err(|error| Stop::Failed(format!("standard input cannot be read: {error}")))?;
    if bytes.len() as u64 > ENOUGH {
        bytes.truncate(ENOUGH as usize);
        complain(
            "standard input has more than 1 MiB; the rest is left alone. For many replies use `smtpcodes classify`",
        );
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
