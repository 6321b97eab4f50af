//! Where the metrics are served: on this machine alone, unless the user writes another address out in full.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

/// The port where none is named.
const PORT: u16 = 9925;
/// The address where none is named, as the command line takes it.
pub const DEFAULT: &str = "127.0.0.1:9925";

/// Reads `9925`, `127.0.0.1`, `[::1]:9925` or `localhost:9925`.
///
/// # Errors
/// Says what an address looks like.
pub fn parse(text: &str) -> Result<SocketAddr, String> {
    let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if let Ok(port) = text.parse::<u16>() {
        return Ok(SocketAddr::new(loopback, port));
    }
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Ok(address);
    }
    if let Ok(address) = text.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        return Ok(SocketAddr::new(address, PORT));
    }
    match text.strip_prefix("localhost") {
        Some("") => return Ok(SocketAddr::new(loopback, PORT)),
        Some(rest) => {
            if let Some(Ok(port)) = rest.strip_prefix(':').map(str::parse) {
                return Ok(SocketAddr::new(loopback, port));
            }
        }
        None => {}
    }
    let advice = if Path::new(text).exists() {
        "to watch that file, name it before `--metrics`"
    } else if text.starts_with(':') || text.starts_with('*') {
        "write 0.0.0.0 and the port if other machines are to read the metrics"
    } else {
        "host names are not looked up"
    };
    Err(format!(
        "write a port (9925), or an address and a port (127.0.0.1:9925, [::1]:9925); {advice}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_full_address_leaves_the_machine() {
        assert_eq!(parse(DEFAULT).map(|address| address.port()), Ok(PORT));
        for (text, expected) in [
            (DEFAULT, Some("127.0.0.1:9925")),
            ("1234", Some("127.0.0.1:1234")),
            ("0", Some("127.0.0.1:0")),
            ("::1", Some("[::1]:9925")),
            ("[::1]:80", Some("[::1]:80")),
            ("localhost", Some("127.0.0.1:9925")),
            ("localhost:80", Some("127.0.0.1:80")),
            ("0.0.0.0:80", Some("0.0.0.0:80")),
            (":80", None),
            ("*:80", None),
            ("70000", None),
            ("localhost:x", None),
            ("mail.example.com:80", None),
            ("", None),
        ] {
            let address = parse(text).ok().map(|address| address.to_string());
            assert_eq!(address.as_deref(), expected, "{text}");
        }
    }
}
