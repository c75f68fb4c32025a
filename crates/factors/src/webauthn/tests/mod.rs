mod change;
mod forged;
mod keys;
mod moment;
mod parsers;
mod vectors;
