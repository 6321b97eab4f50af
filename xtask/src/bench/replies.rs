//! The reply level: parsing, codes and classification, beside the peers that do the same, and the sizes.

use std::fs;
use std::path::Path;

use smtpcodes_rules::Problem;

use super::{Bench, Peer, SISIMAI};
use crate::spec::Spec;
use crate::validate;

/// The benchmarks of bench/benches.
const BENCHES: [&str; 3] = ["parsing", "codes", "matchers"];

/// The peers in other languages, each with the script that times it.
const PEERS: [(Peer, &str); 2] = [
    (SISIMAI, "bench/peers/sisimai.pl"),
    (
        Peer {
            name: "flufl.bounce",
            program: "python3",
            probe: &["-c", "import flufl.bounce"],
            install: "python3 -m pip install flufl.bounce",
        },
        "bench/peers/flufl_bounce.py",
    ),
];

/// Measures everything and prints one closing table; gives the peers that are not installed.
pub(super) fn run(bench: &Bench) -> Result<Vec<&'static Peer>, String> {
    let results = bench.criterion_home();
    // What an earlier run left would stand in the table as if it were of this one.
    if results.exists() {
        fs::remove_dir_all(&results).map_err(|error| error.to_string())?;
    }
    for name in BENCHES {
        bench.criterion(name)?;
    }
    let (rates, missing) = bench.rates()?;
    println!("\n== sizes");
    bench.sizes()?;
    println!("\n== everything");
    let arguments = ["run", "-q", "--release", "-p", "smtpcodes-bench", "--", "report"];
    bench.finish(bench.command("cargo").args(arguments).args(rates))?;
    Ok(missing)
}

impl Bench {
    fn criterion(&self, name: &str) -> Result<(), String> {
        println!("\n== {name}");
        let mut command = self.command("cargo");
        command.args(["bench", "-q", "-p", "smtpcodes-bench", "--bench", name, "--", "--noplot"]);
        if self.smoke {
            let short = ["--warm-up-time", "0.05", "--measurement-time", "0.1"];
            command.args(short).args(["--sample-size", "10", "--nresamples", "1001"]);
            command.env("BENCH_PHRASES", "500");
        }
        self.finish(&mut command)
    }

    /// Measures the peers that are installed; gives their rates and the names of the others.
    fn rates(&self) -> Result<(Vec<String>, Vec<&'static Peer>), String> {
        let arguments = ["run", "-q", "--release", "-p", "smtpcodes-bench", "--", "texts"];
        let texts = self.output(self.command("cargo").args(arguments))?;
        let file = self.target.join("bench-texts.jsonl");
        fs::write(&file, texts).map_err(|error| format!("{}: {error}", file.display()))?;
        let seconds = if self.smoke { "0.5" } else { "10" };
        let (mut rates, mut missing) = (Vec::new(), Vec::new());
        for (peer, script) in &PEERS {
            println!("\n== {}", peer.name);
            if !self.has(peer) {
                missing.push(peer);
                continue;
            }
            let mut command = self.command(peer.program);
            let rate = self.output(command.arg(script).arg(&file).arg(seconds))?;
            println!("{} texts a second", rate.trim());
            rates.push(format!("{}={}", peer.name, rate.trim()));
        }
        Ok((rates, missing))
    }

    fn sizes(&self) -> Result<(), String> {
        println!("embedded tables: {} bytes", table_bytes(&self.root)?);
        let release = ["build", "-q", "--release", "-p", "smtpcodes-c"];
        self.finish(self.command("cargo").args(release))?;
        let (library, stripped) =
            (self.target.join("release/libsmtpcodes.so"), self.target.join("bench-stripped.so"));
        self.finish(self.command("strip").arg("-o").arg(&stripped).arg(library))?;
        let size = fs::metadata(&stripped).map_err(|error| error.to_string())?.len();
        println!("stripped shared library: {size} bytes");
        Ok(())
    }
}

/// Bytes of what the engine reads of the rules and phrases, without the texts that stand beside them.
fn table_bytes(root: &Path) -> Result<usize, String> {
    let mut problems = Vec::new();
    let spec = Spec::load(root, &mut problems);
    let Some(checked) = validate::check(&spec, &mut problems).filter(|_| problems.is_empty())
    else {
        let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
        return Err(lines.join("\n"));
    };
    let tables = &checked.compiled;
    Ok(size_of_val(&tables.openings[..])
        + size_of_val(&tables.slots[..])
        + size_of_val(&tables.tails[..])
        + size_of_val(&tables.outputs[..])
        + size_of_val(&tables.pieces[..])
        + size_of_val(&tables.rules[..])
        + size_of_val(&tables.code_ranges[..])
        + size_of_val(&tables.enhanced_patterns[..]))
}
