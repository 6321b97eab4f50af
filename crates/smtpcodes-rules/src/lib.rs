//! smtpcodes-rules
