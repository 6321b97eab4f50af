//! The two closed lists of words that an event uses.

/// What a message or log line reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Delivery failed for good.
    Failed,
    /// Delivery is deferred; the server goes on trying.
    Delayed,
    /// Delivered, relayed or expanded.
    Delivered,
    /// An automatic answer of a person's mailbox.
    AutoReply,
    /// A recipient reported the message as spam.
    Complaint,
    /// Somebody asks to join a list.
    SubscribeRequest,
    /// Somebody asks to leave a list.
    UnsubscribeRequest,
    /// The recipient's system asks the sender to confirm.
    ChallengeResponse,
}

impl Kind {
    /// Returns the word, as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Delayed => "delayed",
            Self::Delivered => "delivered",
            Self::AutoReply => "auto_reply",
            Self::Complaint => "complaint",
            Self::SubscribeRequest => "subscribe_request",
            Self::UnsubscribeRequest => "unsubscribe_request",
            Self::ChallengeResponse => "challenge_response",
        }
    }
}

/// The command, or moment of a session, that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, clippy::upper_case_acronyms)]
pub enum Command {
    CONNECT,
    EHLO,
    HELO,
    LHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    QUIT,
}

impl Command {
    /// Finds the command in a word or phrase such as `RCPT TO` or `end of DATA`.
    pub fn from_word(word: &[u8]) -> Option<Self> {
        let upper = word.to_ascii_uppercase();
        let has = |what: &[u8]| upper.windows(what.len()).any(|w| w == what);
        [
            (&b"RCPT"[..], Self::RCPT),
            (b"MAIL", Self::MAIL),
            (b"DATA", Self::DATA),
            (b"EHLO", Self::EHLO),
            (b"HELO", Self::HELO),
            (b"LHLO", Self::LHLO),
            (b"STARTTLS", Self::STARTTLS),
            (b"AUTH", Self::AUTH),
            (b"QUIT", Self::QUIT),
            (b"CONNECT", Self::CONNECT),
        ]
        .into_iter()
        .find_map(|(w, c)| has(w).then_some(c))
    }

    /// Returns the word, as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CONNECT => "CONNECT",
            Self::EHLO => "EHLO",
            Self::HELO => "HELO",
            Self::LHLO => "LHLO",
            Self::STARTTLS => "STARTTLS",
            Self::AUTH => "AUTH",
            Self::MAIL => "MAIL",
            Self::RCPT => "RCPT",
            Self::DATA => "DATA",
            Self::QUIT => "QUIT",
        }
    }
}
