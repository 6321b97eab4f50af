//! A pipe, read in a thread of its own, so that one that is silent keeps nobody waiting.

use std::io::{self, ErrorKind, Read};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

/// Pieces that are under way; the writer of the pipe waits when there are more.
const PIECES: usize = 16;
/// Bytes of a piece.
const SIZE: usize = 64 << 10;

/// Reads what has come through the pipe; `WouldBlock` says that there is nothing more yet.
pub struct Pipe {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    at: usize,
}

impl Pipe {
    /// Starts reading; `open` may take its time, as that of a named pipe does.
    pub fn start<R: Read>(open: impl FnOnce() -> io::Result<R> + Send + 'static) -> Self {
        let (sender, pieces) = sync_channel(PIECES);
        thread::spawn(move || {
            let mut stream = match open() {
                Ok(stream) => stream,
                Err(error) => return drop(sender.send(Err(error))),
            };
            loop {
                let mut piece = vec![0; SIZE];
                let read = match stream.read(&mut piece) {
                    Ok(0) => return,
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    read => read,
                };
                let failed = read.is_err();
                let piece = read.map(|got| {
                    piece.truncate(got);
                    piece
                });
                if sender.send(piece).is_err() || failed {
                    return;
                }
            }
        });
        Self { pieces, piece: Vec::new(), at: 0 }
    }
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            match self.pieces.try_recv() {
                Ok(piece) => (self.piece, self.at) = (piece?, 0),
                Err(TryRecvError::Empty) => return Err(ErrorKind::WouldBlock.into()),
                Err(TryRecvError::Disconnected) => return Ok(0),
            }
        }
        let len = buffer.len().min(self.piece.len() - self.at);
        buffer[..len].copy_from_slice(&self.piece[self.at..self.at + len]);
        self.at += len;
        Ok(len)
    }
}
