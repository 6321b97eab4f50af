//! Reads the delivery events that mail providers send as JSON.
