//! smtpcodes-extract
