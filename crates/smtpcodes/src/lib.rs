//! smtpcodes
