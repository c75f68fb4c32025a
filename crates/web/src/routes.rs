//! Every address there is: method, path, whom it is for, and the page. `Anyone` gets the request,
//! `Pending` also the pending sign-in, `Session` also the live session; `Program` is a program of others. What stands after `again` finds where the same
//! form has led, for whoever sends it a second time and has neither any more.

use std::sync::LazyLock;

use crate::gate::enter;
use crate::machine::{assets, health, report, well_known};
use crate::pages::devices::{passwords, sessions};
use crate::pages::security::{factor, lost, next, offer, password, remove, suspend};
use crate::pages::settings::emails;
use crate::pages::{
    activity, challenge, confirm, devices, forgotten, help, home, language, links, login, logout,
    not_me, resubmission, security, set_up, settings,
};
use crate::route::{Handler, Route, Verb};

/// What the paths begin with that hold a secret: those of links, before their token, and those that gateways are told.
pub(crate) static LINKS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let paths = ROUTES.iter().map(|route| route.path);
    let secret = paths.filter(|path| path.ends_with("{token}") || path.ends_with("{mac}"));
    secret
        .filter_map(|path| Some(path.split_once('{')?.0))
        .collect()
});

macro_rules! routes {
    ($($verb:ident $path:literal $who:ident $page:path $(, again $led:path)?;)*) => {
        pub(crate) static ROUTES: &[Route] = &[
            $(Route {
                verb: Verb::$verb,
                path: $path,
                handler: routes!(@$who $page),
                resubmitted: routes!(@again $($led)?),
            }),*
        ];
    };
    (@again) => { None };
    (@again $led:path) => { Some(|asked| Box::pin($led(asked))) };
    (@Anyone $page:path) => { Handler::Anyone(|asked| Box::pin($page(asked))) };
    (@Pending $page:path) => { Handler::Pending(|asked, pending| Box::pin($page(asked, pending))) };
    (@Program $page:path) => { Handler::Program(|asked| Box::pin($page(asked))) };
    (@Session $page:path) => { Handler::Session(|asked, live| Box::pin($page(asked, live))) };
}

