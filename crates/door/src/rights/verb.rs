//! Who may do what upon whom: one row a verb, named as the function that does it. Whatever is done or read on
//! somebody's behalf stands here; a test compares the table with the functions there are, and another tries
//! every row with every actor upon everybody.

/// In which part somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// As the owner of the account, by a session.
    Oneself,
    /// Between the first and the second proof, where a factor has to be set up.
    Entering,
    /// By a link that was mailed to the account.
    Linked,
    /// As one who helps people that have no role.
    Helper,
    Administrator,
    /// As one who reads everything but secrets, and changes nothing.
    Auditor,
    /// On the server, as a Unix user who may run the program on its data.
    CommandLine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Upon {
    Own,
    /// Any account, one's own too.
    Anybody,
    /// Any account but one's own: nobody helps themselves by what is there to help others. One that could
    /// leave the site without an administrator looks at that by itself.
    Others,
    /// What belongs to no account.
    Site,
}

/// What has to have been proved a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fresh {
    /// Nothing more than the session.
    No,
    /// The account's strongest kind, or the password where there is none.
    Full,
    /// What the verb finds out by itself, since it depends on what is changed.
    Itself,
}

/// How it stands in the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Log {
    No,
    Each,
    /// As what is done there has an event or none.
    Itself,
    /// Counted, one row a minute: what may be done as often as one likes.
    Counted,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// The function that does it.
    pub name: &'static str,
    /// In which parts it may be done.
    pub who: &'static [Part],
    pub upon: Upon,
    pub fresh: Fresh,
    /// Whether a reason has to be given.
    pub reason: bool,
    pub log: Log,
}

macro_rules! verbs {
    ($($verb:ident $name:literal: [$($who:ident),+] $upon:ident, $fresh:ident, $reason:ident, $log:ident;)+) => {
        /// Something that is done or read on somebody's behalf.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(
            not(test),
            allow(dead_code, reason = "what reads one's own needs no permit: a session is one")
        )]
        pub(crate) enum Verb {
            $(#[doc = concat!("`", $name, "`.")] $verb,)+
        }

        impl Verb {
            /// All of them, in the order of the table.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$verb),+];

            pub(crate) const fn row(self) -> Row {
                match self {
                    $(Self::$verb => Row {
                        name: $name,
                        who: &[$(Part::$who),+],
                        upon: Upon::$upon,
                        fresh: Fresh::$fresh,
                        reason: verbs!(@ $reason),
                        log: Log::$log,
                    },)+
                }
            }
        }
    };
    (@ reason) => { true };
    (@ plain) => { false };
}

