//! The buttons that there are, and what kinds of them.

use domain::Kind;

/// Something that somebody presses, or waits for. A number is one of their things, in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Button {
    Password,
    /// A passkey by itself.
    Alone(usize),
    /// A password by a mailed link, and signing in with it later.
    Forget,
    Answer(usize),
    AnswerCode,
    SetUp(Kind),
    ConfirmPassword,
    Confirm(usize),
    ConfirmCode,
    Add(Kind),
    MakeCodes,
    Suspend(usize),
    Resume(usize),
    Remove(usize),
    /// A key becomes a passkey, or the other way round.
    Turn(usize),
    ChangePassword,
    AddAddress,
    RemoveAddress,
    MakeDevicePassword,
    SignOut,
    WaitMoment,
    WaitDay,
}

impl Button {
    /// Whether it gives something that signs in.
    pub fn might_help(&self) -> bool {
        matches!(
            self,
            Self::Add(_) | Self::MakeCodes | Self::Resume(_) | Self::AddAddress
        )
    }

    /// Whether it changes what somebody has, beyond what signing in uses up.
    pub fn changes(&self) -> bool {
        !matches!(
            self,
            Self::Password
                | Self::Alone(_)
                | Self::Answer(_)
                | Self::AnswerCode
                | Self::SetUp(_)
                | Self::ConfirmPassword
                | Self::Confirm(_)
                | Self::ConfirmCode
                | Self::SignOut
                | Self::WaitMoment
                | Self::WaitDay
        )
    }
}
