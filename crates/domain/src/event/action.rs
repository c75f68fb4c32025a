//! Everything that is written to the audit log: one row an action. Its word in the log, the keys of its texts,
//! what may come of it and who is told of it are read from here, and nowhere else.

use super::{Ends, How, Tells, Whose};

macro_rules! actions {
    ($($(#[doc = $meaning:literal])+ $name:ident = $word:literal, $whose:ident, $ends:ident, $tells:ident $([$($how:ident)+])?;)+) => {
        /// What an event tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $meaning])+ $name,)+
        }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word in the log and in lists; it stays as it is for good.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// Whether its events concern an account, the site or nobody.
            pub const fn whose(self) -> Whose {
                match self { $(Self::$name => Whose::$whose,)+ }
            }

            /// What may come of it.
            pub const fn ends(self) -> Ends {
                match self { $(Self::$name => Ends::$ends,)+ }
            }

            /// Who is told of it.
            pub const fn tells(self) -> Tells {
                match self { $(Self::$name => Tells::$tells,)+ }
            }

            /// What the message says beside what happened, when and where.
            pub const fn how(self) -> &'static [How] {
                match self { $(Self::$name => &[$($(How::$how),+)?],)+ }
            }
        }
    };
}

actions! {
    /// Signed in from a browser that the account knows.
    SignIn = "sign-in", Account, Done, Nobody;
    /// Signed in from a browser that the account doesn't know.
    SignInNewBrowser = "sign-in.new-browser", Account, Done, Always [NotMe];
    /// Signed in from a browser that the account knows, by what helps out in place of the factor.
    SignInWithoutFactor = "sign-in.without-factor", Account, Done, Always [NotMe];
    /// The password was right, and a second proof is asked for.
    SignInBegun = "sign-in.begun", Account, Done, Nobody;
    /// A wrong password, or a name that no account has.
    SignInPassword = "sign-in.password", Anybody, Refused, Nobody;
    /// A wrong answer after the right password.
    SignInCode = "sign-in.code", Account, Refused, Nobody;
    /// Three wrong answers after the right password: told once a day.
    SignInThreeWrong = "sign-in.three-wrong", Account, Refused, Always [NotMe];
    /// An answer to a kind that is switched off.
    SignInKindOff = "sign-in.kind-off", Account, Refused, Nobody;
    /// An answer without a name that opens nothing.
    SignInPasswordless = "sign-in.alone", Anybody, Refused, Nobody;
    /// A list of what somebody has asked for by an address that may ask for no more.
    SignInList = "sign-in.list", Anybody, Refused, Nobody;
    /// A try from an address that has none left.
    AddressSpent = "address.spent", Anybody, Refused, Nobody;
    /// A right code that was used before.
    CodeUsedAgain = "code.used-again", Account, Refused, Nobody;
    /// Somebody has signed out.
    SignOut = "sign-out", Account, Done, Nobody;
    /// Confirmed who they are, or failed to.
    StepUp = "step-up", Account, Both, Nobody;
    /// Confirmed by password and a way to help out, without the usual factor.
    StepUpWithoutFactor = "step-up.without-factor", Account, Done, Always [NotMe];
    /// A browser or device got another name.
    SessionRenamed = "session.renamed", Account, Done, Nobody;
    /// A session was ended by its owner.
    SessionEnded = "session.ended", Account, Done, Nobody;
    /// All sessions of an account but one were ended by its owner.
    SessionOthersEnded = "session.others-ended", Account, Done, Nobody;
    /// Sessions were ended by an administrator.
    SessionEndedByAdministrator = "session.ended-by-administrator", Account, Done, IfWanted;
    /// Every session was ended.
    SessionEveryoneEnded = "session.everyone-ended", Site, Done, Nobody;
    /// An enrolment was confirmed.
    FactorAdded = "factor.added", Account, Done, Always [NotMe];
    /// An enrolment was made by an administrator.
    FactorAddedByAdministrator = "factor.added-by-administrator", Account, Done, Always [NotMe];
    /// An enrolment got another name.
    FactorRenamed = "factor.renamed", Account, Done, Nobody;
    /// An enrolment was suspended by its owner.
    FactorSuspended = "factor.suspended", Account, Done, Always [NotMe];
    /// An enrolment that its owner removes was suspended, and is removed once another counts in full.
    FactorLeaving = "factor.leaving", Account, Done, Always [NotMe];
    /// A suspended enrolment was taken up again.
    FactorResumed = "factor.resumed", Account, Done, Always [NotMe];
    /// An enrolment was removed by its owner.
    FactorRemoved = "factor.removed", Account, Done, Always [NotMe];
    /// Enrolments were removed by an administrator.
    FactorRemovedByAdministrator = "factor.removed-by-administrator", Account, Done, Always [NotMe Reason];
    /// An administrator had an enrolment count in full before its time.
    FactorRipenedByAdministrator = "factor.ripened-by-administrator", Account, Done, Always [NotMe Reason];
    /// Two codes in a row found a token again, or didn't.
    FactorResynced = "factor.resynced", Account, Both, Nobody;
    /// A key answered as if there were a copy of it.
    FactorCopied = "factor.copied", Account, Refused, Always;
    /// A key answered after its question was over.
    FactorLate = "factor.late", Account, Refused, Nobody;
    /// A passkey is kept on several devices now.
    FactorSynced = "factor.synced", Account, Done, Nobody;
    /// A passkey is kept on one device again.
    FactorNotSynced = "factor.not-synced", Account, Done, Nobody;
    /// Enrolments were suspended which a copied key may have made.
    FactorSuspendedAsSuspect = "factor.suspended-as-suspect", Account, Done, Always;
    /// A kind was switched on.
    FactorEnabled = "factor.enabled", Site, Done, Nobody;
    /// A kind was switched off.
    FactorDisabled = "factor.disabled", Site, Done, Nobody;
    /// Codes are void which a copied key may have made.
    CodesVoidAsSuspect = "codes.void-as-suspect", Account, Done, Always;
    /// Somebody made codes for the day when a factor is missing.
    CodesMade = "backup-codes.made", Account, Done, Always [NotMe];
    /// One of those codes was used, and few are left.
    CodesFewLeft = "backup-codes.few-left", Account, Done, IfWanted [Detail];
    /// An administrator gave a code to somebody locked out.
    CodeGiven = "bypass-code.made", Account, Done, Always [NotMe Reason];
    /// What somebody was told of wasn't their doing: sessions and device passwords ended, and what had just been
    /// added.
    NotMe = "not-me", Account, Both, Always;
    /// Characters that stand in no text message, or in none that can stop something any more.
    NotMeCharacters = "not-me.characters", Anybody, Refused, Nobody;
    /// A link to choose a forgotten password anew was sent, or wasn't, since too many had been asked for.
    PasswordForgotten = "password.forgotten", Account, Both, Others;
    /// A forgotten password was chosen anew by a mailed link.
    PasswordReset = "password.reset", Account, Done, Always [NotMe];
    /// A password was changed by its owner.
    PasswordChanged = "password.changed", Account, Done, Always [NotMe];
    /// A password was set by an administrator.
    PasswordSetByAdministrator = "password.set-by-administrator", Account, Done, Always [NotMe];
    /// The first administrator was set up.
    AccountSetUp = "account.set-up", Account, Done, Nobody;
    /// An account was added.
    AccountAdded = "account.added", Account, Done, Nobody;
    /// Somebody was invited to an account.
    AccountInvited = "account.invited", Account, Done, Nobody;
    /// Somebody accepted an invite.
    AccountInviteAccepted = "account.invite-accepted", Account, Done, Nobody;
    /// Invites are void which a copied key may have made.
    AccountInviteVoidAsSuspect = "account.invite-void-as-suspect", Account, Done, Always;
    /// An account got another name.
    AccountRenamed = "account.renamed", Account, Done, IfWanted [Detail];
    /// An account was disabled.
    AccountDisabled = "account.disabled", Account, Done, Always;
    /// An account was enabled.
    AccountEnabled = "account.enabled", Account, Done, Always [NotMe];
    /// An account was deleted.
    AccountDeleted = "account.deleted", Account, Done, Nobody;
    /// An administrator cleared the waits of an account.
    AccountUnlocked = "account.unlocked", Account, Done, IfWanted;
    /// Somebody's groups were changed.
    AccountGroups = "account.groups", Account, Done, Nobody;
    /// Which messages somebody wants was changed.
    AccountNotices = "account.notices", Account, Done, Nobody;
    /// Somebody wants to be told by text message, at one of their numbers.
    AccountNumber = "account.notices-by-text", Account, Done, Always [NotMe];
    /// Somebody wants to be told by text message at another number than before.
    AccountNumberMoved = "account.notices-by-text-moved", Account, Done, Always [NotMe];
    /// Somebody wants to be told by text message no more.
    AccountNumberOff = "account.notices-by-text-off", Account, Done, Always [NotMe];
    /// A display name was changed.
    AccountDisplayName = "account.display-name", Account, Done, Nobody;
    /// A code was sent to an address that is to be added.
    EmailAsked = "email.asked", Account, Done, Nobody;
    /// A wrong code for an address that is to be added.
    EmailCode = "email.code", Account, Refused, Nobody;
    /// An address was given up before it was confirmed.
    EmailWithdrawn = "email.withdrawn", Account, Done, Nobody;
    /// Somebody wanted to add an address by which this account signs in.
    EmailTried = "email.tried", Account, Done, IfWanted;
    /// An address was added.
    EmailAdded = "email.added", Account, Done, Always [NotMe];
    /// Another address became the main one.
    EmailMain = "email.main", Account, Done, Always;
    /// An address was removed.
    EmailRemoved = "email.removed", Account, Done, Always [NotMe];
    /// Addresses were removed which a copied key may have added.
    EmailRemovedAsSuspect = "email.removed-as-suspect", Account, Done, Always;
    /// A group was added.
    GroupAdded = "group.added", Site, Done, Nobody;
    /// A group was deleted.
    GroupDeleted = "group.deleted", Site, Done, Nobody;
    /// Who must have a factor was changed.
    PolicyRequired = "policy.required", Site, Done, Nobody;
    /// Which ways are offered was changed.
    PolicyOffered = "policy.offered", Site, Done, Nobody;
    /// A device password was made by its owner.
    DevicePasswordAdded = "device-password.added", Account, Done, Always [NotMe];
    /// A device password was made by an administrator.
    DevicePasswordAddedByAdministrator = "device-password.added-by-administrator", Account, Done, Always [NotMe];
    /// A device password got another name.
    DevicePasswordRenamed = "device-password.renamed", Account, Done, Nobody;
    /// The limits of a device password were changed.
    DevicePasswordLimited = "device-password.limited", Account, Done, Nobody;
    /// A device password was disconnected by its owner.
    DevicePasswordRemoved = "device-password.removed", Account, Done, Nobody;
    /// A device password was disconnected by an administrator.
    DevicePasswordRemovedByAdministrator = "device-password.removed-by-administrator", Account, Done, IfWanted;
    /// Device passwords were disconnected which a copied key may have made.
    DevicePasswordRemovedAsSuspect = "device-password.removed-as-suspect", Account, Done, Always;
    /// All device passwords of an account were disconnected.
    DevicePasswordAllRemoved = "device-password.all-removed", Account, Done, Nobody;
    /// A device password that is over.
    DevicePasswordExpired = "device-password.expired", Account, Refused, Nobody;
    /// A device password at a host that it isn't for.
    DevicePasswordOtherHost = "device-password.other-host", Account, Refused, Nobody;
    /// A device password that may only read.
    DevicePasswordOnlyReads = "device-password.only-reads", Account, Refused, Nobody;
    /// A device password from a network that it isn't for.
    DevicePasswordOtherNetwork = "device-password.other-network", Account, Refused, Nobody;
    /// A device password where more is asked for.
    DevicePasswordTooLittle = "device-password.too-little", Account, Refused, Nobody;
    /// A program gave a wrong password.
    ClientPassword = "client.password", Anybody, Refused, Nobody;
    /// A program gave the password before the last change.
    ClientOldPassword = "client.old-password", Account, Refused, Nobody;
    /// A seal of the log couldn't be noted outside of the database.
    AuditSealNotNoted = "audit.seal-not-noted", Site, Failed, Nobody;
    /// A code was sent to a number or address that somebody sets up to be asked by.
    MessageConfirming = "message.confirming", Account, Done, Nobody;
    /// A message was asked for where as many were sent as may be.
    MessagesSpent = "messages.spent", Account, Refused, Nobody;
    /// A message to an account's owner was given up.
    MessageGivenUp = "message.given-up", Account, Failed, Nobody;
    /// A message had left, and its gateway says that it didn't arrive.
    MessageUndelivered = "message.undelivered", Account, Failed, Nobody;
    /// A message that waited was tried at once.
    MessageRetried = "message.retried", Account, Done, Nobody;
    /// All messages that waited were tried at once.
    MessagesRetried = "message.all-retried", Site, Done, Nobody;
    /// A message was dropped before it had left.
    MessageDropped = "message.dropped", Account, Done, Nobody;
    /// A mail server has taken a message that tried it.
    MailAccepted = "mail.accepted", Site, Done, Nobody;
    /// A new epoch was begun after an older copy was put back.
    DatabaseNewEpoch = "database.new-epoch", Site, Done, Nobody;
    /// A node's clock was changed.
    ClockJumped = "clock.jumped", Site, Done, Nobody;
}
