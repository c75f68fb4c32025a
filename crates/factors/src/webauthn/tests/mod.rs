mod forged;
mod parsers;
mod vectors;
