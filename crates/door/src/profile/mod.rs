//! What people see and change about themselves.

mod change_password;
mod notices;
mod preferences;
mod view;

pub use change_password::PasswordChange;
pub use notices::NoticeSwitch;
pub use view::{Profile, UnconfirmedView};
