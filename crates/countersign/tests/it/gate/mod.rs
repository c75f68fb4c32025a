//! A program behind each real proxy that asks the gate, with the configurations of deploy.

mod apart;
mod assertions;
mod clients;
mod hostile;
mod place;
mod readings;
mod rows;
mod walk;
