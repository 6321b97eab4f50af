//! smtpcodes-python
