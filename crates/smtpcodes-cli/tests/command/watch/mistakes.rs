//! What cannot be watched.

use crate::run;

#[test]
fn what_cannot_be_watched_is_said_at_once() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    for (arguments, told) in [
        (&["watch", "--metrics", &port][..], "cannot be served at 127.0.0.1"),
        (&["watch", "--metrics", ":9925"], "write 0.0.0.0"),
        (&["watch", "--metrics", name], "name it before `--metrics`"),
        (&["watch", name], "is a folder"),
        (&["watch", "--interval", "0"], "1 or more"),
        (&["watch", "--from", "message"], "invalid value 'message'"),
        (&["watch", "--rules", "no.yaml"], "no.yaml cannot be read"),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(told), "{told} is not in\n{}", run.err);
        assert_eq!(run.out, "", "{arguments:?}");
    }
}
