//! Files, folders, mailboxes and archives, and what is yielded from each.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use smtpcodes_extract::{Limits, container};

/// A folder of its own for each test, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("smtpcodes-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder"))
            .expect("a folder can be made");
        fs::write(&path, bytes).expect("a file can be written");
        path
    }

    /// What is yielded: `source=content`, or `source!message` for a problem, with the folder left out.
    fn yielded(&self, paths: &[&Path], limits: &Limits) -> Vec<String> {
        let root = format!("{}/", self.0.display());
        container::messages(paths, limits)
            .map(|item| match item {
                Ok((source, bytes)) => format!("{source}={}", String::from_utf8_lossy(&bytes)),
                Err(problem) => format!("{}!{}", problem.source, problem.message),
            })
            .map(|line| line.replace(&root, ""))
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

fn zip(members: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).expect("memory can be written");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn folders_are_walked_in_order_and_loops_end() {
    let folder = Folder::new("tree");
    folder.write("b", b"two");
    folder.write("a/x", b"one");
    folder.write(".hidden", b"no");
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", folder.0.join("a/up")).expect("a link can be made");
    assert_eq!(folder.yielded(&[&folder.0], &Limits::default()), ["a/x=one", "b=two"]);
}

#[test]
fn of_a_maildir_only_messages_are_yielded() {
    let folder = Folder::new("maildir");
    for name in ["cur/1", "new/2", "tmp/3", "dovecot.index", ".Sent/cur/4"] {
        folder.write(name, name.as_bytes());
    }
    fs::create_dir_all(folder.0.join(".Sent/new")).expect("a folder can be made");
    let got = folder.yielded(&[&folder.0], &Limits::default());
    assert_eq!(got, [".Sent/cur/4=.Sent/cur/4", "cur/1=cur/1", "new/2=new/2"]);
}

#[test]
fn mailboxes_are_split_and_other_files_are_not() {
    let folder = Folder::new("mbox");
    let separator = "From ann@example.net Mon Mar  3 10:00:00 2025\n";
    let mailbox = format!("{separator}Subject: 1\n\nFrom here on\n\n{separator}Subject: 2\n\nhi\n");
    let path = folder.write("box", mailbox.as_bytes());
    let got = folder.yielded(&[&path], &Limits::default());
    assert_eq!(got.len(), 2, "{got:?}");
    assert!(got[0].ends_with("From here on\n\n"), "{got:?}");
    assert_eq!(got[1], "box:2=Subject: 2\n\nhi\n");
    let plain = folder.write("plain", format!("Subject: 1\n\n{separator}").as_bytes());
    assert_eq!(folder.yielded(&[&plain], &Limits::default()).len(), 1);
}

#[test]
fn one_message_above_the_limit_does_not_cost_the_next() {
    let folder = Folder::new("limit");
    let separator = "From ann@example.net Mon Mar  3 10:00:00 2025\n";
    let mailbox = format!("{separator}{}\n\n{separator}Subject: 2\n", "a".repeat(500));
    let path = folder.write("box", mailbox.as_bytes());
    let got = folder.yielded(&[&path], &Limits { message: 100, ..Limits::default() });
    assert_eq!(got.len(), 2, "{got:?}");
    assert!(
        got[0].starts_with("box!the message has 548 bytes, more than the limit of 100"),
        "{got:?}"
    );
    assert_eq!(got[1], "box:2=Subject: 2\n");
}

#[test]
fn compressed_files_are_opened_by_their_content() {
    let folder = Folder::new("packed");
    let both = [zstd(b"one,"), zstd(b"two")].concat();
    let inner = zip(
        &[("deep/a", b"deep"), ("b.gz", &gzip(b"packed twice"))],
        zip::CompressionMethod::Stored,
    );
    folder.write("1.log", &gzip(b"gzip"));
    folder.write("2.log", &both);
    folder.write(
        "3.log",
        &zip(&[("a", b"member"), ("in.zip", &inner)], zip::CompressionMethod::Deflated),
    );
    folder.write("4.log", &gzip(&gzip(b"twice")));
    let got = folder.yielded(&[&folder.0], &Limits::default());
    let expected = [
        "1.log=gzip",
        "2.log=one,two",
        "3.log!/a=member",
        "3.log!/in.zip!/deep/a=deep",
        "3.log!/in.zip!/b.gz=packed twice",
        "4.log=twice",
    ];
    assert_eq!(got, expected);
}

#[test]
fn what_expands_beyond_the_limits_is_named() {
    let folder = Folder::new("bomb");
    folder.write("1", &gzip(&vec![b'a'; 1 << 20]));
    folder.write("2", &zstd(&vec![b'a'; 1 << 20]));
    folder.write("3", &zip(&[("a", &vec![b'a'; 1 << 20])], zip::CompressionMethod::Deflated));
    folder.write("4", b"fine");
    let got = folder.yielded(&[&folder.0], &Limits { expanded: 1000, ..Limits::default() });
    assert_eq!(got.len(), 4, "{got:?}");
    for line in &got[..3] {
        assert!(line.contains("it expands to more than the limit of 1000 bytes"), "{line}");
    }
    assert_eq!(got[3], "4=fine");
    let layers = (0..5).fold(b"x".to_vec(), |bytes, _| gzip(&bytes));
    let path = folder.write("5", &layers);
    let got = folder.yielded(&[&path], &Limits { nesting: 3, ..Limits::default() });
    assert_eq!(got, ["5!is compressed more than 3 times over; unpack it first"]);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = Folder::new("broken");
    let whole = gzip(&[b'a'; 1000]);
    folder.write("1", &whole[..whole.len() - 12]);
    folder.write("2", b"PK\x03\x04 no archive");
    folder.write("3", b"fine");
    let missing = folder.0.join("missing");
    let got = folder.yielded(&[&missing, &folder.0], &Limits::default());
    assert_eq!(got.len(), 4, "{got:?}");
    assert!(got[0].starts_with("missing!cannot be read: "), "{got:?}");
    assert!(got[1].starts_with("1!cannot be read on: "), "{got:?}");
    assert!(got[2].starts_with("2!is no readable zip archive: "), "{got:?}");
    assert_eq!(got[3], "3=fine");
}