routes! {
    // Signing in and out.
    Get  "/login"                          Anyone  login::show;
    Post "/login"                          Anyone  login::sign_in;
    Post "/login/with/{factor}"            Anyone  login::sign_in_passwordless;
    Post "/login/cancel"                   Anyone  login::cancel;
    Get  "/login/challenge"                Pending challenge::choose;
    Get  "/login/challenge/{factor}"       Pending challenge::ask;
    Post "/login/challenge/{factor}"       Pending challenge::answer, again resubmission::of_answer;
    Post "/login/challenge/{factor}/send"  Pending challenge::send;
    Get  "/login/setup"                    Pending set_up::choose;
    Get  "/login/setup/{factor}"           Pending set_up::show;
    Post "/login/setup/{factor}"           Pending set_up::post, again resubmission::of_set_up;
    Get  "/login/help"                     Anyone  forgotten::ways;
    Get  "/forgotten"                      Anyone  forgotten::show;
    Post "/forgotten"                      Anyone  forgotten::ask;
    Get  "/forgotten/{token}"              Anyone  forgotten::show_link;
    Post "/forgotten/{token}"              Anyone  forgotten::choose;
    Get  "/not-me"                         Anyone  not_me::by_text::show;
    Post "/not-me"                         Anyone  not_me::by_text::stop;
    Get  "/not-me/{token}"                 Anyone  not_me::show;
    Post "/not-me/{token}"                 Anyone  not_me::stop;
    Post "/logout"                         Anyone  logout::sign_out;
    Post "/language"                       Anyone  language::choose;

    // Links that make an account somebody's.
    Get  "/setup/{token}"                  Anyone  links::show_set_up;
    Post "/setup/{token}"                  Anyone  links::finish_set_up;
    Get  "/invite/{token}"                 Anyone  links::show_invite;
    Post "/invite/{token}"                 Anyone  links::finish_invite;

    // Confirming who one is before something sensitive.
    Get  "/confirm"                        Session confirm::choose;
    Post "/confirm"                        Session confirm::password, again resubmission::of_password;
    Get  "/confirm/{factor}"               Session confirm::ask;
    Post "/confirm/{factor}"               Session confirm::answer, again resubmission::of_step_up;
    Post "/confirm/{factor}/send"          Session confirm::send;

    // One's own account.
    Get  "/"                               Session home::show;
    Get  "/settings"                       Session settings::show;
    Post "/settings"                       Session settings::save;
    Post "/settings/notices"               Session settings::notices::choose;
    Post "/settings/notices/number"        Session settings::notices::number;
    Post "/settings/emails"                Session emails::add;
    Post "/settings/emails/{id}/send"      Session emails::send;
    Post "/settings/emails/{id}/confirm"   Session emails::confirm;
    Post "/settings/emails/{id}/main"      Session emails::choose;
    Post "/settings/emails/{id}/remove"    Session emails::remove;
    Get  "/settings/devices"               Session devices::show;
    Post "/settings/devices/disconnect-others"         Session sessions::disconnect_others;
    Post "/settings/devices/sessions/{id}/rename"      Session sessions::rename;
    Post "/settings/devices/sessions/{id}/disconnect"  Session sessions::disconnect;
    Post "/settings/devices/passwords"                 Session passwords::make;
    Post "/settings/devices/passwords/{id}/rename"     Session passwords::rename;
    Get  "/settings/devices/passwords/{id}/limits"     Session passwords::ask_limits;
    Post "/settings/devices/passwords/{id}/limits"     Session passwords::limit;
    Post "/settings/devices/passwords/{id}/disconnect" Session passwords::disconnect;
    Get  "/settings/activity"              Session activity::show;

    // Password and factors. What stands at `{factor}` is the factor's own place.
    Get  "/settings/security"              Session security::show;
    Get  "/settings/security/password"     Session password::show;
    Post "/settings/security/password"     Session password::change, again password::resubmitted;
    Get  "/settings/security/next"         Session next::show;
    Post "/settings/security/next"         Session next::later;
    Get  "/settings/security/lost"         Session lost::show;
    Post "/settings/security/lost"         Session lost::answer;
    Get  "/settings/security/offer"        Session offer::show;
    Post "/settings/security/offer"        Session offer::answer;
    Get  "/settings/security/{factor}"     Session factor::show;
    Post "/settings/security/{factor}"     Session factor::post;
    Post "/settings/security/{factor}/instead"        Session factor::instead;
    Post "/settings/security/{factor}/{id}/confirm"   Session factor::confirm, again factor::resubmitted;
    Post "/settings/security/{factor}/{id}/again"     Session factor::again;
    Post "/settings/security/{factor}/{id}/resync"    Session factor::resync;
    Post "/settings/security/{factor}/{id}/rename"    Session factor::rename;
    Get  "/settings/security/{factor}/{id}/suspend"   Session suspend::ask;
    Post "/settings/security/{factor}/{id}/suspend"   Session suspend::go;
    Post "/settings/security/{factor}/{id}/resume"    Session suspend::resume;
    Get  "/settings/security/{factor}/{id}/remove"    Session remove::ask;
    Post "/settings/security/{factor}/{id}/remove"    Session remove::go;

    // The hand-over to a protected host.
    Get  "/gate/enter"                     Anyone  enter::here;

    // The user's manual.
    Get  "/help"                           Anyone  help::show;

    // For machines.
    Get  "/healthz"                        Anyone  health::alive;
    Get  "/readyz"                         Anyone  health::ready;
    Get  "/assets/{file}"                  Anyone  assets::file;
    Get  "/favicon.ico"                    Anyone  assets::favicon;
    Get  "/robots.txt"                     Anyone  well_known::robots;
    Get  "/.well-known/change-password"    Anyone  well_known::change_password;
    Get  "/.well-known/jwks.json"          Anyone  well_known::assertion_keys;
    Get  "/.well-known/{name}"             Anyone  well_known::of_factors;
    Get  "/gateway/{name}/{id}/{mac}"      Program report::take;
    Post "/gateway/{name}/{id}/{mac}"      Program report::take;
}