// who · upon whom · what has to be fresh · whether with a reason · how it is logged. Whether the owner is told
// is a column of the events (`domain::event::Action::tells`).
verbs! {
    // What people read about themselves.
    Profile "profile": [Oneself] Own, No, plain, No;
    LeastPassword "least_password": [Oneself] Own, No, plain, No;
    OwnSessions "own_sessions": [Oneself] Own, No, plain, No;
    OwnFactors "own_factors": [Oneself] Own, No, plain, No;
    OwnDevicePasswords "own_device_passwords": [Oneself] Own, No, plain, No;
    OwnPasswordClients "own_password_clients": [Oneself] Own, No, plain, No;
    OwnPrograms "own_programs": [Oneself] Own, No, plain, No;
    NoticeSwitches "notice_switches": [Oneself] Own, No, plain, No;
    NoticeNumbers "notice_numbers": [Oneself] Own, No, plain, No;
    Activity "activity": [Oneself] Own, No, plain, No;
    Sections "sections": [Oneself] Own, No, plain, No;
    MustHaveFactor "must_have_factor": [Oneself] Own, No, plain, No;
    Removal "removal": [Oneself] Own, Itself, plain, No;
    Suspension "suspension": [Oneself] Own, Itself, plain, No;
    Offer "offer": [Oneself] Own, No, plain, No;
    // Who they are, once more, and on to a protected host.
    Freshness "freshness": [Oneself] Own, No, plain, No;
    StepUpWays "step_up_ways": [Oneself] Own, No, plain, No;
    StepUpQuestion "step_up_question": [Oneself] Own, No, plain, No;
    StepUpAsk "step_up_ask": [Oneself] Own, No, plain, No;
    StepUp "step_up": [Oneself] Own, Itself, plain, No;
    StepUpByPassword "step_up_by_password": [Oneself] Own, Itself, plain, No;
    Ticket "ticket": [Oneself] Own, No, plain, No;
    EnterDomain "enter_domain": [Oneself] Own, No, plain, No;
    Passage "passage": [Oneself] Own, No, plain, No;
    // What people change about themselves.
    SetDisplayName "set_display_name": [Oneself] Own, No, plain, Counted;
    SetPreferences "set_preferences": [Oneself] Own, No, plain, No;
    SetLanguage "set_language": [Oneself] Own, No, plain, No;
    SetNotices "set_notices": [Oneself] Own, No, plain, Counted;
    SetNoticeNumber "set_notice_number": [Oneself] Own, Full, plain, Each;
    NeverOffer "never_offer": [Oneself] Own, No, plain, No;
    AddEmail "add_email": [Oneself] Own, Full, plain, Each;
    SendEmailCode "send_email_code": [Oneself] Own, No, plain, Each;
    ConfirmEmail "confirm_email": [Oneself] Own, No, plain, Each;
    ChooseEmail "choose_email": [Oneself] Own, Full, plain, Each;
    RemoveEmail "remove_email": [Oneself] Own, Full, plain, Each;
    ResetPassword "reset_password": [Linked] Own, No, plain, Each;
    NotMe "not_me": [Linked] Own, No, plain, Each;
    ChangePassword "change_password": [Oneself] Own, Itself, plain, No;
    // Their sessions and device passwords.
    SignOut "sign_out": [Oneself] Own, No, plain, Each;
    EndSession "end_session": [Oneself] Own, No, plain, Each;
    EndOtherSessions "end_other_sessions": [Oneself] Own, No, plain, Counted;
    RenameSession "rename_session": [Oneself] Own, No, plain, Counted;
    MakeDevicePassword "make_device_password": [Oneself] Own, Full, plain, Each;
    RenameDevicePassword "rename_device_password": [Oneself] Own, No, plain, Counted;
    LimitDevicePassword "limit_device_password": [Oneself] Own, Full, plain, Each;
    DisconnectDevicePassword "disconnect_device_password": [Oneself] Own, No, plain, Each;
    // Their factors.
    ChangeFactor "post_factor_page": [Oneself, Entering] Own, Itself, plain, Itself;
    RenameFactor "rename_factor": [Oneself] Own, No, plain, Counted;
    SuspendFactor "suspend_factor": [Oneself] Own, Itself, plain, Each;
    ResumeFactor "resume_factor": [Oneself] Own, Itself, plain, Each;
    RemoveFactor "remove_factor": [Oneself] Own, Itself, plain, Each;
    // What is read of accounts.
    Account "account": [Oneself, Helper, Administrator, Auditor, CommandLine] Anybody, No, plain, No;
    UserFactors "user_factors": [Oneself, Helper, Administrator, Auditor, CommandLine] Anybody, No, plain, No;
    UserSessions "user_sessions": [Oneself, Helper, Administrator, Auditor, CommandLine] Anybody, No, plain, No;
    UserDevicePasswords "user_device_passwords": [Oneself, Helper, Administrator, Auditor, CommandLine] Anybody, No, plain, No;
    Accounts "accounts": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    Administrators "administrators": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    AccountNames "account_names": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    StandingAtGate "standing_at_gate": [Administrator, Auditor, CommandLine] Anybody, No, plain, No;
    // What is done to accounts.
    AddAccount "add_account": [Administrator, CommandLine] Site, No, plain, Each;
    Invite "invite": [Administrator, CommandLine] Others, No, plain, Each;
    MailInvite "mail_invite": [Administrator, CommandLine] Others, No, plain, Each;
    CouldInvite "could_invite": [Administrator, CommandLine] Site, No, plain, No;
    RenameAccount "rename_account": [Administrator, CommandLine] Anybody, No, plain, Each;
    DisableAccount "disable_account": [Administrator, CommandLine] Others, No, plain, Each;
    EnableAccount "enable_account": [Administrator, CommandLine] Others, No, plain, Each;
    DeleteAccount "delete_account": [Administrator, CommandLine] Others, No, plain, Each;
    SetGroups "set_groups": [Administrator, CommandLine] Anybody, No, plain, Each;
    ChangeEmails "change_emails": [Administrator, CommandLine] Anybody, No, plain, Each;
    ChangeGroups "change_groups": [Administrator, CommandLine] Anybody, No, plain, Each;
    // Help for whoever is locked out.
    SetUserPassword "set_user_password": [Helper, Administrator, CommandLine] Others, No, plain, Each;
    UnlockAccount "unlock_account": [Helper, Administrator, CommandLine] Others, No, plain, Each;
    GiveCode "give_code": [Helper, Administrator, CommandLine] Others, No, reason, Each;
    RemoveUserFactors "remove_user_factors": [Helper, Administrator, CommandLine] Others, No, reason, Each;
    RipenFactor "ripen_factor": [Helper, Administrator, CommandLine] Others, No, reason, Each;
    EndUserSessions "end_user_sessions": [Helper, Administrator, CommandLine] Others, No, plain, Each;
    DeleteDevicePassword "delete_device_password": [Helper, Administrator, CommandLine] Others, No, plain, Each;
    // What would let its giver act as somebody else.
    AddDevicePassword "add_device_password": [CommandLine] Others, No, plain, Each;
    ImportTokens "import_tokens": [CommandLine] Others, No, plain, Each;
    // The site.
    Groups "groups": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    AddGroup "add_group": [Administrator, CommandLine] Site, No, plain, Each;
    DeleteGroup "delete_group": [Administrator, CommandLine] Site, No, plain, Each;
    Kinds "kinds": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    SwitchKind "switch_kind": [Administrator, CommandLine] Site, No, plain, Each;
    Policy "policy": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    RequireFactor "require_factor": [Administrator, CommandLine] Site, No, plain, Each;
    OfferStrongestOnly "offer_strongest_only": [Administrator, CommandLine] Site, No, plain, Each;
    EndEveryonesSessions "end_everyones_sessions": [Administrator, CommandLine] Site, No, plain, Each;
    BeginNewEpoch "begin_new_epoch": [Administrator, CommandLine] Site, No, plain, Each;
    Audit "audit": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    Jobs "jobs": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    Messages "messages": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    Message "message": [Administrator, Auditor, CommandLine] Site, No, plain, No;
    RetryMessage "retry_message": [Administrator, CommandLine] Site, No, plain, Each;
    RetryMessages "retry_messages": [Administrator, CommandLine] Site, No, plain, Each;
    DropMessage "drop_message": [Administrator, CommandLine] Site, No, plain, Each;
    MailAccepted "mail_accepted": [CommandLine] Site, No, plain, Each;
    VerifyAudit "verify_audit": [Administrator, Auditor, CommandLine] Site, No, plain, No;
}
