//! Walks files, folders, mailboxes and archives, and hands out what is in them.
