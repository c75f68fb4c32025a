//! What ends when something happens to an account: a row for each thing that happens. Whoever does it names its row
//! and ends nothing by itself; what is told of it stands in the row of its event.

use crate::event::Action;

/// What becomes of the sessions that there are, and of what was handed over to protected hosts by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sessions {
    Stay,
    /// All end but the one that does it.
    OthersEnd,
    AllEnd,
}

/// What becomes of sign-ins that wait for their second proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    Stay,
    End,
}

/// What becomes of the marks by which browsers are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browsers {
    Stay,
    /// The browser that does it gets a new one, and no other is known.
    OthersForgotten,
    Forgotten,
}

/// What becomes of device passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DevicePasswords {
    Stay,
    /// Whoever does it says whether they go.
    AsSaid,
    Go,
}

/// What becomes of links by which a password is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    Stay,
    /// Those that were mailed for a forgotten password are void.
    ForgottenVoid,
    /// Those of invites are.
    InvitesVoid,
    AllVoid,
}

/// What becomes of what the sessions in question have made: enrolments are suspended, addresses taken back, device
/// passwords disconnected, codes and invites void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    Stays,
    Ends,
}

/// What ends, and by which event it is told.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What has happened, for the manual.
    pub meaning: &'static str,
    pub told: Action,
    pub sessions: Sessions,
    pub pending: Pending,
    pub browsers: Browsers,
    pub device_passwords: DevicePasswords,
    pub links: Links,
    pub made: Made,
}

macro_rules! happenings {
    ($(#[doc = $meaning:literal] $name:ident: $told:ident,
        $sessions:ident, $pending:ident, $browsers:ident, $passwords:ident, $links:ident, $made:ident;)+) => {
        /// Something that happens to an account.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Happening {
            $(#[doc = $meaning] $name,)+
        }

        impl Happening {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What ends by it.
            pub const fn row(self) -> Row {
                match self {
                    $(Self::$name => Row {
                        meaning: $meaning,
                        told: Action::$told,
                        sessions: Sessions::$sessions,
                        pending: Pending::$pending,
                        browsers: Browsers::$browsers,
                        device_passwords: DevicePasswords::$passwords,
                        links: Links::$links,
                        made: Made::$made,
                    },)+
                }
            }
        }
    };
}

// told as · sessions · sign-ins that wait · known browsers · device passwords · links · what they have made
happenings! {
    /// There may be a copy of a key.
    Copied: FactorCopied, AllEnd, End, Forgotten, Stay, ForgottenVoid, Ends;
    /// Its owner says in a message that something wasn't them.
    NotMe: NotMe, AllEnd, End, Forgotten, Go, ForgottenVoid, Ends;
    /// The first second factor is switched on.
    FirstFactor: FactorAdded, OthersEnd, End, Stay, Stay, ForgottenVoid, Stays;
    /// Another second factor is switched on, or one is turned into the other kind.
    FactorAdded: FactorAdded, Stay, Stay, Stay, Stay, Stay, Stays;
    /// Its owner suspends a second factor, as one that is lost.
    FactorSuspended: FactorSuspended, Stay, Stay, Stay, Stay, Stay, Stays;
    /// Its owner removes a second factor by the narrow way, or while no other counts in full: it is suspended first.
    FactorLeaving: FactorLeaving, Stay, Stay, Stay, Stay, Stay, Stays;
    /// Its owner removes a second factor.
    FactorRemoved: FactorRemoved, Stay, Stay, Stay, Stay, Stay, Stays;
    /// An administrator removes one of somebody's second factors.
    FactorRemovedByAdministrator: FactorRemovedByAdministrator, AllEnd, End, Stay, Stay, ForgottenVoid, Stays;
    /// An administrator removes all second factors of somebody.
    FactorsRemovedByAdministrator: FactorRemovedByAdministrator, AllEnd, End, Stay, Go, ForgottenVoid, Stays;
    /// An administrator gives somebody their first second factor, by a list of tokens.
    FirstFactorByAdministrator: FactorAddedByAdministrator, AllEnd, End, Stay, Stay, ForgottenVoid, Stays;
    /// An administrator gives somebody another second factor, by a list of tokens.
    FactorAddedByAdministrator: FactorAddedByAdministrator, Stay, Stay, Stay, Stay, Stay, Stays;
    /// Its owner changes the password.
    PasswordChanged: PasswordChanged, OthersEnd, End, OthersForgotten, AsSaid, AllVoid, Stays;
    /// A forgotten password is chosen anew by a mailed link.
    PasswordForgotten: PasswordReset, AllEnd, End, Forgotten, Stay, AllVoid, Stays;
    /// The same by whoever says that someone else may know the old one.
    PasswordKnown: PasswordReset, AllEnd, End, Forgotten, Go, AllVoid, Stays;
    /// An administrator sets somebody's password.
    PasswordSet: PasswordSetByAdministrator, AllEnd, End, Forgotten, Go, AllVoid, Stays;
    /// A password is chosen by an invite.
    InviteAccepted: AccountInviteAccepted, AllEnd, End, Forgotten, Stay, AllVoid, Stays;
    /// An address is added.
    AddressAdded: EmailAdded, Stay, Stay, Stay, Stay, Stay, Stays;
    /// An address is removed.
    AddressRemoved: EmailRemoved, Stay, Stay, Stay, Stay, InvitesVoid, Stays;
    /// An administrator disables an account.
    Disabled: AccountDisabled, AllEnd, End, Stay, Stay, AllVoid, Stays;
    /// Its owner disconnects all other browsers.
    OthersDisconnected: SessionOthersEnded, OthersEnd, Stay, Stay, AsSaid, Stay, Stays;
    /// An administrator disconnects all browsers of somebody.
    AllDisconnected: SessionEndedByAdministrator, AllEnd, End, Stay, Stay, ForgottenVoid, Stays;
}

impl Row {
    /// Whether it ends whatever was begun before it, sign-ins that wait as well: nothing that leaned on the account as
    /// it was then is committed any more.
    pub const fn is_a_new_beginning(&self) -> bool {
        matches!(self.pending, Pending::End)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_make_sense() {
        for happening in Happening::ALL {
            let row = happening.row();
            let shown = format!("{happening:?}");
            // Whoever has a pending sign-in would come in after all others were thrown out.
            if row.sessions == Sessions::AllEnd {
                assert_eq!(row.pending, Pending::End, "{shown}");
            }
            if row.sessions == Sessions::Stay {
                assert_eq!(row.pending, Pending::Stay, "{shown}");
            }
            // A link is good for the account as it was when it was sent.
            if row.pending == Pending::End {
                let void = [Links::ForgottenVoid, Links::AllVoid];
                assert!(void.contains(&row.links), "{shown}");
            }
            assert!(row.meaning.trim().ends_with('.'), "{shown}");
        }
    }

    #[test]
    fn whatever_changes_a_password_ends_what_leaned_on_the_old_one() {
        use Happening as H;
        for happening in [
            H::PasswordChanged,
            H::PasswordForgotten,
            H::PasswordKnown,
            H::PasswordSet,
            H::InviteAccepted,
        ] {
            let row = happening.row();
            assert!(row.is_a_new_beginning(), "{happening:?}");
            assert_ne!(row.browsers, Browsers::Stay, "{happening:?}");
            assert_eq!(row.links, Links::AllVoid, "{happening:?}");
        }
    }
}
