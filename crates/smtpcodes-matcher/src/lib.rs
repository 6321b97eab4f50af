//! smtpcodes-matcher
