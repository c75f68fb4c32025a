//! What is done to accounts and to the site by those who look after them.

mod add_account;
mod administer;
pub(crate) mod everyone;
mod invite;
mod last;
mod mail_accepted;
mod membership;
mod message_reported;
pub(crate) mod messages;
mod names;
mod offer_strongest;
mod require;
mod switch;
mod view;

pub use add_account::NewAccount;
pub use everyone::Everyones;
pub use membership::GroupView;
pub use message_reported::Report;
pub use messages::{MessagePlace, MessageState, MessageView, Messages, WaitingMessages};
pub use require::PolicyView;
pub use switch::SwitchView;
pub use view::{AccountView, WaitView};
