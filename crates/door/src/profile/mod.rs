//! What people see and change about themselves.

mod change_password;
mod notice_number;
mod notices;
mod preferences;
mod view;

pub use change_password::PasswordChange;
pub use notice_number::NoticeNumber;
pub use notices::NoticeSwitch;
pub use view::{Profile, UnconfirmedView};
