//! Made-up people, servers and networks, in the names and addresses that are set aside for examples.

use fastrand::Rng;

const NAMES: [&str; 16] = [
    "ann", "bob", "carla", "dave", "eve", "frank", "grace", "heidi", "ivan", "judy", "kim", "lena",
    "max", "nina", "oscar", "zoe",
];
const PLACES: [&str; 8] = ["shop", "office", "school", "club", "lab", "bank", "news", "home"];
const ENDS: [&str; 3] = ["example.com", "example.net", "example.org"];

/// Makes an address of one of some hundred thousand people at some thousand domains.
pub(crate) fn address(rng: &mut Rng) -> String {
    let name = NAMES[rng.usize(..NAMES.len())];
    let place = PLACES[rng.usize(..PLACES.len())];
    let end = ENDS[rng.usize(..ENDS.len())];
    format!("{name}.{}@{place}{}.{end}", rng.u16(..500), rng.u8(..200))
}

/// Names the server that takes mail for an address.
pub(crate) fn host(address: &str) -> String {
    format!("mx.{}", address.rsplit_once('@').map_or(address, |(_, domain)| domain))
}

/// Makes a network address.
pub(crate) fn network(rng: &mut Rng) -> String {
    let net = ["192.0.2", "198.51.100", "203.0.113"][rng.usize(..3)];
    format!("{net}.{}", rng.u8(1..))
}

/// Makes a client as Postfix writes it: with its name, or without.
pub(crate) fn client(rng: &mut Rng) -> String {
    let ip = network(rng);
    match rng.u8(..4) {
        0 => format!("unknown[{ip}]"),
        _ => format!("host{}.{}[{ip}]", rng.u16(..5000), ENDS[rng.usize(..ENDS.len())]),
    }
}

/// Writes the reply as a server would that was asked about this address.
pub(crate) fn addressed(reply: &str, address: &str) -> String {
    let words = reply.split(' ').map(|word| {
        if !word.contains('@') {
            return word.to_owned();
        }
        let edge = |c: char| !c.is_ascii_alphanumeric();
        let inner = word.trim_matches(edge);
        if inner.contains('@') { word.replace(inner, address) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}
