//! smtpcodes-c
