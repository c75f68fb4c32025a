//! What nobody may say or ask from outside, by one table for all six proxies: of headers that only the gate and
//! its proxy send, and of paths that only a proxy asks Countersign for.

mod headers;
mod paths;
