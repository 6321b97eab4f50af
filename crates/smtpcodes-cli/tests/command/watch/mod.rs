//! `watch`: what it follows, what it shows and what it serves.

mod log;
mod logs;
mod metrics;
mod mistakes;
mod pipe;
mod screen;
mod watching;
