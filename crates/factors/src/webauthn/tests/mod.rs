mod change;
mod forged;
mod moment;
mod parsers;
mod vectors;
